/**
 * One thing to send, as a request, and what its answer means.
 *
 * @typedef {object} Item
 * @property {"event"|"recto"|"verso"|"draft"|"join"} kind
 * @property {string} owner
 * @property {object} [event]
 * @property {import("./card.js").Card} [card]  as it was when the item was taken up
 * @property {{blob: Blob, name: string}} [photo]  of a side
 * @property {number} [frontScanId]  of a join: the scan that gets this card as its verso
 *
 * @typedef {object} Verdict
 * @property {"sent"|"signed-out"|"unknown-event"|"refused"|"later"} kind
 * @property {object} [body]  of "sent"
 * @property {string} [hint]  of "refused"
 * @property {string} [code]  of "refused"
 * @property {boolean} [isServerTrouble]  of "later": the server itself failed on this item
 * @property {number} [pause_s]  of "later": what the server asked for
 */

/** A request may take this long, and longer for what it carries: 8 kB/s is a very poor network. */
const ANSWER_LIMIT_S = 30
const SLOWEST_BYTES_PER_S = 8000

/** Refused even when a proxy in front of the server says so in its own words. */
const FINAL_IN_ANY_WORDS = [413, 415, 422]
const LATER = [408, 425, 429]

/**
 * @param {Item} item
 * @returns {{method: string, address: string, body: FormData|string|undefined, headers: Record<string, string>, limit_s: number}}
 */
export function requestOf(item) {
  const made = { event: eventRequest, recto: rectoRequest, verso: versoRequest, draft: draftRequest, join: joinRequest }[item.kind](item)
  const headers = { Accept: "application/json", "Verso-Owner": item.owner }
  if (typeof made.body === "string") headers["Content-Type"] = "application/json"
  const limit_s = ANSWER_LIMIT_S + (item.photo?.blob.size ?? 0) / SLOWEST_BYTES_PER_S
  return { ...made, headers, limit_s }
}

function eventRequest({ event }) {
  const { name, kind, day, place, goal } = event
  return {
    method: "PUT",
    address: `/api/events/${encodeURIComponent(event.key)}`,
    body: JSON.stringify({ name, kind, day, place, goal }),
  }
}

function rectoRequest({ card, photo }) {
  const form = photoForm("recto", card, photo)
  form.set("client_key", card.key)
  form.set("taken_at", card.takenAt)
  const eventKey = eventKeyOf(card)
  if (eventKey) form.set("event_key", eventKey)
  return { method: "POST", address: "/scans", body: form }
}

function versoRequest({ card, photo }) {
  return { method: "POST", address: `/scans/${card.scanId}/sides`, body: photoForm("verso", card, photo) }
}

function photoForm(side, card, { blob, name }) {
  const form = new FormData()
  form.set(side, blob, name || `${side}.jpg`)
  if (card.sides[side].isRetake) form.set("retake", "1")
  return form
}

function draftRequest({ card }) {
  return { method: "PUT", address: `/api/scans/${card.scanId}/draft`, body: draftBody(card) }
}

/** To say twice that two cards are one, or that they are not, is to say it once. */
function joinRequest({ card: { scanId, join }, frontScanId }) {
  const address = `/api/scans/${frontScanId}/joins-with`
  if (!join.isWanted) return { method: "DELETE", address: `${address}/${scanId}` }
  return { method: "POST", address, body: JSON.stringify({ other_id: scanId }) }
}

/** What the server is told of a card's draft; two that are the same text are the same draft. */
export function draftBody({ draft: { tags, followUp, hasSpareCard }, eventKey }) {
  const follow_up = followUp && { kind: followUp.kind, due_on: followUp.dueOn, text: followUp.text ?? "" }
  return JSON.stringify({ tags, follow_up, has_spare_card: hasSpareCard, event_key: eventKey })
}

/** The event that a recto is sent under. */
export function eventKeyOf(card) {
  return card.sides.recto.isWithoutEvent ? null : card.eventKey
}

/**
 * Say what an answer means.
 * @param {number} status
 * @param {string} text
 * @param {string|null} [retryAfter]  the header
 * @returns {Verdict}
 */
export function verdictOf(status, text, retryAfter = null) {
  const told = parse(text)
  // What has no form of ours comes from a proxy, or from a hotel that wants a room number first.
  if (status >= 200 && status < 300) return told?.id ? { kind: "sent", body: told } : { kind: "later" }
  if (status === 401) return { kind: "signed-out" }
  if (status >= 500 || LATER.includes(status)) {
    const isServerTrouble = status === 500
    return { kind: "later", isServerTrouble, pause_s: Number(retryAfter) || 0 }
  }
  const { code, hint } = told?.error ?? {}
  if (status === 409 && code === "unknown_event") return { kind: "unknown-event" }
  if (!code && !FINAL_IN_ANY_WORDS.includes(status)) return { kind: "later" }
  return { kind: "refused", hint: hint ?? "", code: code ?? "" }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
