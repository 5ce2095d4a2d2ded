/**
 * Where one window finds cards: on the device, and in its own memory, for shots that the device
 * refused. A side of a card that the device knows is kept in memory in a copy of that card.
 */
import * as changes from "./card-changes.js"
import { newSide, withOwing } from "./card.js"
import { MemoryStore } from "./memory-store.js"
import { StoreError } from "./store-error.js"

const CARDS = ["cards", "photos", "events"]

export class CardStores {
  #device
  #memory = null
  #senderOf
  #memorySender

  /**
   * @param {import("./device-store.js").DeviceStore} device
   * @param {((store: MemoryStore) => {wake(): void})|undefined} senderOf
   */
  constructor(device, senderOf) {
    this.#device = device
    this.#senderOf = senderOf
  }

  get isDurable() {
    return this.#device.isDurable
  }

  /** Ask the device, and the memory if there is anything in it; the device's answer comes first. */
  ask(question) {
    return Promise.all(this.#all().map((store) => store.read(CARDS, question)))
  }

  /** Write where a card is; what belongs to no card yet, on the device. */
  async write(work, cardKey = null) {
    const isElsewhere = cardKey && this.#memory && !(await this.#onDevice(cardKey))
    return (isElsewhere ? this.#memory : this.#device).write(CARDS, work)
  }

  /** Write wherever there are cards; gives the device's result, or else the memory's. */
  async writeAll(work) {
    const results = []
    for (const store of this.#all()) results.push(await store.write(CARDS, work))
    return results.find(Boolean) ?? null
  }

  /** Keep a shot in memory, be it another photo of a side, and send it at once. */
  async takeInMemory(owner, shot) {
    const known = shot.cardKey ? await this.#onDevice(shot.cardKey) : null
    this.#memory ??= new MemoryStore()
    this.#memorySender ??= this.#senderOf?.(this.#memory)
    const card = await this.#memory.write(CARDS, async (rows) => {
      if (!known) return changes.take(rows, owner, shot)
      await rows.put("cards", (await rows.get("cards", known.key)) ?? copyOf(known))
      return changes.putPhoto(rows, known.key, shot.side, shot, { isRetake: shot.side in known.sides })
    })
    this.wakeMemory()
    return card
  }

  /** Take over the numbers of scans that the device's cards have become: versos wait for them. */
  async follow() {
    if (!this.#memory) return
    const cards = await this.#memory.read(CARDS, (rows) => rows.all("cards"))
    for (const { key } of cards.filter(({ scanId, sides }) => scanId === null && sides.recto.state === "sent")) {
      const { scanId } = (await this.#onDevice(key)) ?? {}
      if (!scanId) continue
      await this.#memory.write(CARDS, async (rows) => rows.put("cards", { ...(await rows.get("cards", key)), scanId }))
      this.wakeMemory()
    }
  }

  wakeMemory() {
    this.#memorySender?.wake()
  }

  /** How many unsent cards there are, and whether closing the window would lose one. */
  async countOwing(owner) {
    if (!this.#memory) {
      const count = await this.#device.read(CARDS, (rows) => rows.count("cards", "owing", owner))
      return { count, isAtRisk: count > 0 && !this.isDurable }
    }
    const lists = await this.ask((rows) => rows.ofOwner("cards", "owing", owner))
    const isAtRisk = lists.some((list, at) => list.length > 0 && !this.#all()[at].isDurable)
    return { count: new Set(lists.flat().map(({ key }) => key)).size, isAtRisk }
  }

  #all() {
    return this.#memory ? [this.#device, this.#memory] : [this.#device]
  }

  async #onDevice(key) {
    try {
      return await this.#device.read(CARDS, (rows) => rows.get("cards", key))
    } catch (error) {
      if (error instanceof StoreError) return undefined
      throw error
    }
  }
}

/** A card whose own sides are the device's affair. */
function copyOf(card) {
  const recto = { ...newSide(card.sides.recto, { isRetake: false }), state: "sent" }
  const { draftError: _, ...rest } = card
  return withOwing({ ...rest, sides: { recto }, isDraftSent: true })
}

/** Give all cards of both in the order they were taken; what waits in memory shows on them. */
export function merged([onDevice, inMemory = []]) {
  const spare = new Map(inMemory.map((card) => [card.key, card]))
  const both = onDevice.map((card) => {
    const waiting = Object.entries(spare.get(card.key)?.sides ?? {}).filter(([, { state }]) => state !== "sent")
    spare.delete(card.key)
    return waiting.length ? { ...card, isInMemory: true, sides: { ...card.sides, ...Object.fromEntries(waiting) } } : card
  })
  const rest = [...spare.values()].map((card) => ({ ...card, isInMemory: true }))
  return [...both, ...rest].sort((one, other) => one.takenAt.localeCompare(other.takenAt))
}
