/** Work of which only one goes on at a time: what comes meanwhile is left out, or waits. */
export class Turns {
  #running = null
  #slow

  /** @param {{ms: number, say: () => void, calm: () => void}} slow  what to say after a time, and that it is over */
  constructor(slow) {
    this.#slow = slow
  }

  get isBusy() {
    return this.#running !== null
  }

  /** @param {() => Promise<void>} work  @param {{isPatient?: boolean}} [options]  isPatient: it waits for its turn */
  async take(work, { isPatient = false } = {}) {
    if (this.#running && !isPatient) return
    const run = Promise.resolve(this.#running).catch(() => {}).then(work)
    this.#running = run
    const timer = setTimeout(this.#slow.say, this.#slow.ms)
    try {
      await run
    } finally {
      clearTimeout(timer)
      this.#slow.calm()
      if (this.#running === run) this.#running = null
    }
  }
}
