/**
 * The scan screen: a shot is kept, sent and shown at once; what could not be sent stays in the
 * strip with "Try again". Without this module the plain form inside does the same, one at a time.
 */
import { LastCard } from "./lib/last-card.js"
import { outbox } from "./lib/outbox.js"
import { ShotQueue, newKey } from "./lib/shot-queue.js"
import { upload } from "./lib/upload.js"

class ScanDesk extends HTMLElement {
  #abort
  #queue
  #pictures = new Map()
  #ratios = new Map()
  #card = new LastCard()

  connectedCallback() {
    this.#abort = new AbortController()
    this.#queue = new ShotQueue({
      send: (shot) => upload(shot, (ratio) => this.#progress(shot, ratio)),
      store: outbox,
      changed: (event) => this.#show(event),
    })
    const signal = this.#abort.signal
    for (const name of ["shutter", "files"]) {
      this.#part(name).addEventListener("change", (event) => this.#take(event.target), { signal })
    }
    this.#part("verso").addEventListener("change", (event) => this.#takeVerso(event.target), { signal })
    this.addEventListener("click", (event) => this.#choose(event), { signal })
    this.addEventListener("dragover", (event) => event.preventDefault(), { signal })
    this.addEventListener("drop", (event) => this.#drop(event), { signal })
    document.body.addEventListener("htmx:afterSettle", () => this.#offerVerso(), { signal })
    window.addEventListener("online", () => this.#queue.retry(), { signal })
    this.dataset.ready = ""
    this.#queue.restore()
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#pictures.forEach((address) => URL.revokeObjectURL(address))
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`)
  }

  #take(input) {
    this.#addRectos(Array.from(input.files))
    input.value = "" // the same file may be picked again
  }

  #drop(event) {
    event.preventDefault()
    this.#addRectos(Array.from(event.dataTransfer.files))
  }

  #addRectos(photos) {
    for (const photo of photos) {
      const shot = { key: newKey(), side: "recto", photo, takenAt: new Date().toISOString() }
      this.#card.take(shot.key)
      this.#queue.add(shot)
      this.#hold(shot)
    }
  }

  #takeVerso(input) {
    const [photo] = input.files
    input.value = ""
    const target = this.#card.target(this.#stripScanId())
    if (!photo || !target) return
    const shot = { key: newKey(), side: "verso", photo, takenAt: new Date().toISOString(), ...target }
    this.#card.turn()
    this.#queue.add(shot)
    this.#hold(shot)
  }

  /** Show the last photo large, as it lies on the desk. */
  #hold(shot) {
    const picture = this.#part("last")
    picture.src = this.#pictureOf(shot)
    picture.onload = () => this.#reveal(picture, true)
    picture.onerror = () => this.#reveal(picture, false) // HEIC: the server can show it, we cannot
  }

  #reveal(picture, isShown) {
    picture.hidden = !isShown
    this.#part("hint").hidden = isShown
  }

  #choose(event) {
    const button = event.target.closest("button[data-retry], button[data-remove]")
    const key = button?.closest("[data-key]").dataset.key
    if (!key) return
    this.#part("trouble").replaceChildren()
    if ("retry" in button.dataset) this.#queue.retry(key)
    else this.#remove(key)
  }

  #remove(key) {
    this.#card.giveUp(key)
    this.#queue.remove(key)
  }

  #show({ sent, scan, failed }) {
    this.#part("shots").replaceChildren(...this.#queue.shots.toReversed().map((shot) => this.#item(shot)))
    const count = this.#queue.shots.length
    this.#part("unsent").textContent = this.dataset.textUnsent.replace("%(count)s", count)
    this.#part("unsent").hidden = count === 0
    if (sent) this.#tellSent(sent, scan)
    if (failed) this.#tellFailed(failed)
    this.#offerVerso()
  }

  #tellSent(shot, scan) {
    this.#card.arrive(shot.key, scan.id)
    this.#part("status").textContent = this.dataset[shot.side === "recto" ? "textSent" : "textVersoSent"]
    this.#part("trouble").replaceChildren()
    document.body.dispatchEvent(new CustomEvent("verso:sent"))
  }

  #tellFailed(shot) {
    const reason = shot.error.hint || this.dataset.textNoConnection
    this.#part("trouble").textContent = this.dataset.textFailed.replace("%(reason)s", reason)
  }

  #item(shot) {
    const item = this.#part("shot").content.firstElementChild.cloneNode(true)
    const isFailed = shot.state === "failed"
    item.dataset.key = shot.key
    item.querySelector("img").src = this.#pictureOf(shot)
    item.querySelector("progress").value = this.#ratios.get(shot.key) ?? 0
    item.querySelector("progress").hidden = isFailed
    item.querySelector("[data-sending]").hidden = isFailed
    item.querySelector("[data-retry]").hidden = !isFailed || shot.error.isFinal
    item.querySelector("[data-remove]").hidden = !isFailed || !shot.error.isFinal
    return item
  }

  #pictureOf(shot) {
    if (!this.#pictures.has(shot.key)) this.#pictures.set(shot.key, URL.createObjectURL(shot.photo))
    return this.#pictures.get(shot.key)
  }

  #progress(shot, ratio) {
    this.#ratios.set(shot.key, ratio)
    const bar = this.querySelector(`[data-key="${shot.key}"] progress`)
    if (bar) bar.value = ratio
  }

  /** "+ verso" stands beside the last card as long as that card can take one. */
  #offerVerso() {
    this.#part("add-verso").hidden = this.#card.target(this.#stripScanId()) === null
  }

  #stripScanId() {
    return Number(this.#part("sent").dataset.needsVerso) || null
  }
}

customElements.define("scan-desk", ScanDesk)
