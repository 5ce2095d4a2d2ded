/**
 * The browser's own offer to install, held back until there is a good moment for it. To be imported
 * with the page: a browser makes it once, and shows a bar of its own where nobody holds it back.
 */
class InstallPrompt extends EventTarget {
  #event = null

  /** Whether the browser can ask. */
  get isThere() {
    return this.#event !== null
  }

  /** @param {Event & {prompt(): Promise<{outcome: string}>}} event */
  keep(event) {
    event.preventDefault() // it would cover the screen, perhaps a card being shot
    this.#event = event
    this.dispatchEvent(new Event("change"))
  }

  forget() {
    this.#event = null
    this.dispatchEvent(new Event("change"))
  }

  /**
   * Let the browser ask, which it does once.
   * @returns {Promise<"accepted"|"dismissed">}
   */
  async ask() {
    const event = this.#event
    this.#event = null
    return (await event.prompt()).outcome
  }
}

export const installPrompt = new InstallPrompt()

globalThis.addEventListener?.("beforeinstallprompt", (event) => installPrompt.keep(event))
