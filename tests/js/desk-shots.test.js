/** Photos reach the outbox in the order they were taken, each as what it was taken for. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { DeskShots } from "../../web/static/js/desk-shots.js"

const seen = Promise.resolve({ thumb: null, flaws: [] })
const photo = (name) => ({ photo: name, takenAt: `2026-11-22T09:00:00.00${name}Z`, seen })

/** A desk whose outbox names cards by their photos. */
function deskOf(known = []) {
  const kept = []
  const cards = known.map((key) => ({ key, sides: { recto: {} } }))
  const outbox = {
    cards: async () => [...cards].reverse(),
    take: async (shot) => {
      kept.push([shot.side, shot.photo, shot.cardKey ?? null])
      if (shot.side === "recto") cards.push({ key: shot.photo, sides: { recto: {} } })
      return cards.find(({ key }) => key === (shot.cardKey ?? shot.photo)) ?? Promise.reject(new Error("refused"))
    },
    takeInMemory: () => Promise.reject(new Error("refused")),
    describe: async () => null,
  }
  const shots = new DeskShots({ outbox: Promise.resolve(outbox), eventKey: () => null, keepsOriginals: () => false })
  return { shots, kept, cards }
}

test("a photo that is ready before the one taken before it waits for that one", async () => {
  const { shots, kept } = deskOf()
  let finish
  shots.take(new Promise((resolve) => (finish = resolve)))
  shots.next.armVerso()
  const done = shots.take(Promise.resolve(photo("2")))

  finish(photo("1"))
  await done

  assert.deepEqual(kept, [
    ["recto", "1", null],
    ["verso", "2", "1"],
  ])
})

test("a frame that is lost leaves the others what they were taken for", async () => {
  const { shots, kept } = deskOf()
  await shots.take(Promise.resolve(photo("1")))
  shots.next.armVerso()
  shots.take(Promise.resolve(null))
  await shots.take(Promise.resolve(photo("3")))

  assert.deepEqual(kept, [
    ["recto", "1", null],
    ["recto", "3", null],
  ])
})

test("a back taken before any card goes to the newest of the phone, as the screen shows it", async () => {
  const { shots, kept } = deskOf(["older", "newest"])
  shots.next.armVerso()
  await shots.take(Promise.resolve(photo("1")))

  assert.deepEqual(kept, [["verso", "1", "newest"]])
})

test("a back goes to no card that was removed after it was taken", async () => {
  const { shots, kept, cards } = deskOf(["older"])
  await shots.take(Promise.resolve(photo("1")))
  cards.pop()
  shots.next.armVerso()
  await shots.take(Promise.resolve(photo("2")))

  assert.deepEqual(kept.at(-1), ["verso", "2", "older"])
})

test("the back of a card that was lost while it was taken is no other card's back", async () => {
  const { shots, kept } = deskOf()
  await shots.take(Promise.resolve(photo("1")))
  let lose
  shots.take(new Promise((resolve) => (lose = () => resolve(null))))
  shots.next.armVerso()
  const done = shots.take(Promise.resolve(photo("3")))

  lose()
  await done

  assert.deepEqual(kept, [
    ["recto", "1", null],
    ["recto", "3", null],
  ])
})

test("a back taken once a card is known to be lost goes to the one before, which the screen shows", async () => {
  const { shots, kept } = deskOf()
  await shots.take(Promise.resolve(photo("1")))
  await shots.take(Promise.resolve(null))
  shots.next.armVerso()
  await shots.take(Promise.resolve(photo("3")))

  assert.deepEqual(kept.at(-1), ["verso", "3", "1"])
})
