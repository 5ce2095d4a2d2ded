/**
 * Draws the photos that are not on the server yet, the last first, each with how far it is. What
 * could not be sent offers "Try again", or "Remove" when sending it again is of no use; the choice
 * is told as a "shot:retry" or "shot:remove" event whose detail is the shot's key.
 */
class ShotList extends HTMLElement {
  #abort
  #pictures = new Map()

  connectedCallback() {
    this.#abort = new AbortController()
    this.addEventListener("click", (event) => this.#choose(event), { signal: this.#abort.signal })
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#pictures.forEach((address) => URL.revokeObjectURL(address))
    this.#pictures.clear()
  }

  /** @param {import("./lib/shot-queue.js").Shot[]} shots */
  show(shots) {
    const items = shots.toReversed().map((shot) => this.#item(shot))
    this.querySelector("ol").replaceChildren(...items)
  }

  /** Say how much of a shot was sent, from 0 to 1. */
  progress(shot, ratio) {
    const bar = this.querySelector(`[data-key="${shot.key}"] progress`)
    if (bar) bar.value = ratio
  }

  /** Give the address of a shot's picture; good as long as this list is on the page. */
  pictureOf(shot) {
    if (!this.#pictures.has(shot.key)) this.#pictures.set(shot.key, URL.createObjectURL(shot.photo))
    return this.#pictures.get(shot.key)
  }

  #item(shot) {
    const item = this.querySelector("template").content.firstElementChild.cloneNode(true)
    const isFailed = shot.state === "failed"
    const isFinal = shot.error?.isFinal ?? false
    item.dataset.key = shot.key
    item.querySelector("img").src = this.pictureOf(shot)
    item.querySelector("progress").hidden = isFailed
    item.querySelector("[data-sending]").hidden = isFailed
    item.querySelector("[data-retry]").hidden = !isFailed || isFinal
    item.querySelector("[data-remove]").hidden = !isFailed || !isFinal
    return item
  }

  #choose(event) {
    const button = event.target.closest("button[data-retry], button[data-remove]")
    if (!button) return
    const kind = "retry" in button.dataset ? "shot:retry" : "shot:remove"
    const { key } = button.closest("[data-key]").dataset
    this.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail: key }))
  }
}

customElements.define("shot-list", ShotList)
