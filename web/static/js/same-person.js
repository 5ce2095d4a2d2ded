/**
 * Who the card under review may be of: asked for when the review opens, and again when a field that
 * tells people apart has changed. What was chosen or ticked stays so wherever it is offered again; what
 * was left so before the review opened is known to the server.
 */
const ASKED = [
  "given_name", "family_name", "full_name", "prefix", "suffix", "organization", "title",
  "email", "phone_value", "phone_label", "phone_extension", "link_value", "link_service",
  "address_locality", "address_postcode", "same",
]
const TELLING = ["given_name", "family_name", "organization", "email", "phone_value"]
const PAUSE_MS = 350

class SamePerson extends HTMLElement {
  #abort
  #timer
  #asked = ""
  #said = new Map()

  connectedCallback() {
    this.#abort = new AbortController()
    this.#asked = ""
    const { signal } = this.#abort
    const form = this.closest("form")
    form.addEventListener("change", (event) => this.#heed(event.target), { signal })
    form.addEventListener("input", (event) => this.#heed(event.target), { signal })
    this.addEventListener("change", ({ target }) => this.#remember(target), { signal })
    this.#ask()
  }

  disconnectedCallback() {
    this.#abort.abort()
    clearTimeout(this.#timer)
  }

  #heed(field) {
    if (!TELLING.includes(field.name)) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS)
  }

  async #ask() {
    const fields = [...new FormData(this.closest("form"))]
    const query = new URLSearchParams(fields.filter(([name, value]) => ASKED.includes(name) && typeof value === "string"))
    if (`${query}` === this.#asked) return
    this.#asked = `${query}`
    const { signal } = this.#abort
    try {
      const answer = await fetch(`${this.dataset.url}?${query}`, { signal, headers: { "HX-Request": "true" } })
      if (answer.ok && `${query}` === this.#asked) this.#show(await answer.text())
    } catch {
      if (!signal.aborted) this.#asked = "" // without the server the card is reviewed all the same
    }
  }

  #show(html) {
    const focused = document.activeElement?.closest?.("same-person") === this ? document.activeElement.value : null
    this.innerHTML = html
    for (const said of this.#said.values()) this.#sayAgain(said)
    if (focused !== null) this.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus()
  }

  /** A choice takes the place of the one before, a tick is of its own. */
  #remember({ type, name, value, checked }) {
    this.#said.set(type === "radio" ? name : `${name} ${value}`, { name, value, checked })
  }

  #sayAgain({ name, value, checked }) {
    const box = this.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`)
    if (box) box.checked = checked
  }
}

customElements.define("same-person", SamePerson)
