/** What the store says is to be sent next, and what an answer changes in it. */
import { PATIENCE, attemptsOf, nextStep, photoKey, withOwing } from "./card.js"
import { settleJoin } from "./card-joins.js"
import { draftBody, eventKeyOf } from "./send-request.js"

/** What the server answers to an event that it had, and that was deleted there. */
const DELETED_EVENT = "event_deleted"
const SIDES = { recto: true, verso: true }

/**
 * Give the next thing to send: unsent events, then cards, the oldest first. What the server failed
 * on several times comes after everything else, so that one card never holds up the others.
 * @param {import("./device-store.js").DeviceStore} store
 * @param {string} owner
 * @returns {Promise<import("./send-request.js").Item|null>}
 */
export function nextItem(store, owner) {
  return store.read(["cards", "photos", "events"], async (rows) => {
    const events = (await rows.ofOwner("events", "shown", owner)).filter((event) => !event.isSent && !event.error)
    const cards = await sendable(rows, await rows.ofOwner("cards", "owing", owner))
    const waiting = [
      ...events.map((event) => ({ kind: "event", owner, event, attempts: event.attempts ?? 0 })),
      ...cards.map((step) => ({ ...step, owner, attempts: attemptsOf(step.card) })),
    ]
    const item = waiting.find(({ attempts }) => attempts < PATIENCE) ?? waiting[0] ?? null
    if (item?.kind in SIDES) item.photo = await rows.get("photos", photoKey(item.card.key, item.kind))
    return item
  })
}

/** Give what can be sent of cards: a join only once the server has the card before. */
async function sendable(rows, cards) {
  const steps = []
  for (const card of cards) {
    const kind = nextStep(card)
    const frontScanId = kind === "join" ? ((await rows.get("cards", card.join.to))?.scanId ?? null) : undefined
    if (kind !== null && frontScanId !== null) steps.push({ kind, card, frontScanId })
  }
  return steps
}

/**
 * Write down what came of an item, unless it was changed meanwhile: then it is sent again.
 * @param {import("./device-store.js").DeviceStore} store
 * @param {import("./send-request.js").Item} item
 * @param {import("./send-request.js").Verdict} verdict
 */
export function settle(store, item, verdict) {
  const isAboutItem = verdict.kind !== "signed-out" && (verdict.kind !== "later" || verdict.isServerTrouble)
  if (!isAboutItem) return Promise.resolve()
  return store.write(["cards", "photos", "events"], async (rows) => {
    if (item.kind === "event") return settleEvent(rows, item.event, verdict)
    const card = await rows.get("cards", item.card.key)
    if (!card) return undefined
    if (verdict.kind === "unknown-event") await askForEvent(rows, card)
    const settled = item.kind in SIDES ? await settleSide(rows, card, item, verdict) : await settleWords(rows, card, item, verdict)
    return rows.put("cards", withOwing(settled))
  })
}

async function settleEvent(rows, { key, name, kind, day, place, goal }, verdict) {
  const event = await rows.get("events", key)
  if (!event) return
  const isSame = [name, kind, day, place, goal].every((value, at) => value === [event.name, event.kind, event.day, event.place, event.goal][at])
  if (verdict.kind === "sent") {
    const peopleCount = verdict.body.people_count ?? event.peopleCount ?? 0
    await rows.put("events", { ...event, isSent: isSame, attempts: 0, peopleCount })
    await stampLate(rows, event)
  } else if (verdict.code === DELETED_EVENT) {
    await rows.delete("events", key) // its cards go without it: the server knows that it was
  } else if (verdict.kind === "refused" && isSame) {
    await rows.put("events", { ...event, error: { hint: verdict.hint, code: verdict.code } })
  } else {
    await rows.put("events", { ...event, attempts: (event.attempts ?? 0) + 1 })
  }
}

/** Cards that went without their event get it with their draft, now that the server knows it. */
async function stampLate(rows, { owner, key }) {
  for (const card of await rows.ofOwner("cards", "shown", owner)) {
    if (card.eventKey !== key || card.scanId === null || !card.sides.recto.isWithoutEvent) continue
    const recto = { ...card.sides.recto, isWithoutEvent: false }
    await rows.put("cards", withOwing({ ...card, isDraftSent: false, sides: { ...card.sides, recto } }))
  }
}

async function askForEvent(rows, card) {
  const event = await rows.get("events", card.eventKey ?? "")
  if (event && !event.error) await rows.put("events", { ...event, isSent: false })
}

function settleWords(rows, card, item, verdict) {
  return item.kind === "join" ? settleJoin(rows, card, item, verdict) : settleDraft(card, item, verdict)
}

function settleDraft(card, item, verdict) {
  const isSame = draftBody(card) === draftBody(item.card)
  if (verdict.kind === "sent") return { ...card, isDraftSent: isSame, draftAttempts: 0 }
  if (verdict.kind === "refused" && isSame) {
    return { ...card, draftError: { hint: verdict.hint, code: verdict.code } }
  }
  const draftAttempts = (card.draftAttempts ?? 0) + 1
  if (verdict.kind !== "unknown-event" || draftAttempts < PATIENCE) return { ...card, draftAttempts }
  return { ...card, draftAttempts, draftError: { hint: "", code: "unknown_event" } }
}

async function settleSide(rows, card, item, verdict) {
  const name = item.kind
  const side = card.sides[name]
  const isSame = side?.shot === item.card.sides[name].shot
  const withSide = (change, rest = {}) => ({ ...card, ...rest, sides: { ...card.sides, [name]: { ...side, ...change } } })
  if (verdict.kind === "sent") {
    const scanId = verdict.body.id
    if (!isSame) return withSide({ isRetake: true }, { scanId })
    await rows.delete("photos", photoKey(card.key, name))
    const isStampedLate = name === "recto" && !side.isWithoutEvent && eventKeyOf(item.card) !== card.eventKey
    return withSide({ state: "sent", attempts: 0 }, { scanId, ...(isStampedLate && { isDraftSent: false }) })
  }
  if (!isSame) return card
  if (verdict.kind === "refused") {
    return withSide({ state: "refused", error: { hint: verdict.hint, code: verdict.code } })
  }
  const attempts = side.attempts + 1
  if (verdict.kind === "unknown-event") {
    // A card is worth more than its event's name: after some rounds it goes without.
    const event = await rows.get("events", card.eventKey ?? "")
    return withSide({ attempts, isWithoutEvent: !event || Boolean(event.error) || attempts >= PATIENCE })
  }
  return withSide({ attempts })
}
