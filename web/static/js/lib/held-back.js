/** What was refused for a reason that lies in the network, not in the photo: another may let it through. */
import { readyAgain, withOwing } from "./card.js"

/** What no server of ours said of a photo: a proxy in between, or a network that wants a sign-in. */
const NOT_OF_THE_PHOTO = ["", "forbidden", "cross_origin"]

/**
 * Take up again what a network held back. What the server itself refused waits for a person.
 * @param {import("./device-store.js").DeviceStore} store
 * @param {string} owner
 * @returns {Promise<boolean>}  whether there was anything
 */
export function takeUpHeld(store, owner) {
  return store.write(["cards", "photos", "events"], async (rows) => {
    const events = (await rows.ofOwner("events", "shown", owner)).filter(isHeld)
    const cards = (await rows.ofOwner("cards", "owing", owner)).filter((card) => [...Object.values(card.sides), { error: card.draftError }].some(isHeld))
    for (const { error: _, ...event } of events) await rows.put("events", { ...event, attempts: 0 })
    for (const card of cards) await rows.put("cards", withOwing(readyAgain(card, isHeld)))
    return events.length + cards.length > 0
  })
}

function isHeld({ error }) {
  return Boolean(error) && NOT_OF_THE_PHOTO.includes(error.code)
}
