/**
 * Decides when a card has been held still for long enough to be photographed by itself: each card
 * once, and never one that moves, is blurred, is cut off or was taken already.
 */
import { likeness, visibleShare } from "./outline-likeness.js"

const HOLD_MS = 360
const STILL = 0.016 // of the frame's long side: how far a corner may wander in that time
const CALM_PER_S = 0.045 // of the long side: the shot falls where the trembling of the hand turns
const CALM_MS = 100
const PATIENCE_MS = 700 // after which a hand that trembles more is shot as well
const RESTLESS_PER_S = 0.07
const DARK = 0.45 // of full light, the lightest of the frame: there a camera exposes two to three times longer
const DARK_SHARE = 0.5 // of those speeds, that smear as much then
const DARK_CALM_MS = 260 // drawn films: of shots in a dim room 6 in 10 are sharp, rather than 4
const SPEED_MS = 90
const SURE = 0.75
const SHARP = 0.6
const BORDER = 0.006
const LEAST_SIZE = 0.22 // the square root of the share of the frame that the card fills
const SAME = 0.62 // drawn cards: the same one 0.71 and more, two 0.6 and less
const UNDER_A_HAND = 0.45 // drawn cards: two share 0.4 of their print at the most
const UNCHANGED = 0.8
const REMEMBERED = 8
const ANSWER_MS = 2000

export class SteadyShot {
  #aspect
  #since = null // {timeMs, quad, picture}
  #last = null // what was seen last
  #recent = [] // {timeMs, quad} of the last moments
  #restlessMs = -Infinity
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
   * @param {{quad: number[][]|null, confidence: number, sharpness: number, light?: number, picture?: Float32Array}} seen
   *   as OutlineTracker.follow gives it
   * @param {number} timeMs
   * @returns {"none"|"hold"|"shoot"}  "hold": a card is there that will be shot if it stays so
   */
  see(seen, timeMs) {
    this.#last = seen.quad ? seen : null
    const isDark = seen.light < DARK
    const speed = this.#speed(seen, timeMs) / (isDark ? DARK_SHARE : 1)
    if (speed > CALM_PER_S) this.#restlessMs = timeMs
    if (!this.#isGood(seen)) return this.#startOver()
    if (timeMs - this.#askedMs < ANSWER_MS) return this.#startOver()
    if (seen.picture && this.#isTaken(seen.picture)) return this.#startOver()
    if (!this.#since || !this.#isUnchanged(seen)) this.#since = { timeMs, quad: seen.quad, picture: seen.picture }
    const heldMs = timeMs - this.#since.timeMs
    const isCalm = timeMs - this.#restlessMs >= (isDark ? DARK_CALM_MS : CALM_MS) || (heldMs >= PATIENCE_MS && speed < RESTLESS_PER_S)
    if (heldMs < HOLD_MS || !isCalm) return "hold"
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

  #isTaken(picture) {
    if (this.#taken.some((one) => likeness(one, picture) > SAME)) return true
    return this.#taken.length > 0 && visibleShare(this.#taken[0], picture) > UNDER_A_HAND
  }

  #isGood({ quad, confidence, sharpness }) {
    if (!quad || confidence < SURE || sharpness < SHARP) return false
    const isWhole = quad.every(([x, y]) => x > BORDER && y > BORDER && x < 1 - BORDER && y < 1 - BORDER)
    return isWhole && Math.sqrt(areaOf(quad)) > LEAST_SIZE
  }

  /** How fast the fastest corner moved just now, long sides a second. */
  #speed({ quad }, timeMs) {
    if (!quad) {
      this.#recent = []
      return Infinity
    }
    this.#recent = [...this.#recent.filter((one) => timeMs - one.timeMs < 2 * SPEED_MS), { quad, timeMs }]
    const before = this.#recent.findLast((one) => timeMs - one.timeMs >= SPEED_MS) ?? this.#recent[0]
    if (before.timeMs === timeMs) return Infinity
    return (this.#distance(quad, before.quad) / (timeMs - before.timeMs)) * 1000
  }

  #isUnchanged({ quad, picture }) {
    const before = this.#since.picture
    return this.#distance(quad, this.#since.quad) < STILL && (!picture || !before || likeness(before, picture) > UNCHANGED)
  }

  /** How far the corner that moved most is from where it was, long sides of the frame. */
  #distance(quad, before) {
    const wide = Math.min(1, this.#aspect)
    const high = Math.min(1, 1 / this.#aspect)
    // The corner nearest to the top left changes when a card is turned past a diagonal.
    return Math.min(...[0, 1, 2, 3].map((turn) => Math.max(...quad.map(([x, y], k) => {
      const [fromX, fromY] = before[(k + turn) % 4]
      return Math.hypot((x - fromX) * wide, (y - fromY) * high)
    }))))
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
