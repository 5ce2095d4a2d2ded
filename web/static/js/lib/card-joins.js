/**
 * A back that was taken as a new card, and said to be the back of the card before. Both stay cards of
 * their own in the store, and are sent as such; the server is told that they are one once it has both.
 * Until then, and with no network, they are shown as one. It can be taken back at any time.
 */
import { edit } from "./card-changes.js"
import { withOwing } from "./card.js"
import { StoreError } from "./store-error.js"

/**
 * Make a card the back of another.
 * @throws {StoreError}  if one of them is gone, or the one before has a back
 */
export async function join(rows, backKey, frontKey) {
  const [back, front] = [await rows.get("cards", backKey), await rows.get("cards", frontKey)]
  if (!back || !front || front.sides.verso || back.sides.verso) throw new StoreError("refused")
  const draft = bothDrafts(front.draft, back.draft)
  const isSame = JSON.stringify(draft) === JSON.stringify(front.draft)
  const { joinError: _, ...rest } = back
  const made = { to: frontKey, isWanted: true, isSent: false, attempts: 0 }
  await rows.put("cards", withOwing({ ...rest, join: isSame ? made : { ...made, draftBefore: front.draft } }))
  if (!isSame) await edit(rows, frontKey, (card) => ({ ...card, draft, isDraftSent: false }))
}

/** Make a back the card of its own that it was. What the server may have heard is taken back there. */
export async function takeJoinBack(rows, backKey) {
  const back = await rows.get("cards", backKey)
  if (!back?.join?.isWanted) return
  const front = await rows.get("cards", back.join.to)
  const isUnheard = back.scanId === null || front?.scanId === null
  const { join: said, ...alone } = { ...back, server: null }
  const undone = { ...alone, join: { ...said, isWanted: false, isSent: false } }
  await rows.put("cards", withOwing(isUnheard ? alone : undone))
  await putDraftBack(rows, said)
}

/** Write down what the server said of a join, or of taking one back. */
export async function settleJoin(rows, card, item, verdict) {
  const { join: now, ...rest } = card
  const { isWanted } = item.card.join
  const isSame = now?.to === item.card.join.to && now.isWanted === isWanted
  if (!isSame) return card // it was said otherwise meanwhile, which is sent next
  if (verdict.kind === "sent") return isWanted ? { ...card, join: { ...now, isSent: true } } : { ...rest, server: null }
  if (verdict.kind !== "refused") return { ...card, join: { ...now, attempts: now.attempts + 1 } }
  const joinError = { hint: verdict.hint, code: verdict.code }
  if (!isWanted) return { ...card, join: { ...now, isWanted: true, isSent: true }, joinError }
  await putDraftBack(rows, now)
  return { ...rest, joinError }
}

/**
 * Show cards that were joined as one: the front with the other's photo as its verso, under
 * `joinedKey` and, while the server has it as a card of its own, `joinedScanId`.
 * @param {import("./card.js").Card[]} cards
 * @returns {import("./card.js").Card[]}
 */
export function joined(cards) {
  const keys = new Set(cards.map(({ key }) => key))
  const backs = new Map(cards.filter(({ join }) => join?.isWanted && (join.isSent || keys.has(join.to))).map((card) => [card.join.to, card]))
  const hidden = new Set([...backs.values()].map(({ key }) => key))
  return cards.filter(({ key }) => !hidden.has(key)).map((card) => (backs.has(card.key) ? withBack(card, backs.get(card.key)) : card))
}

function withBack(front, { key, scanId, sides: { recto }, join, joinError }) {
  const state = recto.state === "refused" ? "refused" : join.isSent ? "sent" : "unsent"
  const sides = { ...front.sides, verso: { ...recto, state } }
  return { ...front, sides, joinedKey: key, joinedScanId: join.isSent ? null : scanId, ...(joinError && { joinError }) }
}

async function putDraftBack(rows, { to, draftBefore }) {
  if (draftBefore) await edit(rows, to, (card) => ({ ...card, draft: draftBefore, isDraftSent: false }))
}

/** What was noted of either is noted of both, as the server does it. */
function bothDrafts(front, back) {
  return {
    tags: [...front.tags, ...back.tags.filter((tag) => !front.tags.includes(tag))],
    followUp: front.followUp ?? back.followUp,
    hasSpareCard: front.hasSpareCard || back.hasSpareCard,
  }
}
