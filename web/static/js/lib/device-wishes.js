/** What the person wants of this device, at hand without waiting: preferences with their defaults. */
import { prefs } from "./prefs.js"

const DEFAULTS = { autoShoot: true, shutterSound: true, keepOriginals: false, shortcuts: true }

export class DeviceWishes extends EventTarget {
  #values = { ...DEFAULTS }

  /** Read them, and follow them until the signal. */
  async load({ signal }) {
    await Promise.all(Object.keys(DEFAULTS).map((name) => this.#read(name)))
    const follow = async ({ detail }) => {
      if (!(detail.name in DEFAULTS)) return
      await this.#read(detail.name)
      this.dispatchEvent(new Event("change"))
    }
    prefs.addEventListener("change", follow, { signal })
  }

  get autoShoot() {
    return this.#values.autoShoot
  }

  get shutterSound() {
    return this.#values.shutterSound
  }

  get keepOriginals() {
    return this.#values.keepOriginals
  }

  /** Whether letters of the keyboard are shortcuts. */
  get shortcuts() {
    return this.#values.shortcuts
  }

  async #read(name) {
    this.#values[name] = (await prefs.get(name)) ?? DEFAULTS[name]
  }
}
