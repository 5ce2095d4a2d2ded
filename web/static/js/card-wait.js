/** A card that is still read: what can be done to it meanwhile, by the keys of the review and by its buttons. */
import { DeviceWishes } from "./lib/device-wishes.js"
import { cards } from "./review-cards.js"
import { listenToReviewKeys } from "./review-keys.js"
import { listenToPresses } from "./review-presses.js"
import { ReviewSays } from "./review-says.js"

const wishes = new DeviceWishes()
const known = wishes.load({ signal: new AbortController().signal }).catch(() => {})

class CardWait extends HTMLElement {
  says = new ReviewSays(this)
  /** Nothing is typed here. */
  isUnkept = false
  #abort

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    known.then(() => this.toggleAttribute("data-no-letters", !wishes.shortcuts))
    listenToReviewKeys(this, {}, { signal, hasLetters: () => wishes.shortcuts })
    listenToPresses(this, { acts: {}, keys: {}, fields: null, signal })
    document.title = this.dataset.title
    const title = this.querySelector("[data-who]")
    if (document.activeElement === document.body) title.focus({ preventScroll: true })
    this.says.say(title.textContent)
    cards.start()
    cards.prepare(this)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  /** As a review is left: there is nothing to keep. */
  async leave() {
    return true
  }
}

customElements.define("card-wait", CardWait)
