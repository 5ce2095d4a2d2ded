/**
 * What is typed is kept on the server while it is typed: a closed tab loses nothing. Of two windows on one
 * card, the second to keep something else is told, and keeps nothing until somebody looked at both.
 */
import { send } from "./review-fetch.js"

const PAUSE_MS = 700
const RETRY_MS = 5_000
/** What this window calls itself, so that it never stands in its own way. */
const WINDOW = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
const OF_THE_WINDOW = ["touched", "work_window", "work_seen"]

export class ReviewWork {
  #review
  #signal
  #timer = null
  #isDirty = false
  #isFailing = false
  #isOvertaken = false
  #sent = Promise.resolve(true)

  /** @param {{signal: AbortSignal, isUnkept: boolean}} options  isUnkept: of a card that comes back as it was left */
  constructor(review, { signal, isUnkept }) {
    this.#review = review
    this.#signal = signal
    this.#form.elements.work_window.value = WINDOW
    const later = () => this.#later(PAUSE_MS)
    for (const name of ["input", "change"]) this.#form.addEventListener(name, later, { signal })
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
    if (this.#isOvertaken) return Promise.resolve(false)
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
    if (!this.#signal.aborted && !this.#isOvertaken) this.#timer = setTimeout(() => this.flush(), pause_ms)
  }

  /** The page goes, or may: there is no time for an order. */
  #sendLast() {
    clearTimeout(this.#timer)
    if (this.#isDirty && !this.#isOvertaken) this.#send(this.#body)
    this.#isDirty = false
  }

  get #form() {
    return this.#review.querySelector("[data-review]")
  }

  get #body() {
    const fields = {}
    for (const [name, value] of new FormData(this.#form)) {
      if (typeof value === "string" && !OF_THE_WINDOW.includes(name)) (fields[name] ??= []).push(value)
    }
    return JSON.stringify({ fields, touched: this.#review.touched, window: WINDOW, seen: this.#form.elements.work_seen.value })
  }

  async #send(body) {
    try {
      await send(`/scans/${this.#review.dataset.scan}/work`, { method: "PUT", body, type: "application/json" })
      this.#isFailing = false
      this.#review.says.calm("not-kept")
    } catch ({ status, code, hint }) {
      this.#isOvertaken = code === "work_overtaken"
      this.#isFailing = this.#isOvertaken || !status || status === 401 || status >= 500
      if (this.#isFailing) this.#later(RETRY_MS)
      this.#review.querySelector("[data-both]").hidden = !this.#isOvertaken
      // A card that was reviewed or discarded elsewhere keeps nothing more: that is said, once.
      if (!this.#signal.aborted) this.#review.says.fail(status === 401 ? "signed-out" : "not-kept", this.#isFailing && !this.#isOvertaken ? "" : hint)
    }
    return !this.#isFailing
  }
}
