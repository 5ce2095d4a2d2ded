/**
 * The rules of a card on the device: what of it is still to be sent, and what comes next.
 *
 * @typedef {object} Problem
 * @property {string} hint  the server's words; "" when it had none
 * @property {string} code
 *
 * @typedef {object} Side
 * @property {"unsent"|"sent"|"refused"} state
 * @property {string} shot  names the photo: an answer about an earlier one changes nothing
 * @property {string} takenAt  ISO 8601
 * @property {boolean} isRetake  takes the place of a photo that the server may have
 * @property {("dark"|"cut_off"|"glare"|"too_small"|"blurred")[]} flaws
 * @property {Problem} [error]  why it is refused
 * @property {number} attempts  how often the server failed on it
 * @property {boolean} [isWithoutEvent]  the server does not know the card's event, and never will
 *
 * @typedef {object} Draft
 * @property {string[]} tags
 * @property {{kind: string, dueOn: string, text: string}|null} followUp
 * @property {boolean} hasSpareCard
 *
 * @typedef {object} Join  a card that was taken as a new one, and is the back of one before
 * @property {string} to  key of the card before
 * @property {boolean} isWanted  false: it was said, and taken back
 * @property {boolean} isSent  whether the server was told so
 * @property {number} attempts  how often the server failed on it
 * @property {Draft} [draftBefore]  what was noted of the card before, before both notes became one
 *
 * @typedef {object} Card
 * @property {string} key  the scan's client key
 * @property {string} owner  "<account id>-<book id>"
 * @property {string} takenAt  ISO 8601
 * @property {string|null} eventKey
 * @property {Blob|null} thumb
 * @property {{recto: Side, verso?: Side}} sides
 * @property {number|null} scanId
 * @property {Draft} draft
 * @property {boolean} isDraftSent
 * @property {Join} [join]  it is the back of another card
 * @property {Problem} [joinError]  why it is not, although it was said to be
 * @property {Problem} [draftError]
 * @property {number} [draftAttempts]
 * @property {object|null} server  as last heard
 * @property {boolean} [isRemoved]
 * @property {string} [removedAt]  ISO 8601
 * @property {[string, string]} [owing]  owner and takenAt, while anything is to be sent: an index
 */

/** From so many failures of the server on, a card lets the others go first. */
export const PATIENCE = 3

/**
 * A key nobody else chooses. crypto.randomUUID() is missing outside HTTPS and localhost.
 * @param {Crypto} [source]
 */
export function newKey(source = crypto) {
  if (source.randomUUID) return source.randomUUID()
  const bytes = source.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** Name the row that holds the photo of a side. */
export function photoKey(cardKey, side) {
  return `${cardKey}-${side}`
}

/**
 * @param {{takenAt: string, flaws?: string[]}} shot
 * @param {{isRetake: boolean}} options
 * @returns {Side}
 */
export function newSide({ takenAt, flaws = [] }, { isRetake }) {
  return { state: "unsent", shot: newKey(), takenAt, isRetake, flaws: [...flaws], attempts: 0 }
}

/**
 * @param {{key?: string, owner: string, takenAt: string, eventKey?: string|null, thumb?: Blob|null, flaws?: string[]}} shot
 * @returns {Card}
 */
export function newCard({ key = newKey(), owner, takenAt, eventKey = null, thumb = null, flaws }) {
  return {
    key,
    owner,
    takenAt,
    eventKey,
    thumb,
    sides: { recto: newSide({ takenAt, flaws }, { isRetake: false }) },
    scanId: null,
    draft: { tags: [], followUp: null, hasSpareCard: false },
    isDraftSent: true,
    server: null,
  }
}

/**
 * Say what of a card can be sent now. A verso waits for its recto, which gives the scan its number; a
 * join comes last, and waits for the number of the card before.
 * @param {Card} card
 * @returns {"recto"|"verso"|"draft"|"join"|null}
 */
export function nextStep(card) {
  if (card.isRemoved) return null
  if (card.sides.recto.state === "unsent") return "recto"
  if (card.scanId === null) return null
  if (card.sides.verso?.state === "unsent") return "verso"
  if (!card.isDraftSent && !card.draftError) return "draft"
  return isJoinOwed(card) ? "join" : null
}

function isJoinOwed({ join }) {
  return Boolean(join) && !join.isSent
}

/** Whether the server does not have all of a card, be it refused. */
export function isOwing(card) {
  if (card.isRemoved) return false
  return !card.isDraftSent || isJoinOwed(card) || Object.values(card.sides).some(({ state }) => state !== "sent")
}

/** Give the card with its mark in the index of those that are to be sent. */
export function withOwing(card) {
  const { owing: _, ...rest } = card
  return isOwing(card) ? { ...rest, owing: [card.owner, card.takenAt] } : rest
}

/** How often the server failed on the next step of a card. */
export function attemptsOf(card) {
  const step = nextStep(card)
  const attempts = { draft: card.draftAttempts, join: card.join?.attempts }
  return (step in attempts ? attempts[step] : card.sides[step]?.attempts) ?? 0
}

/**
 * Give the card with what was refused or failed ready to be sent again.
 * @param {Card} card
 * @param {(refused: {error?: Problem}) => boolean} [isMeant]  which of it; default: all
 */
export function readyAgain(card, isMeant = () => true) {
  const sides = Object.entries(card.sides).map(([name, side]) => [name, isMeant(side) ? unsentAgain(side) : side])
  const { draftError, ...rest } = card
  const draft = !draftError || isMeant({ error: draftError }) ? { draftAttempts: 0 } : { draftError }
  return { ...rest, ...draft, sides: Object.fromEntries(sides) }
}

function unsentAgain({ error: _, ...side }) {
  return side.state === "sent" ? side : { ...side, state: "unsent", attempts: 0 }
}
