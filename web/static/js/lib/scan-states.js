/**
 * Asks the server how scans are doing, as long as one of them is on its way and the page is seen.
 * The pause grows while nothing changes.
 */
const FIRST_PAUSE_MS = 1500
const LONGEST_PAUSE_MS = 12_000
const MOST_IDS = 100

export class ScanStates {
  #ask
  #told
  #isSeen
  #ids = []
  #timer = null
  #pauseMs = FIRST_PAUSE_MS
  #last = ""

  /**
   * @param {object} parts
   * @param {(ids: number[]) => Promise<object[]>} parts.ask
   * @param {(scans: object[]) => void} parts.told
   * @param {() => boolean} [parts.isSeen]
   */
  constructor({ ask, told, isSeen = () => !document.hidden }) {
    this.#ask = ask
    this.#told = told
    this.#isSeen = isSeen
  }

  /** @param {number[]} ids  the scans that are on their way */
  watch(ids) {
    const isNews = ids.some((id) => !this.#ids.includes(id))
    this.#ids = ids.slice(0, MOST_IDS)
    if (isNews) this.#pauseMs = FIRST_PAUSE_MS
    if (!ids.length) this.stop()
    else if (isNews || this.#timer === null) this.#plan()
  }

  /** Ask now, about these too: what was settled may have changed elsewhere. */
  async look(ids = this.#ids) {
    if (!ids.length || !this.#isSeen()) return
    try {
      const scans = await this.#ask(ids.slice(0, MOST_IDS))
      const heard = JSON.stringify(scans)
      this.#pauseMs = heard === this.#last ? Math.min(this.#pauseMs * 1.5, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS
      this.#last = heard
      this.#told(scans)
    } catch {
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS)
    }
  }

  stop() {
    clearTimeout(this.#timer)
    this.#timer = null
  }

  #plan() {
    this.stop()
    const timer = setTimeout(async () => {
      await this.look()
      if (this.#timer === timer) this.#plan() // else it was stopped, or planned anew, meanwhile
    }, this.#pauseMs)
    this.#timer = timer
  }
}
