/**
 * Keeps the desk as things stand: draws what changes in the outbox, and asks the server when the
 * desk opens, when the page is looked at again and when the network comes back.
 */
import { prefs } from "./lib/prefs.js"

const DRAW_PAUSE_MS = 120

export class DeskNews {
  #timer = null
  #outbox
  #server
  #board
  #talk

  /**
   * @param {object} parts
   * @param {import("./lib/outbox.js").Outbox} parts.outbox
   * @param {import("./desk-server.js").DeskServer} parts.server
   * @param {import("./desk-board.js").DeskBoard} parts.board
   * @param {import("./desk-talk.js").DeskTalk} parts.talk
   */
  constructor({ outbox, server, board, talk }) {
    this.#outbox = outbox
    this.#server = server
    this.#board = board
    this.#talk = talk
  }

  /** @param {{signal: AbortSignal}} options */
  listen(options) {
    this.#outbox.addEventListener("change", () => this.#follow(), options)
    options.signal.addEventListener("abort", () => clearTimeout(this.#timer))
    document.addEventListener("visibilitychange", () => document.hidden || this.#lookAgain(), options)
    addEventListener("online", () => this.#lookAgain(), options)
  }

  /** Ask for everything, once the desk stands. */
  async open() {
    await this.#refresh({ isUrgent: true })
    this.#server.look(this.#board.cards)
  }

  /** Soon rather than at once: one shot changes the outbox many times, while the next is taken. */
  #follow() {
    this.#timer ??= setTimeout(async () => {
      this.#timer = null
      await this.#board.draw()
      this.#server.watch(this.#board.cards)
    }, DRAW_PAUSE_MS)
  }

  #lookAgain() {
    this.#refresh()
    this.#server.look(this.#board.cards)
  }

  async #refresh(how) {
    const heard = await this.#server.refresh(how)
    if (heard === "signed-out") this.#talk.tellSignedOut()
    if (heard !== "heard") return
    this.#talk.forgetSignedOut()
    const who = await prefs.get("who")
    if (who.owner !== this.#outbox.owner) location.reload() // the shell opened for somebody else
    this.#board.recount()
    this.#follow()
  }
}
