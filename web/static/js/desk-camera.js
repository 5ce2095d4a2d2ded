/**
 * Brings the live camera to the desk, after everything else: until it is there, and where it cannot
 * be, the shutter is the system's own camera. The state is in data-camera of the desk: "off",
 * "starting", "live" or "unavailable", and what the shutter does follows it by the styles.
 */
import { idle } from "./lib/idle.js"

const IS_TOUCHED = matchMedia("(hover: none) and (pointer: coarse)")

export class DeskCamera {
  #desk
  #camera
  #signal
  #ready = null

  /**
   * @param {HTMLElement} desk
   * @param {object} parts
   * @param {AbortSignal} parts.signal
   * @param {(made: Promise<object|null>) => Promise<void>} parts.shooting  a frame was taken, and becomes
   *   a photo; null: it was lost. Resolves once it is kept
   * @param {() => void} parts.failed  a frame was lost
   */
  constructor(desk, { signal, shooting, failed }) {
    this.#desk = desk
    this.#camera = desk.querySelector("card-camera")
    this.#signal = signal
    desk.dataset.camera = "off"
    const listen = (name, told) => desk.addEventListener(`camera:${name}`, ({ detail }) => told(detail), { signal })
    listen("shooting", ({ made, keep }) => keep(shooting(made)))
    listen("failed", failed)
    listen("ready", () => this.#settle("live"))
    listen("torch", () => this.#drawTorch())
    listen("stopped", () => this.#settle("off"))
    listen("unavailable", ({ reason }) => this.#settle("unavailable", reason))
    desk.querySelector("[data-torch]").addEventListener("click", () => this.#toggleTorch(), { signal })
    // Nothing shoots by itself behind a sheet.
    desk.addEventListener("sheet:opened", () => (this.#camera.isHeld = true), { signal })
    desk.addEventListener("sheet:closed", () => (this.#camera.isHeld = false), { signal })
  }

  get isLive() {
    return this.#desk.dataset.camera === "live"
  }

  /** On what is held in a hand the camera opens by itself, once the page is drawn. */
  openWhenIdle() {
    if (!IS_TOUCHED.matches) return
    idle().then(() => this.open())
  }

  async open() {
    if (this.isLive || this.#signal.aborted) return
    this.#settle("starting")
    try {
      this.#ready ??= import("./card-camera.js")
      await this.#ready
      await this.#camera.start()
    } catch {
      this.#ready = null // the code did not come: another try asks for it again
      this.#settle("unavailable", "broken")
    }
  }

  shoot() {
    return this.#camera.shoot?.().catch(() => {})
  }

  /** @param {{isAutomatic: boolean, keepOriginals: boolean}} wishes */
  async set(wishes) {
    await customElements.whenDefined("card-camera")
    Object.assign(this.#camera, wishes)
  }

  async #toggleTorch() {
    await this.#camera.setTorch(!this.#camera.isTorchOn)
    this.#drawTorch()
  }

  #drawTorch() {
    const torch = this.#desk.querySelector("[data-torch]")
    torch.hidden = !this.#camera.hasTorch
    torch.setAttribute("aria-pressed", String(this.#camera.isTorchOn))
  }

  #settle(state, reason = "") {
    const hadFocus = this.#desk.querySelector(".shutter")?.parentElement.contains(document.activeElement)
    this.#desk.dataset.camera = state
    if (reason) this.#desk.dataset.cameraReason = reason
    else delete this.#desk.dataset.cameraReason
    this.#desk.toggleAttribute("data-capturing", state === "live")
    if (state !== "live") this.#desk.querySelector("[data-torch]").hidden = true
    if (hadFocus) this.#desk.dispatchEvent(new CustomEvent("desk:focus-shutter"))
  }
}
