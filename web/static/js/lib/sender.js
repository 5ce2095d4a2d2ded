/**
 * Sends what a store holds, one item at a time over all windows and the worker, and asks the store
 * before each: a window that is killed loses nothing but the answer, and the same card sent twice
 * is one scan.
 */
import { takeUpHeld } from "./held-back.js"
import { nextItem, settle } from "./send-queue.js"
import { requestOf, verdictOf } from "./send-request.js"

const LOCK = "verso-outbox"

/** After this, a lock is taken from a window that the phone put to sleep while it sent. */
const LOCK_PATIENCE_MS = 180_000

export class Sender {
  #store
  #who
  #locks
  #fetch
  #told

  /**
   * @param {object} parts
   * @param {import("./device-store.js").DeviceStore} parts.store
   * @param {() => Promise<{owner: string}|undefined>} parts.who  whose cards may be sent
   * @param {(message: object) => void} parts.told  hears what OutboxChannel describes
   * @param {LockManager} [parts.locks]  missing outside HTTPS and localhost
   * @param {typeof fetch} [parts.fetch]
   */
  constructor({ store, who, told, locks = globalThis.navigator?.locks, fetch = (...args) => globalThis.fetch(...args) }) {
    this.#store = store
    this.#who = who
    this.#told = told
    this.#locks = locks
    this.#fetch = fetch
  }

  /**
   * Send until there is nothing left, or no use in going on. Never throws.
   * @returns {Promise<{kind: "done"|"signed-out"|"later", pause_s?: number}>}
   */
  async sendAll() {
    try {
      for (;;) {
        const verdict = await this.#inTurn(() => this.#sendNext())
        if (verdict === null) return { kind: "done" }
        if (verdict.kind === "signed-out") return { kind: "signed-out" }
        if (verdict.kind === "later") return { kind: "later", pause_s: verdict.pause_s ?? 0 }
      }
    } catch {
      // The store or the lock broke: as good as no network.
      return { kind: "later", pause_s: 0 }
    }
  }

  /** Have what was held back by a network, rather than refused, sent with the rest. Never throws. */
  async takeUpHeld() {
    try {
      const who = await this.#who()
      if (who && (await takeUpHeld(this.#store, who.owner))) this.#told({ type: "changed" })
    } catch {
      // The store did not answer: what was held waits for the next time.
    }
  }

  /** @returns {Promise<import("./send-request.js").Verdict|null>}  null: nothing to send */
  async #sendNext() {
    const who = await this.#who()
    const item = who ? await nextItem(this.#store, who.owner) : null
    if (item === null) return null
    this.#told({ type: "sending", item: { cardKey: item.card?.key ?? null, eventKey: item.event?.key ?? null, kind: item.kind } })
    let verdict = { kind: "later" }
    try {
      verdict = await this.#send(item)
      await settle(this.#store, item, verdict)
    } finally {
      this.#told({ type: "sending", item: null })
      this.#told({ type: "changed" })
    }
    return verdict
  }

  async #send(item) {
    const isSide = item.kind === "recto" || item.kind === "verso"
    const photo = isSide ? await inHand(item.photo) : undefined
    if (photo === null) return { kind: "refused", hint: "", code: "photo_unreadable" }
    const { method, address, body, headers, limit_s } = requestOf({ ...item, photo })
    try {
      const answer = await this.#fetch(address, {
        method,
        body,
        headers,
        cache: "no-store",
        redirect: "error", // ours never leads anywhere else; a hotel's network does
        signal: AbortSignal.timeout(Math.ceil(limit_s * 1000)),
      })
      return verdictOf(answer.status, await answer.text(), answer.headers.get("retry-after"))
    } catch {
      return { kind: "later" }
    }
  }

  async #inTurn(work) {
    if (!this.#locks) return work()
    const patience = AbortSignal.timeout(LOCK_PATIENCE_MS)
    let isOurs = false
    try {
      return await this.#locks.request(LOCK, { signal: patience }, () => {
        isOurs = true
        return work()
      })
    } catch (error) {
      if (isOurs || !patience.aborted) throw error
      return this.#locks.request(LOCK, { steal: true }, work)
    }
  }
}

/**
 * Read a photo's bytes into memory: a picture that the device lost would otherwise look like a
 * network that is down, and hold up the others for ever.
 */
async function inHand(photo) {
  try {
    const bytes = await photo.blob.arrayBuffer()
    return { blob: new Blob([bytes], { type: photo.blob.type }), name: photo.name }
  } catch {
    return null
  }
}
