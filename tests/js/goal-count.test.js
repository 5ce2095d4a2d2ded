/** How many people were met: never counted twice, never back while a card is on its way. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { GoalCount } from "../../web/static/js/lib/goal-count.js"

const card = (key, state, eventKey = "e") => ({ key, eventKey, sides: { recto: { state } } })
const event = (peopleCount) => ({ key: "e", peopleCount })

test("cards of this phone count beside those the server told of", () => {
  const goal = new GoalCount()

  goal.reset([card("a", "sent"), card("b", "unsent"), card("c", "refused")])

  assert.equal(goal.of(event(4)), 6)
})

test("a card that was sent since then still counts, once", () => {
  const goal = new GoalCount()
  goal.reset([card("a", "unsent")])

  goal.see([card("a", "sent"), card("b", "unsent")])
  assert.equal(goal.of(event(0)), 2)

  goal.reset([card("a", "sent"), card("b", "unsent")])
  assert.equal(goal.of(event(1)), 2)
})

test("cards of another event, and cards that were removed, do not count", () => {
  const goal = new GoalCount()
  goal.reset([card("a", "unsent"), card("b", "unsent", "other"), card("c", "unsent", null)])
  assert.equal(goal.of(event(0)), 1)

  goal.see([card("b", "unsent", "other")])

  assert.equal(goal.of(event(0)), 0)
})

test("a card that is put under another event counts there", () => {
  const goal = new GoalCount()
  goal.reset([card("a", "unsent")])

  goal.see([card("a", "unsent", "other")])

  assert.equal(goal.of(event(0)), 0)
  assert.equal(goal.of({ key: "other" }), 1)
})
