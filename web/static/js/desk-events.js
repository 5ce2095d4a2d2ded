/**
 * The event of the moment: the chip over the viewfinder, with the goal's progress, and the sheet
 * to choose another event or make one, offline too. A change is told as "event:change", whose
 * detail is the event's key or null.
 */
import { isoDay, sayDayShort } from "./lib/days.js"
import { openSheet } from "./lib/sheets.js"
import { wordOf } from "./lib/words.js"

class DeskEvents extends HTMLElement {
  #abort
  #events = []
  #currentKey = null
  #countOf = () => 0

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    this.#part("open").addEventListener("click", () => this.open(), options)
    this.#part("list").addEventListener("click", (event) => this.#choose(event), options)
    this.#part("new").addEventListener("click", () => this.#showForm(), options)
    this.#part("form").addEventListener("submit", (event) => this.#create(event), options)
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  get current() {
    return this.#events.find(({ key }) => key === this.#currentKey) ?? null
  }

  /** @param {{events: object[], currentKey: string|null, countOf: (event: object) => number}} known */
  show({ events, currentKey, countOf }) {
    this.#events = events
    this.#currentKey = currentKey
    this.#countOf = countOf
    this.#drawChip()
    if (this.#part("sheet").open) this.#drawList()
  }

  open() {
    this.#drawList()
    this.#part("form").hidden = this.#events.length > 0
    this.#part("new").hidden = this.#events.length === 0
    openSheet(this.#part("sheet"))
    if (!this.#events.length) this.#showForm()
  }

  #part(name) {
    return this.querySelector(`[data-events-${name}]`)
  }

  #drawChip() {
    const { current } = this
    const chip = this.#part("open")
    const goal = current?.goal ?? 0
    const count = current ? this.#countOf(current) : 0
    chip.toggleAttribute("data-chosen", Boolean(current))
    const write = (name, text) => this.#part(name).textContent === text || (this.#part(name).textContent = text)
    write("name", current?.name ?? wordOf(this, "none"))
    this.#part("progress").hidden = !current || (goal === 0 && count === 0)
    write("count", goal ? `${count} / ${goal}` : String(count))
    write("spoken", goal ? wordOf(this, "goal", { count, goal }) : wordOf(this, "met", { count }))
    chip.toggleAttribute("data-reached", goal > 0 && count >= goal)
    chip.toggleAttribute("data-goal", goal > 0)
    chip.style.setProperty("--progress", goal ? Math.min(count / goal, 1) : 0)
  }

  #drawList() {
    const rows = [null, ...this.#events].map((event) => this.#row(event))
    this.#part("list").replaceChildren(...(this.#events.length ? rows : []))
  }

  #row(event) {
    const row = this.#part("row").content.firstElementChild.cloneNode(true)
    const button = row.querySelector("button")
    button.dataset.key = event?.key ?? ""
    button.setAttribute("aria-pressed", String((event?.key ?? null) === this.#currentKey))
    row.querySelector("[data-row-name]").textContent = event?.name ?? wordOf(this, "no-event")
    if (event) row.querySelector("[data-row-about]").textContent = this.#about(event)
    return row
  }

  #about(event) {
    const language = document.documentElement.lang
    const parts = [event.day && sayDayShort(event.day, language), event.place, event.goal ? `${this.#countOf(event)} / ${event.goal}` : ""]
    return parts.filter(Boolean).join(" · ")
  }

  #showForm() {
    const form = this.#part("form")
    form.reset()
    form.hidden = false
    this.#part("new").hidden = true
    form.elements.day.value = isoDay(new Date())
    form.elements.name.focus()
    form.scrollIntoView({ block: "end" })
  }

  #choose({ target }) {
    const button = target.closest("[data-key]")
    if (button) this.#settle(button.dataset.key || null)
  }

  #create(submitted) {
    submitted.preventDefault()
    const { name, kind, day, place, goal } = submitted.target.elements
    if (!name.value.trim()) return name.focus()
    const made = {
      name: name.value.trim(),
      kind: kind.value,
      day: day.value || isoDay(new Date()),
      place: place.value.trim(),
      goal: Math.max(0, Math.min(Number.parseInt(goal.value, 10) || 0, 999)),
    }
    this.#part("sheet").close()
    return this.dispatchEvent(new CustomEvent("event:make", { bubbles: true, detail: made }))
  }

  #settle(key) {
    this.#part("sheet").close()
    this.dispatchEvent(new CustomEvent("event:change", { bubbles: true, detail: key }))
  }
}

customElements.define("desk-events", DeskEvents)
