/**
 * Keeps the camera open for as long as it is wanted and the page is seen: opens it, closes it while
 * the page is hidden, opens it once more when it breaks off, and else says why there is none.
 */
import { CameraSession } from "./camera-session.js"

export class LiveCamera {
  #video
  #told
  #session = null
  #isWanted = false
  #mayRestart = false

  /** @type {"off"|"starting"|"live"|"unavailable"} */
  state = "off"

  /**
   * @param {HTMLVideoElement} video
   * @param {object} told
   * @param {(state: string, reason?: string) => void} told.changed  with the reason of "unavailable"
   * @param {(outline: object) => void} told.outline  of every frame that was followed
   * @param {AbortSignal} signal  ends the listening, not the camera: see stop()
   */
  constructor(video, told, signal) {
    this.#video = video
    this.#told = told
    document.addEventListener("visibilitychange", () => this.#followPage(), { signal })
    window.addEventListener("pagehide", () => this.#halt(), { signal })
    window.addEventListener("pageshow", () => this.#followPage(), { signal })
  }

  /** The run that shows something; null when none does. */
  get session() {
    return this.#session?.isLive ? this.#session : null
  }

  /** Open the camera, now and whenever the page comes back; one that is open stays so. */
  async start() {
    this.#isWanted = true
    this.#mayRestart = true
    if (!document.hidden && this.#session === null) await this.#open()
  }

  stop() {
    this.#isWanted = false
    this.#halt()
  }

  async #open() {
    this.#session?.close()
    const session = new CameraSession(this.#video, {
      shown: () => this.#change("live"),
      outline: (outline) => this.#told.outline(outline),
      broken: (hadShown) => this.#recover(hadShown),
    })
    this.#session = session
    this.#change("starting")
    try {
      await session.open()
    } catch (error) {
      if (session === this.#session) this.#giveUp(error.reason ?? "broken")
    }
  }

  /** Another application took the camera, or its frames stopped: once, it is simply opened again. */
  #recover(hadShown) {
    if (!hadShown || !this.#mayRestart) return this.#giveUp("broken")
    this.#mayRestart = false
    return this.#open()
  }

  /** It does not come back by itself: that might ask the person for the camera again and again. */
  #giveUp(reason) {
    this.#isWanted = false
    this.#close()
    this.#change("unavailable", reason)
  }

  #halt() {
    if (this.#session === null) return
    this.#close()
    this.#change("off")
  }

  #followPage() {
    if (document.hidden) this.#halt()
    else if (this.#isWanted && this.#session === null) this.start()
  }

  #close() {
    this.#session?.close()
    this.#session = null
  }

  #change(state, reason) {
    this.state = state
    this.#told.changed(state, reason)
  }
}
