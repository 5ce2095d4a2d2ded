/**
 * The cards of this phone, the newest first, each with its state. Choosing one is told as a
 * "strip:open" event whose detail is the card's key. One stop of the Tab key; arrows go along it.
 */
import { stateOf } from "./lib/desk-state.js"
import { Pictures } from "./lib/pictures.js"
import { wordOf } from "./lib/words.js"

const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

class DeskStrip extends HTMLElement {
  #abort
  #items = new Map() // card key -> li
  #drawn = new Map() // card key -> what its li shows
  #pictures = new Pictures()

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    this.addEventListener("click", (event) => this.#choose(event), options)
    this.addEventListener("keydown", (event) => this.#walk(event), options)
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#pictures.clear()
  }

  get #list() {
    return this.querySelector("ol")
  }

  /**
   * Draw the cards; what stays is the same element, so that the focus and the eye stay too.
   * @param {object[]} cards  the newest first
   * @param {object} outbox  gives the photo where there is no small picture
   */
  show(cards, outbox) {
    const keys = new Set(cards.map(({ key }) => key))
    for (const [key, item] of this.#items) if (!keys.has(key)) this.#drop(key, item)
    cards.forEach((card, index) => {
      const item = this.#items.get(card.key) ?? this.#add(card)
      this.#draw(item, card, stateOf(card, outbox.sending), outbox)
      if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null)
    })
    this.querySelector("[data-empty]").hidden = cards.length > 0
    this.#keepOneStop()
  }

  /** Give the address of a card's small picture, or "". */
  pictureOf(key) {
    return this.#items.get(key)?.querySelector("img").getAttribute("src") ?? ""
  }

  /** Focus a card: the one given, or the newest. */
  focusCard(key = null) {
    const button = (this.#items.get(key) ?? this.#list.firstElementChild)?.querySelector("button")
    button?.focus()
    return Boolean(button)
  }

  #add(card) {
    const item = this.querySelector("template").content.firstElementChild.cloneNode(true)
    item.dataset.key = card.key
    this.#items.set(card.key, item)
    if (Date.now() - Date.parse(card.takenAt) < 5000) item.dataset.isNew = ""
    return item
  }

  #draw(item, card, state, outbox) {
    const name = card.server?.name || ""
    const isKnown = name && ["read", "look", "done"].includes(state)
    const word = wordOf(this, `state-${state}`)
    // Most cards are drawn as they were, several times a shot, while the next one is taken.
    const shown = [state, name, word, card.sides.recto.shot, card.thumb?.size, card.server?.thumbnail, Boolean(card.sides.verso)].join()
    if (this.#drawn.get(card.key) === shown) return
    this.#drawn.set(card.key, shown)
    if (item.dataset.state !== state) item.dataset.state = state
    item.toggleAttribute("data-has-verso", Boolean(card.sides.verso))
    this.#write(item, "[data-caption]", isKnown ? name : word)
    this.#write(item, "[data-spoken]", isKnown ? word : "")
    this.#write(item, "[data-spoken-verso]", card.sides.verso ? wordOf(this, "with-verso") : "")
    this.#pictures.show(item.querySelector("img"), card, outbox)
  }

  #write(item, selector, text) {
    const place = item.querySelector(selector)
    if (place.textContent !== text) place.textContent = text
  }

  #drop(key, item) {
    const isFocused = item.contains(document.activeElement)
    const next = item.nextElementSibling ?? item.previousElementSibling
    item.remove()
    this.#items.delete(key)
    this.#drawn.delete(key)
    this.#pictures.drop(key)
    if (isFocused) next?.querySelector("button").focus()
  }

  #keepOneStop() {
    const buttons = [...this.#list.querySelectorAll("button")]
    const stop = buttons.find((button) => button === document.activeElement) ?? buttons.find(({ tabIndex }) => tabIndex === 0) ?? buttons[0]
    for (const button of buttons) {
      const tabIndex = button === stop ? 0 : -1
      if (button.tabIndex !== tabIndex || !button.hasAttribute("tabindex")) button.tabIndex = tabIndex
    }
  }

  #walk(event) {
    const buttons = [...this.#list.querySelectorAll("button")]
    const at = buttons.indexOf(document.activeElement)
    const ends = { Home: 0, End: buttons.length - 1 }
    const to = event.key in KEYS ? at + KEYS[event.key] : ends[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    buttons[Math.min(Math.max(to, 0), buttons.length - 1)].focus()
    this.#keepOneStop()
  }

  #choose(event) {
    const key = event.target.closest("[data-key]")?.dataset.key
    if (key) this.dispatchEvent(new CustomEvent("strip:open", { bubbles: true, detail: key }))
  }
}

customElements.define("desk-strip", DeskStrip)
