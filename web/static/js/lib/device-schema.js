/**
 * The stores of the device's database and their way from version 1.
 *
 * An index is named by what it is for, and begins with the owner: nobody's rows are ever listed
 * together with another's. A row that lacks a field of an index is not in it.
 */
import { newCard, newSide, photoKey, withOwing } from "./card.js"

export const DATABASE = "verso"
export const VERSION = 2

/** @type {Record<string, {keyPath: string, indexes: Record<string, string|string[]>}>} */
export const STORES = {
  cards: {
    keyPath: "key",
    indexes: { shown: ["owner", "takenAt"], owing: "owing", scan: ["owner", "scanId"] },
  },
  photos: { keyPath: "key", indexes: {} },
  events: { keyPath: "key", indexes: { shown: ["owner", "day"] } },
  prefs: { keyPath: "name", indexes: {} },
  people: { keyPath: "owner", indexes: {} },
}

const OLD_SHOTS = "shots"

/**
 * Bring a database to this version, inside its upgrade: either all of it happens, or nothing.
 * @param {IDBDatabase} database
 * @param {IDBTransaction} transaction
 */
export function upgrade(database, transaction) {
  for (const [name, { keyPath, indexes }] of Object.entries(STORES)) {
    if (database.objectStoreNames.contains(name)) continue
    const store = database.createObjectStore(name, { keyPath })
    for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path)
  }
  if (!database.objectStoreNames.contains(OLD_SHOTS)) return
  transaction.objectStore(OLD_SHOTS).getAll().onsuccess = ({ target }) => {
    const { cards, photos } = cardsOfShots(target.result)
    for (const card of cards) transaction.objectStore("cards").put(card)
    for (const photo of photos) transaction.objectStore("photos").put(photo)
    database.deleteObjectStore(OLD_SHOTS)
  }
}

/**
 * Turn the unsent shots of version 1 into cards. A shot that fits no card, such as a second verso,
 * becomes a card of its own: nothing is lost, and the inbox shows it.
 * @param {object[]} shots  {key, owner, side, photo, takenAt, rectoKey?, scanId?, error?}
 * @returns {{cards: import("./card.js").Card[], photos: {key: string, owner: string, blob: Blob, name: string}[]}}
 */
export function cardsOfShots(shots) {
  const cards = new Map()
  const photos = []
  const keep = (card, side, shot) => {
    const isRefused = shot.error?.isFinal ?? false
    card.sides[side] = {
      ...newSide(shot, { isRetake: false }),
      ...(isRefused && { state: "refused", error: { hint: shot.error.hint ?? "", code: "" } }),
    }
    photos.push({ key: photoKey(card.key, side), owner: card.owner, blob: shot.photo, name: shot.photo?.name ?? "" })
    cards.set(card.key, card)
  }
  const inOrder = [...shots].sort((one, other) => one.takenAt.localeCompare(other.takenAt))
  const rectos = inOrder.filter(({ side }) => side === "recto")
  const versos = inOrder.filter(({ side }) => side === "verso")
  for (const shot of rectos) keep(newCard(shot), "recto", shot)
  for (const shot of versos) {
    const card = cards.get(shot.rectoKey) ?? cards.get(`scan-${shot.scanId}`) ?? cardOfScan(shot)
    if (card === null || card.sides.verso) keep(newCard(shot), "recto", shot)
    else keep(card, "verso", shot)
  }
  return { cards: [...cards.values()].map(withOwing), photos }
}

/** Give the card of a verso whose recto the server has; null when it does not say which. */
function cardOfScan({ scanId, rectoKey, owner, takenAt }) {
  if (!scanId) return null
  const card = { ...newCard({ key: rectoKey ?? `scan-${scanId}`, owner, takenAt }), scanId }
  card.sides.recto.state = "sent"
  return card
}
