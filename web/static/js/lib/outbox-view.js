/**
 * What a window sees of one member's cards on this device, and of their sending. "change" follows
 * every change, from whichever window or from the worker.
 */
import { joined } from "./card-joins.js"
import { merged } from "./card-stores.js"
import { photoKey } from "./card.js"

export class OutboxView extends EventTarget {
  /** @type {{cardKey: string|null, eventKey: string|null, kind: string}|null} what is on its way */
  sending = null
  /** @type {"idle"|"sending"|"waiting"|"signed-out"} */
  senderState
  #stores
  #abort = new AbortController()

  /**
   * @param {string} owner  "<account id>-<book id>"
   * @param {object} parts
   * @param {import("./card-stores.js").CardStores} parts.stores
   * @param {import("./outbox-channel.js").OutboxChannel} parts.channel
   * @param {string} parts.senderState
   */
  constructor(owner, { stores, channel, senderState }) {
    super()
    this.owner = owner
    this.senderState = senderState
    this.#stores = stores
    this.#listen(channel)
  }

  /** Whether cards outlive the window: not where the browser refuses to keep anything. */
  get isDurable() {
    return this.#stores.isDurable
  }

  /** @returns {Promise<import("./card.js").Card[]>} the newest first, a card and its joined back as one */
  async cards({ limit = Infinity } = {}) {
    const cards = merged(await this.#stores.ask((rows) => rows.ofOwner("cards", "shown", this.owner)))
    return joined(cards.filter(({ isRemoved }) => !isRemoved)).reverse().slice(0, limit)
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

  close() {
    this.#abort.abort()
  }

  #listen(channel) {
    const on = (type, heard) => channel.addEventListener(type, heard, { signal: this.#abort.signal })
    const changed = () => this.dispatchEvent(new Event("change"))
    on("changed", async () => {
      changed()
      await this.#stores.follow()
    })
    on("sending", ({ detail }) => ((this.sending = detail.item), changed()))
    on("state", ({ detail }) => ((this.senderState = detail.state), changed()))
  }
}
