/**
 * Tags, a next step and the spare card of one card: each tap changes the draft and hands it on. A
 * kind alone means "in three days"; the kind that is chosen, tapped again, means none.
 */
import { daysAfter, isoDay, sayDay } from "./days.js"
import { wordOf } from "./words.js"

const DEFAULT_DAYS = 3
const MOST_TAGS = 8
const TEXT_PAUSE_MS = 500

export class DraftForm {
  #root
  #keep
  #draft
  #timer = null

  /**
   * @param {HTMLElement} root  has the parts, and the words
   * @param {{signal: AbortSignal, keep: (draft: object) => void}} parts
   */
  constructor(root, { signal, keep }) {
    this.#root = root
    this.#keep = keep
    const listen = (name, kind, run) => this.#part(name).addEventListener(kind, run, { signal })
    listen("kinds", "click", ({ target }) => this.#chooseKind(target.closest("[data-kind]")?.dataset.kind))
    listen("days", "click", ({ target }) => this.#chooseDays(target.closest("[data-in-days]")?.dataset.inDays))
    listen("date", "change", ({ target }) => target.value && this.#change({ followUp: { ...this.#draft.followUp, dueOn: target.value } }))
    listen("what", "input", () => this.#typeWhat())
    listen("tags", "click", ({ target }) => this.#toggleTag(target.closest("[data-tag]")?.dataset.tag))
    listen("new-tag", "submit", (event) => this.#addTag(event))
    listen("spare", "change", ({ target }) => this.#change({ hasSpareCard: target.checked }))
  }

  /** @param {object} draft  @param {string[]} tags  used lately */
  open(draft, tags) {
    this.#draft = draft
    this.#part("what").value = draft.followUp?.text ?? ""
    this.#part("new-tag").reset()
    this.#part("date").min = isoDay(new Date())
    const offered = [...draft.tags, ...tags.filter((tag) => !draft.tags.includes(tag))].slice(0, Math.max(MOST_TAGS, draft.tags.length))
    this.#part("tags").replaceChildren(...offered.map((tag) => this.#chip(tag)))
    this.#draw()
  }

  /** Hand on what was typed last, and a tag that was typed and not yet added. */
  settle() {
    const typed = this.#part("new-tag").elements.tag.value
    if (typed.trim()) this.#addNames(typed)
    if (this.#timer !== null) this.#keepWhat()
  }

  #part(name) {
    return this.#root.querySelector(`[data-draft-${name}]`)
  }

  #change(part) {
    this.#draft = { ...this.#draft, ...part }
    // What is being typed goes with what is tapped.
    const { followUp } = this.#draft
    if (followUp && this.#timer !== null) this.#draft.followUp = { ...followUp, text: this.#part("what").value.trim() }
    this.#keep(this.#draft)
    this.#draw()
  }

  #draw() {
    const { followUp, tags, hasSpareCard } = this.#draft
    const now = new Date()
    this.#press("[data-kind]", ({ kind }) => kind === followUp?.kind)
    this.#press("[data-in-days]", ({ inDays }) => daysAfter(now, Number(inDays)) === followUp?.dueOn)
    this.#press("[data-tag]", ({ tag }) => tags.includes(tag))
    this.#part("when").hidden = !followUp
    this.#part("date").value = followUp?.dueOn ?? ""
    this.#part("spare").checked = hasSpareCard
    const day = followUp && sayDay(followUp.dueOn, document.documentElement.lang, now)
    this.#part("said").textContent = day ? wordOf(this.#root, "next-step", { day }) : ""
  }

  #press(selector, isPressed) {
    for (const button of this.#root.querySelectorAll(selector)) button.setAttribute("aria-pressed", String(isPressed(button.dataset)))
  }

  #chooseKind(kind) {
    if (!kind) return
    const { followUp } = this.#draft
    if (followUp?.kind === kind) return this.#change({ followUp: null })
    const dueOn = followUp?.dueOn ?? daysAfter(new Date(), DEFAULT_DAYS)
    return this.#change({ followUp: { kind, dueOn, text: this.#part("what").value.trim() } })
  }

  #chooseDays(days) {
    if (days) this.#change({ followUp: { ...this.#draft.followUp, dueOn: daysAfter(new Date(), Number(days)) } })
  }

  /** Typing is handed on when it pauses. */
  #typeWhat() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#keepWhat(), TEXT_PAUSE_MS)
  }

  #keepWhat() {
    clearTimeout(this.#timer)
    this.#timer = null
    if (this.#draft.followUp) this.#change({ followUp: { ...this.#draft.followUp, text: this.#part("what").value.trim() } })
  }

  #toggleTag(tag) {
    if (!tag) return
    const { tags } = this.#draft
    this.#change({ tags: tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag] })
  }

  #addTag(event) {
    event.preventDefault()
    this.#addNames(event.target.elements.tag.value)
    event.target.reset()
  }

  #addNames(typed) {
    const names = typed.split(",").map((name) => name.trim().slice(0, 80)).filter(Boolean)
    const isKnown = (name) => this.#draft.tags.some((tag) => tag.toLowerCase() === name.toLowerCase())
    const added = [...new Set(names)].filter((name) => !isKnown(name))
    const shown = new Set([...this.#root.querySelectorAll("[data-tag]")].map(({ dataset }) => dataset.tag))
    this.#part("tags").append(...added.filter((name) => !shown.has(name)).map((name) => this.#chip(name)))
    if (added.length) this.#change({ tags: [...this.#draft.tags, ...added] })
  }

  #chip(tag) {
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: tag })
    chip.dataset.tag = tag
    return chip
  }
}
