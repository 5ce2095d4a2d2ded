/** When shots were taken: such as picked files, taken in the same moment, keep their order. */
export class ShotTimes {
  #last = { given: "", takenAt: "" }

  /**
   * @template {{takenAt?: string}} Shot
   * @param {Shot} shot
   * @returns {Shot & {takenAt: string}}  a millisecond after the one before, if that was in the same
   */
  timed(shot) {
    const given = shot.takenAt ?? new Date().toISOString()
    const isSame = given === this.#last.given
    const takenAt = isSame ? new Date(Date.parse(this.#last.takenAt) + 1).toISOString() : given
    this.#last = { given, takenAt }
    return { ...shot, takenAt }
  }
}
