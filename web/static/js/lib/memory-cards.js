/**
 * Shots that the device refused to keep: they live as long as their window, and are sent at once.
 * A side of a card that the device knows is kept here in a copy of that card.
 */
import { newSide, withOwing } from "./card.js"
import { take } from "./card-changes.js"
import { MemoryStore } from "./memory-store.js"

const CARDS = ["cards", "photos", "events"]

export class MemoryCards {
  store = new MemoryStore()
  #sender

  /** @param {((store: MemoryStore) => {wake(): void})|undefined} senderOf */
  constructor(senderOf) {
    this.#sender = senderOf?.(this.store)
  }

  /**
   * @param {string} owner
   * @param {object} shot  as Outbox.take() gets it
   * @param {import("./card.js").Card|null} known  the card on the device that it belongs to
   */
  async take(owner, shot, known) {
    const card = await this.store.write(CARDS, async (rows) => {
      if (known && !(await rows.get("cards", known.key))) await rows.put("cards", copyOf(known))
      return take(rows, owner, shot)
    })
    this.wake()
    return card
  }

  /** Take over the numbers of scans that the device's cards have become. */
  async follow(scanIdOf) {
    const waiting = (await this.store.read(CARDS, (rows) => rows.all("cards"))).filter(({ scanId, sides }) => scanId === null && sides.recto.state === "sent")
    for (const { key } of waiting) {
      const scanId = await scanIdOf(key)
      if (!scanId) continue
      await this.store.write(CARDS, async (rows) => rows.put("cards", { ...(await rows.get("cards", key)), scanId }))
      this.wake()
    }
  }

  wake() {
    this.#sender?.wake()
  }
}

/** A card whose own sides are the device's affair. */
function copyOf(card) {
  const recto = { ...newSide(card.sides.recto, { isRetake: false }), state: "sent" }
  return withOwing({ ...card, sides: { recto }, isDraftSent: true, draftError: undefined })
}

/** Give all cards of two stores in the order they were taken; what waits in memory shows on them. */
export function merged(kept, inMemory) {
  const spare = new Map(inMemory.map((card) => [card.key, card]))
  const both = kept.map((card) => {
    const other = spare.get(card.key)
    spare.delete(card.key)
    const verso = other?.sides.verso
    return verso ? { ...card, isInMemory: true, sides: { ...card.sides, verso } } : card
  })
  const rest = [...spare.values()].map((card) => ({ ...card, isInMemory: true }))
  return [...both, ...rest].sort((one, other) => one.takenAt.localeCompare(other.takenAt))
}
