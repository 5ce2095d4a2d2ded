/**
 * A lock that says to the service worker, as long as it is held, that something is going on in this
 * window. Any number of windows hold it together. It ends with its window, however that ends.
 */
export class HeldLock extends EventTarget {
  #name
  #locks
  #let = null

  /**
   * @param {string} name
   * @param {LockManager} [locks]  where there are none, nothing is held
   */
  constructor(name, locks = globalThis.navigator?.locks) {
    super()
    this.#name = name
    this.#locks = locks
  }

  get isHeld() {
    return this.#let !== null
  }

  hold() {
    if (this.isHeld) return
    const held = new Promise((resolve) => (this.#let = resolve))
    this.#locks?.request(this.#name, { mode: "shared" }, () => held).catch(() => {})
  }

  /** Fires "release" once the lock is free. */
  release() {
    if (!this.isHeld) return
    this.#let()
    this.#let = null
    // The lock manager hears of it in another process: a question asked before would find it held.
    setTimeout(() => this.isHeld || this.dispatchEvent(new Event("release")), 50)
  }
}

/** @returns {HeldLock} */
export function holdLock(name, { isHeld = true } = {}) {
  const lock = new HeldLock(name)
  if (isHeld) lock.hold()
  return lock
}
