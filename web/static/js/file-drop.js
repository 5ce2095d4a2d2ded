/**
 * A file field that says what was chosen, and shows that a file may be dropped on it. Dropping
 * itself is the field's own: it lies over the whole zone.
 */
class FileDrop extends HTMLElement {
  #abort

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    const input = this.querySelector("input[type=file]")
    input.addEventListener("change", () => this.#sayNames(input.files), options)
    for (const [name, isOver] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
      input.addEventListener(name, () => this.toggleAttribute("data-over", isOver), options)
    }
    this.#sayNames(input.files)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  #sayNames(files) {
    const place = this.querySelector("[data-names]")
    const name = files[0]?.name ?? ""
    place.textContent = files.length > 1
      ? place.dataset.textSeveral.replace("%(name)s", name).replace("%(num)s", String(files.length - 1))
      : name
    this.toggleAttribute("data-chosen", files.length > 0)
  }
}

customElements.define("file-drop", FileDrop)
