/**
 * Rows that repeat: phone numbers, e-mail addresses. The page comes with one empty row for those
 * without scripts; here it becomes the pattern of the rows that a button adds.
 */
class RepeatRows extends HTMLElement {
  #abort
  #pattern

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    const spare = this.#rows.lastElementChild
    if (!this.#pattern && this.#rows.children.length > 1) spare.remove() // once: later the last row is a value
    this.#pattern ??= spare.cloneNode(true)
    this.#reveal(this)
    this.querySelector("[data-add]").addEventListener("click", () => this.#add(), options)
    this.addEventListener("click", (event) => this.#remove(event.target), options)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  get #rows() {
    return this.querySelector("[data-rows]")
  }

  #reveal(within) {
    for (const button of within.querySelectorAll("[data-add], [data-remove]")) button.hidden = false
  }

  /** Add an empty row at the end, and give it. */
  addRow() {
    const row = this.#pattern.cloneNode(true)
    this.#reveal(row)
    this.#rows.append(row)
    this.#tell(() => row.remove())
    return row
  }

  /** Take a row away. */
  removeRow(row) {
    const next = row.nextElementSibling
    row.remove()
    this.#tell(() => this.#rows.insertBefore(row, next?.isConnected ? next : null))
  }

  /** Tells that there are other rows now, and how to have the former ones back. */
  #tell(takeBack) {
    this.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true, detail: { takeBack } }))
  }

  #add() {
    this.addRow().querySelector("input:not([type=hidden]), textarea").focus()
  }

  #remove(target) {
    const button = target.closest("[data-remove]")
    if (!button) return
    this.removeRow(button.closest("[data-row]"))
    this.querySelector("[data-add]").focus()
  }
}

customElements.define("repeat-rows", RepeatRows)
