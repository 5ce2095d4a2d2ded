/** What is typed is kept on the server while it is typed: a closed tab loses nothing. */
import { send } from "./review-fetch.js"

const PAUSE_MS = 700
const RETRY_MS = 5_000

export class ReviewWork {
  #review
  #signal
  #timer = null
  #isDirty = false
  #isFailing = false
  #sent = Promise.resolve(true)

  /** @param {{signal: AbortSignal, isUnkept: boolean}} options  isUnkept: of a card that comes back as it was left */
  constructor(review, { signal, isUnkept }) {
    this.#review = review
    this.#signal = signal
    const later = () => this.#later(PAUSE_MS)
    for (const name of ["input", "change"]) review.querySelector("[data-review]").addEventListener(name, later, { signal })
    review.addEventListener("values-changed", later, { signal })
    addEventListener("pagehide", () => this.#sendLast(), { signal })
    document.addEventListener("visibilitychange", () => document.hidden && this.#sendLast(), { signal })
    if (isUnkept) later()
  }

  /** Whether the server was asked to keep something, and did not. */
  get isFailing() {
    return this.#isFailing
  }

  /** Keep it now, if there is something new. @returns {Promise<boolean>}  whether nothing is known here alone */
  flush() {
    clearTimeout(this.#timer)
    if (!this.#isDirty) return this.#sent
    this.#isDirty = false
    const body = this.#body
    this.#sent = this.#sent.then(() => this.#send(body)) // in order: the last is what stays
    return this.#sent
  }

  /** It was sent in another way: nothing is left to keep. */
  forget() {
    clearTimeout(this.#timer)
    this.#isDirty = false
    this.#isFailing = false
  }

  #later(pause_ms) {
    this.#isDirty = true
    clearTimeout(this.#timer)
    if (!this.#signal.aborted) this.#timer = setTimeout(() => this.flush(), pause_ms)
  }

  /** The page goes, or may: there is no time for an order. */
  #sendLast() {
    clearTimeout(this.#timer)
    if (this.#isDirty) this.#send(this.#body)
    this.#isDirty = false
  }

  get #body() {
    const fields = {}
    for (const [name, value] of new FormData(this.#review.querySelector("[data-review]"))) {
      if (typeof value === "string" && name !== "touched") (fields[name] ??= []).push(value)
    }
    return JSON.stringify({ fields, touched: this.#review.touched })
  }

  async #send(body) {
    try {
      await send(`/scans/${this.#review.dataset.scan}/work`, { method: "PUT", body, type: "application/json" })
      this.#isFailing = false
      this.#review.says.calm("not-kept")
    } catch ({ status, hint }) {
      this.#isFailing = !status || status === 401 || status >= 500
      if (this.#isFailing) this.#later(RETRY_MS)
      // A card that was reviewed or discarded elsewhere keeps nothing more: that is said, once.
      if (!this.#signal.aborted) this.#review.says.fail(status === 401 ? "signed-out" : "not-kept", this.#isFailing ? "" : hint)
    }
    return !this.#isFailing
  }
}
