/** What a card of the device is shown as. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { canRetake, canTakeVerso, isGone, isPending, refusedSide, stateOf } from "../../web/static/js/lib/desk-state.js"

const card = (recto, { verso, server = null, scanId = null } = {}) => ({
  key: "a",
  scanId,
  server,
  sides: { recto: { state: recto }, ...(verso && { verso: { state: verso } }) },
})
const read = (changes) => card("sent", { scanId: 7, server: { state: "ready", needsLook: false, cardCount: 1, ...changes } })

test("a card is on this phone until it is on its way", () => {
  assert.equal(stateOf(card("unsent")), "here")
  assert.equal(stateOf(card("unsent"), { cardKey: "b" }), "here")
  assert.equal(stateOf(card("unsent"), { cardKey: "a" }), "sending")
})

test("a back that is not sent keeps the card on this phone", () => {
  assert.equal(stateOf(card("sent", { verso: "unsent", scanId: 7 })), "here")
})

test("one refused side is a refused card, whatever the other is", () => {
  assert.equal(stateOf(card("sent", { verso: "refused" }), { cardKey: "a" }), "refused")
  assert.equal(refusedSide(card("sent", { verso: "refused" })), "verso")
  assert.equal(refusedSide(card("sent")), null)
})

test("a sent card is read, needs a look, or is done, as the server says", () => {
  assert.equal(stateOf(card("sent", { scanId: 7 })), "sent")
  assert.equal(stateOf(read({ state: "reading" })), "sent")
  assert.equal(stateOf(read()), "read")
  assert.equal(stateOf(read({ needsLook: true })), "look")
  assert.equal(stateOf(read({ state: "failed" })), "look")
  assert.equal(stateOf(read({ state: "reviewed", needsLook: true })), "done")
})

test("the server is asked about what it still works on", () => {
  assert.equal(isPending(card("unsent")), false)
  assert.equal(isPending(card("sent", { scanId: 7 })), true)
  assert.equal(isPending(read({ state: "waiting" })), true)
  assert.equal(isPending(read()), false)
})

test("an open card takes a back, once, and another photo", () => {
  assert.equal(canTakeVerso(card("unsent")), true)
  assert.equal(canTakeVerso(card("sent", { verso: "sent" })), false)
  assert.equal(canTakeVerso(null), false)
  for (const closed of [{ state: "reviewed" }, { state: "discarded" }, { cardCount: 3 }]) {
    assert.equal(canTakeVerso(read(closed)), false)
    assert.equal(canRetake(read(closed)), false)
  }
  assert.equal(canRetake(read()), true)
  assert.equal(canRetake({ ...read(), isRemoved: true }), false)
})

test("a card that was taken out of the inbox leaves the strip", () => {
  assert.equal(isGone(read({ state: "discarded" })), true)
  assert.equal(isGone(card("unsent")), false)
})
