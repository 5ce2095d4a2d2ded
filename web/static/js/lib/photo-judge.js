/**
 * Asks how good photos are while the card is still in hand. An answer that is late, or none, is
 * nobody's trouble: the reading tells of flaws too, later.
 */
import { makeSmallCopy } from "./small-copy.js"

const LIMIT_MS = 8000

export class PhotoJudge {
  #ask
  #told
  #isOnline
  #limitMs
  #waiting = []
  #isAsking = false

  /**
   * @param {object} parts
   * @param {(shot: object, signal: AbortSignal) => Promise<string[]>} parts.ask  gives hints
   * @param {(shot: object, hints: string[]) => void} parts.told  called when there are any
   * @param {() => boolean} [parts.isOnline]
   * @param {number} [parts.limitMs]  of one question
   */
  constructor({ ask = askQuality, told, isOnline = () => navigator.onLine, limitMs = LIMIT_MS }) {
    this.#ask = ask
    this.#told = told
    this.#isOnline = isOnline
    this.#limitMs = limitMs
  }

  /** Ask about a photo, one at a time and the newest first: that card is nearest to the hand. */
  async judge(shot) {
    this.#waiting.push(shot)
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      while (this.#waiting.length) await this.#judgeOne(this.#waiting.pop())
    } finally {
      this.#isAsking = false
    }
  }

  async #judgeOne(shot) {
    if (!this.#isOnline()) return
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), this.#limitMs)
    const givenUp = new Promise((_resolve, reject) => {
      limit.signal.addEventListener("abort", () => reject(limit.signal.reason))
    })
    try {
      const hints = await Promise.race([this.#ask(shot, limit.signal), givenUp])
      if (hints.length) this.#told(shot, hints)
    } catch {
      // The network is too slow for advice; what waits would come later still.
      if (limit.signal.aborted) this.#waiting = []
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Ask the server about a small copy of a photo, which keeps nothing of it. */
export async function askQuality(shot, signal) {
  const { copy, takenLongSidePx } = await makeSmallCopy(shot.photo)
  signal.throwIfAborted()
  const form = new FormData()
  form.set("photo", copy, "photo.jpg")
  form.set("taken_long_side_px", takenLongSidePx)
  const answer = await fetch("/api/quality", { method: "POST", body: form, signal })
  return answer.ok ? (await answer.json()).hints.map(({ hint }) => hint) : []
}
