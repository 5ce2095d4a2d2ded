/** Photos of a camera's live picture. While one is made, no frame is followed: that would slow it. */
import { sharedMaker } from "./prepare-photo.js"
import { takeFrame } from "./video-frames.js"

export class CameraShots {
  #tell
  #underWay = 0

  /** @param {(name: "shooting"|"shot"|"failed", detail: object) => void} tell */
  constructor(tell) {
    this.#tell = tell
  }

  get isBusy() {
    return this.#underWay > 0
  }

  /**
   * @param {import("./camera-session.js").CameraSession} session  that shows something
   * @param {HTMLVideoElement} video  what shows it
   * @param {{quad: number[][]|null, keepOriginal: boolean, byItself: boolean}} how
   * @returns {Promise<object|null>} what was told as "shot"; null when it was lost
   */
  async take(session, video, { quad, keepOriginal, byItself }) {
    this.#underWay += 1
    session.isFollowing = false
    try {
      const takenAt = new Date().toISOString()
      const frame = await takeFrame(video)
      session.shot()
      const making = sharedMaker().ofFrame(frame, { quad, keepOriginal })
      const made = making.then((photo) => ({ ...photo, takenAt, byItself }))
      this.#tell("shooting", { byItself, made: made.catch(() => null) })
      const shot = await made
      this.#tell("shot", shot)
      await shot.seen.catch(() => {})
      return shot
    } catch {
      this.#tell("failed", { byItself })
      return null
    } finally {
      this.#underWay -= 1
      session.isFollowing = !this.isBusy
    }
  }
}
