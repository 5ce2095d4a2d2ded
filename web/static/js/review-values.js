/**
 * What is done with the values of the review's form: a line of the card becomes one of them, a value
 * is taken apart, joined with the next, swapped, emptied.
 */
import { ROW_VALUES, ROWS, SECOND, unfold } from "./lib/field-places.js"
import { joinValues, splitValue } from "./lib/value-parts.js"

export class ReviewValues {
  #fields

  /** @param {import("./review-fields.js").ReviewFields} fields */
  constructor(fields) {
    this.#fields = fields
  }

  /**
   * Give a line of the card to a field: where the line came from before, it is taken away.
   * @param {string} role  "name", "title", "phone", "url"…
   * @param {{value: string, given?: string, family?: string}} option
   * @param {string} [ref]  the line
   * @returns {HTMLElement}  the field that has it now
   */
  assign(role, option, ref) {
    const refs = ref ? [ref] : undefined
    return this.#fields.step(() => {
      if (ref) this.#release(ref, role)
      if (role === "name") return this.#setName(option, refs)
      const field = ROWS[role] ? this.#rowFor(ROWS[role], option.value, ref) : this.#single(role)
      const value = role === "comment" ? joinValues("text", field.value, option.value) : option.value
      this.#fields.set(field, value, refs)
      if (role === "address") this.#clearAddress(field)
      return field
    })
  }

  /** What a field is for: "name", "title", "phone"… */
  roleOf(field) {
    return this.#fields.roleOf(field)
  }

  /** The field that came from a line. */
  fieldOf(role, ref) {
    return [...this.#form.querySelectorAll(`.entries [data-lines~="${ref}"]`)].find((field) => this.roleOf(field) === role)
  }

  get nameNow() {
    const { given_name: given, family_name: family } = this.#form.elements
    return [given.value, family.value].filter(Boolean).join(" ")
  }

  /** Take another value for a field. */
  choose(field, option) {
    return this.#fields.step(() => {
      if (this.#fields.roleOf(field) === "name" && "given" in option) return this.#setName(option, option.refs)
      this.#fields.set(field, option.value, option.refs)
      return field
    })
  }

  /** @returns {boolean}  whether there was something to take apart */
  split(field) {
    const kind = this.#kindOf(field)
    const parts = splitValue(kind, field.value, field.selectionStart ?? 0)
    if (!parts) return false
    const refs = field.dataset.lines?.split(" ")
    const [own, further] = field.name === "family_name" ? parts.toReversed() : parts
    this.#fields.step(() => {
      const other = this.#otherFor(field)
      this.#fields.set(field, own, refs)
      this.#fields.set(other, joinValues(kind, further, other.value), refs)
    })
    return true
  }

  /** Put the next row's value, or the second of two fields that belong together, behind this one's. */
  join(field) {
    const row = field.closest("[data-row]")
    const other = row ? row.nextElementSibling?.querySelector(`[name=${field.name}]`) : this.#form.elements[SECOND[field.name]]
    if (!other?.value) return false
    this.#fields.step(() => {
      const kind = this.#kindOf(field)
      this.#fields.set(field, joinValues(kind, field.value, other.value))
      if (row) row.closest("repeat-rows").removeRow(row.nextElementSibling)
      else this.#fields.set(other, "")
    })
    return true
  }

  swapNames() {
    const { given_name: given, family_name: family } = this.#form.elements
    const [first, second] = [given.value, family.value]
    this.#fields.step(() => [this.#fields.set(given, second), this.#fields.set(family, first)])
    return given
  }

  /** Empty a field; a row goes altogether. */
  empty(field) {
    const row = field.closest("[data-row]")
    if (row) row.closest("repeat-rows").removeRow(row)
    else this.#fields.set(field, "")
  }

  get #form() {
    return this.#fields.form
  }

  #kindOf(field) {
    const isName = ["given_name", "family_name"].includes(field.name)
    return isName ? "name" : (field.closest("repeat-rows")?.dataset.kind ?? "text")
  }

  #single(name) {
    return unfold(this.#form.elements[name])
  }

  #rowFor(kind, value, ref) {
    const rows = unfold(this.#form.querySelector(`repeat-rows[data-kind=${kind}]`))
    const fields = [...rows.querySelectorAll(`[name=${ROW_VALUES[kind]}]`)]
    const known = fields.find((one) => one.dataset.lines === ref || one.value === value || !one.value)
    return known ?? rows.addRow().querySelector(`[name=${ROW_VALUES[kind]}]`)
  }

  #otherFor(field) {
    const rows = field.closest("repeat-rows")
    return rows ? rows.addRow().querySelector(`[name=${field.name}]`) : this.#single(SECOND[field.name] ?? "comment")
  }

  #setName({ value, given, family }, refs) {
    const { given_name: first, family_name: second } = this.#form.elements
    this.#fields.set(first, given ?? value, refs)
    this.#fields.set(second, family ?? "", refs)
    return first
  }

  /** The field that came from this line alone gives it up, when the line becomes something else. */
  #release(ref, role) {
    for (const field of this.#form.querySelectorAll(`.entries [data-lines="${ref}"]`)) {
      if (this.#fields.roleOf(field) === role || !field.value || field.closest(".entry__more, .entry__inline")) continue
      if (field.closest("[data-row]")) this.empty(field)
      else this.#fields.set(field, "", [])
    }
  }

  /** A line is an address as a whole: its town is no longer known apart. */
  #clearAddress(field) {
    for (const part of field.closest("[data-row]").querySelectorAll(".entry__more input")) {
      if (part.value) this.#fields.set(part, "")
    }
  }
}
