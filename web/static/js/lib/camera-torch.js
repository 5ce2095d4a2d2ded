/** The light beside the lens of whichever camera is open. It goes out with its camera. */
import { hasTorch, switchTorch } from "./camera-stream.js"

export class CameraTorch {
  isThere = false
  isOn = false
  #track = null
  #changed

  /** @param {() => void} changed  called once isThere or isOn is another */
  constructor(changed) {
    this.#changed = changed
  }

  /** @param {MediaStreamTrack} [track]  of the camera that is open now; none: it was closed */
  follow(track = null) {
    const isThere = track !== null && hasTorch(track)
    const isNews = this.isThere !== isThere || this.isOn
    this.#track = track
    this.isThere = isThere
    this.isOn = false
    if (isNews) this.#changed()
  }

  async set(isOn) {
    if (!this.isThere) return
    this.isOn = await switchTorch(this.#track, isOn)
    this.#changed()
  }
}
