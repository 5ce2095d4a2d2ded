/**
 * How many people were met at an event so far: those the server told of, and the cards it had not
 * counted yet. A card that was on this phone only counts until the server counts again, sent or
 * not: the figure never goes back while a card is on its way.
 */
export class GoalCount {
  /** @type {Map<string, string|null>} card key -> event key, of cards the server did not count */
  #uncounted = new Map()

  /** The server counted while these were the cards of this phone. */
  reset(cards) {
    this.#uncounted.clear()
    this.see(cards)
  }

  /** The cards of this phone as they are now. */
  see(cards) {
    const known = new Set(cards.filter(({ isRemoved }) => !isRemoved).map(({ key }) => key))
    for (const key of this.#uncounted.keys()) if (!known.has(key)) this.#uncounted.delete(key)
    for (const { key, eventKey, sides } of cards) {
      const isUncounted = this.#uncounted.has(key) || sides.recto.state !== "sent"
      if (isUncounted && known.has(key)) this.#uncounted.set(key, eventKey)
    }
  }

  /** @param {{key: string, peopleCount?: number}} event */
  of({ key, peopleCount = 0 }) {
    return peopleCount + [...this.#uncounted.values()].filter((eventKey) => eventKey === key).length
  }
}
