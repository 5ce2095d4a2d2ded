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

  /**
   * @param {HTMLElement} element
   * @param {object} left
   * @param {string} left.address
   * @param {{status?: number, hint?: string, element?: HTMLElement, message?: string}} left.error  {}: it was never sent
   * @param {{action: string, body: string}} [left.sent]  what was, where the card was accepted
   */
  hold(element, { address, error, sent }) {
    this.#cards.set(element.dataset.scan, { element, address, error, sent })
  }

  /**
   * Send again what no server refused: there may be a network. The rest waits for a person.
   * @param {(action: string, body: string) => Promise<object>} send  a card that was accepted
   * @returns {Promise<object[]>}  the answers for those
   */
  async sendAgain(send) {
    const answers = []
    for (const held of this.all.filter(isOfTheNetwork)) {
      try {
        if (held.sent) answers.push(await send(held.sent.action, held.sent.body))
        else if (!(await held.element.keep())) continue
        if (this.#isStill(held)) this.#cards.delete(held.element.dataset.scan)
      } catch (error) {
        if (this.#isStill(held)) this.hold(error.element ?? held.element, { ...held, error })
      }
    }
    return answers
  }

  #isStill(held) {
    return this.#cards.get(held.element.dataset.scan) === held
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

function isOfTheNetwork({ error: { status } }) {
  return !status || status >= 500
}
