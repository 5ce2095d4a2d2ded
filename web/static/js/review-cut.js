/**
 * The corners of the card, put right on its photo: dragged, or moved by the arrows once focused. The
 * form that they are in is sent like any other; the first corner is then the card's top left.
 */
import { isConvex, moveCorner, readQuad, turnQuad, wholeQuad } from "./lib/quad.js"

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
/** Of the photo's long side, by one press of an arrow, and with Shift. */
const STEP_RATIO = 0.002
const LARGE_STEP_RATIO = 0.02

export class ReviewCut {
  #dialog
  #quad = null
  #button

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog, { signal }) {
    this.#dialog = dialog
    this.#image.addEventListener("load", () => this.#start(), { signal })
    this.#image.addEventListener("error", () => this.#fail(true), { signal })
    dialog.addEventListener("keydown", (event) => this.#key(event), { signal })
    dialog.addEventListener("submit", () => (this.#button.quad = this.#quad.flat().join(" ")), { signal })
    dialog.addEventListener("pointerdown", (event) => this.#drag(event), { signal })
    dialog.querySelector("[data-turn]").addEventListener("click", () => this.#quad && this.#set(turnQuad(this.#quad)), { signal })
  }

  /** Show the corners of a side, as they were left when they could not be sent: `data-cut`, `data-photo-address` and `data-quad` of its button. */
  open(button) {
    const { cut, photoAddress, quad } = button
    this.#button = button
    this.#quad = readQuad(quad)
    this.#dialog.querySelector("[name=side]").value = cut
    this.#fail(false)
    this.#image.removeAttribute("src")
    this.#image.src = photoAddress
    this.#dialog.showModal()
  }

  get #image() {
    return this.#dialog.querySelector("[data-photo-image]")
  }

  get #size() {
    return [this.#image.naturalWidth, this.#image.naturalHeight]
  }

  #fail(isFailed) {
    this.#dialog.querySelector("[data-no-photo]").hidden = !isFailed
    this.#dialog.querySelector("[data-photo]").hidden = isFailed
    this.#dialog.querySelector(".btn--primary").disabled = true
  }

  #start() {
    this.#set(this.#quad ?? wholeQuad(...this.#size))
    this.#dialog.querySelector("[data-corner]").focus()
  }

  #set(quad) {
    this.#quad = quad
    const [width, height] = this.#size
    const outline = this.#dialog.querySelector("[data-outline]")
    outline.closest("svg").setAttribute("viewBox", `0 0 ${width} ${height}`)
    outline.setAttribute("points", quad.map((corner) => corner.join(",")).join(" "))
    for (const [at, [x, y]] of quad.entries()) {
      const handle = this.#dialog.querySelector(`[data-corner="${at}"]`)
      handle.style.insetInlineStart = `${(100 * x) / width}%`
      handle.style.insetBlockStart = `${(100 * y) / height}%`
    }
    this.#dialog.querySelector("[name=quad]").value = quad.flat().map((number) => number.toFixed(1)).join(" ")
    this.#dialog.querySelector(".btn--primary").disabled = !isConvex(quad)
  }

  #key(event) {
    const arrow = ARROWS[event.key]
    const corner = event.target.dataset?.corner
    if (!arrow || corner === undefined) return
    event.preventDefault()
    const step = Math.max(...this.#size) * (event.shiftKey ? LARGE_STEP_RATIO : STEP_RATIO)
    this.#set(moveCorner(this.#quad, Number(corner), arrow.map((part) => part * step), this.#size))
  }

  #drag(event) {
    const handle = event.target.closest?.("[data-corner]")
    if (!handle) return
    const stop = new AbortController()
    const scale = this.#size[0] / this.#image.clientWidth
    const start = this.#quad
    handle.setPointerCapture(event.pointerId)
    const move = ({ clientX, clientY }) => {
      const way = [(clientX - event.clientX) * scale, (clientY - event.clientY) * scale]
      this.#set(moveCorner(start, Number(handle.dataset.corner), way, this.#size))
    }
    handle.addEventListener("pointermove", move, { signal: stop.signal })
    for (const end of ["pointerup", "pointercancel"]) handle.addEventListener(end, () => stop.abort(), { signal: stop.signal })
  }
}
