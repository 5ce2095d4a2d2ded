/**
 * What a card of this phone is shown as. Pure: a Card (lib/card.js) in, a word out.
 *
 * "here" on this phone only · "sending" · "sent" the server has it and reads · "read" · "look" read,
 * but worth a look · "refused" the server did not take it · "done" confirmed, a contact by now
 */
const OPEN = ["waiting", "reading"]

/**
 * @param {object} card
 * @param {{cardKey: string, side: string}|null} [sending]  what is on its way now
 * @returns {"here"|"sending"|"sent"|"read"|"look"|"refused"|"done"}
 */
export function stateOf(card, sending = null) {
  const sides = Object.values(card.sides)
  if (sides.some(({ state }) => state === "refused")) return "refused"
  if (sides.some(({ state }) => state === "unsent")) return sending?.cardKey === card.key ? "sending" : "here"
  const { server } = card
  if (!server || OPEN.includes(server.state)) return "sent"
  if (server.state === "reviewed") return "done"
  return server.state === "failed" || server.needsLook ? "look" : "read"
}

/** Whether the server will have more to say of a card by itself. */
export function isPending(card) {
  return Boolean(card.scanId) && (!card.server || OPEN.includes(card.server.state))
}

/** Whether a back can be added: one is all a card has, and several cards of one photo have none. */
export function canTakeVerso(card) {
  return Boolean(card) && !card.sides.verso && isOpen(card)
}

/**
 * Give the card that a back belongs to: the one taken last, or the newest where none was taken or
 * that one is gone. Null when it has a back already, or can have none.
 * @param {object[]} cards  the newest first, those that are shown
 * @param {string|null} lastKey
 */
export function versoCardOf(cards, lastKey) {
  const card = cards.find(({ key }) => key === lastKey) ?? cards[0]
  return canTakeVerso(card) ? card : null
}

/**
 * Give the card whose back another one shows, if it is one: the card before it, where that can take
 * a back and this one has none. Null when that cannot be.
 * @param {object[]} cards  the newest first, those that are shown
 * @param {object} card  one of them
 */
export function frontOf(cards, card) {
  const front = cards[cards.findIndex(({ key }) => key === card.key) + 1]
  const isKept = ![card, front].some((one) => one?.isInMemory)
  return isKept && canTakeVerso(card) && canTakeVerso(front) && !refusedSide(card) ? front : null
}

/** Whether another photo may take the place of a side. */
export function canRetake(card) {
  return Boolean(card) && isOpen(card)
}

function isOpen({ server, isRemoved }) {
  if (isRemoved) return false
  return !server || (!["reviewed", "discarded"].includes(server.state) && !(server.cardCount > 1))
}

/** The side that was refused, or null. */
export function refusedSide(card) {
  return Object.keys(card.sides).find((side) => card.sides[side].state === "refused") ?? null
}

/** Whether the card was taken out of the inbox elsewhere: such a card leaves the strip. */
export function isGone(card) {
  return card.server?.state === "discarded"
}
