/**
 * Draws the outline over the video. The drawing has the video's own coordinates and is fitted as
 * the video is (slice for cover, meet for contain), so that both agree in every shape and turn.
 */

/** In which the drawn outline goes two thirds of the way to the one that was found. */
const EASE_MS = 45
/** A jump farther than this is another card, not a movement: of the frame's side. */
const JUMP = 0.12
/** What was seen this long ago is drawn on; a frame without an outline does not make it blink. */
const LINGER_MS = 250

/** Of the picture: with less of it in sight, nobody could tell what the photo will show. */
const LEAST_SHOWN = 0.6

/**
 * Say how a picture fills a box: cut to fill it, or whole with bars when too much would be cut.
 * @param {{width: number, height: number}} picture
 * @param {{width: number, height: number}} box
 * @returns {"cover"|"contain"}
 */
export function fitOf(picture, box) {
  const [ratio, boxRatio] = [picture.width / picture.height, box.width / box.height]
  const shown = Math.min(ratio, boxRatio) / Math.max(ratio, boxRatio)
  return shown >= LEAST_SHOWN ? "cover" : "contain"
}

/**
 * Give the outline on its way to a target: a step of the easing.
 * @param {number[][]|null} drawn  four [x, y] in [0, 1]
 * @param {number[][]} target
 * @param {number} passedMs  since the last step
 */
export function easeTowards(drawn, target, passedMs) {
  if (!drawn) return target
  const farthest = Math.max(...drawn.map(([x, y], at) => Math.hypot(target[at][0] - x, target[at][1] - y)))
  if (farthest > JUMP) return target
  const part = 1 - Math.exp(-passedMs / EASE_MS)
  return drawn.map(([x, y], at) => [x + (target[at][0] - x) * part, y + (target[at][1] - y) * part])
}

export class OutlineDrawing {
  #svg
  #polygons
  #isStill
  #target = null
  #seenMs = 0
  #drawn = null
  #stepMs = 0
  #size = [1, 1]
  #frame = null

  /** @param {SVGSVGElement} svg  with polygons in it, which get the same points */
  constructor(svg, isStill = matchMedia("(prefers-reduced-motion: reduce)").matches) {
    this.#svg = svg
    this.#polygons = svg.querySelectorAll("polygon")
    this.#isStill = isStill
  }

  /** The video's size in pixels, which changes when the phone is turned, and how it fills its box. */
  resize(width, height, fit = "cover") {
    this.#size = [width, height]
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
    this.#svg.setAttribute("preserveAspectRatio", `xMidYMid ${fit === "cover" ? "slice" : "meet"}`)
  }

  /** @param {number[][]|null} quad  of the newest frame; `state` goes to data-state for the styles */
  show(quad, state, nowMs = performance.now()) {
    this.#svg.dataset.state = state
    if (quad) [this.#target, this.#seenMs] = [quad, nowMs]
    else if (nowMs - this.#seenMs > LINGER_MS) this.#target = null
    if (this.#target === null) return this.clear()
    if (this.#isStill) return this.#draw(this.#target)
    this.#frame ??= requestAnimationFrame((atMs) => this.#step(atMs))
  }

  clear() {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = this.#target = this.#drawn = null
    this.#setPoints("")
  }

  #step(nowMs) {
    this.#draw(easeTowards(this.#drawn, this.#target, Math.min(100, nowMs - this.#stepMs)))
    this.#stepMs = nowMs
    const isThere = this.#drawn.every(([x, y], at) => Math.hypot(this.#target[at][0] - x, this.#target[at][1] - y) < 0.0005)
    this.#frame = isThere ? null : requestAnimationFrame((atMs) => this.#step(atMs))
  }

  #draw(quad) {
    const [width, height] = this.#size
    this.#drawn = quad
    this.#setPoints(quad.map(([x, y]) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`).join(" "))
  }

  #setPoints(points) {
    for (const polygon of this.#polygons) polygon.setAttribute("points", points)
  }
}
