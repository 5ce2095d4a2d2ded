/** Cards that were left and are not on the server as they were left: what goes again by itself. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { HeldCards } from "../../web/static/js/review-held.js"

const card = (scan, keep = async () => true) => ({ dataset: { scan }, keep })
const sent = (name) => ({ action: `/scans/${name}/reviews`, body: `name=${name}` })
const offline = new TypeError("Failed to fetch")

function holding(...cards) {
  const held = new HeldCards()
  for (const [element, left] of cards) held.hold(element, { address: `/scans/${element.dataset.scan}`, ...left })
  return held
}
const namesOf = (held) => held.all.map(({ element }) => element.dataset.scan)

test("what the network or a server that is down kept back goes again, in the order it was left", async () => {
  const held = holding([card("1"), { error: offline, sent: sent("1") }], [card("2"), { error: { status: 503 }, sent: sent("2") }])
  const asked = []

  const answers = await held.sendAgain(async (action, body) => (asked.push([action, body]), { contact_id: asked.length }))

  assert.deepEqual(asked, [["/scans/1/reviews", "name=1"], ["/scans/2/reviews", "name=2"]])
  assert.deepEqual(answers, [{ contact_id: 1 }, { contact_id: 2 }])
  assert.equal(held.size, 0)
})

test("what the server refused, and what wants a sign-in, waits for a person", async () => {
  const held = holding([card("1"), { error: { status: 422 }, sent: sent("1") }], [card("2"), { error: { status: 401 }, sent: sent("2") }])

  assert.deepEqual(await held.sendAgain(assert.fail), [])
  assert.deepEqual(namesOf(held), ["1", "2"])
})

test("what was only typed is kept, and stays held while it is not", async () => {
  const held = holding([card("1"), { error: {} }], [card("2", async () => false), { error: {} }])

  await held.sendAgain(assert.fail)

  assert.deepEqual(namesOf(held), ["2"])
})

test("one that fails again is held with the new reason, and the next goes all the same", async () => {
  const held = holding([card("1"), { error: offline, sent: sent("1") }], [card("2"), { error: offline, sent: sent("2") }])
  const refusal = { status: 409, hint: "Reviewed already." }

  await held.sendAgain(async (action) => (action.includes("/1/") ? Promise.reject(refusal) : {}))

  assert.deepEqual(held.all.map(({ error, address }) => [error, address]), [[refusal, "/scans/1"]])
})

test("one that was shown again meanwhile is held no more, whatever becomes of it", async () => {
  const element = card("1")
  const held = holding([element, { error: offline, sent: sent("1") }])

  await held.sendAgain(async () => {
    held.take(element)
    throw offline
  })

  assert.equal(held.size, 0)
})
