/**
 * What the next photo is: the recto of a new card, the back of a card, or a side taken again.
 * After each photo it is a recto again.
 *
 * @typedef {{kind: "recto"} | {kind: "verso", cardKey: string|null}
 *   | {kind: "retake", cardKey: string, side: "recto"|"verso"}} Aim
 *   a verso without a cardKey belongs to the card taken last
 */
const RECTO = Object.freeze({ kind: "recto" })

export class NextShot extends EventTarget {
  /** @type {Aim} */
  aim = RECTO

  get isArmed() {
    return this.aim !== RECTO
  }

  armVerso(cardKey = null) {
    this.#set({ kind: "verso", cardKey })
  }

  armRetake(cardKey, side = "recto") {
    this.#set({ kind: "retake", cardKey, side })
  }

  /** Take it back: the next photo is a new card. */
  disarm() {
    if (this.isArmed) this.#set(RECTO)
  }

  /** A photo was taken: give what it is. */
  use() {
    const { aim } = this
    this.disarm()
    return aim
  }

  /** A card went: nothing can be added to it. */
  forget(cardKey) {
    if (this.aim.cardKey === cardKey) this.disarm()
  }

  #set(aim) {
    this.aim = aim
    this.dispatchEvent(new Event("change"))
  }
}
