/** The cards of one member on this device, sent and unsent: what the scan screen shows and changes. */
import * as changes from "./card-changes.js"
import * as joins from "./card-joins.js"
import { CardStores } from "./card-stores.js"
import { newKey, readyAgain } from "./card.js"
import { openStore } from "./device-store.js"
import { ownChannel } from "./outbox-channel.js"
import { OutboxView } from "./outbox-view.js"
import { ownSender, watchedSenderOf } from "./page-sender.js"
import { ShotTimes } from "./shot-times.js"

const CARDS = ["cards", "photos", "events"]

export class Outbox extends OutboxView {
  #stores
  #channel
  #senders
  #times = new ShotTimes()

  /** @param {string} owner  "<account id>-<book id>" */
  static async open(owner) {
    const store = await openStore()
    // What a worker takes in is sent by the window that opens next.
    const senders = globalThis.document ? { own: await ownSender(), of: watchedSenderOf } : null
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
    const stores = new CardStores(store, senders?.of)
    super(owner, { stores, channel, senderState: senders?.own.state ?? "idle" })
    this.#stores = stores
    this.#channel = channel
    this.#senders = senders
  }

  /**
   * Keep a shot. When this resolves, it is on the disk.
   * @param {{side: "recto"|"verso", cardKey?: string, photo: Blob, name?: string, takenAt?: string, eventKey?: string|null, thumb?: Blob|null, flaws?: string[]}} shot
   *   cardKey: of a verso, the card it belongs to
   * @returns {Promise<import("./card.js").Card>}
   * @throws {import("./store-error.js").StoreError}
   */
  async take(shot) {
    return this.#kept(shot.cardKey, (rows) => changes.take(rows, this.owner, this.#times.timed(shot)))
  }

  /** Keep a shot that the device refused in this window, and send it at once. */
  async takeInMemory(shot) {
    const card = await this.#stores.takeInMemory(this.owner, this.#times.timed(shot))
    this.#tellChanged()
    return { ...card, isInMemory: true }
  }

  /** Put another photo in the place of one that was taken, sent or not. */
  async retake({ cardKey, side, ...shot }) {
    return this.#kept(cardKey, (rows) => changes.retake(rows, cardKey, side, this.#times.timed(shot)))
  }

  /**
   * Say what a photo shows, once it is known.
   * @param {string} shot  names the photo: of one that was taken again meanwhile nothing is said
   * @param {{thumb: Blob|null, flaws: string[]}} seen
   * @returns {Promise<import("./card.js").Card|null>}
   */
  describe(cardKey, side, shot, seen) {
    return this.#edit(cardKey, (card) => changes.described(card, side, shot, seen))
  }

  saveDraft(cardKey, draft) {
    return this.#edit(cardKey, ({ draftError: _, ...card }) => ({ ...card, draft, isDraftSent: false, draftAttempts: 0 }))
  }

  stampEvent(cardKey, eventKey) {
    return this.#edit(cardKey, (card) => (card.eventKey === eventKey ? card : changes.stamped(card, eventKey)))
  }

  /** Say that a card is the back of another; takeJoinBack() says that it is not, after all. */
  joinBack(cardKey, frontKey) {
    return this.#kept(cardKey, (rows) => joins.join(rows, cardKey, frontKey))
  }

  takeJoinBack(cardKey) {
    return this.#kept(cardKey, (rows) => joins.takeJoinBack(rows, cardKey))
  }

  /** Send again what was refused. */
  retry(...cardKeys) {
    return this.#edit(cardKeys, readyAgain)
  }

  /** Take cards off the device, at a later start: until then they can be brought back. */
  remove(...cardKeys) {
    return this.#edit(cardKeys, (card) => ({ ...card, isRemoved: true, removedAt: new Date().toISOString() }))
  }

  bringBack(...cardKeys) {
    return this.#edit(cardKeys, ({ isRemoved: _, removedAt: __, ...card }) => card)
  }

  /** Keep an event that was made or changed here. */
  saveEvent({ key = newKey(), name, kind, day, place = "", goal = 0 }) {
    const event = { key, owner: this.owner, name, kind, day, place, goal }
    return this.#kept(null, (rows) => changes.saveEvent(rows, event))
  }

  /** Keep the server's events, as GET /api/desk tells them. Those changed here and unsent stay. */
  async keepEvents(told, gone = []) {
    await this.#stores.write((rows) => changes.keepEvents(rows, this.owner, told, gone))
    this.#tellChanged()
  }

  /** Keep what became of cards: the scans of GET /api/scans/states. */
  async keepStates(told) {
    await this.#stores.writeAll((rows) => changes.keepStates(rows, this.owner, told))
    this.#tellChanged()
  }

  /** Send now what waits. */
  send() {
    this.#senders?.own.wake()
    this.#stores.wakeMemory()
  }

  #kept(cardKey, work) {
    return this.#changed(this.#stores.write(work, cardKey))
  }

  #edit(cardKeys, edit) {
    return this.#changed(this.#stores.writeAll((rows) => changes.editAll(rows, [cardKeys].flat(), edit)))
  }

  async #changed(writing) {
    const result = await writing
    this.#tellChanged()
    this.send()
    return result
  }

  #tellChanged() {
    this.#channel.tell({ type: "changed" })
  }
}
