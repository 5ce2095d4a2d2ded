/** What is typed is kept on the server while it is typed: a closed tab loses nothing. */
const PAUSE_MS = 700

export class ReviewWork {
  #review
  #timer = null
  #isDirty = false

  constructor(review, { signal }) {
    this.#review = review
    const later = () => this.#later()
    for (const name of ["input", "change"]) review.querySelector("[data-review]").addEventListener(name, later, { signal })
    review.addEventListener("values-changed", later, { signal })
    addEventListener("pagehide", () => this.flush(), { signal })
  }

  /** Keep it now, if there is something new. @returns {Promise<void>} */
  async flush() {
    clearTimeout(this.#timer)
    if (!this.#isDirty) return
    this.#isDirty = false
    await this.#send()
  }

  /** It was sent in another way: nothing is left to keep. */
  forget() {
    clearTimeout(this.#timer)
    this.#isDirty = false
  }

  #later() {
    this.#isDirty = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS)
  }

  async #send() {
    const fields = {}
    for (const [name, value] of new FormData(this.#review.querySelector("[data-review]"))) {
      if (typeof value === "string" && name !== "touched") (fields[name] ??= []).push(value)
    }
    const body = JSON.stringify({ fields, touched: this.#review.touched })
    const headers = { "Content-Type": "application/json" }
    try {
      await fetch(`/scans/${this.#review.dataset.scan}/work`, { method: "PUT", body, headers, keepalive: true })
    } catch {
      this.#isDirty = true // sent with what is typed next
    }
  }
}
