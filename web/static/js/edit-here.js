/**
 * A page whose values are changed where they stand. Each has a link to a small page with its form:
 * here the form is fetched and takes the place of the value. What is answered to it is a page again:
 * its form, when something is to be mended, or the page itself, whose parts replace those shown.
 * `data-part` is a value, `data-edit` its link, `data-here` a form that is sent without leaving.
 */
class EditHere extends HTMLElement {
  #abort
  /** Places with a form in them, each with what stood there. */
  #open = new Map()

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    this.addEventListener("click", (event) => this.#click(event), options)
    this.addEventListener("keydown", (event) => this.#key(event), options)
    this.addEventListener("submit", (event) => this.#submit(event), options)
    this.insertAdjacentHTML("beforeend", `<p class="visually-hidden" role="status" data-told></p>`)
    this.classList.add("is-alive")
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  #click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const cancel = event.target.closest("[data-cancel]")
    if (cancel && this.#placeOf(cancel)) {
      event.preventDefault()
      this.#close(this.#placeOf(cancel))
      return
    }
    const isText = event.target.closest("[data-edit-here]") && !event.target.closest("a, button, form")
    if (isText && !String(getSelection())) this.#edit(this.#linkOf(event.target), event)
    else this.#edit(event.target.closest("a[data-edit]"), event)
  }

  #key(event) {
    const place = this.#placeOf(event.target)
    if (!place || event.isComposing) return
    if (event.key === "Escape") this.#close(place)
    const isLong = event.target.localName === "textarea"
    if (event.key === "Enter" && isLong && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit()
  }

  #linkOf(element) {
    return element.closest("[data-part]")?.querySelector("a[data-edit]")
  }

  /** The place that an element of a form under edit stands in. */
  #placeOf(element) {
    const place = element.closest("[data-part]")
    return this.#open.has(place) ? place : null
  }

  async #edit(link, event) {
    if (!link) return
    event.preventDefault()
    const page = await this.#ask(link.href)
    const form = page?.querySelector("form[data-part-form]")
    const place = link.closest("[data-part]")
    if (!form) location.assign(link.href)
    else if (!this.#open.has(place)) this.#show(place, form)
  }

  #show(place, form) {
    if (!this.#open.has(place)) this.#open.set(place, [...place.childNodes])
    place.replaceChildren(document.adoptNode(form))
    place.classList.add("is-edited")
    const wrong = form.querySelector("[aria-invalid]")
    const first = wrong ?? form.querySelector(".input:not([hidden]), input:not([type=hidden])")
    first?.focus()
    if (!wrong && first?.select && first.type !== "date") first.select()
  }

  #close(place) {
    place.replaceChildren(...this.#open.get(place))
    place.classList.remove("is-edited")
    this.#open.delete(place)
    place.querySelector("a[data-edit]")?.focus()
  }

  async #submit(event) {
    const form = event.target
    if (!form.matches("[data-here], [data-part-form]")) return
    event.preventDefault()
    const { submitter } = event
    const action = submitter?.getAttribute("formaction") ?? form.action
    const page = await this.#ask(action, { method: "POST", body: new FormData(form, submitter) })
    const place = this.#placeOf(form)
    const again = page?.querySelector("form[data-part-form]")
    if (!page) form.querySelector(".cluster, p, button")?.before(this.#failure())
    else if (again && place) this.#show(place, again)
    else if (page.querySelector("edit-here")) this.#renew(page, place)
    else HTMLFormElement.prototype.submit.call(form)
  }

  #failure() {
    this.querySelector("[data-failure]")?.remove()
    const told = Object.assign(document.createElement("p"), { className: "field__error", textContent: this.dataset.textFailed })
    told.dataset.failure = ""
    told.setAttribute("role", "alert")
    return told
  }

  async #ask(address, options = {}) {
    this.setAttribute("aria-busy", "true")
    try {
      const response = await fetch(address, { ...options, headers: { accept: "text/html" }, signal: this.#abort.signal })
      return new DOMParser().parseFromString(await response.text(), "text/html")
    } catch {
      return null
    } finally {
      this.removeAttribute("aria-busy")
    }
  }

  /** Take over what a fresh page says, but for the forms that are still open. */
  #renew(page, place) {
    const from = place ?? document.activeElement
    const ids = ["[data-part]", "[data-fresh]"].map((around) => from?.closest(around)?.id)
    this.#open.delete(place)
    const parts = [...this.querySelectorAll("[data-part][id], [data-fresh]")]
    for (const part of parts) {
      // What stood in a part that was replaced is gone with it.
      if (!part.isConnected) continue
      if ([...this.#open.keys()].some((open) => part === open || part.contains(open))) continue
      const fresh = page.getElementById(part.id)
      if (fresh) part.replaceWith(document.adoptNode(fresh))
      else part.remove()
    }
    document.title = page.title
    this.querySelector("[data-told]").textContent = this.dataset.textSaved
    // Back to where the hand was; what was deleted leaves it to the section around it.
    const renewed = ids.map((id) => id && document.getElementById(id)).find(Boolean)
    renewed?.querySelector("a[data-edit], button, summary, a")?.focus()
  }
}

customElements.define("edit-here", EditHere)
