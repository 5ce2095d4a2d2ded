/** What a shot feels like: a blink of the viewfinder, a short vibration, a sound, a sentence. */
import { playShutter } from "./lib/shutter-sound.js"

const VIBRATION_MS = 18

export class DeskFeedback {
  #root
  #isSounding

  /** @param {HTMLElement} root  @param {() => boolean} isSounding */
  constructor(root, isSounding) {
    this.#root = root
    this.#isSounding = isSounding
  }

  /** The photo was taken: seen and felt at once. */
  blink() {
    const veil = this.#root.querySelector("[data-veil]")
    veil.getAnimations().forEach((animation) => animation.cancel())
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      veil.animate([{ opacity: 0.75 }, { opacity: 0 }], { duration: 160, easing: "ease-out" })
    }
    // Before the first tap a phone may not be shaken, and the browser would complain.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(VIBRATION_MS)
  }

  /** The photo is safe on this phone. */
  confirm() {
    if (this.#isSounding()) playShutter()
  }

  /** Tell those who hear the page. The same words twice are told twice. */
  say(text) {
    this.#speak("status", text)
  }

  /** The same, at once. */
  alert(text) {
    this.#speak("alert", text)
  }

  #speak(region, text) {
    const place = this.#root.querySelector(`[data-${region}]`)
    if (place.textContent === text) place.textContent = ""
    setTimeout(() => (place.textContent = text), 30)
  }
}
