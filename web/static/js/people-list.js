import { actOf, between, placeAfter } from "./lib/list-keys.js"

/** The list of people by keyboard and by ranges: "/" searches, arrows move, x picks, Shift picks what lies between. */
class PeopleList extends HTMLElement {
  #abort
  #lastPicked = -1

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    document.addEventListener("keydown", (press) => this.#press(press), { signal })
    this.addEventListener("click", (click) => this.#click(click), { signal })
    this.addEventListener("change", (change) => this.#change(change), { signal })
    this.addEventListener("toggle", (toggle) => this.#closeOthers(toggle.target), { signal, capture: true })
    this.#count()
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  get #boxes() {
    return [...this.querySelectorAll("[name=id]")]
  }

  get #links() {
    return [...this.querySelectorAll(".row__title a")]
  }

  #press(press) {
    const focused = document.activeElement
    const isTyping = focused.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]")
    const at = this.#links.findIndex((link) => link === focused || link.closest("li").contains(focused))
    const act = actOf(press, { isTyping, isInList: at >= 0 })
    if (press.key === "Escape") return this.#closeOthers(null)
    // From the words that are typed, an arrow leads into what they find.
    const leaves = focused.id === "q" && press.key === "ArrowDown"
    if (!act && !leaves) return
    press.preventDefault()
    if (act === "search") return document.querySelector("#q")?.select() ?? undefined
    if (act === "pick") return this.#boxes[at].click()
    this.#links[placeAfter(leaves ? "first" : act, at, this.#links.length)].focus()
  }

  #click(click) {
    if (!click.target.matches("[name=id]")) return
    const boxes = this.#boxes
    const at = boxes.indexOf(click.target)
    if (click.shiftKey && this.#lastPicked >= 0) {
      for (const place of between(this.#lastPicked, at)) boxes[place].checked = click.target.checked
    }
    this.#lastPicked = at
  }

  #change(change) {
    if (change.target.matches("[data-pick-all]")) {
      for (const box of this.#boxes) box.checked = change.target.checked
    }
    this.#count()
  }

  #count() {
    const picked = this.#boxes.filter((box) => box.checked).length
    const said = this.querySelector("[data-count]")
    if (said) said.textContent = picked ? this.dataset.some.replace("{count}", picked) : this.dataset.none
    const all = this.querySelector("[data-pick-all]")
    if (!all) return
    all.checked = picked > 0 && picked === this.#boxes.length
    all.indeterminate = picked > 0 && !all.checked
  }

  #closeOthers(opened) {
    if (opened && !opened.open) return
    for (const menu of this.querySelectorAll(".batch-menu[open]")) if (menu !== opened) menu.open = false
  }
}

customElements.define("people-list", PeopleList)
