/**
 * A card's sheet: its picture and state, what can be done about it, tags, a next step, a spare
 * card. What is tapped is kept as it is tapped. The rest is told, with the card's key: "card:again",
 * "card:verso", "card:remove", "card:join" (to the card before, as its back), "card:part".
 */
import { canRetake, canTakeVerso, frontOf, refusedSide, stateOf } from "./lib/desk-state.js"
import { DraftForm } from "./lib/draft-form.js"
import { Pictures } from "./lib/pictures.js"
import { saveFile } from "./lib/save-file.js"
import { openSheet } from "./lib/sheets.js"
import { wordOf } from "./lib/words.js"

class DeskSheet extends HTMLElement {
  #abort
  #outbox
  #card = null
  #cards = []
  #form
  #pictures = new Pictures()

  connectedCallback() {
    this.#abort = new AbortController()
    const options = { signal: this.#abort.signal }
    this.#form = new DraftForm(this, { signal: this.#abort.signal, keep: (draft) => this.#keep(draft) })
    this.#dialog.addEventListener("close", () => this.#left(), options)
    this.addEventListener("click", (event) => this.#act(event), options)
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#pictures.clear()
  }

  get #dialog() {
    return this.querySelector("dialog")
  }

  /** Open on a card. @param {object[]} cards  those that are shown  @param {string[]} tags  those used lately */
  open(card, { cards, outbox, tags }) {
    this.#outbox = outbox
    this.#card = card
    this.#cards = cards
    this.#form.open(card.draft, tags)
    this.querySelector("[data-picture]").hidden = true // until its own is there: it shows the card before
    this.#draw()
    openSheet(this.#dialog)
  }

  /** The cards as they are now: an open sheet follows its own. */
  follow(cards) {
    if (!this.#dialog.open) return
    const card = cards.find(({ key }) => key === this.#card.key)
    if (!card) return this.#dialog.close()
    this.#card = card
    this.#cards = cards
    return this.#draw()
  }

  #draw() {
    const card = this.#card
    const state = stateOf(card, this.#outbox.sending)
    this.#dialog.dataset.state = state
    this.#write("name", card.server?.name || wordOf(this, "unnamed"))
    this.querySelector("[data-name]").toggleAttribute("data-unnamed", !card.server?.name)
    this.#write("about", this.#about(card))
    this.#write("state-word", wordOf(this, `state-${state}`))
    this.#write("reason", this.#reason(card, state))
    this.#offer(card, state)
    this.#pictures.show(this.querySelector("[data-picture]"), card, this.#outbox)
  }

  #about({ server, takenAt, sides }) {
    const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }).format(new Date(takenAt))
    const parts = [server?.organization || clock, sides.verso ? wordOf(this, "with-verso") : ""]
    return parts.filter(Boolean).join(" · ")
  }

  /** Say in a sentence what stands behind a state that wants something of the person. */
  #reason({ sides, server, draftError, joinError }, state) {
    if (state === "refused") return Object.values(sides).find(({ error }) => error)?.error.hint || wordOf(this, "why-refused")
    if (state === "here") return wordOf(this, this.#outbox.senderState === "signed-out" ? "why-signed-out" : "why-here")
    if (draftError) return draftError.hint || wordOf(this, "why-draft")
    if (joinError) return joinError.hint || wordOf(this, "why-join")
    if (server?.cardCount > 1) return wordOf(this, "why-several", { count: server.cardCount })
    if (server?.state === "failed") return server.failureHint || wordOf(this, "why-failed")
    if (server?.flawHint) return server.flawHint
    return state === "look" ? wordOf(this, "why-look") : ""
  }

  #offer(card, state) {
    const isWanted = {
      review: ["read", "look"].includes(state),
      person: state === "done" && Boolean(card.server?.contactId),
      again: canRetake(card) && (state === "look" || state === "refused" || Object.values(card.sides).some(({ flaws }) => flaws?.length)),
      verso: canTakeVerso(card),
      join: frontOf(this.#cards, card) !== null,
      part: Boolean(card.joinedKey) && state !== "done",
      retry: state === "refused" || state === "here",
      save: state === "refused",
      remove: state !== "done",
    }
    for (const [name, isShown] of Object.entries(isWanted)) this.#button(name).hidden = !isShown
    this.#button("review").href = card.server?.cardCount > 1 ? "/inbox" : `/scans/${card.scanId}`
    this.#button("person").href = `/contacts/${card.server?.contactId}`
  }

  #button(name) {
    return this.querySelector(`[data-card-${name}]`)
  }

  #write(name, text) {
    const place = this.querySelector(`[data-${name}]`)
    if (place.textContent !== text) place.textContent = text
  }

  #keep(draft) {
    return this.#outbox.saveDraft(this.#card.key, draft)
  }

  async #act({ target }) {
    const { key, joinedKey } = this.#card ?? {}
    const is = (name) => target.closest(`[data-card-${name}]`)
    if (is("retry")) await this.#outbox.retry(key, joinedKey)
    else if (is("save")) await this.#savePhoto(this.#card)
    else for (const name of ["again", "verso", "join", "part", "remove"]) if (is(name)) this.#tell(name, key)
  }

  #tell(name, key) {
    this.#dialog.close()
    this.dispatchEvent(new CustomEvent(`card:${name}`, { bubbles: true, detail: key }))
  }

  /** Give the photo that was refused to the person, as a file. */
  async #savePhoto({ key, joinedKey }) {
    const side = refusedSide(this.#card) ?? "recto"
    const isJoined = side === "verso" && joinedKey
    const photo = await this.#outbox.photo(isJoined ? joinedKey : key, isJoined ? "recto" : side)
    if (photo) saveFile(photo, `${side}.jpg`)
  }

  #left() {
    this.#form.settle()
    this.#pictures.clear()
    this.dispatchEvent(new CustomEvent("sheet:left", { bubbles: true, detail: this.#card.key }))
  }
}

customElements.define("desk-sheet", DeskSheet)
