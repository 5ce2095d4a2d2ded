/** What signing out takes off the device, and what it leaves. */
import { drop } from "./card-changes.js"
import { openStore } from "./device-store.js"
import { ownChannel } from "./outbox-channel.js"
import { PERSONAL } from "./prefs.js"

/**
 * Erase what belongs to a member: cards that were sent, events, people, choices. Cards that are not
 * sent stay under their owner, with the events they are stamped with, until that owner is back.
 * @param {string} owner
 * @param {import("./device-store.js").DeviceStore} [store]
 */
export async function eraseMember(owner, store) {
  const device = store ?? (await openStore())
  await device.write(["cards", "photos", "events", "prefs", "people"], async (rows) => {
    const stamps = new Set()
    const cards = await rows.ofOwner("cards", "shown", owner)
    const awaited = new Set(cards.filter(({ owing, join }) => owing && join).map(({ join }) => join.to))
    for (const card of cards) {
      if (card.owing) stamps.add(card.eventKey)
      else if (!awaited.has(card.key)) await drop(rows, card)
    }
    for (const { key, isSent } of await rows.ofOwner("events", "shown", owner)) {
      if (isSent && !stamps.has(key)) await rows.delete("events", key)
    }
    for (const name of PERSONAL) await rows.delete("prefs", name)
    await rows.delete("people", owner)
  })
  ownChannel().tell({ type: "changed" })
}
