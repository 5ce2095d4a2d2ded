/** What the review says: to those who hear the page, and in its notices what was saved and what was not. */
import { wordOf } from "./lib/words.js"

export class ReviewSays {
  #review

  constructor(review) {
    this.#review = review
  }

  say(text) {
    document.getElementById("review-says").textContent = text
  }

  /** What was not done, and why: in the page's own words, or in the server's. */
  fail(why, hint = "") {
    const notice = this.#trouble
    notice.dataset.trouble = why
    notice.querySelector("[data-why]").textContent = hint || wordOf(this.#review, why)
    notice.querySelector("a").hidden = why !== "signed-out"
    notice.hidden = false
  }

  /** What was said is no longer so. */
  calm(why) {
    if (this.#trouble.dataset.trouble === why) this.#trouble.hidden = true
  }

  showSaved(id, name) {
    const saved = this.#review.querySelector("[data-saved]")
    Object.assign(saved.querySelector("a"), { href: `/contacts/${id}`, textContent: name })
    saved.hidden = false
  }

  /** Name the cards that could not be saved, each a way to it with the reason, and those that now were. */
  showHeld(held, saved = []) {
    for (const { contact_id: id, name } of saved) this.showSaved(id, name)
    const notice = this.#review.querySelector("[data-held]")
    const links = held.map(({ element, address, error }) => {
      const link = Object.assign(document.createElement("a"), { href: address, textContent: element.querySelector("[data-who]").textContent })
      link.dataset.go = ""
      const why = error.hint || (error.status ? "" : wordOf(this.#review, "not-reached"))
      return why ? [" ", link, ` (${why})`] : [" ", link]
    })
    notice.querySelector("span").replaceChildren(...links.flat())
    notice.hidden = links.length === 0
  }

  get #trouble() {
    return this.#review.querySelector("[data-trouble]")
  }
}
