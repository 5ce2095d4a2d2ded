/**
 * The pixels behind a value: the lines that it came from light up on the card, and stand large in the
 * lens beside it; on a phone the card itself moves to them.
 */
import { boundsOf, viewAround } from "./lib/card-view.js"

const DESK = matchMedia("(min-width: 60rem)")

export class ReviewLens {
  #review
  #whole = new Map()

  constructor(review, { signal }) {
    this.#review = review
    for (const view of review.querySelectorAll("svg.sheet__view")) this.#whole.set(view, view.getAttribute("viewBox"))
    review.addEventListener("pointerover", ({ target }) => this.#point(target), { signal })
  }

  /** The lines of the card that something names, as shapes. */
  linesOf(field) {
    const refs = field?.dataset?.lines?.split(" ") ?? []
    return refs.map((ref) => ref && this.shapeOf(ref)).filter(Boolean)
  }

  shapeOf(ref) {
    return this.#review.querySelector(`[data-ref="${ref}"]`)
  }

  /** Show where a field was read; nothing when nobody read it. */
  show(field) {
    this.#look(this.linesOf(field), { isTyping: document.activeElement === field })
  }

  /** Show one line. */
  showLine(shape) {
    this.#look([shape], { isTyping: false })
  }

  #look(lines, { isTyping }) {
    this.#light(lines)
    this.reset()
    this.#review.toggleAttribute("data-close", isTyping && !DESK.matches)
    if (!lines.length) return
    const view = lines[0].closest("svg")
    const own = lines.filter((line) => line.closest("svg") === view).map((line) => line.getAttribute("points"))
    this.#magnify(view, own)
    const sheet = view.closest(".sheet")
    sheet.parentElement.scrollTo({ left: sheet.offsetLeft - sheet.parentElement.offsetLeft })
    if (DESK.matches) sheet.scrollIntoView({ block: "nearest" })
    else if (isTyping) view.setAttribute("viewBox", this.#around(view, own, view.clientWidth / view.clientHeight).join(" "))
  }

  /** The whole card again. */
  reset() {
    for (const [view, whole] of this.#whole) view.setAttribute("viewBox", whole)
  }

  /** Nothing is typed any more: a phone shows the whole card again. */
  settle() {
    this.reset()
    this.#review.removeAttribute("data-close")
  }

  /** Nothing is looked at. */
  rest() {
    this.#light([])
    this.reset()
    this.#review.removeAttribute("data-close")
  }

  #around(view, shapes, ratio) {
    const whole = this.#whole.get(view).split(" ").map(Number)
    return viewAround(boundsOf(shapes), whole, { ratio, room: DESK.matches ? 0.55 : 1.6 })
  }

  #magnify(view, shapes) {
    const glass = this.#review.querySelector(".lens__view")
    const [, , width, height] = this.#whole.get(view).split(" ")
    const picture = glass.querySelector("image")
    const source = view.querySelector("image").getAttribute("href")
    if (picture.getAttribute("href") !== source) picture.setAttribute("href", source)
    picture.setAttribute("width", width)
    picture.setAttribute("height", height)
    const ratio = glass.clientWidth / glass.clientHeight || 6
    glass.setAttribute("viewBox", this.#around(view, shapes, ratio).join(" "))
    const [x, y, w, h] = boundsOf(shapes)
    glass.querySelector("polygon").setAttribute("points", `${x},${y} ${x + w},${y} ${x + w},${y + h} ${x},${y + h}`)
  }

  #light(lines) {
    for (const line of this.#review.querySelectorAll("[data-lit]")) delete line.dataset.lit
    for (const line of lines) line.dataset.lit = ""
  }

  #point(target) {
    const row = target.closest?.("[data-lines], .entry__control")
    const field = row?.matches("[data-lines]") ? row : row?.querySelector("[data-lines]")
    const pointed = this.linesOf(field)
    this.#light(pointed.length ? pointed : this.#current())
  }

  #current() {
    const chosen = this.#review.querySelector("[data-chosen]")
    return chosen ? [chosen] : this.linesOf(document.activeElement)
  }
}
