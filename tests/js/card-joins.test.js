/** A back that was taken as a new card is joined with the card before, with or without a network. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { eraseMember } from "../../web/static/js/lib/leaving.js"
import { Sender } from "../../web/static/js/lib/sender.js"
import { StoreError } from "../../web/static/js/lib/store-error.js"
import { OWNER, newDevice, shot } from "./device.js"

/** A phone with two cards, and a server that numbers scans and remembers what it was told. */
async function phone({ draft, frontDraft } = {}) {
  const device = await newDevice()
  const front = await device.outbox.take(shot(1))
  const back = await device.outbox.take(shot(2))
  if (frontDraft) await device.outbox.saveDraft(front.key, frontDraft)
  if (draft) await device.outbox.saveDraft(back.key, draft)
  const asked = []
  const server = { says: () => undefined }
  const scans = new Map()
  const fetch = async (address, { method, body }) => {
    asked.push(`${method} ${address}${typeof body === "string" ? ` ${body}` : ""}`)
    const said = await server.says(address, method)
    if (said) return new Response(JSON.stringify(said[1]), { status: said[0] })
    const key = address === "/scans" ? body.get("client_key") : null
    if (key && !scans.has(key)) scans.set(key, scans.size + 1)
    return new Response(JSON.stringify({ id: key ? scans.get(key) : 1 }), { status: 200 })
  }
  const sender = new Sender({ store: device.store, who: async () => ({ owner: OWNER }), told: () => {}, locks: null, fetch })
  return { ...device, front, back, asked, server, sender }
}

const JOIN = 'POST /api/scans/1/joins-with {"other_id":2}'
const PART = "DELETE /api/scans/1/joins-with/2"
const noted = (tags, more = {}) => ({ tags, followUp: null, hasSpareCard: false, ...more })
const shown = async (outbox) => (await outbox.cards()).map(({ key, sides, joinedKey }) => [key, Object.keys(sides), joinedKey])

test("without a network two cards are shown as one at once, and as two again when that is taken back", async () => {
  const { outbox, front, back, asked } = await phone()

  await outbox.joinBack(back.key, front.key)
  assert.deepEqual(await shown(outbox), [[front.key, ["recto", "verso"], back.key]])

  await outbox.takeJoinBack(back.key)
  assert.deepEqual(await shown(outbox), [
    [back.key, ["recto"], undefined],
    [front.key, ["recto"], undefined],
  ])
  assert.deepEqual(asked, [])
})

test("the server hears of it once it has both cards, and once", async () => {
  const { outbox, front, back, asked, sender } = await phone()
  await outbox.joinBack(back.key, front.key)

  await sender.sendAll()
  await sender.sendAll()

  assert.deepEqual(asked, ["POST /scans", "POST /scans", JOIN])
  assert.equal(await outbox.unsentCount(), 0)
  assert.deepEqual(await shown(outbox), [[front.key, ["recto", "verso"], back.key]])
})

test("an answer that was lost is asked for again", async () => {
  const { outbox, front, back, asked, sender, server } = await phone()
  await outbox.joinBack(back.key, front.key)
  server.says = (address) => (address.includes("joins") ? [502, {}] : undefined)

  assert.equal((await sender.sendAll()).kind, "later")
  server.says = () => undefined
  await sender.sendAll()

  assert.deepEqual(asked.slice(2), [JOIN, JOIN])
  assert.equal(await outbox.unsentCount(), 0)
})

test("what the server was told is taken back there, and the card is followed anew", async () => {
  const { outbox, front, back, asked, sender } = await phone()
  await outbox.joinBack(back.key, front.key)
  await sender.sendAll()

  await outbox.takeJoinBack(back.key)
  await sender.sendAll()

  assert.deepEqual(asked.slice(2), [JOIN, PART])
  const again = (await outbox.cards()).find(({ key }) => key === back.key)
  assert.equal(again.join, undefined)
  assert.equal(again.server, null)
  assert.equal(await outbox.unsentCount(), 0)
})

test("what is taken back while it is on its way is taken back there next", async () => {
  const { outbox, front, back, asked, sender, server } = await phone()
  await outbox.joinBack(back.key, front.key)
  server.says = async () => {
    if (asked.at(-1) === JOIN) await outbox.takeJoinBack(back.key)
  }

  await sender.sendAll()

  assert.deepEqual(asked.slice(2), [JOIN, PART])
  assert.equal((await outbox.cards()).length, 2)
})

test("where the server refuses, there are two cards again, with the reason", async () => {
  const { outbox, front, back, sender, server } = await phone()
  await outbox.joinBack(back.key, front.key)
  server.says = (address) => (address.includes("joins") ? [409, { error: { code: "scan_closed", hint: "Reviewed." } }] : undefined)

  assert.equal((await sender.sendAll()).kind, "done")

  const cards = await outbox.cards()
  assert.equal(cards.length, 2)
  assert.deepEqual(cards[0].joinError, { hint: "Reviewed.", code: "scan_closed" })
  assert.equal(await outbox.unsentCount(), 0)
})

test("where the server refuses to take it back, the card keeps its back, with the reason", async () => {
  const { outbox, front, back, sender, server } = await phone()
  await outbox.joinBack(back.key, front.key)
  await sender.sendAll()
  server.says = () => [409, { error: { code: "changed_since", hint: "Changed." } }]

  await outbox.takeJoinBack(back.key)
  await sender.sendAll()

  const [card, ...rest] = await outbox.cards()
  assert.deepEqual(rest, [])
  assert.equal(card.joinedKey, back.key)
  assert.equal(card.joinError.hint, "Changed.")
})

test("what was noted of either is noted of both, and goes back to where it was", async () => {
  const call = { kind: "call", dueOn: "2026-11-25", text: "" }
  const { outbox, front, back } = await phone({ frontDraft: noted(["bois"]), draft: noted(["bois", "devis"], { followUp: call }) })

  await outbox.joinBack(back.key, front.key)
  assert.deepEqual((await outbox.cards())[0].draft, noted(["bois", "devis"], { followUp: call }))

  await outbox.takeJoinBack(back.key)
  assert.deepEqual((await outbox.cards()).map(({ draft }) => draft), [noted(["bois", "devis"], { followUp: call }), noted(["bois"])])
})

test("a card that has a back gets no other", async () => {
  const { outbox, front, back } = await phone()
  await outbox.take({ ...shot(3), side: "verso", cardKey: front.key })

  await assert.rejects(outbox.joinBack(back.key, front.key), StoreError)
})

test("a card that is removed takes its joined back along, and brings it back", async () => {
  const { outbox, front, back } = await phone()
  await outbox.joinBack(back.key, front.key)

  await outbox.remove(front.key, back.key)
  assert.deepEqual(await outbox.cards(), [])
  assert.equal(await outbox.unsentCount(), 0)

  await outbox.bringBack(front.key, back.key)
  assert.deepEqual(await shown(outbox), [[front.key, ["recto", "verso"], back.key]])
})

test("a card stays on the phone until the one joined to it is sent, signed out or not", async () => {
  const { outbox, store, front, back, asked, sender, server } = await phone()
  server.says = () => (asked.length > 1 ? [503, {}] : undefined)
  await outbox.joinBack(back.key, front.key)
  await sender.sendAll()

  await eraseMember(OWNER, store)
  server.says = () => undefined
  await sender.sendAll()

  assert.equal(asked.at(-1), JOIN)
})
