/**
 * The scan screen: photos of cards go to the outbox of this phone at once, and are shown with what
 * became of them. The camera comes after the page; until then, and where there is none, the shutter
 * is the system's own. Without this module the plain form inside sends a card at a time.
 */
import "./desk-events.js"
import "./desk-note.js"
import "./desk-sheet.js"
import "./desk-strip.js"
import "./device-prefs.js"
import { DeskAim } from "./desk-aim.js"
import { DeskBoard } from "./desk-board.js"
import { DeskCamera } from "./desk-camera.js"
import { DeskFeedback } from "./desk-feedback.js"
import { listenToFiles } from "./desk-files.js"
import { listenToKeys } from "./desk-keys.js"
import { DeskServer } from "./desk-server.js"
import { DeskShots } from "./desk-shots.js"
import { DeskTalk } from "./desk-talk.js"
import { DeviceWishes } from "./lib/device-wishes.js"
import { Outbox } from "./lib/outbox.js"
import { prefs } from "./lib/prefs.js"
import { openSheet } from "./lib/sheets.js"
import { wakeSound } from "./lib/shutter-sound.js"

class ScanDesk extends HTMLElement {
  #abort
  #wishes = new DeviceWishes()
  #outbox
  #board
  #server
  #shots
  #camera
  #aim
  #talk
  #currentKey = null

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const feedback = new DeskFeedback(this, () => this.#wishes.shutterSound)
    const opened = this.#openOutbox()
    this.#shots = new DeskShots({
      outbox: opened,
      eventKey: () => this.#currentKey,
      keepsOriginals: () => this.#wishes.keepOriginals,
    })
    this.#camera = new DeskCamera(this, {
      signal,
      shooting: () => (this.#shots.begin(), feedback.blink()),
      shot: (shot) => this.#shots.take(shot),
      failed: () => (this.#shots.fail(), this.#talk.tellLost()),
    })
    this.#talk = new DeskTalk(this, {
      feedback,
      shots: this.#shots,
      again: (key, side) => this.#aim.again(key, side),
      open: (key) => this.#openCard(key),
    })
    this.#aim = new DeskAim(this, { next: this.#shots.next, camera: this.#camera, say: () => this.#talk.sayArmed() })
    this.#listen({ signal })
    this.dataset.ready = ""
    opened.then((outbox) => this.#start(outbox))
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#server?.stop()
    this.#outbox?.close()
  }

  /** Whose cards these are: the page says, or on the shell, what this phone remembers. */
  async #openOutbox() {
    await this.#wishes.load()
    const owner = this.dataset.owner || (await prefs.get("who"))?.owner || ""
    if (!owner) this.#close()
    const current = await prefs.get("currentEvent")
    if (current?.owner === owner) this.#currentKey = current.key
    return Outbox.open(owner)
  }

  /** Nobody is signed in, now or before: there is nobody to take cards for. */
  #close() {
    this.dataset.signedOut = ""
    this.querySelector(".controls").inert = true
  }

  async #start(outbox) {
    this.#outbox = outbox
    this.#server = new DeskServer(outbox)
    this.#board = new DeskBoard(this, {
      outbox,
      said: () => ({ currentKey: this.#currentKey, lastKey: this.#shots.lastKey, aim: this.#shots.next.aim }),
    })
    this.#talk.start({ board: this.#board, server: this.#server, outbox })
    const { signal } = this.#abort
    outbox.addEventListener("change", () => this.#follow(), { signal })
    await this.#board.draw()
    this.#applyWishes()
    this.#wishes.addEventListener("change", () => this.#applyWishes(), { signal })
    if (!("signedOut" in this.dataset)) this.#camera.openWhenIdle()
    this.#shots.warmUpWhenIdle()
    await this.#refresh({ isUrgent: true })
    this.#server.look(this.#board.cards)
  }

  async #follow() {
    await this.#board.draw()
    this.#server.watch(this.#board.cards)
  }

  async #refresh(how) {
    const heard = await this.#server.refresh(how)
    if (heard === "signed-out") this.#talk.tellSignedOut()
    if (heard !== "heard") return
    this.#talk.forgetSignedOut()
    const who = await prefs.get("who")
    if (who.owner !== this.#outbox.owner) location.reload() // the shell opened for somebody else
    this.#board.recount()
    this.#follow()
  }

  #listen(options) {
    const on = (name, kind, run) => this.#part(name).addEventListener(kind, run, options)
    const hear = (kind, run) => this.addEventListener(kind, ({ detail }) => run(detail), options)
    on("shoot", "click", () => this.#camera.shoot())
    on("shutter", "cancel", () => this.#shots.next.disarm())
    on("verso", "click", () => this.#aim.toggleVerso())
    on("disarm", "click", () => this.#aim.disarm())
    on("auto", "click", () => prefs.set("autoShoot", !this.#wishes.autoShoot))
    on("device", "click", () => openSheet(this.#part("device-sheet")))
    for (const button of this.querySelectorAll("[data-open-camera]")) button.addEventListener("click", () => this.#camera.open(), options)
    hear("strip:open", (key) => this.#openCard(key))
    hear("sheet:left", (key) => document.activeElement === document.body && this.#board.strip.focusCard(key))
    hear("card:again", (key) => this.#aim.again(key))
    hear("card:verso", (key) => this.#aim.verso(key))
    hear("card:remove", (key) => this.#shots.next.forget(key))
    hear("event:change", (key) => this.#chooseEvent(key))
    hear("event:make", async (event) => this.#chooseEvent((await this.#outbox.saveEvent(event)).key))
    for (const left of ["note:left", "desk:focus-shutter"]) hear(left, () => this.#aim.focusShutter())
    this.addEventListener("pointerdown", () => wakeSound(), options)
    document.addEventListener("visibilitychange", () => document.hidden || this.#comeBack(), options)
    window.addEventListener("online", () => this.#comeBack(), options)
    this.#shots.next.addEventListener("change", () => this.#board?.drawAim(), options)
    listenToFiles(this, { ...options, take: (files) => "signedOut" in this.dataset || this.#shots.takeFiles(files) })
    listenToKeys(this.#keyActions(), { ...options, hasLetters: () => this.#wishes.shortcuts })
  }

  #keyActions() {
    return {
      shoot: () => this.#aim.shoot(),
      verso: () => !this.#part("verso").disabled && this.#aim.toggleVerso(),
      strip: () => this.#board?.strip.focusCard() ?? false,
      events: () => this.querySelector("desk-events").open(),
      cancel: () => this.#shots.next.isArmed && this.#aim.disarm(),
    }
  }

  async #openCard(key) {
    const card = this.#board.cardOf(key)
    if (card) this.querySelector("desk-sheet").open(card, this.#outbox, (await prefs.get("recentTags")) ?? [])
  }

  async #chooseEvent(key) {
    this.#currentKey = key
    this.#board.drawEvents()
    await prefs.set("currentEvent", { owner: this.#outbox.owner, key })
  }

  #applyWishes() {
    const { autoShoot, keepOriginals } = this.#wishes
    this.#part("auto").setAttribute("aria-pressed", String(autoShoot))
    this.#camera.set({ isAutomatic: autoShoot, keepOriginals })
  }

  #comeBack() {
    if (!this.#server) return
    this.#refresh()
    this.#server.look(this.#board.cards)
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`)
  }
}

customElements.define("scan-desk", ScanDesk)
