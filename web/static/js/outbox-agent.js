/**
 * On every page: sends what this device holds, keeps the count of unsent cards in sight, and asks
 * before a sign-out leaves some behind. `data-owner` says who is signed in, `data-signed-out` that
 * nobody is; a page kept for days without a network says neither.
 */
import { erasePeople } from "./lib/people-copy.js"
import { eraseMember } from "./lib/leaving.js"
import { oneAtATime } from "./lib/one-at-a-time.js"
import { Outbox } from "./lib/outbox.js"
import { ownSender } from "./lib/page-sender.js"
import { prefs } from "./lib/prefs.js"
import { askForSync } from "./lib/sync-request.js"
import { UnsentSigns } from "./lib/unsent-signs.js"
import { unsentOnDevice } from "./lib/unsent.js"

const SIGN_OUT = 'form[action="/sign-outs"]'

class OutboxAgent extends HTMLElement {
  #abort
  #outbox = null
  #signs = new UnsentSigns(this)
  #recount = oneAtATime(() => this.#countNow())
  #following = Promise.resolve()
  #wasSignedOut = false
  #isAsking = false

  connectedCallback() {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    document.addEventListener("submit", (event) => this.#leave(event), { signal })
    // A second tap that falls on the words of the question takes the focus off its answers.
    this.querySelector("dialog")?.addEventListener("mousedown", keepFocus, { signal })
    prefs.addEventListener("change", ({ detail }) => detail.name === "who" && this.#follow(), { signal })
    this.#start(signal)
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#guard(false)
    this.#outbox?.close()
  }

  async #start(signal) {
    if ("signedOut" in this.dataset) return this.#standAtTheDoor()
    if (this.dataset.owner) await this.#welcome()
    await this.#follow()
    const sender = await ownSender()
    sender.watch({ signal })
    sender.wake()
  }

  /** The page says who is signed in: what was kept for somebody before them is not theirs to see. */
  async #welcome() {
    const { owner, displayName, language } = this.dataset
    const who = { owner, displayName, language }
    try {
      const before = await prefs.get("who")
      if (before && before.owner !== owner) await eraseMember(before.owner)
      if (JSON.stringify(who) !== JSON.stringify(before)) await prefs.set("who", who)
    } catch {
      prefs.setHere("who", who) // a device that is full: what this window has in memory is sent all the same
    }
  }

  /** Nobody is signed in: no copy of people stays, and what waits for its owner is said. */
  async #standAtTheDoor() {
    await erasePeople()
    this.#show(await unsentOnDevice())
  }

  /** Look after the cards of whoever works on this device now. */
  #follow() {
    // A device that did not answer once is asked again the next time, and holds up no sending.
    this.#following = this.#following.then(() => this.#followNow()).catch(() => {})
    return this.#following
  }

  async #followNow() {
    const who = await prefs.get("who")
    if (this.#outbox?.owner === who?.owner) return
    this.#outbox?.close()
    this.#outbox = who ? await Outbox.open(who.owner) : null
    this.#outbox?.addEventListener("change", () => this.#recount())
    await this.#recount()
  }

  async #countNow() {
    const outbox = this.#outbox
    if (!outbox) return
    try {
      this.#guard(await outbox.isAtRisk())
      this.#show(await outbox.unsentCount(), outbox.senderState === "signed-out")
    } catch {
      // The device did not answer: the next change counts anew, and cards are sent all the same.
    }
  }

  /** Ask before the window closes while it alone holds a card; at other times, let it be frozen. */
  #guard(isAtRisk) {
    globalThis[isAtRisk ? "addEventListener" : "removeEventListener"]("beforeunload", hold)
  }

  #show(count, isSignedOut = false) {
    const isNews = this.#signs.show(count, isSignedOut)
    if (isSignedOut && !this.#wasSignedOut) erasePeople()
    this.#wasSignedOut = isSignedOut
    if (isNews) askForSync()
  }

  /** Erase before the form goes, and ask first when cards would stay behind. */
  async #leave(event) {
    const form = event.target
    if (!form.matches(SIGN_OUT)) return
    event.preventDefault()
    if (this.#isAsking) return // a second tap
    this.#isAsking = true
    const isLeaving = await this.#isSure()
    this.#isAsking = false
    if (!isLeaving) return
    this.#guard(false)
    const owner = this.#outbox?.owner ?? this.dataset.owner
    if (owner) await eraseMember(owner).catch(() => {})
    form.submit()
  }

  async #isSure() {
    const count = (await this.#outbox?.unsentCount().catch(() => 0)) ?? 0
    return count === 0 || this.#confirm(count)
  }

  #confirm(count) {
    const dialog = this.querySelector("dialog")
    dialog.querySelector("[data-unsent-words]").textContent = this.#signs.words("unsent", count)
    dialog.returnValue = "stay"
    dialog.showModal()
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true })
    })
  }
}

function keepFocus(event) {
  if (!event.target.closest("button")) event.preventDefault()
}

function hold(event) {
  event.preventDefault()
}

customElements.define("outbox-agent", OutboxAgent)
