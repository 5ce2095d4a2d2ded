/**
 * Follows the outline of a card from frame to frame of a camera.
 *
 * Each frame is reduced to about 320 pixels. Where the card was a moment ago is looked at first;
 * every few frames, and whenever nothing is followed, straight edges of the whole frame are
 * combined to quads, and what is round each says how likely it is a card. Lightness is looked at
 * first, and the tint where that shows none: a dark red card on dark wood is as dark as the wood.
 */
import { outermost } from "./outline-choice.js"
import { lightIn, pictureOf, sharpnessIn } from "./outline-picture.js"
import { Plane } from "./outline-plane.js"
import { toShares } from "./outline-sides.js"

const SEEN = 0.5
const STILL_SEEN = 0.3 // what was told in the frame before needs less
const TRUSTED = 0.8
const SEARCH_EVERY = 3 // frames, while a card is followed
const KNOWN_BONUS = 0.12 // what is followed stays, unless another quad is clearly better
const SAME_MOVE = 0.06 // of the long side: two quads nearer than this are one card
const FORGET_MS = 400
const STEADY_MS = 300
const STEADY_MOVE = 0.014
const TINT_BEYOND = 0.35 // drawn films: 93 % of cards stay below, 2 % of what is coloured on screens

export class OutlineTracker {
  #planes // of lightness and of tint
  #known = null // {quad, chance, plane, timeMs, sightings}
  #untilSearch = 0
  #history = []
  #levels = null

  /** @param {{width: number, height: number}} size  of the grey pictures, pixels; about 320 the longer */
  constructor({ width, height }) {
    this.#planes = [new Plane({ width, height }), new Plane({ width, height, mostBeyond: TINT_BEYOND })]
  }

  /**
   * @param {Uint8ClampedArray} grey  width * height levels
   * @param {number} timeMs  of the frame, on any clock
   * @param {Uint8ClampedArray} [tint]  as many; looked at where lightness shows no card
   * @returns {{quad: number[][]|null, confidence: number, isSteady: boolean, sharpness: number,
   *   light: number, picture: Float32Array|null}}  quad: four [x, y] in [0, 1] of the frame, clockwise
   *   from the top left; confidence in [0, 1]; sharpness, light see outline-picture.js; picture: the
   *   card, tiny
   */
  follow(grey, timeMs, tint) {
    this.#see(grey, tint)
    if (this.#known && timeMs - this.#known.timeMs > FORGET_MS) this.#known = null
    const found = this.#findAgain()
    const isSame = found !== null && this.#known !== null && this.#moveOf(found.quad, this.#known.quad) < SAME_MOVE
    const isTold = isSame && this.#known.sightings > 1
    if (!found || found.chance < (isTold ? STILL_SEEN : SEEN)) return this.#tell(null, found?.chance ?? 0, timeMs)
    const sightings = isSame ? this.#known.sightings + 1 : 1
    const quad = isSame ? this.#calm(found.quad) : found.quad
    this.#known = { quad, chance: found.chance, plane: found.plane, timeMs, sightings }
    // One frame can deceive; two that agree seldom do.
    return this.#tell(sightings > 1 ? quad : null, found.chance, timeMs)
  }

  #see(grey, tint) {
    this.#levels = grey
    this.#planes[0].show(grey)
    this.#planes[1].show(tint)
  }

  /** The likeliest quad of this frame, followed or found anew. */
  #findAgain() {
    const followed = this.#known ? this.#known.plane.near(this.#known.quad) : null
    const isTrusted = followed !== null && followed.chance > TRUSTED && this.#known.sightings > 1
    if (isTrusted && --this.#untilSearch > 0) return followed
    this.#untilSearch = SEARCH_EVERY
    const best = this.#searchAll(followed)
    if (!best || !followed) return best ?? followed ?? null
    // What only the tint shows gives way to what lightness shows.
    if (followed.plane !== best.plane && best.plane === this.#planes[0] && best.chance > SEEN) return best
    return best.chance > followed.chance + KNOWN_BONUS * (1 - followed.chance) + 0.02 ? best : followed
  }

  /** The likeliest quad: by lightness or, where that shows none and follows none, by tint. */
  #searchAll(followed) {
    const [grey, tint] = this.#planes
    const best = outermost(grey.search())
    const isShown = best?.chance >= SEEN || (followed?.plane === grey && followed.chance >= STILL_SEEN)
    if (isShown || !tint.isShown) return best
    const other = outermost(tint.search())
    return other && other.chance > (best?.chance ?? 0) ? other : best
  }

  /** Every quad that may be a card by a frame's lightness, the likeliest first: pixels, and why. */
  candidates(grey) {
    this.#see(grey)
    return this.#planes[0].search()
  }

  /** Smooth out the trembling of the measure, not that of the hand. */
  #calm(quad) {
    const before = this.#known.quad
    const share = Math.min(1, 0.6 + this.#moveOf(quad, before) / 0.012)
    return quad.map(([x, y], k) => [before[k][0] + (x - before[k][0]) * share, before[k][1] + (y - before[k][1]) * share])
  }

  #moveOf(quad, other) {
    const long = Math.max(this.#planes[0].edges.width, this.#planes[0].edges.height)
    return Math.max(...quad.map(([x, y], k) => Math.hypot(x - other[k][0], y - other[k][1]))) / long
  }

  #tell(quad, confidence, timeMs) {
    if (!quad) {
      this.#history = []
      return { quad: null, confidence, isSteady: false, sharpness: 0, light: 0, picture: null }
    }
    const { edges } = this.#planes[0].ready()
    this.#history = [...this.#history.filter((one) => timeMs - one.timeMs <= 2 * STEADY_MS), { quad, timeMs }]
    const recent = this.#history.filter((one) => timeMs - one.timeMs <= STEADY_MS * 1.2)
    const isLongEnough = timeMs - this.#history[0].timeMs >= STEADY_MS
    const isSteady = isLongEnough && recent.every((one) => this.#moveOf(one.quad, quad) < STEADY_MOVE)
    return {
      quad: toShares(edges, quad),
      confidence,
      isSteady,
      sharpness: sharpnessIn(this.#levels, edges.width, boxOf(edges, quad)),
      light: lightIn(this.#levels),
      picture: pictureOf(edges, quad),
    }
  }
}

function boxOf({ width, height }, quad) {
  const xs = quad.map(([x]) => x)
  const ys = quad.map(([, y]) => y)
  return {
    left: Math.max(0, Math.floor(Math.min(...xs))), right: Math.min(width, Math.ceil(Math.max(...xs))),
    top: Math.max(0, Math.floor(Math.min(...ys))), bottom: Math.min(height, Math.ceil(Math.max(...ys))),
  }
}
