/**
 * What the desk says: of a photo that was taken, that it is safe and what could be better in it; of
 * what stands in the way, where that is. Few words, and never a dialog.
 */
import { askToPersist, roomLeft } from "./lib/storage-room.js"
import { wordOf } from "./lib/words.js"

const LOOK_AT_ROOM_EVERY = 20
const BYTES_OF_A_MEGABYTE = 1_000_000

export class DeskTalk {
  #desk
  #feedback
  #again
  #open
  #board = null
  #count = 0

  /**
   * @param {HTMLElement} desk
   * @param {object} parts
   * @param {AbortSignal} parts.signal
   * @param {import("./desk-feedback.js").DeskFeedback} parts.feedback
   * @param {import("./desk-shots.js").DeskShots} parts.shots
   * @param {(key: string, side: string) => void} parts.again  have a side taken again
   * @param {(key: string) => void} parts.open  open a card
   */
  constructor(desk, { signal, feedback, shots, again, open }) {
    this.#desk = desk
    this.#feedback = feedback
    this.#again = again
    this.#open = open
    const hear = (target, kind, run) => target.addEventListener(kind, ({ detail }) => run(detail), { signal })
    hear(shots, "taken", (taken) => this.#tellTaken(taken))
    hear(shots, "flawed", (flawed) => this.#tellFlaw(flawed))
    hear(shots, "unkept", (taken) => this.#tellUnkept(taken))
    hear(shots, "lost", () => this.tellLost())
    hear(shots, "preparing", (progress) => this.#note({ key: "preparing", tone: "done", text: this.#word("preparing", progress), canDismiss: false }))
    hear(desk, "desk:all-sent", () => this.#feedback.say(this.#word("all-sent")))
    hear(desk, "desk:signed-out", () => this.tellSignedOut())
    hear(desk, "desk:refused", (card) => this.#tellRefused(card))
  }

  start({ board, outbox }) {
    this.#board = board
    if (!outbox.isDurable) this.#note({ key: "memory", tone: "trouble", text: this.#word("memory") })
    this.#lookAtRoom()
  }

  /** Something was done, and can be undone where `undo` is given. */
  tellDone(key, name, { undo, picture } = {}) {
    const actions = undo ? [{ label: this.#word("undo"), run: undo }] : []
    this.#note({ key, tone: "done", text: this.#word(name), picture, actions })
    this.#feedback.say(this.#word(name))
  }

  /** Something could not be done. */
  tellUndone(key, name) {
    this.#trouble(key, this.#word(name))
  }

  /** Something was undone: said to those who hear, for the others see it. */
  tellBack(name) {
    this.#feedback.say(this.#word(name))
  }

  sayArmed() {
    this.#feedback.say(this.#desk.querySelector("[data-armed-text]").textContent)
  }

  tellSignedOut() {
    if (this.#board.note.has("signed-out") || "signedOut" in this.#desk.dataset) return // the frame says it
    const action = { label: this.#word("sign-in"), href: "/sign-in?next=/scan" }
    this.#trouble("signed-out", this.#word("signed-out"), { actions: [action], canDismiss: false })
  }

  /** A photo is nowhere: the card has to be taken again. */
  tellLost() {
    this.#trouble("lost", this.#word("lost"))
  }

  forgetSignedOut() {
    this.#board.note.drop("signed-out")
  }

  #word(name, values) {
    return wordOf(this.#desk, name, values)
  }

  #note(note) {
    this.#desk.querySelector("desk-note").tell(note)
  }

  #trouble(key, text, more = {}) {
    this.#note({ key, text, tone: "trouble", ...more })
    this.#feedback.alert(text)
  }

  #tellTaken({ aim }) {
    this.#feedback.confirm()
    if (aim.kind === "recto") this.#count += 1
    const said = { recto: "taken", verso: "verso-taken", retake: "retaken" }[aim.kind]
    this.#board?.note.drop("advice", "removed", "lost", "preparing")
    this.#feedback.say(this.#word(said, { count: this.#count }))
    this.#board?.draw()
    if (this.#count === 1) askToPersist()
    if (this.#count % LOOK_AT_ROOM_EVERY === 0) this.#lookAtRoom()
  }

  async #tellFlaw({ card, side, flaws }) {
    const text = this.#word(`flaw-${flaws[0].replaceAll("_", "-")}`)
    this.#feedback.say(text)
    await this.#board?.draw()
    const action = { label: this.#word("again"), run: () => this.#again(card.key, side) }
    this.#note({ key: "advice", text, picture: side === "recto" ? this.#board.strip.pictureOf(card.key) : "", actions: [action] })
  }

  #tellUnkept() {
    this.#board?.draw()
    this.#trouble("unkept", this.#word("unkept"))
  }

  #tellRefused(card) {
    const { error } = Object.values(card.sides).find(({ state }) => state === "refused")
    const action = { label: this.#word("see"), run: () => this.#open(card.key) }
    this.#trouble("refused", error?.hint || this.#word("refused"), { actions: [action] })
  }

  async #lookAtRoom() {
    const room = await roomLeft()
    if (!room?.isLow) return
    const megabytes = Math.max(1, Math.round(room.freeBytes / BYTES_OF_A_MEGABYTE))
    this.#note({ key: "room", tone: "trouble", text: this.#word("room", { megabytes }) })
  }
}
