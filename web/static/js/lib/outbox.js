/**
 * The cards of one member on this device, sent and unsent: what the scan screen shows and changes.
 * "change" follows every change, from whichever window or from the worker.
 */
import * as changes from "./card-changes.js"
import { CardStores, merged } from "./card-stores.js"
import { newKey, photoKey, readyAgain } from "./card.js"
import { openStore } from "./device-store.js"
import { ownChannel } from "./outbox-channel.js"
import { ownSender, senderOf } from "./page-sender.js"

const CARDS = ["cards", "photos", "events"]

export class Outbox extends EventTarget {
  /** @type {{cardKey: string|null, eventKey: string|null, kind: string}|null} what is on its way */
  sending = null
  /** @type {"idle"|"sending"|"waiting"|"signed-out"} */
  senderState = "idle"
  #stores
  #channel
  #senders
  #last = { given: "", takenAt: "" }
  #abort = new AbortController()

  /**
   * @param {string} owner  "<account id>-<book id>"
   * @returns {Promise<Outbox>}
   */
  static async open(owner) {
    const store = await openStore()
    // What a worker takes in is sent by the window that opens next.
    const senders = globalThis.document ? { own: await ownSender(), of: senderOf } : null
    await store.write(CARDS, (rows) => changes.tidy(rows, owner, new Date())).catch(() => {})
    return new Outbox(owner, { store, channel: ownChannel(), senders })
  }

  /**
   * @param {string} owner
   * @param {object} parts
   * @param {import("./device-store.js").DeviceStore} parts.store
   * @param {import("./outbox-channel.js").OutboxChannel} parts.channel
   * @param {{own: {wake(): void, state: string}, of: (store: object) => {wake(): void}}|null} [parts.senders]
   */
  constructor(owner, { store, channel, senders = null }) {
    super()
    this.owner = owner
    this.#stores = new CardStores(store, senders?.of)
    this.#channel = channel
    this.#senders = senders
    this.senderState = senders?.own.state ?? "idle"
    this.#listen()
  }

  /** Whether cards outlive the window: not where the browser refuses to keep anything. */
  get isDurable() {
    return this.#stores.isDurable
  }

  /**
   * Keep a shot. When this resolves, it is on the disk.
   * @param {{side: "recto"|"verso", cardKey?: string, photo: Blob, name?: string, takenAt?: string, eventKey?: string|null, thumb?: Blob|null, flaws?: string[]}} shot
   *   cardKey: of a verso, the card it belongs to
   * @returns {Promise<import("./card.js").Card>}
   * @throws {import("./store-error.js").StoreError}
   */
  async take(shot) {
    return this.#kept(shot.cardKey, (rows) => changes.take(rows, this.owner, this.#timed(shot)))
  }

  /** Keep a shot that the device refused in this window, and send it at once. */
  async takeInMemory(shot) {
    const card = await this.#stores.takeInMemory(this.owner, this.#timed(shot))
    this.#channel.tell({ type: "changed" })
    return { ...card, isInMemory: true }
  }

  /** Put another photo in the place of one that was taken, sent or not. */
  async retake({ cardKey, side, ...shot }) {
    return this.#kept(cardKey, (rows) => changes.retake(rows, cardKey, side, this.#timed(shot)))
  }

  saveDraft(cardKey, draft) {
    return this.#edit(cardKey, ({ draftError: _, ...card }) => ({ ...card, draft, isDraftSent: false, draftAttempts: 0 }))
  }

  stampEvent(cardKey, eventKey) {
    return this.#edit(cardKey, (card) => (card.eventKey === eventKey ? card : changes.stamped(card, eventKey)))
  }

  /** Send again what was refused. */
  retry(cardKey) {
    return this.#edit(cardKey, readyAgain)
  }

  /** Take a card off the device, at a later start: until then it can be brought back. */
  remove(cardKey) {
    return this.#edit(cardKey, (card) => ({ ...card, isRemoved: true, removedAt: new Date().toISOString() }))
  }

  bringBack(cardKey) {
    return this.#edit(cardKey, ({ isRemoved: _, removedAt: __, ...card }) => card)
  }

  /** Keep an event that was made or changed here. */
  saveEvent({ key = newKey(), name, kind, day, place = "", goal = 0 }) {
    const event = { key, owner: this.owner, name, kind, day, place, goal }
    return this.#kept(null, (rows) => changes.saveEvent(rows, event))
  }

  /** Keep the server's events: EventOut of GET /api/desk. Those changed here and unsent stay. */
  async keepEvents(told) {
    await this.#stores.write((rows) => changes.keepEvents(rows, this.owner, told))
    this.#channel.tell({ type: "changed" })
  }

  /** Keep what became of cards: the scans of GET /api/scans/states. */
  async keepStates(told) {
    await this.#stores.writeAll((rows) => changes.keepStates(rows, this.owner, told))
    this.#channel.tell({ type: "changed" })
  }

  /** @returns {Promise<import("./card.js").Card[]>} the newest first */
  async cards({ limit = Infinity } = {}) {
    const cards = merged(await this.#stores.ask((rows) => rows.ofOwner("cards", "shown", this.owner)))
    return cards.filter(({ isRemoved }) => !isRemoved).reverse().slice(0, limit)
  }

  /** @returns {Promise<object[]>} the last day first */
  async events() {
    const [events] = await this.#stores.ask((rows) => rows.ofOwner("events", "shown", this.owner))
    return events.reverse()
  }

  /** @returns {Promise<Blob|null>} null: it was sent, and is the server's now */
  async photo(cardKey, side) {
    const found = await this.#stores.ask((rows) => rows.get("photos", photoKey(cardKey, side)))
    return found.findLast(Boolean)?.blob ?? null
  }

  /** How many cards the server does not have all of. */
  async unsentCount() {
    return (await this.#stores.countOwing(this.owner)).count
  }

  /** Whether closing the window would lose a card. */
  async isAtRisk() {
    return (await this.#stores.countOwing(this.owner)).isAtRisk
  }

  send() {
    this.#senders?.own.wake()
    this.#stores.wakeMemory()
  }

  close() {
    this.#abort.abort()
  }

  #listen() {
    const on = (type, heard) => this.#channel.addEventListener(type, heard, { signal: this.#abort.signal })
    const changed = () => this.dispatchEvent(new Event("change"))
    on("changed", async () => {
      changed()
      await this.#stores.follow()
    })
    on("sending", ({ detail }) => ((this.sending = detail.item), changed()))
    on("state", ({ detail }) => ((this.senderState = detail.state), changed()))
  }

  async #kept(cardKey, work) {
    const result = await this.#stores.write(work, cardKey)
    this.#channel.tell({ type: "changed" })
    this.send()
    return result
  }

  async #edit(cardKey, edit) {
    const card = await this.#stores.writeAll((rows) => changes.edit(rows, cardKey, edit))
    this.#channel.tell({ type: "changed" })
    this.send()
    return card
  }

  /** Cards that were taken in the same moment, such as picked files, keep their order. */
  #timed(shot) {
    const given = shot.takenAt ?? new Date().toISOString()
    const isSame = given === this.#last.given
    const takenAt = isSame ? new Date(Date.parse(this.#last.takenAt) + 1).toISOString() : given
    this.#last = { given, takenAt }
    return { ...shot, takenAt }
  }
}
