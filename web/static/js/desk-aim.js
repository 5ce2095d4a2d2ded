/**
 * Arms the next photo as a back, or as another photo of a side, and takes that back. Where the
 * shutter is the system's camera, that opens at once: one tap is enough there too.
 */
export class DeskAim {
  #desk
  #next
  #camera
  #say

  /**
   * @param {HTMLElement} desk
   * @param {object} parts
   * @param {import("./lib/next-shot.js").NextShot} parts.next
   * @param {import("./desk-camera.js").DeskCamera} parts.camera
   * @param {() => void} parts.say  tell those who hear the page what was armed
   */
  constructor(desk, { next, camera, say }) {
    this.#desk = desk
    this.#next = next
    this.#camera = camera
    this.#say = say
  }

  toggleVerso() {
    if (this.#next.aim.kind === "verso") this.disarm()
    else this.verso()
  }

  /** @param {string|null} [cardKey]  null: the card taken last */
  verso(cardKey = null) {
    this.#next.armVerso(cardKey)
    this.#ask()
  }

  again(cardKey, side) {
    this.#next.armRetake(cardKey, side)
    this.#ask()
  }

  disarm() {
    this.#next.disarm()
    this.focusShutter()
  }

  shoot() {
    if (this.#camera.isLive) this.#camera.shoot()
    else this.#systemShutter.click()
  }

  focusShutter() {
    const shutter = this.#camera.isLive ? this.#desk.querySelector("[data-shoot]") : this.#systemShutter
    shutter.focus()
  }

  #ask() {
    if (this.#camera.isLive) this.#say()
    else this.#systemShutter.click()
  }

  get #systemShutter() {
    return this.#desk.querySelector("[data-shutter]")
  }
}
