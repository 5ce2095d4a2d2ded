/** One plane of a frame, its lightness or its tint, in which cards are looked for. */
import { byChance, chanceOf } from "./outline-choice.js"
import { EdgeFinder } from "./outline-edges.js"
import { LineFinder } from "./outline-lines.js"
import { proposeQuads } from "./outline-quads.js"
import { BEYOND, featuresOf } from "./outline-sides.js"
import { snapQuad } from "./outline-snap.js"

const REACH_PX = 8 // how far a side is looked for from where it was a moment ago
const KEPT_EXACT = 6 // of the quads thought of, those looked at to half a pixel

/** @typedef {{quad: number[][], features: number[], chance: number, plane: Plane}} Found  quad: pixels */

export class Plane {
  #levels = null
  #lines
  #mostBeyond
  #isReady = false

  /**
   * @param {{width: number, height: number, mostBeyond?: number}} size  pixels; mostBeyond: how far
   *   the edges of a card that is searched may go on beyond a corner, [0, 1]
   */
  constructor({ width, height, mostBeyond = 1 }) {
    this.#mostBeyond = mostBeyond
    this.edges = new EdgeFinder({ width, height })
    this.#lines = new LineFinder(this.edges)
  }

  /** Take the levels of the next frame; their edges are found when they are asked for. */
  show(levels) {
    this.#levels = levels ?? null
    this.#isReady = false
  }

  get isShown() {
    return this.#levels !== null
  }

  /** @returns {Plane}  this, with the edges of what is shown */
  ready() {
    if (!this.#isReady) this.edges.find(this.#levels)
    this.#isReady = true
    return this
  }

  /** @returns {Found|null}  the quad as it lies now, close to where it lay; null when nothing is shown */
  near(quad) {
    return this.isShown ? this.ready().#judge(this.#exactly(snapQuad(this.edges, quad, REACH_PX))) : null
  }

  /** @returns {Found[]}  every quad that may be a card, the likeliest first */
  search() {
    const { width, height } = this.ready().edges
    const quads = proposeQuads(this.#lines.find(), { width, height, origin: this.#lines.origin })
    const roughly = quads.map((quad) => this.#judge(snapQuad(this.edges, quad, 3))).sort(byChance)
    return roughly
      .map((one, k) => (k < KEPT_EXACT ? this.#judge(this.#exactly(one.quad)) : one))
      .filter((one) => one.features[BEYOND] <= this.#mostBeyond)
      .sort(byChance)
  }

  #exactly(quad) {
    return snapQuad(this.edges, quad, 1, 0.5)
  }

  #judge(quad) {
    const features = featuresOf(this.edges, quad)
    return { quad, features, chance: chanceOf(features), plane: this }
  }
}
