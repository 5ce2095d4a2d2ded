/**
 * The live camera: what it sees, the card's outline over it, and photos of it. A steady card is
 * shot by itself; a tap on the picture, or `shoot()`, shoots always. Told as events that bubble:
 *
 *   camera:ready                     frames come, at first or again
 *   camera:torch                     hasTorch or isTorchOn is another
 *   camera:shooting {byItself}       a frame was taken, and becomes a photo
 *   camera:shot {photo, thumb, flaws, takenAt, quad, byItself, widthPx, heightPx, judgeMs}
 *   camera:failed {byItself}         that frame was lost; shooting again may work
 *   camera:stopped                   the page was hidden, or stop() was called
 *   camera:unavailable {reason}      "refused", "missing", "broken" or "insecure"
 *
 * The camera is off while the page is hidden, and comes back with it once `start()` was called. Its
 * state is in data-state: "off", "starting", "live" or "unavailable".
 */
import { CameraSession } from "./lib/camera-session.js"
import { hasTorch, switchTorch } from "./lib/camera-stream.js"
import { OutlineDrawing } from "./lib/outline-drawing.js"
import { sharedMaker } from "./lib/prepare-photo.js"
import { takeFrame } from "./lib/video-frames.js"

const INSIDE = `
  <video playsinline muted disablepictureinpicture disableremoteplayback tabindex="-1" aria-hidden="true"></video>
  <svg preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><polygon class="shade"/><polygon/></svg>`

class CardCamera extends HTMLElement {
  #abort
  #session = null
  #isWanted = false
  #mayRestart = false
  #drawing
  #quad = null
  #shotsUnderWay = 0

  /** Whether a steady card is shot by itself. */
  isAutomatic = true
  /** Whether nothing is shot by itself for now: something else has the attention. */
  isHeld = false
  /** Whether photos are sent as large as the camera gives them. */
  keepOriginals = false
  hasTorch = false
  isTorchOn = false

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    if (!this.#video) this.innerHTML = INSIDE
    this.#video.muted = true // what innerHTML writes of it is only the default
    this.#drawing = new OutlineDrawing(this.querySelector("svg"))
    this.#video.addEventListener("click", () => this.shoot(), options)
    this.#video.addEventListener("resize", () => this.#turn(), options)
    document.addEventListener("visibilitychange", () => this.#followVisibility(), options)
    window.addEventListener("pagehide", () => this.#halt(), options)
    window.addEventListener("pageshow", () => this.#followVisibility(), options)
    this.dataset.state = "off"
  }

  disconnectedCallback() {
    this.stop()
    this.#abort.abort()
  }

  /** Whether there is a picture, and so a photo to take. */
  get isLive() {
    return this.dataset.state === "live"
  }

  /** Open the camera, now and whenever the page comes back. What became of it is told by events. */
  async start() {
    this.#isWanted = true
    this.#mayRestart = true
    if (!document.hidden) await this.#open()
  }

  stop() {
    this.#isWanted = false
    this.#halt()
  }

  /**
   * Take a photo of what is shown.
   * @returns {Promise<object|null>} the detail of camera:shot, which is told before; null when there
   *   was no picture to take, or it was lost
   */
  async shoot({ byItself = false } = {}) {
    const session = this.#session
    if (!session?.isLive) return null
    this.#shotsUnderWay += 1
    session.isFollowing = false
    try {
      const [takenAt, quad] = [new Date().toISOString(), this.#quad]
      const frame = await takeFrame(this.#video)
      session.shot()
      this.#tell("shooting", { byItself })
      const made = await sharedMaker().ofFrame(frame, { quad, keepOriginal: this.keepOriginals })
      const shot = { ...made, takenAt, byItself }
      this.#tell("shot", shot)
      return shot
    } catch {
      this.#tell("failed", { byItself })
      return null
    } finally {
      this.#shotsUnderWay -= 1
      session.isFollowing = this.#shotsUnderWay === 0
    }
  }

  /** Switch the light beside the lens. */
  async setTorch(isOn) {
    const track = this.#session?.track
    if (!this.hasTorch || !track) return
    this.isTorchOn = await switchTorch(track, isOn)
    this.#tell("torch")
  }

  async #open() {
    this.#close("starting")
    sharedMaker().warmUp()
    const session = new CameraSession(this.#video, {
      shown: () => this.#goLive(),
      outline: (outline) => this.#follow(outline),
      broken: (hadShown) => this.#recover(hadShown),
    })
    this.#session = session
    try {
      await session.open()
    } catch (error) {
      if (session === this.#session) this.#giveUp(error.reason ?? "broken")
    }
  }

  #close(state) {
    this.#session?.close()
    this.#session = this.#quad = null
    this.#drawing.clear()
    this.#setTorchKnown(false)
    this.dataset.state = state
  }

  #goLive() {
    this.#fit()
    this.#setTorchKnown(hasTorch(this.#session.track))
    this.dataset.state = "live"
    this.#tell("ready")
  }

  /** Another application took the camera, or its frames stopped: once, it is simply opened again. */
  #recover(hadShown) {
    if (!hadShown || !this.#mayRestart) return this.#giveUp("broken")
    this.#mayRestart = false
    return this.#open()
  }

  #giveUp(reason) {
    this.#isWanted = false
    this.#close("unavailable")
    this.#tell("unavailable", { reason })
  }

  #halt() {
    if (this.#session === null) return
    this.#close("off")
    this.#tell("stopped")
  }

  #followVisibility() {
    if (document.hidden) this.#halt()
    else if (this.#isWanted && this.#session === null) this.start()
  }

  #follow({ quad, action }) {
    this.#quad = quad
    this.#drawing.show(quad, action)
    const isFree = this.isAutomatic && !this.isHeld && this.#shotsUnderWay === 0
    if (action === "shoot" && isFree) this.shoot({ byItself: true })
  }

  #turn() {
    this.#session?.turn()
    this.#fit()
  }

  #fit() {
    this.#drawing.resize(this.#video.videoWidth, this.#video.videoHeight)
  }

  /** A light goes out with its camera. */
  #setTorchKnown(hasOne) {
    const isNews = this.hasTorch !== hasOne || this.isTorchOn
    this.hasTorch = hasOne
    this.isTorchOn = false
    if (isNews) this.#tell("torch")
  }

  get #video() {
    return this.querySelector("video")
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`camera:${name}`, { bubbles: true, detail }))
  }
}

customElements.define("card-camera", CardCamera)
