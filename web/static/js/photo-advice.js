/**
 * Says quietly, under the strip, what to do better in a photo just taken. "Take it again" is told
 * as a "shot:retake" event whose detail is the shot's key and the new photo; "Keep both", once a
 * new photo has taken the place of the first, as "scan:keep" with the number of the first scan.
 */
const KEPT_ENTRIES = 6

class PhotoAdvice extends HTMLElement {
  #abort
  #entries = [] // the newest first; only that one is shown
  #told = new Map() // scan -> hints
  #retaking = null

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    const input = this.#part("retake")
    input.addEventListener("click", () => (this.#retaking = this.#entries[0]?.key ?? null), options)
    input.addEventListener("cancel", () => (this.#retaking = null), options)
    input.addEventListener("change", () => this.#retake(input), options)
    this.#part("keep").addEventListener("click", () => this.#keepBoth(), options)
    this.#part("dismiss").addEventListener("click", () => this.#dismiss(), options)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  /** Tell of a photo. `canRetake`: whether the page knows what to do with another one. */
  tell({ key, picture, hints, canRetake }) {
    this.#add({ key, picture, text: hints[0], hints, canRetake })
  }

  /** Tell that a new photo took the place of a scan, which can be kept as well. */
  tellReplaced(scanId) {
    this.#add({ key: `scan-${scanId}`, text: this.dataset.textReplaced, replacedId: scanId })
  }

  /** Take back what was told of some photos. */
  drop(keys) {
    this.#entries = this.#entries.filter((entry) => !keys.includes(entry.key))
    this.#show()
  }

  /** The next photo was taken: what took its place has done so for good. */
  settle() {
    this.drop(this.#entries.filter((entry) => entry.replacedId).map((entry) => entry.key))
  }

  /**
   * The reading has the last word: advice that it does not share is taken back, and what was said
   * here already is not said in the strip again.
   * @param {Element} strip
   * @param {(key: string) => number|null} scanIdOf
   */
  compare(strip, scanIdOf) {
    for (const { key, hints } of this.#entries) {
      if (hints && scanIdOf(key)) this.#told.set(scanIdOf(key), hints)
    }
    for (const card of strip.querySelectorAll("[data-scan]")) {
      const scanId = Number(card.dataset.scan)
      const { flawHint } = card.dataset
      if (flawHint && this.#told.get(scanId)?.includes(flawHint)) this.#hush(card)
      const isGood = card.dataset.state === "ready" && !flawHint
      if (isGood && !this.#isInUse) this.drop(this.#entries.map(({ key }) => key).filter((key) => scanIdOf(key) === scanId))
    }
  }

  #hush(card) {
    card.querySelector("[data-flaw]").hidden = true
    card.querySelector("[data-state-badge]").hidden = false
  }

  /** Nothing moves under a finger, or while the camera is open. */
  get #isInUse() {
    return this.#retaking !== null || this.contains(document.activeElement) || this.matches(":active")
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`)
  }

  #add(entry) {
    this.#entries = [entry, ...this.#entries.filter(({ key }) => key !== entry.key)].slice(0, KEPT_ENTRIES)
    this.#show()
  }

  #show() {
    const [entry] = this.#entries
    const picture = this.#part("picture")
    if (entry) this.dataset.shown = entry.replacedId ? "replaced" : "hint"
    else delete this.dataset.shown
    this.#part("text").textContent = entry?.text ?? "" // a live region: said once, when it changes
    this.#part("again").hidden = !entry?.canRetake
    this.#part("keep").hidden = !entry?.replacedId
    this.#part("dismiss").hidden = entry === undefined
    picture.hidden = !entry?.picture
    if (entry?.picture) picture.src = entry.picture
    else picture.removeAttribute("src")
  }

  #retake(input) {
    const [photo] = input.files
    const key = this.#retaking
    this.#retaking = null
    input.value = ""
    if (photo && key) this.dispatchEvent(new CustomEvent("shot:retake", { bubbles: true, detail: { key, photo } }))
  }

  #keepBoth() {
    const { key, replacedId } = this.#entries[0]
    this.#leave(key)
    this.dispatchEvent(new CustomEvent("scan:keep", { bubbles: true, detail: replacedId }))
  }

  #dismiss() {
    this.#leave(this.#entries[0].key)
  }

  /** What had the focus goes: the shutter is next. */
  #leave(key) {
    this.drop([key])
    if (!this.#entries.length) document.querySelector("[data-shutter]")?.focus()
  }
}

customElements.define("photo-advice", PhotoAdvice)
