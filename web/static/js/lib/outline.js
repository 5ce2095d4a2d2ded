/**
 * Follows the outline of a card from frame to frame of a camera.
 *
 * Each frame is reduced to grey of about 320 pixels. Where the card was a moment ago is looked at
 * first; every few frames, and whenever nothing is followed, straight edges of the whole frame are
 * combined to quads, and what is round each says how likely it is a card.
 */
import { chanceOf, outermost } from "./outline-choice.js"
import { EdgeFinder } from "./outline-edges.js"
import { LineFinder } from "./outline-lines.js"
import { pictureOf, sharpnessIn } from "./outline-picture.js"
import { proposeQuads } from "./outline-quads.js"
import { featuresOf, toShares } from "./outline-sides.js"
import { snapQuad } from "./outline-snap.js"

const SEEN = 0.5
const STILL_SEEN = 0.3 // what was told in the frame before needs less
const TRUSTED = 0.8
const SEARCH_EVERY = 3 // frames, while a card is followed
const KNOWN_BONUS = 0.12 // what is followed stays, unless another quad is clearly better
const SAME_MOVE = 0.06 // of the long side: two quads nearer than this are one card
const FORGET_MS = 400
const STEADY_MS = 300
const KEPT_EXACT = 6 // of the quads thought of, those looked at to half a pixel
const STEADY_MOVE = 0.014

export class OutlineTracker {
  #edges
  #lines
  #known = null // {quad, chance, timeMs, sightings, speed}
  #untilSearch = 0
  #history = []
  #levels = null

  /** @param {{width: number, height: number}} size  of the grey pictures, pixels; about 320 the longer */
  constructor({ width, height }) {
    this.#edges = new EdgeFinder({ width, height })
    this.#lines = new LineFinder(this.#edges)
  }

  /**
   * @param {Uint8ClampedArray} grey  width * height levels
   * @param {number} timeMs  of the frame, on any clock
   * @returns {{quad: number[][]|null, confidence: number, isSteady: boolean, sharpness: number,
   *   picture: Float32Array|null}}  quad: four [x, y] in [0, 1] of the frame, clockwise from the top
   *   left; confidence in [0, 1]; sharpness see outline-picture.js; picture: the card, tiny
   */
  follow(grey, timeMs) {
    this.#edges.find(grey)
    this.#levels = grey
    if (this.#known && timeMs - this.#known.timeMs > FORGET_MS) this.#known = null
    const found = this.#findAgain()
    const isSame = found !== null && this.#known !== null && this.#moveOf(found.quad, this.#known.quad) < SAME_MOVE
    const isTold = isSame && this.#known.sightings > 1
    if (!found || found.chance < (isTold ? STILL_SEEN : SEEN)) return this.#tell(null, found?.chance ?? 0, timeMs)
    const sightings = isSame ? this.#known.sightings + 1 : 1
    const quad = isSame ? this.#calm(found.quad) : found.quad
    this.#known = { quad, chance: found.chance, timeMs, sightings }
    // One frame can deceive; two that agree seldom do.
    return this.#tell(sightings > 1 ? quad : null, found.chance, timeMs)
  }

  /** The likeliest quad of this frame, followed or found anew. */
  #findAgain() {
    const followed = this.#known ? this.#judge(this.#exactly(snapQuad(this.#edges, this.#known.quad, 8))) : null
    const isTrusted = followed !== null && followed.chance > TRUSTED && this.#known.sightings > 1
    if (isTrusted && --this.#untilSearch > 0) return followed
    this.#untilSearch = SEARCH_EVERY
    const best = outermost(this.#search())
    if (!best || !followed) return best ?? followed ?? null
    return best.chance > followed.chance + KNOWN_BONUS * (1 - followed.chance) + 0.02 ? best : followed
  }

  /** Every quad of a frame that may be a card, the likeliest first: corners in pixels, and why. */
  candidates(grey) {
    this.#edges.find(grey)
    return this.#search()
  }

  #search() {
    const { width, height } = this.#edges
    const quads = proposeQuads(this.#lines.find(), { width, height, origin: this.#lines.origin })
    const roughly = quads.map((quad) => this.#judge(snapQuad(this.#edges, quad, 3))).sort(byChance)
    return roughly.map((one, k) => (k < KEPT_EXACT ? this.#judge(this.#exactly(one.quad)) : one)).sort(byChance)
  }

  #exactly(quad) {
    return snapQuad(this.#edges, quad, 1, 0.5)
  }

  #judge(quad) {
    const features = featuresOf(this.#edges, quad)
    return { quad, features, chance: chanceOf(features) }
  }

  /** Smooth out the trembling of the measure, not that of the hand. */
  #calm(quad) {
    const before = this.#known.quad
    const share = Math.min(1, 0.6 + this.#moveOf(quad, before) / 0.012)
    return quad.map(([x, y], k) => [before[k][0] + (x - before[k][0]) * share, before[k][1] + (y - before[k][1]) * share])
  }

  #moveOf(quad, other) {
    const long = Math.max(this.#edges.width, this.#edges.height)
    return Math.max(...quad.map(([x, y], k) => Math.hypot(x - other[k][0], y - other[k][1]))) / long
  }

  #tell(quad, confidence, timeMs) {
    if (!quad) {
      this.#history = []
      return { quad: null, confidence, isSteady: false, sharpness: 0, picture: null }
    }
    this.#history = [...this.#history.filter((one) => timeMs - one.timeMs <= 2 * STEADY_MS), { quad, timeMs }]
    const recent = this.#history.filter((one) => timeMs - one.timeMs <= STEADY_MS * 1.2)
    const isLongEnough = timeMs - this.#history[0].timeMs >= STEADY_MS
    const isSteady = isLongEnough && recent.every((one) => this.#moveOf(one.quad, quad) < STEADY_MOVE)
    return {
      quad: toShares(this.#edges, quad),
      confidence,
      isSteady,
      sharpness: sharpnessIn(this.#levels, this.#edges.width, this.#boxOf(quad)),
      picture: pictureOf(this.#edges, quad),
    }
  }

  #boxOf(quad) {
    const { width, height } = this.#edges
    const xs = quad.map(([x]) => x)
    const ys = quad.map(([, y]) => y)
    return {
      left: Math.max(0, Math.floor(Math.min(...xs))), right: Math.min(width, Math.ceil(Math.max(...xs))),
      top: Math.max(0, Math.floor(Math.min(...ys))), bottom: Math.min(height, Math.ceil(Math.max(...ys))),
    }
  }
}

const byChance = (one, other) => other.chance - one.chance
