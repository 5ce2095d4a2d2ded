/** Growing pauses between attempts: 2 s, 4 s, 8 s … 5 min, each a little off, so that many phones
 * that lost the same network do not come back in the same moment. */
const FIRST_S = 2
const LONGEST_S = 300
const JITTER_RATIO = 0.25

export class Pauses {
  #count = 0
  #random

  constructor(random = Math.random) {
    this.#random = random
  }

  /**
   * @param {number} [least_s]  what the server asked for
   * @returns {number}  seconds until the next attempt
   */
  next(least_s = 0) {
    const pause_s = Math.min(FIRST_S * 2 ** this.#count, LONGEST_S)
    this.#count = Math.min(this.#count + 1, 16)
    return Math.max(pause_s * (1 + JITTER_RATIO * (2 * this.#random() - 1)), least_s)
  }

  /** Begin again: there is a reason to believe that it works now. */
  reset() {
    this.#count = 0
  }
}
