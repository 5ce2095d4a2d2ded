/**
 * The photos on their way to the server: one at a time, in the order they were taken, kept until
 * the server has said that it holds them.
 *
 * @typedef {object} Shot
 * @property {string} key     names the shot; a recto's key is the scan's client key
 * @property {"recto"|"verso"} side
 * @property {Blob} photo
 * @property {string} takenAt  ISO 8601
 * @property {string} [rectoKey]  of a verso: the recto it belongs to
 * @property {number} [scanId]    of a verso: the scan, once its recto was taken in
 * @property {boolean} [isJustTaken]  the card is still in hand
 * @property {{keys: string[], scanId?: number|null}} [replaces]  shots of a card taken again, and
 *   the scan they became: it may go once this shot is on the server
 * @property {"waiting"|"sending"|"failed"} state
 * @property {{hint: string, isFinal: boolean}} [error]  isFinal: sending it again is of no use
 */
export class ShotQueue {
  /** @type {Shot[]} */
  shots = []
  #send
  #store
  #changed
  #isPumping = false

  /**
   * @param {object} parts
   * @param {(shot: Shot) => Promise<{id: number}>} parts.send  rejects with {hint, isFinal}
   * @param {{all(): Promise<Shot[]>, put(shot: Shot): Promise<void>, remove(key: string): Promise<void>}} parts.store
   * @param {(event: {kept?: Shot[], sent?: Shot, scan?: {id: number}, failed?: Shot}) => void} parts.changed
   */
  constructor({ send, store, changed }) {
    this.#send = send
    this.#store = store
    this.#changed = changed
  }

  /** Take up what an earlier visit could not send. */
  async restore() {
    const kept = await this.#store.all()
    const known = new Set(this.shots.map((shot) => shot.key))
    const missing = kept.filter((shot) => !known.has(shot.key))
    this.shots.unshift(...missing.map((shot) => ({ ...shot, state: shot.error?.isFinal ? "failed" : "waiting" })))
    this.#changed({})
    await this.#pump()
  }

  /** Keep shots on the device, then send them; before those whose place they take. */
  async add(...shots) {
    const added = shots.map((shot) => ({ ...shot, state: "waiting" }))
    const replaced = new Set(added.flatMap((shot) => shot.replaces?.keys ?? []))
    const at = this.shots.findIndex((shot) => shot.state !== "sending" && replaced.has(shot.key))
    this.shots.splice(at < 0 ? this.shots.length : at, 0, ...added)
    this.#changed({})
    for (const shot of added) await this.#store.put(shot)
    this.#changed({ kept: added })
    await this.#pump()
  }

  /** Give a shot that is on this device only, and not on its way either. */
  unsent(key) {
    return this.shots.find((shot) => shot.key === key && shot.state !== "sending")
  }

  /** Send again what failed: one shot, or all that may succeed now. */
  async retry(key) {
    for (const shot of this.shots) {
      const isMeant = key ? shot.key === key : !shot.error?.isFinal
      if (shot.state === "failed" && isMeant) shot.state = "waiting"
    }
    this.#changed({})
    await this.#pump()
  }

  /** Give a shot up; a verso that waits for it can then never be sent, and goes too. */
  async remove(key) {
    const gone = this.shots.filter((shot) => shot.key === key || (shot.rectoKey === key && !shot.scanId))
    this.shots = this.shots.filter((shot) => !gone.includes(shot))
    this.#changed({})
    for (const shot of gone) await this.#store.remove(shot.key)
  }

  async #pump() {
    if (this.#isPumping) return
    this.#isPumping = true
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#sendOne(next)
    } finally {
      this.#isPumping = false
    }
  }

  #next() {
    return this.shots.find((shot) => shot.state === "waiting" && (shot.side === "recto" || shot.scanId))
  }

  async #sendOne(shot) {
    shot.state = "sending"
    delete shot.error
    this.#changed({})
    try {
      const scan = await this.#send(shot)
      await this.#settle(shot, scan)
      this.#changed({ sent: shot, scan })
    } catch (error) {
      shot.state = "failed"
      shot.error = { hint: error.hint ?? "", isFinal: error.isFinal ?? false }
      await this.#store.put(shot)
      this.#changed({ failed: shot })
    }
  }

  async #settle(shot, scan) {
    for (const verso of this.shots.filter((other) => other.rectoKey === shot.key)) {
      verso.scanId = scan.id
      await this.#store.put(verso)
    }
    for (const other of this.shots.filter(({ replaces }) => shot.side === "recto" && replaces?.keys.includes(shot.key))) {
      other.replaces.scanId = scan.id
      await this.#store.put(other)
    }
    this.shots = this.shots.filter((other) => other !== shot)
    await this.#store.remove(shot.key)
  }
}

/**
 * A key nobody else chooses. crypto.randomUUID() is missing outside HTTPS and localhost.
 * @param {Crypto} [source]
 */
export function newKey(source = crypto) {
  if (source.randomUUID) return source.randomUUID()
  const bytes = source.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
