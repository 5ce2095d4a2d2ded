/**
 * The scan screen: a photo is kept on the device, sent and shown at once, and "+ verso" adds the
 * back of the last card. While the card is still in hand, advice about its photo comes, and it can
 * be taken again. Without this module the plain form inside does the same, a card at a time.
 */
import "./photo-advice.js"
import "./shot-list.js"
import { DeskView } from "./lib/desk-view.js"
import { LastCard } from "./lib/last-card.js"
import { outboxOf } from "./lib/outbox.js"
import { SecondChance } from "./lib/second-chance.js"
import { ShotQueue, newKey } from "./lib/shot-queue.js"
import { upload } from "./lib/upload.js"

class ScanDesk extends HTMLElement {
  #abort
  #queue
  #second
  #view = new DeskView(this)
  #card = new LastCard()

  connectedCallback() {
    this.#abort = new AbortController()
    this.#queue = new ShotQueue({
      send: (shot) => upload(shot, (ratio) => this.#view.shots.progress(shot, ratio)),
      store: outboxOf(this.dataset.owner),
      changed: (event) => this.#show(event),
    })
    this.#second = new SecondChance(this.#queue, this.#view)
    this.#listen()
    this.dataset.ready = ""
    this.#queue.restore()
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  #listen() {
    const options = { signal: this.#abort.signal }
    this.#view.part("shutter").addEventListener("change", (event) => this.#take(event.target, true), options)
    this.#view.part("files").addEventListener("change", (event) => this.#take(event.target, false), options)
    this.#view.part("verso").addEventListener("change", (event) => this.#takeVerso(event.target), options)
    this.addEventListener("shot:retry", (event) => this.#retry(event.detail), options)
    this.addEventListener("shot:remove", (event) => this.#remove(event.detail), options)
    this.addEventListener("shot:retake", (event) => this.#retake(event.detail), options)
    this.addEventListener("scan:keep", (event) => this.#second.keepBoth(event.detail), options)
    this.addEventListener("dragover", (event) => event.preventDefault(), options)
    this.addEventListener("drop", (event) => this.#drop(event), options)
    document.body.addEventListener("htmx:afterSwap", () => this.#second.compare(), options)
    document.body.addEventListener("htmx:afterSettle", () => this.#offerVerso(), options)
    window.addEventListener("online", () => this.#queue.retry(), options)
  }

  #take(input, isJustTaken) {
    this.#addRectos(Array.from(input.files), isJustTaken)
    input.value = "" // the same file may be picked again
  }

  #drop(event) {
    event.preventDefault()
    this.#addRectos(Array.from(event.dataTransfer.files))
  }

  #addRectos(photos, isJustTaken = false) {
    for (const photo of photos) {
      const shot = { key: newKey(), side: "recto", photo, takenAt: new Date().toISOString(), isJustTaken }
      this.#card.take(shot.key)
      this.#add(shot)
    }
  }

  #takeVerso(input) {
    const [photo] = input.files
    const target = this.#card.target(this.#view.stripScanId)
    input.value = ""
    if (!photo || !target) return
    this.#card.turn()
    this.#add({ key: newKey(), side: "verso", photo, takenAt: new Date().toISOString(), isJustTaken: true, ...target })
  }

  #retake(taken) {
    const shots = this.#second.retake(taken)
    if (!shots.length) return
    if (shots[0].side === "recto") this.#card.take(shots[0].key)
    if (shots.length > 1) this.#card.turn()
    this.#add(...shots)
  }

  #add(...shots) {
    this.#second.take(shots)
    this.#queue.add(...shots)
    this.#view.hold(shots.find((shot) => shot.isJustTaken) ?? shots[0])
  }

  #retry(key) {
    this.#view.clearTrouble()
    this.#queue.retry(key)
  }

  #remove(key) {
    this.#view.clearTrouble()
    this.#card.giveUp(key)
    this.#second.giveUp(key)
    this.#queue.remove(key)
  }

  #show({ kept = [], sent, scan, failed }) {
    this.#view.showUnsent(this.#queue.shots)
    this.#second.kept(kept)
    if (sent) this.#tellSent(sent, scan)
    if (failed) this.#view.tellFailed(failed)
    this.#offerVerso()
  }

  #tellSent(shot, scan) {
    this.#card.arrive(shot.key, scan.id)
    this.#view.say(shot.side === "recto" ? "sent" : "versoSent")
    this.#view.clearTrouble()
    this.#second.sent(shot, scan)
    this.#view.refresh()
  }

  /** "+ verso" stands beside the last card as long as that card can take one. */
  #offerVerso() {
    this.#view.part("add-verso").hidden = this.#card.target(this.#view.stripScanId) === null
  }
}

customElements.define("scan-desk", ScanDesk)
