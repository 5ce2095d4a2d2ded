/** One run of the camera, from its opening until it is closed or breaks: stream, frames, outline. */
import { CameraError, closeCamera, openCamera } from "./camera-stream.js"
import { FrameWatch, isBlack } from "./frame-watch.js"
import { OutlineFollower } from "./outline-follower.js"
import { eachFrame, probeFrame } from "./video-frames.js"

const CHECK_MS = 250

export class CameraSession {
  #abort = new AbortController()
  #video
  #told
  #follower = null
  #watch

  /** The video track, with the light; null until the camera is open. */
  track = null

  /**
   * @param {HTMLVideoElement} video
   * @param {object} told  each called as it happens, never after `close()`
   * @param {() => void} told.shown  the first frame that shows something
   * @param {(outline: object) => void} told.outline  of every frame that was followed
   * @param {(hadShown: boolean) => void} told.broken  there are no frames any more, or never were
   */
  constructor(video, told) {
    this.#video = video
    this.#told = told
  }

  /** Whether frames may be taken. */
  get isLive() {
    return Boolean(this.#watch?.hasShown) && !this.#abort.signal.aborted
  }

  /** Open the camera. Rejects with a CameraError; does nothing more once it was closed. */
  async open() {
    const { signal } = this.#abort
    const stream = await openCamera()
    if (signal.aborted) return closeCamera(stream)
    signal.addEventListener("abort", () => closeCamera(stream))
    this.track = stream.getVideoTracks()[0]
    this.track.addEventListener("ended", () => this.#break(), { signal })
    this.#watch = new FrameWatch(performance.now())
    const timer = setInterval(() => this.#watch.isBroken(performance.now()) && this.#break(), CHECK_MS)
    signal.addEventListener("abort", () => clearInterval(timer))
    this.#video.srcObject = stream
    eachFrame(this.#video, () => this.#see(), signal)
    try {
      await this.#video.play()
    } catch (error) {
      if (!signal.aborted) throw new CameraError("broken", error)
    }
  }

  /** A photo was taken: the card that lies there is done. */
  shot() {
    this.#follower?.shot()
  }

  /** Follow the outline, or let the phone do other work for a moment. */
  set isFollowing(isWanted) {
    if (this.#follower) this.#follower.isPaused = !isWanted
  }

  /** The phone was turned. */
  turn() {
    this.#follower?.reset()
  }

  close() {
    if (this.#abort.signal.aborted) return
    this.#abort.abort()
    this.#follower?.stop()
    this.#video.srcObject = null
  }

  #see() {
    const nowMs = performance.now()
    if (this.#watch.hasShown) return this.#watch.frame(nowMs)
    this.#watch.frame(nowMs, { isBlack: isBlack(probeFrame(this.#video)) })
    if (!this.#watch.hasShown) return
    this.#follower = new OutlineFollower(this.#video, (outline) => this.#told.outline(outline))
    this.#told.shown()
  }

  #break() {
    if (this.#abort.signal.aborted) return
    const hadShown = Boolean(this.#watch?.hasShown)
    this.close()
    this.#told.broken(hadShown)
  }
}
