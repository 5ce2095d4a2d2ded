/**
 * How many cards wait on this device, shown on whatever page is open: the mark at the head of it, a
 * note where nobody is signed in, and a word for those who hear the page.
 */
import { wordOf } from "./words.js"

export class UnsentSigns {
  #speaker
  #count = 0

  /** @param {HTMLElement} speaker  has the words and a [data-status]; with data-signed-out at the door */
  constructor(speaker) {
    this.#speaker = speaker
  }

  /**
   * @param {number} count
   * @param {boolean} isSignedOut  the server has just said that nobody is signed in
   * @returns {boolean} whether there are cards, and another number of them than before
   */
  show(count, isSignedOut) {
    for (const mark of document.querySelectorAll("[data-unsent-mark]")) {
      mark.hidden = count === 0
      mark.querySelector("[data-unsent-count]").textContent = count
    }
    for (const note of document.querySelectorAll("[data-unsent-note]")) {
      note.hidden = count === 0 || !(isSignedOut || "signedOut" in this.#speaker.dataset)
      note.querySelector("[data-unsent-words]").textContent = this.words("wait", count)
    }
    this.#announce(count, isSignedOut)
    const isNews = count > 0 && count !== this.#count
    this.#count = count
    return isNews
  }

  /** @param {"unsent"|"wait"} name */
  words(name, count) {
    return wordOf(this.#speaker, count === 1 ? `${name}-one` : name, { count })
  }

  /** The scan screen speaks for itself; elsewhere only what changes what to do is said. */
  #announce(count, isSignedOut) {
    if (document.querySelector("scan-desk")) return
    const status = this.#speaker.querySelector("[data-status]")
    if (isSignedOut && count > 0) status.textContent = this.words("wait", count)
    else if (count === 0 && this.#count > 0) status.textContent = wordOf(this.#speaker, "all-sent")
    else if (count > 0 && this.#count === 0) status.textContent = this.words("unsent", count)
  }
}
