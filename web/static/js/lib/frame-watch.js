/**
 * Tells a live camera from one that only says so: no frames, frames that stop, or nothing but black
 * ones, as an installed page gets them on some telephones. Once a frame has shown something, black
 * ones are a hand before the lens.
 */

const SILENCE_LIMIT_MS = 4000
/** Levels: a sensor in the dark shows its noise, a dead one shows nothing at all. */
const BLACK_LEVEL = 3
/** Between two checks: more means that the page itself stood still, and frames could not be seen. */
const CHECK_LIMIT_MS = 1000

export class FrameWatch {
  #limitMs
  #seenMs
  #checkedMs
  #hasShown = false

  /** @param {number} nowMs  when the camera was started */
  constructor(nowMs, limitMs = SILENCE_LIMIT_MS) {
    this.#limitMs = limitMs
    this.#seenMs = this.#checkedMs = nowMs
  }

  /** Whether a frame has shown something: before, each frame has to be looked at. */
  get hasShown() {
    return this.#hasShown
  }

  /** A frame came. */
  frame(nowMs, { isBlack = false } = {}) {
    if (!isBlack) this.#hasShown = true
    if (this.#hasShown) this.#seenMs = nowMs
  }

  /** Say whether it is time to give up. To be asked several times a second. */
  isBroken(nowMs) {
    const heldUpMs = nowMs - this.#checkedMs
    if (heldUpMs > CHECK_LIMIT_MS) this.#seenMs += heldUpMs
    this.#checkedMs = nowMs
    return nowMs - this.#seenMs > this.#limitMs
  }
}

/** Say whether a few pixels of a frame (RGBA) are all of them black. */
export function isBlack(rgba) {
  for (let at = 0; at < rgba.length; at += 4) {
    if (Math.max(rgba[at], rgba[at + 1], rgba[at + 2]) > BLACK_LEVEL) return false
  }
  return true
}
