import assert from "node:assert/strict"
import { test } from "node:test"
import { assignHints } from "../../web/static/js/lib/field-hints.js"
import { nextLine, rolesOf } from "../../web/static/js/lib/line-order.js"
import { isConvex, moveCorner, readQuad, turnQuad, wholeQuad } from "../../web/static/js/lib/quad.js"
import { UndoStack } from "../../web/static/js/lib/undo-stack.js"

test("a field has the letter of its kind, and no two fields the same", () => {
  const names = ["given_name", "family_name", "title", "phone_value", "phone_value", "email", "email"]

  const hints = assignHints(names)

  assert.deepEqual([hints[0], hints[3], hints[5]], ["n", "p", "e"])
  assert.equal(new Set(hints).size, names.length)
})

test("the letters do not change with how many rows there are", () => {
  assert.equal(assignHints(["phone_value", "email"])[1], assignHints(["phone_value", "phone_value", "email"])[2])
})

const REFS = ["recto-0", "recto-1", "verso-0"]

test("the arrows go down the card and round", () => {
  assert.equal(nextLine(REFS, null, "down"), "recto-0")
  assert.equal(nextLine(REFS, "recto-1", "down"), "verso-0")
  assert.equal(nextLine(REFS, "verso-0", "down"), "recto-0")
  assert.equal(nextLine(REFS, null, "up"), "verso-0")
  assert.equal(nextLine([], null, "down"), null)
})

test("to the side is the other side of the card, if there is one", () => {
  assert.equal(nextLine(REFS, "recto-1", "right"), "verso-0")
  assert.equal(nextLine(REFS, "verso-0", "left"), "recto-0")
  assert.equal(nextLine(["recto-0"], "recto-0", "right"), "recto-0")
})

test("a line is offered as what it was taken for first, then as all the rest", () => {
  const line = {
    text: "T. 514 555-0147",
    roles: [
      { role: "phone", value: "514 555-0147", confidence: 0.9 },
      { role: "name", value: "T. 514 555-0147", given: "T.", family: "514 555-0147" },
    ],
  }

  const roles = rolesOf(line, ["name", "title", "phone"])

  assert.deepEqual(roles.map((one) => one.role), ["phone", "name", "title"])
  assert.equal(roles[0].value, "514 555-0147")
  assert.equal(roles[1].given, "T.")
  assert.equal(roles[2].value, "T. 514 555-0147")
})

test("a social profile is offered as an address on the web, once", () => {
  const line = { text: "x", roles: [{ role: "social", value: "x", confidence: 0.5 }, { role: "url", value: "x", confidence: 0.4 }] }

  assert.deepEqual(rolesOf(line, ["url"]).map((one) => one.confidence), [0.5])
})

const QUAD = [[10, 10], [90, 10], [90, 60], [10, 60]]

test("a corner moves, and never out of the picture", () => {
  assert.deepEqual(moveCorner(QUAD, 1, [-5, 5], [100, 70])[1], [85, 15])
  assert.deepEqual(moveCorner(QUAD, 2, [50, 50], [100, 70])[2], [100, 70])
  assert.deepEqual(QUAD[1], [90, 10])
})

test("four turns are none", () => {
  assert.deepEqual(turnQuad(QUAD)[0], [10, 60])
  assert.deepEqual(turnQuad(turnQuad(turnQuad(turnQuad(QUAD)))), QUAD)
})

test("only corners that go round clockwise can be cut out", () => {
  assert.ok(isConvex(QUAD))
  assert.ok(isConvex(wholeQuad(100, 70)))
  assert.ok(!isConvex([QUAD[1], QUAD[0], QUAD[2], QUAD[3]]))
  assert.ok(!isConvex([...QUAD].reverse()))
})

test("corners are read from an attribute, or are unknown", () => {
  assert.deepEqual(readQuad("10 10 90 10 90 60 10 60"), QUAD)
  assert.equal(readQuad(""), null)
})

test("several changes made as one are taken back as one, the last first", () => {
  const done = []
  const undo = new UndoStack()
  undo.push(() => done.push("first"))
  undo.step(() => {
    undo.push(() => done.push("second"))
    undo.step(() => undo.push(() => done.push("third")))
  })

  assert.ok(undo.undo())
  assert.deepEqual(done, ["third", "second"])
  assert.ok(undo.undo())
  assert.ok(!undo.undo())
})
