/** A line of the card, chosen by arrows or by pressing it, and what it could be: one press says so. */
import { nextLine, rolesOf } from "./lib/line-order.js"
import { wordOf } from "./lib/words.js"

export class ReviewLines {
  #review
  #lens
  #values
  #lines
  #chosen = null

  /** @param {{lens: object, values: object, lines: Record<string, object>, signal: AbortSignal}} parts */
  constructor(review, { lens, values, lines, signal }) {
    this.#review = review
    this.#lens = lens
    this.#values = values
    this.#lines = lines
    review.addEventListener("click", (event) => this.#press(event), { signal })
  }

  get isOpen() {
    return this.#chosen !== null
  }

  /** @returns {boolean}  whether there are lines to go through */
  go(direction) {
    const refs = [...this.#review.querySelectorAll(".sheet__line")].map((line) => line.dataset.ref)
    const next = nextLine(refs, this.#chosen, direction)
    if (next) this.choose(next)
    return Boolean(next)
  }

  choose(ref) {
    this.close()
    this.#chosen = ref
    const shape = this.#lens.shapeOf(ref)
    shape.dataset.chosen = ""
    this.#tools.hidden = false
    this.#review.querySelector("[data-field-tools]").hidden = true
    this.#review.querySelector("[data-lens]").hidden = false
    this.#offer(this.#lines[ref] ?? { text: "", roles: [] })
    this.#lens.showLine(shape)
    this.#announce(ref)
  }

  /** Say what the chosen line is, by the number of an offer. */
  answer(number) {
    const button = this.#tools.querySelector(`[data-number="${number}"]`)
    if (button) this.#assign(button)
    return Boolean(button)
  }

  close() {
    if (!this.#chosen) return false
    delete this.#review.querySelector("[data-chosen]")?.dataset.chosen
    this.#chosen = null
    this.#tools.hidden = true
    this.#review.querySelector("[data-field-tools]").hidden = false
    this.#lens.rest()
    return true
  }

  get #tools() {
    return this.#review.querySelector("[data-line-tools]")
  }

  #press(event) {
    const { ref } = event.target.dataset ?? {}
    const button = event.target.closest?.("[data-role]")
    if (button) this.#assign(button)
    else if (ref) this.#pressLine(ref)
  }

  #pressLine(ref) {
    this.choose(ref)
    this.#tools.querySelector("[data-role]").focus({ preventScroll: true })
  }

  /** The offers in their order, each with its number. */
  #offer(line) {
    const group = this.#tools.querySelector(".lens__buttons")
    const buttons = new Map([...group.children].map((button) => [button.dataset.role, button]))
    const roles = rolesOf(line, [...buttons.keys()])
    this.#tools.querySelector("[data-line-text]").textContent = line.text
    const own = [...this.#review.querySelectorAll(`.entries [data-lines~="${this.#chosen}"]`)].map((field) => this.#values.roleOf(field))
    for (const [at, option] of roles.entries()) {
      const button = buttons.get(option.role)
      if (!button) continue
      button.option = option
      button.dataset.number = at + 1
      button.querySelector("kbd").textContent = at + 1
      button.setAttribute("aria-pressed", own.includes(option.role))
      group.append(button)
    }
  }

  #assign(button) {
    const ref = this.#chosen
    const { role } = button.dataset
    const isItsOwn = button.getAttribute("aria-pressed") === "true"
    const field = isItsOwn ? this.#values.fieldOf(role, ref) : this.#values.assign(role, button.option, ref)
    this.close()
    if (isItsOwn) field.focus()
    else this.#review.arrive(field, wordOf(this.#review, "set", { role: button.lastChild.textContent, text: field.value }))
  }

  #announce(ref) {
    const refs = Object.keys(this.#lines)
    const values = { number: refs.indexOf(ref) + 1, count: refs.length, text: this.#lines[ref]?.text }
    this.#review.says.say(wordOf(this.#review, "line", values))
  }
}
