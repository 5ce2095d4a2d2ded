/**
 * Says quietly, on a page that was loaded before an update, that a new version is here. Never where
 * cards are shot: what runs there goes on, and the next page is of the new version anyway.
 */
const VERSION = import.meta.url.match(/\/static\/(\w+)\//)?.[1] ?? ""

class AppUpdate extends HTMLElement {
  #abort

  connectedCallback() {
    if (!navigator.serviceWorker || document.querySelector("scan-desk")) return
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    const { serviceWorker } = navigator
    serviceWorker.addEventListener("controllerchange", () => this.#ask(), options)
    serviceWorker.addEventListener("message", ({ data }) => this.#hear(data), options)
    // A page that comes back out of the browser's memory may have slept through it.
    addEventListener("pageshow", ({ persisted }) => persisted && this.#ask(), options)
    this.querySelector("[data-reload]").addEventListener("click", () => location.reload(), options)
    this.querySelector("[data-later]").addEventListener("click", () => (this.hidden = true), options)
  }

  disconnectedCallback() {
    this.#abort?.abort()
  }

  #ask() {
    navigator.serviceWorker.controller?.postMessage("version")
  }

  #hear(data) {
    if (typeof data?.shell === "string") this.hidden = data.shell.startsWith(VERSION)
  }
}

customElements.define("app-update", AppUpdate)
