/**
 * The cards taken in this visit, with the photos of both sides at hand: a side that is taken again
 * goes to the server with the other one, as a new scan that takes the place of the first.
 *
 * @typedef {import("./shot-queue.js").Shot} Shot
 */
const KEPT_CARDS = 12

export class TakenCards {
  /** @type {{recto: Shot, verso: Shot|null, scanId: number|null}[]} */
  #cards = []

  /** A side was taken. The verso of a card from an earlier visit is nobody's here. */
  take(shot) {
    if (shot.side === "recto") {
      this.#cards = [...this.#cards, { recto: shot, verso: null, scanId: null }].slice(-KEPT_CARDS)
      return
    }
    const card = this.#cards.find(({ recto, scanId }) => recto.key === shot.rectoKey || (scanId && scanId === shot.scanId))
    if (card) card.verso = shot
  }

  /** A recto arrived: its scan has a number from now on. */
  arrive(key, scanId) {
    const card = this.#cardOf(key)
    if (card) card.scanId = scanId
  }

  /** Whether a side can be taken again: both photos of its card are at hand. */
  has(key) {
    return this.#cardOf(key) !== undefined
  }

  /** Give the scan that a side became, or null. */
  scanIdOf(key) {
    return this.#cardOf(key)?.scanId ?? null
  }

  /**
   * Say what to send when a side was taken again.
   * @param {string} key  the side
   * @param {Blob} photo  the new one
   * @param {{newKey: () => string, takenAt: string, unsent?: Shot}} options  unsent: the side, as
   *   long as it is only on this device
   * @returns {Shot[]}  the last of them says in `replaces` whose place they take
   */
  retake(key, photo, { newKey, takenAt, unsent }) {
    const card = this.#cardOf(key)
    if (!card) return []
    const isRecto = card.recto.key === key
    const taken = { key: newKey(), photo, takenAt, isJustTaken: true }
    if (!isRecto && unsent) {
      const { rectoKey, scanId } = unsent
      return [{ ...taken, side: "verso", rectoKey, scanId, replaces: { keys: [key] } }]
    }
    const recto = isRecto ? { ...taken, side: "recto" } : { ...card.recto, key: newKey(), isJustTaken: false }
    const shots = [recto]
    if (!isRecto) shots.push({ ...taken, side: "verso", rectoKey: recto.key })
    else if (card.verso) shots.push({ key: newKey(), side: "verso", photo: card.verso.photo, takenAt, rectoKey: recto.key })
    const keys = [card.recto.key, ...(card.verso ? [card.verso.key] : [])]
    shots.at(-1).replaces = { keys, scanId: card.scanId }
    return shots
  }

  #cardOf(key) {
    return this.#cards.find(({ recto, verso }) => recto.key === key || verso?.key === key)
  }
}
