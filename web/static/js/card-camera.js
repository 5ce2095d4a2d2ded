/**
 * The live camera: what it sees, the card's outline over it, and photos of it. A steady card is
 * shot by itself; a tap on the picture, or `shoot()`, shoots always. Told as events that bubble:
 *
 *   camera:ready                     frames come, at first or again
 *   camera:torch                     hasTorch or isTorchOn is another
 *   camera:shooting {byItself, made, keep}  a frame was taken, and becomes a photo; made: a promise of
 *                                    the detail of camera:shot, or of null when the frame is lost; keep:
 *                                    to be called with a promise that the photo is kept
 *   camera:next                      the shutter takes the next photo at once
 *   camera:shot {photo, takenAt, byItself, widthPx, heightPx, madeMs, seen}  seen: a promise of
 *                                    {thumb, flaws, quad, judgeMs}, a moment later
 *   camera:failed {byItself}         that frame was lost; shooting again may work
 *   camera:stopped                   the page was hidden, or stop() was called
 *   camera:unavailable {reason}      "refused", "missing", "broken" or "insecure"
 *
 * The camera is off while the page is hidden, and comes back with it once `start()` was called. Its
 * state is in data-state: "off", "starting", "live" or "unavailable".
 */
import { CameraShots } from "./lib/camera-shots.js"
import { CameraTorch } from "./lib/camera-torch.js"
import { LiveCamera } from "./lib/live-camera.js"
import { OutlineDrawing, fitOf } from "./lib/outline-drawing.js"
import { sharedMaker } from "./lib/prepare-photo.js"

const INSIDE = `
  <video playsinline muted disablepictureinpicture disableremoteplayback tabindex="-1" aria-hidden="true"></video>
  <svg preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false"><polygon class="shade"/><polygon/></svg>`
const TOLD_AS = { off: "stopped", live: "ready", unavailable: "unavailable" }

class CardCamera extends HTMLElement {
  #abort
  #camera
  #drawing
  #boxes
  #quad = null
  #shots = new CameraShots((name, detail) => this.#tell(name, detail))
  #torch = new CameraTorch(() => this.#tell("torch"))

  /** Whether a steady card is shot by itself. */
  isAutomatic = true
  /** Whether nothing is shot by itself for now: something else has the attention. */
  isHeld = false
  /** Whether photos are sent as large as the camera gives them. */
  keepOriginals = false

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    if (!this.#video) this.innerHTML = INSIDE
    this.#video.muted = true // what innerHTML writes of it is only the default
    this.#drawing = new OutlineDrawing(this.querySelector("svg"))
    const told = { changed: (state, reason) => this.#settle(state, reason), outline: (outline) => this.#follow(outline) }
    this.#camera = new LiveCamera(this.#video, told, signal)
    this.#video.addEventListener("click", () => this.shoot(), { signal })
    this.#video.addEventListener("resize", () => this.#turn(), { signal })
    this.#boxes = new ResizeObserver(() => this.#fit())
    this.#boxes.observe(this)
    this.dataset.state = "off"
  }

  disconnectedCallback() {
    this.stop()
    this.#boxes.disconnect()
    this.#abort.abort()
  }

  /** Whether there is a picture, and so a photo to take. */
  get isLive() {
    return Boolean(this.#camera?.session)
  }

  /** Open the camera, now and whenever the page comes back. What became of it is told by events. */
  async start() {
    sharedMaker().warmUp()
    await this.#camera.start()
  }

  stop() {
    this.#camera.stop()
  }

  /**
   * Take a photo of what is shown.
   * @returns {Promise<object|null>} the detail of camera:shot, which is told before; null when there
   *   was no picture to take, or it was lost
   */
  async shoot({ byItself = false } = {}) {
    const { session } = this.#camera
    if (!session) return null
    return this.#shots.take(session, this.#video, { quad: this.#quad, keepOriginal: this.keepOriginals, byItself })
  }

  /** Whether there is a light beside the lens. */
  get hasTorch() {
    return this.#torch.isThere
  }

  get isTorchOn() {
    return this.#torch.isOn
  }

  async setTorch(isOn) {
    await this.#torch.set(isOn)
  }

  #settle(state, reason) {
    this.dataset.state = state
    if (state === "live") this.#turn()
    else this.#forget()
    this.#torch.follow(this.#camera.session?.track)
    if (state in TOLD_AS) this.#tell(TOLD_AS[state], reason ? { reason } : {})
  }

  #forget() {
    this.#quad = null
    this.#drawing.clear()
  }

  #follow({ quad, action }) {
    this.#quad = quad
    this.#drawing.show(quad, action)
    const isFree = this.isAutomatic && !this.isHeld && !this.#shots.isBusy
    if (action === "shoot" && isFree) this.shoot({ byItself: true })
  }

  #turn() {
    this.#camera.session?.turn()
    this.#fit()
  }

  #fit() {
    const { videoWidth: width, videoHeight: height } = this.#video
    if (!width || !this.clientHeight) return
    this.dataset.fit = fitOf({ width, height }, { width: this.clientWidth, height: this.clientHeight })
    this.#drawing.resize(width, height, this.dataset.fit)
  }

  get #video() {
    return this.querySelector("video")
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`camera:${name}`, { bubbles: true, detail }))
  }
}

customElements.define("card-camera", CardCamera)
