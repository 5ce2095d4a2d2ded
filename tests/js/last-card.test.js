import assert from "node:assert/strict"
import { test } from "node:test"
import { LastCard } from "../../web/static/js/lib/last-card.js"

test("a verso belongs to the newest card of the strip when nothing was taken in this visit", () => {
  assert.deepEqual(new LastCard().target(5), { scanId: 5 })
  assert.equal(new LastCard().target(null), null)
})

test("a verso belongs to the recto just taken, whatever the strip still shows", () => {
  const card = new LastCard()
  card.take("a")
  assert.deepEqual(card.target(5), { rectoKey: "a" })

  card.arrive("a", 6)
  assert.deepEqual(card.target(5), { scanId: 6 })
})

test("the arrival of an earlier recto does not move the verso to it", () => {
  const card = new LastCard()
  card.take("a")
  card.take("b")

  card.arrive("a", 6)

  assert.deepEqual(card.target(null), { rectoKey: "b" })
})

test("a card takes one verso", () => {
  const card = new LastCard()
  card.take("a")
  card.turn()
  assert.equal(card.target(5), null)

  card.take("b")
  assert.deepEqual(card.target(5), { rectoKey: "b" })
})

test("a verso has nothing to belong to once its recto was given up", () => {
  const card = new LastCard()
  card.take("a")

  card.giveUp("a")

  assert.equal(card.target(null), null)
})
