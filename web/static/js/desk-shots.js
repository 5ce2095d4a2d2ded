/**
 * Takes photos to the outbox, one after the other in the order they were taken: as a new card, as
 * the back of a card, or in the place of a photo. Tells "taken" when a photo is safe on this phone,
 * "unkept" when the phone has no room and it is on its way from memory, "lost" when it is nowhere,
 * "flawed" a moment later when another photo would be better, "preparing" while files are made ready.
 */
import { isGone, versoCardOf } from "./lib/desk-state.js"
import { idle } from "./lib/idle.js"
import { NextShot } from "./lib/next-shot.js"

export class DeskShots extends EventTarget {
  next = new NextShot()
  /** Key of the card taken last, which a back belongs to. */
  lastKey = null
  #outbox
  #chain = Promise.resolve()
  /** Of the new card that is under way: its card once it is kept, or nothing when it was lost. */
  #front = null
  #eventKey
  #keepsOriginals

  /**
   * @param {object} parts
   * @param {Promise<import("./lib/outbox.js").Outbox>} parts.outbox
   * @param {() => string|null} parts.eventKey  the event of this moment
   * @param {() => boolean} parts.keepsOriginals
   */
  constructor({ outbox, eventKey, keepsOriginals }) {
    super()
    this.#outbox = outbox
    this.#eventKey = eventKey
    this.#keepsOriginals = keepsOriginals
  }

  /** Have what makes files ready at hand, before the network goes. */
  warmUpWhenIdle() {
    idle().then(() => import("./lib/prepare-photo.js").catch(() => {}))
  }

  /**
   * Take a frame of the live camera, which becomes a photo: what it is of is settled now, whatever
   * is pressed meanwhile.
   * @param {Promise<{photo, seen, takenAt}|null>} made  null: the frame was lost
   * @returns {Promise<object|null|undefined>}  its card once it is kept; nothing when it was lost
   */
  take(made) {
    const [aim, eventKey, front] = [this.next.use(), this.#eventKey(), this.#front]
    const keeping = this.#inOrder(async () => {
      const shot = await made
      // The back of a card that was lost meanwhile is a card of its own, rather than another's back.
      const isAlone = aim.kind === "verso" && !aim.cardKey && front && !(await front)
      return shot && this.#keep(isAlone ? { kind: "recto" } : aim, { ...shot, eventKey })
    })
    if (aim.kind === "recto") this.#beFront(keeping)
    return keeping
  }

  /** Take files: of the phone's own camera, its gallery, dropped or pasted ones. */
  takeFiles(files) {
    const eventKey = this.#eventKey()
    const aims = files.map(() => this.next.use()) // the first may be a back, the others are cards
    files.forEach((file, index) => {
      this.#inOrder(async () => {
        if (files.length > 1) this.#tell("preparing", { number: index + 1, count: files.length })
        const takenAt = new Date(files.length > 1 && file.lastModified ? file.lastModified : Date.now()).toISOString()
        const { photo, thumb, flaws } = await this.#prepare(file)
        await this.#keep(aims[index], { photo, seen: { thumb, flaws }, name: file.name, takenAt, eventKey })
      })
    })
    return this.#chain
  }

  #beFront(keeping) {
    this.#front = keeping
    keeping.then(() => this.#front === keeping && (this.#front = null))
  }

  #inOrder(work) {
    this.#chain = this.#chain.then(work).catch((error) => this.#tell("lost", { error }))
    return this.#chain
  }

  async #prepare(file) {
    try {
      const { preparePhoto } = await import("./lib/prepare-photo.js")
      return await preparePhoto(file, { keepOriginal: this.#keepsOriginals() })
    } catch {
      return { photo: file, thumb: null, flaws: [] } // it goes as it is: the server can read it
    }
  }

  async #keep(aim, { photo, seen, takenAt, name, eventKey }) {
    const outbox = await this.#outbox
    const shot = { side: aim.kind === "recto" ? "recto" : (aim.side ?? "verso"), photo, takenAt, name, eventKey }
    const cardKey = aim.cardKey ?? (shot.side === "verso" ? await this.#versoKey(outbox) : null)
    if (cardKey) shot.cardKey = cardKey
    const { card, isKept } = await this.#store(outbox, aim, shot)
    if (aim.kind === "recto") this.lastKey = card.key
    performance.mark("shutter:ready") // what the bench waits for: safe, and ready for the next
    this.#tell(isKept ? "taken" : "unkept", { card, aim, side: shot.side })
    this.#describe(outbox, card, shot.side, seen)
    return card
  }

  /** Said by the outbox, which knows a card that was taken a moment ago before it is drawn. */
  async #versoKey(outbox) {
    const cards = await outbox.cards().catch(() => [])
    return versoCardOf(cards.filter((card) => !isGone(card)), this.lastKey)?.key ?? this.lastKey
  }

  /** The photo is safe: what it shows and what is wrong with it may take its time. */
  async #describe(outbox, { key, sides }, side, seen) {
    try {
      const { thumb, flaws } = await seen
      const card = await outbox.describe(key, side, sides[side].shot, { thumb, flaws })
      if (card && flaws.length) this.#tell("flawed", { card, side, flaws })
    } catch {
      // The server tells of flaws too, later.
    }
  }

  async #store(outbox, aim, shot) {
    try {
      const card = aim.kind === "retake" ? await outbox.retake(shot) : await outbox.take(shot)
      return { card, isKept: true }
    } catch (error) {
      if (aim.kind === "retake") throw error // the photo before it still stands
      return { card: await outbox.takeInMemory(shot), isKept: false }
    }
  }

  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }))
  }
}
