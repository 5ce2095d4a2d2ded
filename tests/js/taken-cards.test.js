import assert from "node:assert/strict"
import { test } from "node:test"
import { TakenCards } from "../../web/static/js/lib/taken-cards.js"

const recto = (key) => ({ key, side: "recto", photo: `photo of ${key}`, takenAt: "10:00" })
const verso = (key, target) => ({ ...recto(key), side: "verso", ...target })

function options(unsent) {
  let count = 0
  return { newKey: () => `new${++count}`, takenAt: "10:01", unsent }
}

test("a recto taken again is a new scan that takes the place of the first", () => {
  const cards = new TakenCards()
  cards.take(recto("a"))
  cards.arrive("a", 7)

  const [shot, ...rest] = cards.retake("a", "better", options())

  assert.deepEqual(rest, [])
  assert.equal(shot.side, "recto")
  assert.equal(shot.photo, "better")
  assert.equal(shot.key, "new1")
  assert.deepEqual(shot.replaces, { keys: ["a"], scanId: 7 })
})

test("a recto taken again takes its verso along", () => {
  const cards = new TakenCards()
  cards.take(recto("a"))
  cards.take(verso("b", { rectoKey: "a" }))

  const [front, back] = cards.retake("a", "better", options())

  assert.equal(front.replaces, undefined)
  assert.equal(back.photo, "photo of b")
  assert.equal(back.rectoKey, front.key)
  assert.deepEqual(back.replaces, { keys: ["a", "b"], scanId: null })
})

test("a verso that was sent is taken again together with its recto", () => {
  const cards = new TakenCards()
  cards.take(recto("a"))
  cards.arrive("a", 7)
  cards.take(verso("b", { scanId: 7 }))

  const [front, back] = cards.retake("b", "better", options())

  assert.equal(front.photo, "photo of a")
  assert.equal(front.takenAt, "10:00")
  assert.equal(back.photo, "better")
  assert.deepEqual([front.isJustTaken, back.isJustTaken], [false, true])
  assert.deepEqual(back.replaces, { keys: ["a", "b"], scanId: 7 })
})

test("a verso that was not sent yet is only exchanged", () => {
  const cards = new TakenCards()
  const waiting = verso("b", { scanId: 7 })
  cards.take(recto("a"))
  cards.arrive("a", 7)
  cards.take(waiting)

  const [shot, ...rest] = cards.retake("b", "better", options(waiting))

  assert.deepEqual(rest, [])
  assert.equal(shot.side, "verso")
  assert.equal(shot.scanId, 7)
  assert.deepEqual(shot.replaces, { keys: ["b"] })
})

test("a verso of a card from an earlier visit cannot be taken again here", () => {
  const cards = new TakenCards()
  cards.take(verso("b", { scanId: 3 }))

  assert.equal(cards.has("b"), false)
  assert.deepEqual(cards.retake("b", "better", options()), [])
})

test("what took a card's place can be taken again in its turn", () => {
  const cards = new TakenCards()
  cards.take(recto("a"))
  const [second] = cards.retake("a", "better", options())
  cards.take(second)
  cards.arrive(second.key, 8)

  assert.equal(cards.scanIdOf(second.key), 8)
  assert.deepEqual(cards.retake(second.key, "best", options())[0].replaces.scanId, 8)
})
