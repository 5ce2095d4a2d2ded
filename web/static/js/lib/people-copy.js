/** The copy of people and follow-ups for days without a network, which its owner asked for. */
import { openStore } from "./device-store.js"
import { ownChannel } from "./outbox-channel.js"

/**
 * @param {string} owner
 * @param {{made_at: string, contacts: object[], follow_ups: object[]}} copy  GET /api/offline-copy
 */
export async function keepPeople(owner, { made_at: madeAt, contacts, follow_ups: followUps }) {
  const store = await openStore()
  await store.write(["people"], (rows) => rows.put("people", { owner, madeAt, contacts, followUps }))
  ownChannel().tell({ type: "people" })
}

/** @returns {Promise<{owner: string, madeAt: string, contacts: object[], followUps: object[]}|null>} */
export async function readPeople(owner) {
  const store = await openStore()
  return (await store.read(["people"], (rows) => rows.get("people", owner))) ?? null
}

/** Erase every copy on the device, whosever it is. */
export async function erasePeople() {
  const store = await openStore()
  await store.write(["people"], async (rows) => {
    for (const { owner } of await rows.all("people")) await rows.delete("people", owner)
  })
  ownChannel().tell({ type: "people" })
}
