/**
 * Which card a verso taken now belongs to: the last recto of this visit, sent or not, else the
 * newest card in the strip.
 */
export class LastCard {
  #key = null
  #scanId = null
  #hasVerso = false

  /** A recto was taken. */
  take(key) {
    this.#key = key
    this.#scanId = null
    this.#hasVerso = false
  }

  /** A recto arrived: its scan has a number from now on. */
  arrive(key, scanId) {
    if (key === this.#key) this.#scanId = scanId
  }

  /** A recto was given up before it arrived. */
  giveUp(key) {
    if (key === this.#key && !this.#scanId) this.#key = null
  }

  /** A verso was taken; one is all a card has. */
  turn() {
    this.#hasVerso = true
  }

  /**
   * @param {number|null} stripScanId  newest card of the strip, if it can take a verso
   * @returns {{rectoKey: string}|{scanId: number}|null}  null: nothing to add a verso to
   */
  target(stripScanId) {
    if (this.#key === null) return stripScanId && !this.#hasVerso ? { scanId: stripScanId } : null
    if (this.#hasVerso) return null
    return this.#scanId ? { scanId: this.#scanId } : { rectoKey: this.#key }
  }
}
