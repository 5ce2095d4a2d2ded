/**
 * The values of the review's form: which fields there are, what is doubtful, what a person typed or
 * confirmed. Every change of a value goes through here, so that it can be taken back.
 */
import { controlOf, markTheirs, nameOf, VALUE } from "./lib/theirs.js"
import { UndoStack } from "./lib/undo-stack.js"
import { wordOf } from "./lib/words.js"

const ROLES = {
  given_name: "name",
  family_name: "name",
  email: "email",
  phone_value: "phone",
  link_value: "url",
  address_street: "address",
}

export class ReviewFields {
  #review
  #undo = new UndoStack()
  #before = new Map()

  constructor(review, { signal }) {
    this.#review = review
    for (const badge of review.querySelectorAll(".entry__sure--theirs")) controlOf(badge).dataset.theirs = ""
    this.form.addEventListener("focusin", ({ target }) => this.#before.set(target, target.value), { signal })
    this.form.addEventListener("change", ({ target }) => this.#typed(target), { signal })
    this.form.addEventListener("rows-changed", ({ target, detail }) => this.#rowsChanged(target, detail), { signal })
  }

  get form() {
    return this.#review.querySelector("[data-review]")
  }

  /** Every field that can be typed into, in the page's order. */
  get all() {
    return [...this.form.querySelectorAll(VALUE)].filter((field) => field.offsetParent || field.closest("details:not([open])"))
  }

  get doubtful() {
    return [...this.form.querySelectorAll(`.entry__control--doubt :is(${VALUE})`)]
  }

  /** What a field is for: "name", "title", "phone"… */
  roleOf(field) {
    return ROLES[field?.name] ?? field?.name ?? ""
  }

  /** Do several changes as one step. */
  step(work) {
    return this.#undo.step(work)
  }

  /** @returns {boolean}  whether there was something to take back */
  undo() {
    return this.#undo.undo()
  }

  /** Put a value into a field as a person's choice, with the lines that it comes from. */
  set(field, value, refs) {
    const [text, lines] = [field.value, field.dataset.lines]
    const unmark = markTheirs(field, wordOf(this.#review, "yours"))
    field.value = value
    if (refs) field.dataset.lines = refs.join(" ")
    this.#before.set(field, value)
    this.#undo.push(() => {
      field.value = text
      if (lines === undefined) delete field.dataset.lines
      else field.dataset.lines = lines
      unmark()
      this.#tell(field)
    })
    this.#tell(field)
  }

  /** Say of a field that what it holds is right. */
  confirm(field) {
    if (!field.value || !controlOf(field)) return
    this.#undo.push(markTheirs(field, wordOf(this.#review, "yours")))
    this.#tell()
  }

  /** Tick or clear a box. */
  check(box, isChecked) {
    if (box.checked === isChecked) return
    box.checked = isChecked
    this.#undo.push(() => {
      box.checked = !isChecked
      this.#tell()
    })
    this.#tell()
  }

  /** Keep how something that is no value is taken back, as a step. */
  remember(takeBack) {
    this.#undo.push(takeBack)
  }

  /** The names of what is theirs, as the server reads them. */
  get touched() {
    // What is being typed right now is theirs, too: its change comes when it is left.
    const typed = [...this.#before].filter(([field, text]) => field.isConnected && field.value !== text).map(([field]) => controlOf(field))
    const theirs = [...this.form.querySelectorAll("[data-theirs]"), ...typed.filter(Boolean)]
    const names = theirs.map((control) => nameOf(control))
    const changed = [...this.form.querySelectorAll("repeat-rows[data-changed]")].map((rows) => rows.dataset.kind)
    return [...new Set([...names, ...changed])]
  }

  #typed(field) {
    if (!field.matches(VALUE) || !this.#before.has(field)) return
    const text = this.#before.get(field)
    if (text === field.value) return
    const unmark = markTheirs(field, wordOf(this.#review, "yours"))
    this.#undo.push(() => {
      field.value = text
      unmark()
      this.#tell(field)
    })
    this.#before.set(field, field.value)
    this.#tell()
  }

  #rowsChanged(rows, { takeBack }) {
    const was = "changed" in rows.dataset
    rows.dataset.changed = ""
    this.#undo.push(() => {
      takeBack()
      if (!was) delete rows.dataset.changed
      this.#tell()
    })
    this.#tell()
  }

  /** @param {HTMLElement} [field]  whose value was changed by a program: told as if it was typed */
  #tell(field) {
    field?.dispatchEvent(new Event("input", { bubbles: true }))
    this.form.querySelector("[name=touched]").value = this.touched.join(" ")
    const button = this.#review.querySelector("[data-act=doubt]")
    const count = this.doubtful.length
    button.hidden = count === 0
    button.querySelector("[data-doubt-count]").textContent = count
    this.#review.dispatchEvent(new Event("values-changed"))
  }
}
