/**
 * From card to card without a page in between: the next one is put in the place of this one; address,
 * title, focus and what is announced follow. What is sent goes in order. A card that could not be saved
 * is held as it was left, named on the card shown meanwhile, and goes by itself or comes back with the reason.
 */
import { Turns } from "./lib/turns.js"
import { CardAhead } from "./review-ahead.js"
import { fetchCard, send, sendPlainly } from "./review-fetch.js"
import { HeldCards } from "./review-held.js"

const SLOW_MS = 2_000
const here = () => location.pathname + location.search

export class ReviewCards {
  #ahead = new CardAhead()
  #sending = Promise.resolve()
  #address = null
  #turns = new Turns({ ms: SLOW_MS, say: () => shown()?.says.fail("waiting"), calm: () => shown()?.says.calm("waiting") })
  #held = new HeldCards()

  /** Follow the browser's own ways back and forth; a link within the page is none of them. */
  start() {
    if (this.#address) return
    this.#address = here()
    addEventListener("popstate", () => here() !== this.#address && this.go(here(), { isBack: true }))
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload())
    addEventListener("online", () => this.#sendHeld())
    addEventListener("beforeunload", (event) => (this.#held.size || shown()?.isUnkept) && event.preventDefault())
  }

  /** While one thing is done to the cards, no key does another to the wrong card. */
  get isBusy() {
    return this.#turns.isBusy
  }

  /** Fetch what comes after a card, with its pictures. */
  prepare(review) {
    this.#ahead.prepare(review, this.#sending)
  }

  /** Show the card at an address. */
  go(address, { isBack = false } = {}) {
    return this.#turns.take(() => this.#go(address, isBack), { isPatient: isBack })
  }

  /** Do a step of the server, and show the card that it leads to. */
  step(form, submitter) {
    return this.#turns.take(() => this.#step(form, submitter))
  }

  /** Save a card, and show the next at once. @returns {Promise<boolean>}  whether it is saved */
  async accept(review, form) {
    if (this.#held.isRefused(review)) return sendPlainly(form)
    const sent = { action: form.getAttribute("action"), body: new URLSearchParams(new FormData(form)).toString() }
    const address = this.#address
    let [next, saving] = [null, null]
    await this.#turns.take(async () => {
      next = await this.#ahead.after(review, this.#sending)
      saving = this.#send(sent.action, sent.body)
      review.forget()
      if (next?.element) this.#show(next, { isGone: true })
    })
    try {
      this.#showSaved(await saving, next)
      return true
    } catch (error) {
      if (review.isConnected) this.#tellWhy(review, form, null, error)
      else this.#hold(error.element ?? review, { address, error, sent })
      return false
    }
  }

  async #go(address, isBack) {
    const isKept = (await shown()?.leave()) ?? true
    if (!isKept && !isBack) return
    if (!isKept) this.#hold(shown(), { address: this.#address, error: {} })
    const held = this.#held.at(address)
    const card = held ?? (await this.#ahead.at(address)) ?? (await fetchCard(address).catch(() => null))
    if (isBack && here() !== address) return // they went on
    if (card?.element) this.#show(card, { isBack })
    else if (card || isBack) location.assign(address)
    else shown()?.says.fail("not-reached")
  }

  async #step(form, submitter) {
    const review = shown()
    form.closest("dialog")?.close()
    if (!((await review.leave()) ?? true)) return
    await this.#sending
    const body = new URLSearchParams(new FormData(form, submitter))
    const isGoing = /\/(discards|set-asides)(\?|$)/.test(form.action)
    const card = await fetchCard(form.action, { method: "POST", body }).catch((error) => ({ error }))
    if (card.error) this.#tellWhy(review, form, submitter, card.error)
    else if (card.element) this.#show(card, { isGone: isGoing && card.element.dataset.scan !== review.dataset.scan })
    else location.assign(card.address)
  }

  #send(address, body) {
    const sent = this.#sending.then(() => send(address, { method: "POST", body }))
    this.#sending = sent.catch(() => {})
    return sent
  }

  #showSaved({ contact_id: id, name, location: address }, next) {
    const [held] = this.#held.all
    if (!next?.element && !held) return location.assign(address)
    if (!next?.element) this.#show(held)
    shown()?.says.showSaved(id, name)
  }

  async #sendHeld() {
    const saved = await this.#held.sendAgain((action, body) => this.#send(action, body))
    shown()?.says.showHeld(this.#held.all, saved)
  }

  #hold(element, left) {
    this.#held.hold(element, left)
    shown()?.says.showHeld(this.#held.all)
    if (left.error.status === 401) shown()?.says.fail("signed-out")
  }

  /** What the server refuses without a word that fits in here is sent again as a plain form: its answer is a page. */
  #tellWhy(review, form, submitter, { status, hint, element }) {
    if (element) this.#show({ element, address: this.#address })
    else if (status === 401 && this.#held.size) review.says.fail("signed-out")
    else if (status && (status === 401 || !hint)) sendPlainly(form, submitter)
    else review.says.fail(submitter ? "not-reached" : "not-sent", hint)
  }

  #show({ element, address, error }, { isBack = false, isGone = false } = {}) {
    const held = this.#held.take(element)
    if (held && held.element !== element) return this.#show(held, { isBack, isGone })
    if (isGone && element.dataset.left) element.dataset.left = Math.max(element.dataset.left - 1, 0)
    const isSame = address === this.#address
    this.#ahead.forget()
    this.#address = address
    document.getElementById("review").replaceWith(element)
    if (!isBack && !isSame) history.pushState(null, "", address)
    globalThis.htmx?.process(element)
    if (error) this.#held.explain(element, error)
    shown()?.says.showHeld(this.#held.all)
    scrollTo(0, 0)
  }
}

function shown() {
  return document.querySelector("card-review, card-wait")
}

export const cards = new ReviewCards()
