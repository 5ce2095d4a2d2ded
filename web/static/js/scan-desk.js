/**
 * The scan screen: photos of cards go to the outbox of this phone at once, and are shown with what
 * became of them. The camera comes after the page; until then, and where there is none, the shutter
 * is the system's own. Without this module the plain form inside sends a card at a time.
 */
import "./desk-events.js"
import "./desk-note.js"
import "./desk-sheet.js"
import "./desk-strip.js"
import "./device-prefs.js"
import { DeskAim } from "./desk-aim.js"
import { DeskBoard } from "./desk-board.js"
import { listenToCards } from "./desk-cards.js"
import { DeskCamera } from "./desk-camera.js"
import { listenToControls } from "./desk-controls.js"
import { DeskFeedback } from "./desk-feedback.js"
import { DeskNews } from "./desk-news.js"
import { DeskServer } from "./desk-server.js"
import { DeskShots } from "./desk-shots.js"
import { DeskTalk } from "./desk-talk.js"
import { DeviceWishes } from "./lib/device-wishes.js"
import { Outbox } from "./lib/outbox.js"
import { prefs } from "./lib/prefs.js"

class ScanDesk extends HTMLElement {
  #abort
  #wishes = new DeviceWishes()
  #outbox
  #board
  #server
  #shots
  #camera
  #aim
  #talk
  #currentKey = null

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const feedback = new DeskFeedback(this, () => this.#wishes.shutterSound)
    const opened = this.#openOutbox()
    this.#shots = new DeskShots({
      outbox: opened,
      eventKey: () => this.#currentKey,
      keepsOriginals: () => this.#wishes.keepOriginals,
    })
    this.#camera = new DeskCamera(this, {
      signal,
      shooting: (made) => (feedback.blink(), this.#shots.take(made)),
      failed: () => this.#talk.tellLost(),
    })
    this.#talk = new DeskTalk(this, {
      signal,
      feedback,
      shots: this.#shots,
      again: (key, side) => this.#aim.again(key, side),
      open: (key) => this.#openCard(key),
    })
    this.#aim = new DeskAim(this, { next: this.#shots.next, camera: this.#camera, say: () => this.#talk.sayArmed() })
    this.#listen({ signal })
    this.dataset.ready = ""
    opened.then((outbox) => this.#start(outbox))
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#server?.stop()
    this.#outbox?.close()
  }

  /** Whose cards these are: the page says, or on the shell, what this phone remembers. */
  async #openOutbox() {
    await this.#wishes.load({ signal: this.#abort.signal })
    const owner = this.dataset.owner || (await prefs.get("who"))?.owner || ""
    if (!owner) this.#close()
    const current = await prefs.get("currentEvent")
    if (current?.owner === owner) this.#currentKey = current.key
    return Outbox.open(owner)
  }

  /** Nobody is signed in, now or before: there is nobody to take cards for. */
  #close() {
    this.dataset.signedOut = ""
    this.querySelector(".controls").inert = true
  }

  async #start(outbox) {
    this.#outbox = outbox
    this.#server = new DeskServer(outbox)
    this.#board = new DeskBoard(this, {
      outbox,
      said: () => ({ currentKey: this.#currentKey, lastKey: this.#shots.lastKey, aim: this.#shots.next.aim }),
    })
    const { signal } = this.#abort
    this.#talk.start({ board: this.#board, outbox })
    listenToCards(this, { board: this.#board, server: this.#server, outbox, talk: this.#talk, signal })
    const news = new DeskNews({ outbox, server: this.#server, board: this.#board, talk: this.#talk })
    news.listen({ signal })
    await this.#board.draw()
    this.#applyWishes()
    this.#wishes.addEventListener("change", () => this.#applyWishes(), { signal })
    if (!("signedOut" in this.dataset)) this.#camera.openWhenIdle()
    this.#shots.warmUpWhenIdle()
    await news.open()
  }

  #listen(options) {
    const parts = {
      aim: this.#aim,
      camera: this.#camera,
      shots: this.#shots,
      wishes: this.#wishes,
      openCard: (key) => this.#openCard(key),
      chooseEvent: (key) => this.#chooseEvent(key),
      makeEvent: async (event) => this.#chooseEvent((await this.#outbox.saveEvent(event)).key),
    }
    listenToControls(this, parts, options)
    this.#shots.next.addEventListener("change", () => this.#board?.drawAim(), options)
  }

  async #openCard(key) {
    const card = this.#board.cardOf(key)
    if (!card) return
    const tags = (await prefs.get("recentTags")) ?? []
    this.querySelector("desk-sheet").open(card, { cards: this.#board.cards, outbox: this.#outbox, tags })
  }

  async #chooseEvent(key) {
    this.#currentKey = key
    this.#board.drawEvents()
    await prefs.set("currentEvent", { owner: this.#outbox.owner, key })
  }

  #applyWishes() {
    const { autoShoot, keepOriginals } = this.#wishes
    this.querySelector("[data-auto]").setAttribute("aria-pressed", String(autoShoot))
    this.#camera.set({ isAutomatic: autoShoot, keepOriginals })
  }
}

customElements.define("scan-desk", ScanDesk)
