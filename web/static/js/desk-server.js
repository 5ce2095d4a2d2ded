/**
 * What the desk hears from the server: who is signed in, the events, the tags used lately, how the
 * cards are doing. Nothing here is needed to take a photo; without a network nothing is said.
 */
import { isPending } from "./lib/desk-state.js"
import { prefs } from "./lib/prefs.js"
import { ScanStates } from "./lib/scan-states.js"

const FRESH_MS = 60_000

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } })
  if (!answer.ok) throw Object.assign(new Error(`${address}: ${answer.status}`), { status: answer.status })
  return answer.json()
}

export class DeskServer {
  #outbox
  #heardMs = -FRESH_MS
  #states

  /** @param {import("./lib/outbox.js").Outbox} outbox */
  constructor(outbox) {
    this.#outbox = outbox
    this.#states = new ScanStates({
      ask: async (ids) => (await ask(`/api/scans/states?ids=${ids.join(",")}`)).scans,
      told: (scans) => outbox.keepStates(scans),
    })
  }

  /**
   * Ask for events, tags and who is signed in, unless that was done a moment ago.
   * @returns {Promise<"heard"|"fresh"|"signed-out"|"silent">}
   */
  async refresh({ isUrgent = false } = {}) {
    if (!isUrgent && performance.now() - this.#heardMs < FRESH_MS) return "fresh"
    try {
      const desk = await ask("/api/desk")
      this.#heardMs = performance.now()
      await prefs.set("who", { owner: desk.owner, displayName: desk.display_name, language: desk.language })
      await prefs.set("recentTags", desk.tags)
      if (desk.owner === this.#outbox.owner) await this.#outbox.keepEvents(desk.events, desk.deleted_events)
      return "heard"
    } catch (error) {
      return error.status === 401 ? "signed-out" : "silent"
    }
  }

  /** Follow the cards that are on their way. */
  watch(cards) {
    this.#states.watch(cards.filter(isPending).map(({ scanId }) => scanId))
  }

  /** Ask about all cards once: some may have been reviewed elsewhere. */
  look(cards) {
    return this.#states.look(cards.flatMap(({ scanId }) => scanId ?? []))
  }

  /** Take a scan out of the inbox, or bring it back. @returns {Promise<boolean>} */
  async discard(scanId, isBack = false) {
    const address = `/api/scans/${scanId}/${isBack ? "restorations" : "discards"}`
    try {
      return (await fetch(address, { method: "POST", headers: { Accept: "application/json" } })).ok
    } catch {
      return false
    }
  }

  stop() {
    this.#states.stop()
  }
}
