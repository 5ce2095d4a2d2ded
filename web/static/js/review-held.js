/** Cards off the screen that the server does not have as they were left, each with the reason. */
export class HeldCards {
  #cards = new Map()
  #refused = new WeakSet()

  get all() {
    return [...this.#cards.values()]
  }

  get size() {
    return this.#cards.size
  }

  /** @param {{status?: number, hint?: string, element?: HTMLElement, message?: string}} error  {}: it was never sent */
  hold(element, { address, error }) {
    this.#cards.set(element.dataset.scan, { element, address, error })
  }

  at(address) {
    return this.all.find((one) => one.address === address)
  }

  /** Give a card as it was left; null when it is none of these. It is held no longer. */
  take(element) {
    const held = this.#cards.get(element.dataset.scan)
    this.#cards.delete(element.dataset.scan)
    return held ?? null
  }

  /** Say on a card that came back why it was not saved. */
  explain(review, { status, hint, element, message }) {
    if (element) return // the server marked in it what is wrong
    if (status === 401) review.says.fail("signed-out")
    else review.says.fail(message ? "not-sent" : "not-kept", hint)
    if (status && status !== 401 && !hint) this.#refused.add(review)
  }

  /** Whether only a page can say why the server refuses this card. */
  isRefused(review) {
    return this.#refused.has(review)
  }
}
