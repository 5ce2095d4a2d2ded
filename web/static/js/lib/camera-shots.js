/**
 * Photos of a camera's live picture. The next one is taken while those before are still made and kept,
 * so many at once; then the shutter waits for one of them. While a photo is made, no frame is
 * followed: that would slow it.
 */
import { sharedMaker } from "./prepare-photo.js"
import { takeFrame } from "./video-frames.js"

/** Frames are large, and a camera has few to give; a hand is not faster than this many are kept. */
const MOST_UNDER_WAY = 3

export class CameraShots {
  #tell
  #grab
  #maker
  #busy = 0
  #underWay = 0
  #waiting = null

  /**
   * @param {(name: "shooting"|"next"|"shot"|"failed", detail: object) => void} tell
   * @param {{grab?: typeof takeFrame, maker?: () => import("./shot-maker.js").ShotMaker}} [parts]
   */
  constructor(tell, { grab = takeFrame, maker = sharedMaker } = {}) {
    this.#tell = tell
    this.#grab = grab
    this.#maker = maker
  }

  /** Whether a photo is being made or looked at: nothing is shot by itself meanwhile. */
  get isBusy() {
    return this.#busy > 0
  }

  /** Whether a photo would be taken at once, rather than after one of those before is kept. */
  get isReady() {
    return this.#underWay < MOST_UNDER_WAY
  }

  /**
   * @param {import("./camera-session.js").CameraSession} session  that shows something
   * @param {HTMLVideoElement} video  what shows it
   * @param {{quad: number[][]|null, keepOriginal: boolean, byItself: boolean}} how
   * @returns {Promise<object|null>} what was told as "shot"; null when it was lost, or none was taken:
   *   one press waits for the shutter, more are the same press
   */
  async take(session, video, how) {
    if (!(await this.#enter())) return null
    if (!session.isLive) return this.#leave()
    this.#busy += 1
    session.isFollowing = false
    const shot = await this.#make(session, video, how)
    this.#leave()
    await shot?.seen.catch(() => {})
    this.#busy -= 1
    session.isFollowing = !this.isBusy
    return shot
  }

  /** Take a frame, and wait until the photo that it becomes is kept. */
  async #make(session, video, { quad, keepOriginal, byItself }) {
    try {
      const takenAt = new Date().toISOString()
      const frame = await this.#grab(video)
      session.shot()
      const made = this.#maker().ofFrame(frame, { quad, keepOriginal }).then((photo) => ({ ...photo, takenAt, byItself }))
      let kept = null
      this.#tell("shooting", { byItself, made: made.catch(() => null), keep: (keeping) => (kept = keeping) })
      if (this.isReady) this.#tell("next", {})
      const shot = await made
      this.#tell("shot", shot)
      await kept
      return shot
    } catch {
      this.#tell("failed", { byItself })
      return null
    }
  }

  /** @returns {Promise<boolean>}  true once there is a place; false while another press waits for one */
  async #enter() {
    if (this.isReady) return Boolean((this.#underWay += 1))
    if (this.#waiting) return false
    return new Promise((resolve) => (this.#waiting = () => resolve(true)))
  }

  /** Give the place to the press that waits, if one does. */
  #leave() {
    const passOn = this.#waiting
    this.#waiting = null
    if (passOn) passOn()
    else this.#underWay -= 1
    if (this.isReady) this.#tell("next", {})
    return null
  }
}
