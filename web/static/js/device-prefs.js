/** Switches that belong to this device: each check box keeps the preference that its name names. */
import { prefs } from "./lib/prefs.js"

class DevicePrefs extends HTMLElement {
  #abort

  async connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    this.addEventListener("change", ({ target }) => prefs.set(target.name, target.checked), options)
    prefs.addEventListener("change", ({ detail }) => this.#show(detail.name), options)
    await Promise.all([...this.#boxes].map(({ name }) => this.#show(name)))
    this.hidden = false
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  get #boxes() {
    return this.querySelectorAll("input[type=checkbox]")
  }

  /** Without a choice yet, what the page came with stands. */
  async #show(name) {
    const box = this.querySelector(`input[name="${name}"]`)
    if (box) box.checked = (await prefs.get(name)) ?? box.defaultChecked
  }
}

customElements.define("device-prefs", DevicePrefs)
