/**
 * Another photo while the card is still in hand: asks how good each one is, tells it, and lets a
 * better photo take the place of the first once it is safe on the server.
 */
import { bringBack, putAway } from "./discards.js"
import { PhotoJudge } from "./photo-judge.js"
import { newKey } from "./shot-queue.js"
import { TakenCards } from "./taken-cards.js"

export class SecondChance {
  #queue
  #desk
  #taken = new TakenCards()
  #judge = new PhotoJudge({ told: (shot, hints) => this.#tellFlaw(shot, hints) })

  /**
   * @param {import("./shot-queue.js").ShotQueue} queue
   * @param {object} desk  the screen: its `advice` element, its `strip`, the `pictureOf` a shot;
   *   `refresh()` draws the strip anew, `say("both" | "notKept")` tells what came of a scan
   */
  constructor(queue, desk) {
    this.#queue = queue
    this.#desk = desk
  }

  /** Sides were taken. */
  take(shots) {
    this.#desk.advice.settle()
    for (const shot of shots) this.#taken.take(shot)
  }

  /** Shots are safe on the device. */
  kept(shots) {
    for (const shot of shots.filter(({ isJustTaken }) => isJustTaken)) this.#judge.judge(shot)
  }

  /** A shot is safe on the server. */
  sent(shot, scan) {
    this.#taken.arrive(shot.key, scan.id)
    if (shot.replaces) this.#replace(shot.replaces)
  }

  /** A shot was given up. */
  giveUp(key) {
    this.#desk.advice.drop([key])
  }

  /** Give the shots to send for a side that was taken again. */
  retake({ key, photo }) {
    const unsent = this.#queue.unsent(key)
    const shots = this.#taken.retake(key, photo, { newKey, takenAt: new Date().toISOString(), unsent })
    this.#desk.advice.drop(shots.at(-1)?.replaces.keys ?? [])
    return shots
  }

  /** The strip was drawn anew: what it says of photos is held against what was said here. */
  compare() {
    this.#desk.advice.compare(this.#desk.strip, (key) => this.#taken.scanIdOf(key))
  }

  async keepBoth(scanId) {
    this.#desk.say((await bringBack(scanId)) ? "both" : "notKept")
    this.#desk.refresh()
  }

  #tellFlaw(shot, hints) {
    const canRetake = this.#taken.has(shot.key)
    this.#desk.advice.tell({ key: shot.key, picture: this.#desk.pictureOf(shot), hints, canRetake })
    this.compare()
  }

  /** The new photo is safe: the first one goes, unless it shows other cards too. */
  async #replace({ keys, scanId }) {
    for (const key of keys) this.#queue.remove(key)
    if (!scanId) return
    if (await putAway(scanId)) this.#desk.advice.tellReplaced(scanId)
    else this.#desk.say("both")
    this.#desk.refresh()
  }
}
