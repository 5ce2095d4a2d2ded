/**
 * Draws what the outbox holds: the strip, the count of what is not sent, the event's progress, the
 * back that can be added, and what stands in the way of sending.
 */
import { isGone, refusedSide, versoCardOf } from "./lib/desk-state.js"
import { GoalCount } from "./lib/goal-count.js"
import { oneAtATime } from "./lib/one-at-a-time.js"
import { wordOf } from "./lib/words.js"

const SHOWN_CARDS = 60

export class DeskBoard {
  cards = []
  events = []
  #desk
  #outbox
  #said
  #goal = new GoalCount()
  #hasWaited = false
  #refused = new Set()

  /**
   * @param {HTMLElement} desk
   * @param {object} parts
   * @param {import("./lib/outbox.js").Outbox} parts.outbox
   * @param {() => {currentKey: string|null, lastKey: string|null, aim: object}} parts.said  what the desk knows beside
   */
  constructor(desk, { outbox, said }) {
    this.#desk = desk
    this.#outbox = outbox
    this.#said = said
  }

  get strip() {
    return this.#desk.querySelector("desk-strip")
  }

  get note() {
    return this.#desk.querySelector("desk-note")
  }

  cardOf(key) {
    return this.cards.find((card) => card.key === key) ?? null
  }

  /** The card that a back taken now belongs to, or null. */
  get versoCard() {
    return versoCardOf(this.cards, this.#said().lastKey)
  }

  /** The server counted the people of each event. */
  recount() {
    this.#goal.reset(this.cards)
  }

  /** Draw everything, as it is now. */
  draw = oneAtATime(() => this.#drawOnce())

  async #drawOnce() {
    const [cards, events, unsentCount] = await Promise.all([
      this.#outbox.cards({ limit: SHOWN_CARDS }),
      this.#outbox.events(),
      this.#outbox.unsentCount(),
    ])
    this.cards = cards.filter((card) => !isGone(card))
    this.events = events
    this.#goal.see(this.cards)
    this.strip.show(this.cards, this.#outbox)
    this.#desk.querySelector("desk-sheet").follow(this.cards)
    this.drawEvents()
    this.drawAim()
    this.#drawUnsent(unsentCount)
    this.#tellTrouble()
    this.#desk.toggleAttribute("data-has-cards", this.cards.length > 0)
  }

  drawEvents() {
    const { currentKey } = this.#said()
    this.#desk.querySelector("desk-events").show({ events: this.events, currentKey, countOf: (event) => this.#goal.of(event) })
  }

  /** Show what the next photo will be, and whether a back can be added. */
  drawAim() {
    const { aim } = this.#said()
    const isArmed = aim.kind !== "recto"
    const card = aim.cardKey ? this.cardOf(aim.cardKey) : this.versoCard
    const verso = this.#part("verso")
    this.#desk.dataset.aim = aim.kind
    verso.disabled = !isArmed && !this.versoCard
    verso.setAttribute("aria-pressed", String(aim.kind === "verso"))
    this.#part("armed").hidden = !isArmed
    if (!isArmed) return
    const which = aim.kind === "verso" ? "armed-verso" : aim.side === "verso" ? "armed-again-verso" : "armed-again"
    this.#part("armed-text").textContent = wordOf(this.#desk, which)
    const picture = this.strip.pictureOf(card?.key)
    this.#part("armed-picture").hidden = !picture
    if (picture) this.#part("armed-picture").src = picture
  }

  #part(name) {
    return this.#desk.querySelector(`[data-${name}]`)
  }

  #drawUnsent(count) {
    const { senderState } = this.#outbox
    this.#part("unsent").hidden = count === 0
    this.#part("unsent").dataset.sender = senderState
    this.#part("unsent-text").textContent = wordOf(this.#desk, "unsent", { count })
    if (count > 0 && ["waiting", "signed-out"].includes(senderState)) this.#hasWaited = true
    if (count > 0 || !this.#hasWaited) return
    this.#hasWaited = false
    this.#tell("desk:all-sent") // worth a word only where it did not go by itself at once
  }

  #tellTrouble() {
    if (this.#outbox.senderState === "signed-out") this.#tell("desk:signed-out")
    else this.note.drop("signed-out")
    const refused = this.cards.filter(refusedSide)
    const fresh = refused.find(({ key }) => !this.#refused.has(key))
    this.#refused = new Set(refused.map(({ key }) => key))
    if (fresh) this.#tell("desk:refused", fresh)
    if (!refused.length) this.note.drop("refused")
  }

  #tell(kind, detail = null) {
    this.#desk.dispatchEvent(new CustomEvent(kind, { detail }))
  }
}
