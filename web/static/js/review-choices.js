/** The other values of a field, in a list below it: picked by arrows, by their number, by pressing. */
import { wordOf } from "./lib/words.js"

let made = 0

export class ReviewChoices {
  #review
  #values
  #reading
  #list = null
  #field = null

  /** @param {{values: object, reading: {choices: object, lines: object}}} parts */
  constructor(review, { values, reading }) {
    this.#review = review
    this.#values = values
    this.#reading = reading
  }

  get isOpen() {
    return this.#list !== null
  }

  /** What else a field could hold: other values that were read for it, then lines that could be it. */
  of(field) {
    const role = this.#values.roleOf(field)
    const { choices, lines } = this.#reading
    const fromLines = Object.entries(lines).flatMap(([ref, line]) =>
      line.roles.filter((one) => one.role === role && one.confidence !== undefined).map((one) => ({ ...one, refs: [ref] })),
    )
    const all = [...(choices[role] ?? []), ...fromLines.sort((a, b) => b.confidence - a.confidence)]
    const now = role === "name" ? this.#values.nameNow : field.value
    return all.filter((one, at) => one.value && one.value !== now && all.findIndex((other) => other.value === one.value) === at).slice(0, 9)
  }

  open(field) {
    this.close()
    const options = field ? this.of(field) : []
    if (!options.length) {
      this.#review.says.say(wordOf(this.#review, "no-choices"))
      return
    }
    this.#field = field
    this.#list = this.#write(options)
    const around = field.closest(".entry__control") ?? field.parentElement
    around.append(this.#list)
    this.#list.addEventListener("keydown", (event) => this.#key(event))
    this.#list.addEventListener("click", ({ target }) => this.#pick(target.closest("[role=option]")))
    this.#list.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.#list?.contains(relatedTarget)) this.close()
    })
    this.#list.firstElementChild.focus()
    this.#list.scrollIntoView({ block: "nearest" })
  }

  close() {
    const list = this.#list
    this.#list = null // before it goes: that takes the focus out of it
    list?.remove()
  }

  #write(options) {
    const list = document.createElement("ul")
    Object.assign(list, { className: "choices", id: `choices-${(made += 1)}`, role: "listbox" })
    list.setAttribute("aria-label", wordOf(this.#review, "choices", { count: options.length }))
    for (const [at, option] of options.entries()) {
      const item = document.createElement("li")
      Object.assign(item, { className: "choices__item", role: "option", tabIndex: -1, option })
      item.setAttribute("aria-selected", "false")
      const key = document.createElement("kbd")
      key.textContent = at + 1
      item.append(key, option.value)
      list.append(item)
    }
    return list
  }

  #key(event) {
    const items = [...this.#list.children]
    const at = items.indexOf(document.activeElement)
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
    if (event.key === "Escape" || event.key === "Tab" || (event.key === "ArrowUp" && at === 0)) this.#leave()
    else if (event.key === "Enter" || event.key === " ") this.#pick(items[at])
    else if (digit && items[digit - 1]) this.#pick(items[digit - 1])
    else if (to !== undefined) items[(to + items.length) % items.length].focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #leave() {
    const field = this.#field
    this.close()
    field.focus()
  }

  #pick(item) {
    if (!item) return
    const field = this.#field
    this.close()
    this.#review.arrive(this.#values.choose(field, item.option), item.option.value)
  }
}
