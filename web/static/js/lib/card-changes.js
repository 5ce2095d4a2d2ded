/**
 * What a member does to cards and events on the device, each within one transaction. Rows are never
 * changed in place: a changed row is a new one.
 */
import { newCard, newSide, photoKey, withOwing } from "./card.js"
import { StoreError } from "./store-error.js"

/** Sent cards stay for the strip: so long, and so many. */
const SENT_DAYS = 7
const SENT_COUNT = 60

/** A removed card can be brought back by the window that removed it, for so long. */
const REMOVED_MINUTES = 5

/** Keep a shot: a recto is a new card, a verso joins the card it names. */
export async function take(rows, owner, { side, cardKey, ...shot }) {
  if (side === "verso") return putPhoto(rows, cardKey, "verso", shot)
  const card = withOwing(newCard({ ...shot, owner, key: cardKey }))
  await rows.put("photos", photoRow(card, "recto", shot))
  await rows.put("cards", card)
  return card
}

/** Put another photo in the place of one; whether the server has the first or not. */
export function retake(rows, cardKey, side, shot) {
  return putPhoto(rows, cardKey, side, shot)
}

/**
 * Put a photo on a side of a card.
 * @param {{isRetake?: boolean}} [options]  whether the server may have another; by default, when
 *   the card has the side already
 */
export async function putPhoto(rows, cardKey, name, shot, { isRetake } = {}) {
  const card = await rows.get("cards", cardKey)
  if (!card) throw new StoreError("refused")
  const side = newSide(shot, { isRetake: isRetake ?? name in card.sides })
  const thumb = name === "recto" && shot.thumb ? shot.thumb : card.thumb
  const changed = withOwing({ ...card, thumb, sides: { ...card.sides, [name]: side } })
  await rows.put("photos", photoRow(card, name, shot))
  await rows.put("cards", changed)
  return changed
}

function photoRow({ key, owner }, side, { photo, name = "" }) {
  return { key: photoKey(key, side), owner, blob: photo, name }
}

/**
 * Change a card if it is there.
 * @returns {Promise<import("./card.js").Card|null>}
 */
export async function edit(rows, cardKey, change) {
  const card = await rows.get("cards", cardKey)
  if (!card) return null
  const changed = withOwing(change(card))
  await rows.put("cards", changed)
  return changed
}

/** Change those of the cards that are there, and give the first. */
export async function editAll(rows, cardKeys, change) {
  const changed = []
  for (const key of cardKeys.filter(Boolean)) changed.push(await edit(rows, key, change))
  return changed.find(Boolean) ?? null
}

/** Give the card with what its photo shows, if it still is that photo. */
export function described(card, name, shot, { thumb, flaws }) {
  const side = card.sides[name]
  if (side?.shot !== shot) return card
  const sides = { ...card.sides, [name]: { ...side, flaws: [...flaws] } }
  return { ...card, sides, thumb: name === "recto" ? (thumb ?? card.thumb) : card.thumb }
}

/** Give the card under another event; a recto that may be on its way has to tell it afterwards. */
export function stamped(card, eventKey) {
  const recto = { ...card.sides.recto, isWithoutEvent: false }
  return { ...card, eventKey, isDraftSent: false, sides: { ...card.sides, recto } }
}

export async function saveEvent(rows, event) {
  const { peopleCount = 0 } = (await rows.get("events", event.key)) ?? {}
  const saved = { ...event, peopleCount, isSent: false, attempts: 0 }
  await rows.put("events", saved)
  return saved
}

/**
 * Keep the server's events; one that was changed here and is unsent keeps what was typed.
 * @param {object[]} told  EventOut
 * @param {string[]} gone  keys of events that were deleted there, which go, whatever was typed
 */
export async function keepEvents(rows, owner, told, gone = []) {
  for (const key of gone) {
    if ((await rows.get("events", key))?.owner === owner) await rows.delete("events", key)
  }
  for (const { key, name, kind, day, place, goal, people_count: peopleCount } of told) {
    const known = await rows.get("events", key)
    if (known && known.owner !== owner) continue
    const isOurs = known && !known.isSent
    await rows.put("events", isOurs ? { ...known, peopleCount } : { key, owner, name, kind, day, place, goal, peopleCount, isSent: true })
  }
}

/** Keep what the server says of scans on their cards. */
export async function keepStates(rows, owner, told) {
  const scans = new Map(told.map((scan) => [scan.id, scan]))
  for (const card of await rows.ofOwner("cards", "scan", owner)) {
    const scan = scans.get(card.scanId)
    if (!scan || card.join) continue // the server calls it discarded while it is another's back
    const server = {
      state: scan.state,
      needsLook: scan.needs_look,
      name: scan.name,
      organization: scan.organization,
      flawHint: scan.flaw_hint,
      failureHint: scan.failure_hint,
      cardCount: scan.card_count,
      contactId: scan.contact_id,
      thumbnail: scan.thumbnail,
    }
    if (JSON.stringify(server) !== JSON.stringify(card.server)) await rows.put("cards", { ...card, server })
  }
}

/** Sweep what was removed, and sent cards that are old. */
export async function tidy(rows, owner, now) {
  const cards = (await rows.ofOwner("cards", "shown", owner)).reverse()
  const removedBefore = new Date(now - REMOVED_MINUTES * 60_000).toISOString()
  const sentBefore = new Date(now - SENT_DAYS * 86_400_000).toISOString()
  const awaited = new Set(cards.filter(({ owing, join }) => owing && join).map(({ join }) => join.to))
  let sentCount = 0
  for (const card of cards) {
    const isSent = !card.owing && !card.isRemoved
    if (isSent) sentCount += 1
    const isOld = isSent && !awaited.has(card.key) && (sentCount > SENT_COUNT || card.takenAt < sentBefore)
    if (isOld || (card.isRemoved && card.removedAt < removedBefore)) await drop(rows, card)
  }
}

/** Take a card and its photos off the device. */
export async function drop(rows, { key }) {
  await rows.delete("photos", photoKey(key, "recto"))
  await rows.delete("photos", photoKey(key, "verso"))
  await rows.delete("cards", key)
}
