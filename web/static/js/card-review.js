/**
 * The review: the lines of the card that a field came from light up while the field is focused or
 * pointed at, and on a phone the view moves to them. A line on the card leads back to its field.
 */
import { boundsOf, viewAround } from "./lib/card-view.js"

const DESK = matchMedia("(min-width: 60rem)")

class CardReview extends HTMLElement {
  #abort
  #whole = new Map()

  connectedCallback() {
    this.#abort = new AbortController()
    for (const view of this.querySelectorAll("svg.sheet__view")) {
      this.#whole.set(view, view.getAttribute("viewBox"))
    }
    this.#nameFields()
    const options = { signal: this.#abort.signal }
    this.addEventListener("focusin", (event) => this.#show(event.target), options)
    this.addEventListener("focusout", () => this.#settle(), options)
    this.addEventListener("pointerover", (event) => this.#point(event.target), options)
    this.addEventListener("click", (event) => this.#follow(event.target), options)
    DESK.addEventListener("change", () => this.#show(document.activeElement), options)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  /** Tells each line which field came from it, so that it can be followed. */
  #nameFields() {
    for (const field of this.querySelectorAll("[data-lines]")) {
      for (const line of this.#linesOf(field)) line.dataset.field = ""
    }
  }

  #linesOf(field) {
    const refs = field?.dataset?.lines?.split(" ") ?? []
    return refs.map((ref) => this.querySelector(`[data-ref="${ref}"]`)).filter(Boolean)
  }

  #light(lines) {
    for (const line of this.querySelectorAll("[data-lit]")) delete line.dataset.lit
    for (const line of lines) line.dataset.lit = ""
  }

  #point(target) {
    const row = target.closest?.("[data-lines], .entry__control")
    const field = row?.matches("[data-lines]") ? row : row?.querySelector("[data-lines]")
    const pointed = this.#linesOf(field)
    this.#light(pointed.length ? pointed : this.#linesOf(document.activeElement))
  }

  #show(field) {
    const lines = this.#linesOf(field)
    this.#light(lines)
    this.#reset()
    const isTyping = field?.matches?.(".review__form :is(input, textarea)")
    this.toggleAttribute("data-close", Boolean(isTyping && !DESK.matches))
    if (!lines.length) return
    const view = lines[0].closest("svg")
    const sheet = view.closest(".sheet")
    sheet.parentElement.scrollTo({ left: sheet.offsetLeft - sheet.parentElement.offsetLeft })
    if (DESK.matches) {
      sheet.scrollIntoView({ block: "nearest" })
      return
    }
    const own = lines.filter((line) => line.closest("svg") === view)
    const whole = this.#whole.get(view).split(" ").map(Number)
    const box = viewAround(boundsOf(own.map((line) => line.getAttribute("points"))), whole, {
      ratio: view.clientWidth / view.clientHeight,
    })
    view.setAttribute("viewBox", box.join(" "))
  }

  #settle() {
    // Only once the focus is nowhere in the form: between two fields nothing should jump.
    setTimeout(() => {
      if (this.contains(document.activeElement) && document.activeElement !== document.body) return
      this.#light([])
      this.#reset()
      this.removeAttribute("data-close")
    })
  }

  #reset() {
    for (const [view, whole] of this.#whole) view.setAttribute("viewBox", whole)
  }

  #follow(target) {
    const ref = target.dataset?.ref
    if (!ref) return
    this.querySelector(`[data-lines~="${ref}"]`)?.focus()
  }
}

customElements.define("card-review", CardReview)
