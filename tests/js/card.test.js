import assert from "node:assert/strict"
import { test } from "node:test"
import { isOwing, newCard, newKey, newSide, nextStep, readyAgain, withOwing } from "../../web/static/js/lib/card.js"

const TAKEN = { owner: "1-1", takenAt: "2026-11-22T18:00:00.000Z" }

function card({ recto = "unsent", verso, ...more } = {}) {
  const made = { ...newCard(TAKEN), ...more }
  made.sides.recto.state = recto
  if (verso) made.sides.verso = { ...newSide(TAKEN, { isRetake: false }), state: verso }
  return made
}

test("a new card has its recto to send", () => {
  assert.equal(nextStep(card()), "recto")
  assert.equal(isOwing(card()), true)
})

test("a verso waits for its recto, be it refused", () => {
  assert.equal(nextStep(card({ verso: "unsent" })), "recto")
  assert.equal(nextStep(card({ recto: "refused", verso: "unsent" })), null)
  assert.equal(nextStep(card({ recto: "sent", scanId: 4, verso: "unsent" })), "verso")
})

test("a verso goes although a second photo of the recto was refused: the scan is there", () => {
  assert.equal(nextStep(card({ recto: "refused", scanId: 4, verso: "unsent" })), "verso")
})

test("a draft is told after the photos, to a scan that is there", () => {
  const draft = { isDraftSent: false }
  assert.equal(nextStep(card({ ...draft })), "recto")
  assert.equal(nextStep(card({ ...draft, recto: "refused" })), null)
  assert.equal(nextStep(card({ ...draft, recto: "sent", scanId: 4, verso: "refused" })), "draft")
  assert.equal(nextStep(card({ ...draft, recto: "sent", scanId: 4, draftError: { hint: "", code: "x" } })), null)
})

test("what is refused is still to be sent", () => {
  assert.equal(isOwing(card({ recto: "refused" })), true)
  assert.equal(isOwing(card({ recto: "sent", scanId: 4, verso: "refused" })), true)
  assert.equal(isOwing(card({ recto: "sent", scanId: 4, isDraftSent: false })), true)
  assert.equal(isOwing(card({ recto: "sent", scanId: 4 })), false)
})

test("a removed card is nobody's errand", () => {
  assert.equal(nextStep(card({ isRemoved: true })), null)
  assert.equal(isOwing(card({ isRemoved: true })), false)
})

test("the mark of an owing card comes and goes with what is owed", () => {
  const owing = withOwing(card())
  assert.deepEqual(owing.owing, ["1-1", TAKEN.takenAt])

  assert.equal("owing" in withOwing({ ...owing, isRemoved: true }), false)
})

test("trying again forgets what was said of a side, and leaves what was sent", () => {
  const refused = card({ recto: "sent", scanId: 4, verso: "refused", draftError: { hint: "No.", code: "no" } })
  refused.sides.verso = { ...refused.sides.verso, error: { hint: "No.", code: "no" }, attempts: 3 }

  const { sides, draftError } = readyAgain(refused)

  assert.equal(sides.recto.state, "sent")
  assert.equal(sides.verso.state, "unsent")
  assert.equal(sides.verso.attempts, 0)
  assert.equal("error" in sides.verso, false)
  assert.equal(draftError, undefined)
})

test("a key is unique outside HTTPS too, where there is no randomUUID", () => {
  const bare = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) }
  const keys = new Set(Array.from({ length: 50 }, () => newKey(bare)))

  assert.equal(keys.size, 50)
  for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/)
})
