/** Says how many people of the list are chosen. */
class PickRows extends HTMLElement {
  #abort

  connectedCallback() {
    this.#abort = new AbortController()
    this.setAttribute("role", "status")
    this.#form.addEventListener("change", () => this.#count(), { signal: this.#abort.signal })
    this.#count()
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  get #form() {
    return this.closest("form")
  }

  #count() {
    const count = this.#form.querySelectorAll("[name=id]:checked").length
    this.textContent = count ? this.dataset.some.replace("{count}", count) : this.dataset.none
  }
}

customElements.define("pick-rows", PickRows)
