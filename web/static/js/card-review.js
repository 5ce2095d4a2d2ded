/** The review of one card: what its parts do together, until the next takes this one's place. */
import "./card-wait.js"
import { DeviceWishes } from "./lib/device-wishes.js"
import { wordOf } from "./lib/words.js"
import { actionsOf, offerTools } from "./review-actions.js"
import { cards } from "./review-cards.js"
import { ReviewChoices } from "./review-choices.js"
import { ReviewFields } from "./review-fields.js"
import { listenToReviewKeys } from "./review-keys.js"
import { ReviewLens } from "./review-lens.js"
import { ReviewLines } from "./review-lines.js"
import { listenToPresses } from "./review-presses.js"
import { ReviewProposals } from "./review-proposals.js"
import { ReviewSays } from "./review-says.js"
import { FIELD, listenToTyping } from "./review-typing.js"
import { ReviewValues } from "./review-values.js"
import { ReviewWork } from "./review-work.js"

const wishes = new DeviceWishes()
const known = wishes.load({ signal: new AbortController().signal }).catch(() => {})

class CardReview extends HTMLElement {
  /** The field that matters now, typed into or not. */
  current = null
  says = new ReviewSays(this)
  #abort
  #fields
  #lens
  #lines
  #offer
  #work
  #isAsking = false
  #isSent = false

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const reading = JSON.parse(this.querySelector("[data-reading]").textContent)
    const fields = (this.#fields = new ReviewFields(this, { signal }))
    const values = new ReviewValues(fields)
    this.#lens = new ReviewLens(this, { signal })
    const lines = (this.#lines = new ReviewLines(this, { lens: this.#lens, values, lines: reading.lines, signal }))
    const choices = new ReviewChoices(this, { values, reading })
    const proposals = new ReviewProposals(this, { fields, signal })
    this.#offer = (field) => offerTools(this, { choices, values }, field)
    this.#work = new ReviewWork(this, { signal, isUnkept: Boolean(this.#work) })
    this.#isSent = false
    const { acts, keys } = actionsOf(this, { fields, values, lines, choices, proposals, signal })
    listenToReviewKeys(this, keys, { signal, hasLetters: () => wishes.shortcuts })
    listenToTyping(this, { fields, choices, signal })
    listenToPresses(this, { acts, keys, fields, signal })
    this.addEventListener("focusin", ({ target }) => target.matches(FIELD) && this.#look(target), { signal })
    this.addEventListener("focusout", () => setTimeout(() => this.#settle()), { signal })
    this.#open()
    cards.start()
    cards.prepare(this)
  }

  disconnectedCallback() {
    this.#work.flush()
    this.#lens.reset()
    this.#abort.abort()
  }

  get touched() {
    return this.#fields.touched
  }

  /** Be at a field without typing into it: its pixels are shown. */
  arrive(field, words) {
    document.activeElement?.blur()
    this.#look(field)
    this.says.say(words)
  }

  /** Whether leaving the page loses something; a form that is sent plainly goes with it. */
  get isUnkept() {
    return this.#work.isFailing && !this.querySelector("form[data-is-plain]")
  }

  /** Keep what is typed before another card comes. @returns {Promise<boolean>}  whether it is kept */
  leave() {
    document.activeElement?.blur() // what was typed last is a value, too
    return this.keep()
  }

  /** Keep what is typed, of a card off the screen too. @returns {Promise<boolean>}  whether it is kept */
  keep = () => this.#work.flush()

  /** What is typed was sent with the card. */
  forget() {
    this.#work.forget()
  }

  /** Save the card and show the next; a next step that nobody chose yet is asked for in its place. */
  async accept() {
    if (this.#isSent || cards.isBusy) return
    this.#isAsking = !this.#hasStep
    this.querySelector("[data-ask]").hidden = !this.#isAsking
    this.querySelector("next-step").toggleAttribute("data-asking", this.#isAsking)
    if (this.#isAsking) {
      this.querySelector("next-step").scrollIntoView({ block: "center" })
      this.says.say(wordOf(this, "choose-step"))
      return
    }
    document.activeElement?.blur() // what was typed last is a value, too
    this.#isSent = true
    this.#isSent = await cards.accept(this, this.#fields.form)
  }

  /** A next step was chosen: what was asked for is answered. */
  chooseStep({ value }) {
    if (this.#isAsking && value !== "other") this.accept()
  }

  get #hasStep() {
    const { form } = this.#fields
    const chosen = form.querySelector("[name=next_step]:checked, [name=step_taken]:checked, [name=version]")
    return Boolean(chosen || form.elements.due_on.value)
  }

  /** What the card opens with: its first doubt large, the name for those who hear, nothing typed. */
  #open() {
    known.then(() => this.toggleAttribute("data-no-letters", !wishes.shortcuts))
    this.querySelector("[data-left-count]")?.replaceChildren(this.dataset.left)
    document.title = this.dataset.title
    const who = this.querySelector("[data-who]")
    if (document.activeElement === document.body) who.focus({ preventScroll: true })
    const { doubtful, all } = this.#fields
    this.#look(doubtful[0] ?? all[0])
    this.says.say(wordOf(this, "now", { name: who.textContent, doubts: doubtful.length, left: this.dataset.left }))
  }

  #look(field) {
    this.#lines.close()
    this.current = field ?? null
    this.querySelector("[data-here]")?.removeAttribute("data-here")
    field?.closest(".entry__control")?.setAttribute("data-here", "")
    this.querySelector("[data-lens]").hidden = !this.querySelector(".sheet__line")
    this.#lens.show(field)
    this.#offer(field)
  }

  /** On a phone the whole card comes back once nothing is typed; between two fields nothing jumps. */
  #settle() {
    if (this.isConnected && !document.activeElement?.matches(FIELD)) this.#lens.settle()
  }
}

customElements.define("card-review", CardReview)
