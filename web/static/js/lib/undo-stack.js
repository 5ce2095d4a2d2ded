/** What was changed in a form, to be taken back step by step: each step is how to take it back. */
export class UndoStack {
  #steps = []
  #open = null

  /** Do several changes as one step. */
  step(work) {
    if (this.#open) return work()
    this.#open = []
    try {
      return work()
    } finally {
      const made = this.#open
      this.#open = null
      if (made.length) this.#steps.push(made)
    }
  }

  /** Keep how to take one change back. */
  push(takeBack) {
    if (this.#open) this.#open.push(takeBack)
    else this.#steps.push([takeBack])
  }

  /** @returns {boolean}  whether there was something to take back */
  undo() {
    const step = this.#steps.pop()
    for (const takeBack of step?.reverse() ?? []) takeBack()
    return Boolean(step)
  }
}
