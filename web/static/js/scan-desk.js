/**
 * The scan screen: a photo is kept on the device, sent and shown at once, and "+ verso" adds the
 * back of the last card. Without this module the plain form inside does the same, a card at a time.
 */
import "./shot-list.js"
import { LastCard } from "./lib/last-card.js"
import { outboxOf } from "./lib/outbox.js"
import { ShotQueue, newKey } from "./lib/shot-queue.js"
import { upload } from "./lib/upload.js"

class ScanDesk extends HTMLElement {
  #abort
  #queue
  #card = new LastCard()

  connectedCallback() {
    this.#abort = new AbortController()
    this.#queue = new ShotQueue({
      send: (shot) => upload(shot, (ratio) => this.#shots.progress(shot, ratio)),
      store: outboxOf(this.dataset.owner),
      changed: (event) => this.#show(event),
    })
    this.#listen()
    this.dataset.ready = ""
    this.#queue.restore()
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  #listen() {
    const options = { signal: this.#abort.signal }
    for (const name of ["shutter", "files"]) {
      this.#part(name).addEventListener("change", (event) => this.#take(event.target), options)
    }
    this.#part("verso").addEventListener("change", (event) => this.#takeVerso(event.target), options)
    this.addEventListener("shot:retry", (event) => this.#retry(event.detail), options)
    this.addEventListener("shot:remove", (event) => this.#remove(event.detail), options)
    this.addEventListener("dragover", (event) => event.preventDefault(), options)
    this.addEventListener("drop", (event) => this.#drop(event), options)
    document.body.addEventListener("htmx:afterSettle", () => this.#offerVerso(), options)
    window.addEventListener("online", () => this.#queue.retry(), options)
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`)
  }

  get #shots() {
    return this.querySelector("shot-list")
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
      this.#add(shot)
    }
  }

  #takeVerso(input) {
    const [photo] = input.files
    const target = this.#card.target(this.#stripScanId)
    input.value = ""
    if (!photo || !target) return
    this.#card.turn()
    this.#add({ key: newKey(), side: "verso", photo, takenAt: new Date().toISOString(), ...target })
  }

  #add(shot) {
    this.#queue.add(shot)
    this.#hold(shot)
  }

  /** Show the last photo large, as it lies on the desk. */
  #hold(shot) {
    const picture = this.#part("last")
    picture.onload = () => this.#reveal(picture, true)
    picture.onerror = () => this.#reveal(picture, false) // HEIC: the server can show it, we cannot
    picture.src = this.#shots.pictureOf(shot)
  }

  #reveal(picture, isShown) {
    picture.hidden = !isShown
    this.#part("hint").hidden = isShown
  }

  #retry(key) {
    this.#part("trouble").replaceChildren()
    this.#queue.retry(key)
  }

  #remove(key) {
    this.#part("trouble").replaceChildren()
    this.#card.giveUp(key)
    this.#queue.remove(key)
  }

  #show({ sent, scan, failed }) {
    const count = this.#queue.shots.length
    this.#shots.show(this.#queue.shots)
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

  /** "+ verso" stands beside the last card as long as that card can take one. */
  #offerVerso() {
    this.#part("add-verso").hidden = this.#card.target(this.#stripScanId) === null
  }

  get #stripScanId() {
    return Number(this.#part("sent").dataset.needsVerso) || null
  }
}

customElements.define("scan-desk", ScanDesk)
