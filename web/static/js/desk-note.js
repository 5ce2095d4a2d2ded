/**
 * The quiet line over the lower edge of the viewfinder: advice about the photo just taken, an undo,
 * or what stands in the way. One is shown at a time: trouble before everything, else the newest.
 * It covers nothing that is pressed, and nothing moves when it comes or goes.
 *
 * @typedef {{key: string, text: string, tone?: "advice"|"done"|"trouble", picture?: string,
 *   actions?: {label: string, run?: () => void, href?: string}[], canDismiss?: boolean}} Note
 */
class DeskNote extends HTMLElement {
  #abort
  /** @type {Note[]} the newest first */
  #notes = []

  connectedCallback() {
    this.#abort = new AbortController()
    this.querySelector("[data-dismiss]").addEventListener("click", () => this.#dismiss(), { signal: this.#abort.signal })
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  /** @param {Note} note  takes the place of one with the same key */
  tell(note) {
    this.#notes = [note, ...this.#notes.filter(({ key }) => key !== note.key)]
    this.#show()
  }

  drop(...keys) {
    const left = this.#notes.filter(({ key }) => !keys.includes(key))
    if (left.length === this.#notes.length) return
    this.#notes = left
    this.#show()
  }

  has(key) {
    return this.#notes.some((note) => note.key === key)
  }

  get #current() {
    return this.#notes.find(({ tone }) => tone === "trouble") ?? this.#notes[0] ?? null
  }

  #show() {
    const note = this.#current
    this.hidden = !note
    if (!note) return
    this.dataset.tone = note.tone ?? "advice"
    this.querySelector("[data-note-text]").textContent = note.text
    const picture = this.querySelector("[data-note-picture]")
    picture.hidden = !note.picture
    if (note.picture) picture.src = note.picture
    this.querySelector("[data-note-actions]").replaceChildren(...(note.actions ?? []).map((action) => this.#button(note, action)))
    this.querySelector("[data-dismiss]").hidden = note.canDismiss === false
  }

  #button(note, { label, run, href }) {
    const button = document.createElement(href ? "a" : "button")
    button.className = "note__action"
    button.textContent = label
    if (href) button.href = href
    else button.type = "button"
    if (run) {
      button.addEventListener("click", () => {
        this.#leave(note.key)
        run()
      })
    }
    return button
  }

  #dismiss() {
    this.#leave(this.#current.key)
  }

  /** What had the focus goes: the shutter is next. */
  #leave(key) {
    const hadFocus = this.contains(document.activeElement)
    this.drop(key)
    if (hadFocus) this.dispatchEvent(new CustomEvent("note:left", { bubbles: true }))
  }
}

customElements.define("desk-note", DeskNote)
