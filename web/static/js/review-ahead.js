/** The card that comes after the one that is shown, fetched before it is asked for. */
import { fetchCard } from "./review-fetch.js"

export class CardAhead {
  #of = null
  #card = null

  /** Fetch what comes after a card, once all that was sent before is saved. @param {Promise<void>} sending */
  prepare({ dataset: { scan, next } }, sending) {
    const query = next.split("?")[1]
    const address = `/scans/${scan}/next${query ? `?${query}` : ""}`
    this.#of = scan
    this.#card = sending.then(() => fetchCard(address))
    this.#card.catch(() => {})
  }

  forget() {
    this.#of = null
    this.#card = null
  }

  /** Give what comes after a card; null when nobody knows. It is fetched once more when that failed. */
  async after(review, sending) {
    if (this.#of !== review.dataset.scan) this.prepare(review, sending)
    const card = await this.#card.catch(() => undefined)
    if (card !== undefined) return card
    this.prepare(review, sending) // the server may be there again
    return this.#card.catch(() => null)
  }

  /** Give the card at an address, if it is this one. */
  async at(address) {
    const card = await this.#card?.catch(() => null)
    return card?.address === address ? card : null
  }
}
