/**
 * Decides when a card has been held still for long enough to be photographed by itself: each card
 * once, and never one that moves, is blurred, is cut off or was taken already.
 */
import { likeness } from "./outline-picture.js"

const HOLD_MS = 380
const STILL = 0.014 // of the frame's long side: how far a corner may wander in that time
const SURE = 0.75
const SHARP = 0.6
const BORDER = 0.006
const LEAST_SIZE = 0.22 // the square root of the share of the frame that the card fills
const SAME = 0.62
const UNCHANGED = 0.8
const REMEMBERED = 8
const ANSWER_MS = 2000

export class SteadyShot {
  #aspect
  #since = null // {timeMs, quad, picture}
  #last = null // what was seen last
  #taken = []
  #askedMs = -Infinity

  /** @param {{aspect?: number}} [frame]  width / height of the frame */
  constructor({ aspect = 1 } = {}) {
    this.#aspect = aspect
  }

  /** The telephone was turned: frames have another shape from now on. */
  turn(aspect) {
    this.#aspect = aspect
    this.#since = null
  }

  /**
   * @param {{quad: number[][]|null, confidence: number, sharpness: number, picture?: Float32Array}} seen
   *   as OutlineTracker.follow gives it
   * @param {number} timeMs
   * @returns {"none"|"hold"|"shoot"}  "hold": a card is there that will be shot if it stays so
   */
  see(seen, timeMs) {
    this.#last = seen.quad ? seen : null
    if (!this.#isGood(seen)) return this.#startOver()
    if (timeMs - this.#askedMs < ANSWER_MS) return this.#startOver()
    if (seen.picture && this.#taken.some((one) => likeness(one, seen.picture) > SAME)) return this.#startOver()
    if (!this.#since || !this.#isUnchanged(seen)) this.#since = { timeMs, quad: seen.quad, picture: seen.picture }
    if (timeMs - this.#since.timeMs < HOLD_MS) return "hold"
    this.#askedMs = timeMs
    this.#since = null
    return "shoot"
  }

  /** A photo was taken, by itself or by a tap: what is seen now is not to be taken again. */
  shot() {
    this.#askedMs = -Infinity
    this.#since = null
    if (this.#last?.picture) this.#taken = [this.#last.picture, ...this.#taken].slice(0, REMEMBERED)
  }

  #startOver() {
    this.#since = null
    return "none"
  }

  #isGood({ quad, confidence, sharpness }) {
    if (!quad || confidence < SURE || sharpness < SHARP) return false
    const isWhole = quad.every(([x, y]) => x > BORDER && y > BORDER && x < 1 - BORDER && y < 1 - BORDER)
    return isWhole && Math.sqrt(areaOf(quad)) > LEAST_SIZE
  }

  #isUnchanged({ quad, picture }) {
    const { quad: first, picture: before } = this.#since
    const wide = Math.min(1, this.#aspect)
    const high = Math.min(1, 1 / this.#aspect)
    // The corner nearest to the top left changes when a card is turned past a diagonal.
    const moved = Math.min(...[0, 1, 2, 3].map((turn) => Math.max(...quad.map(([x, y], k) => {
      const [fromX, fromY] = first[(k + turn) % 4]
      return Math.hypot((x - fromX) * wide, (y - fromY) * high)
    }))))
    return moved < STILL && (!picture || !before || likeness(before, picture) > UNCHANGED)
  }
}

function areaOf(quad) {
  let sum = 0
  for (let k = 0; k < 4; k++) {
    const [ax, ay] = quad[k]
    const [bx, by] = quad[(k + 1) % 4]
    sum += ax * by - bx * ay
  }
  return Math.abs(sum) / 2
}
