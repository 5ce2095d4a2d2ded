/**
 * Keeps a window sending: at its start, when a shot was taken, when the network comes back, when the
 * window is looked at, once it is known who works on this device, and after growing pauses.
 */
import { openStore } from "./device-store.js"
import { oneAtATime } from "./one-at-a-time.js"
import { ownChannel } from "./outbox-channel.js"
import { Pauses } from "./pauses.js"
import { prefs } from "./prefs.js"
import { Sender } from "./sender.js"

export class PageSender {
  /** @type {"idle"|"sending"|"waiting"|"signed-out"} */
  state = "idle"
  #sender
  #told
  #pauses
  #timer
  #run = oneAtATime(() => this.#sendAll())

  /**
   * @param {Pick<Sender, "sendAll"|"takeUpHeld">} sender
   * @param {{told?: (message: object) => void, pauses?: Pauses}} [options]
   */
  constructor(sender, { told = () => {}, pauses = new Pauses() } = {}) {
    this.#sender = sender
    this.#told = told
    this.#pauses = pauses
  }

  /** Listen for good moments, until the signal. */
  watch({ signal } = {}) {
    const wake = () => this.wake()
    addEventListener("online", () => this.#tryAnotherNetwork(), { signal })
    addEventListener("pageshow", wake, { signal })
    const look = () => document.visibilityState === "visible" && this.wake()
    document.addEventListener("visibilitychange", look, { signal })
    // A card that was taken before is nobody's to send until then.
    prefs.addEventListener("change", ({ detail }) => detail.name === "who" && this.wake(), { signal })
  }

  /** Send now: there is something new, or a reason to believe that it works now. */
  wake() {
    this.#pauses.reset()
    return this.#run()
  }

  async #tryAnotherNetwork() {
    await this.#sender.takeUpHeld()
    this.wake()
  }

  async #sendAll() {
    clearTimeout(this.#timer)
    this.#enter("sending")
    const { kind, pause_s } = await this.#sender.sendAll()
    if (kind === "done") this.#enter("idle")
    else if (kind === "signed-out") this.#enter("signed-out")
    else {
      this.#enter("waiting")
      this.#timer = setTimeout(() => this.#run(), this.#pauses.next(pause_s) * 1000)
    }
  }

  #enter(state) {
    this.state = state
    this.#told({ type: "state", state })
  }
}

let pageSender

/** Give the sender of this window for the device's store. */
export function ownSender() {
  pageSender ??= openStore().then((store) => senderOf(store))
  return pageSender
}

/** Give a sender of this window for any store, such as one in memory. */
export function senderOf(store) {
  const channel = ownChannel()
  const told = (message) => channel.tell(message)
  return new PageSender(new Sender({ store, told, who: () => prefs.get("who") }), { told })
}

/** Give one that listens for good moments as long as the window lives: what a memory holds does. */
export function watchedSenderOf(store) {
  const sender = senderOf(store)
  sender.watch()
  return sender
}
