/** Keeps the choice of a day whole: a day that is typed is "another day", a quick day clears it. */
class NextStep extends HTMLElement {
  #abort

  connectedCallback() {
    this.#abort = new AbortController()
    this.addEventListener("change", (event) => this.#settle(event.target), {
      signal: this.#abort.signal,
    })
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  #settle(changed) {
    const day = this.querySelector("[name=due_on]")
    if (changed === day && day.value) this.querySelector("[data-other]").checked = true
    if (changed.name !== "next_step") return
    if (!changed.matches("[data-other]")) day.value = ""
    else day.focus()
  }
}

customElements.define("next-step", NextStep)
