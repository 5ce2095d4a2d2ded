/** What the next photo is. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { NextShot } from "../../web/static/js/lib/next-shot.js"

test("a photo is a new card unless something else was asked, and the one after it again", () => {
  const next = new NextShot()
  assert.deepEqual(next.use(), { kind: "recto" })

  next.armVerso()
  assert.equal(next.isArmed, true)
  assert.deepEqual(next.use(), { kind: "verso", cardKey: null })

  assert.deepEqual(next.use(), { kind: "recto" })
})

test("another photo takes the place of a side", () => {
  const next = new NextShot()

  next.armRetake("a", "verso")

  assert.deepEqual(next.use(), { kind: "retake", cardKey: "a", side: "verso" })
})

test("what was armed can be taken back, and goes with its card", () => {
  const next = new NextShot()
  next.armVerso("a")
  next.disarm()
  assert.equal(next.isArmed, false)

  next.armRetake("a")
  next.forget("b")
  assert.equal(next.isArmed, true)
  next.forget("a")
  assert.equal(next.isArmed, false)
})

test("each change is told, and nothing else", () => {
  const next = new NextShot()
  const told = []
  next.addEventListener("change", () => told.push(next.aim.kind))

  next.disarm()
  next.armVerso()
  next.use()

  assert.deepEqual(told, ["verso", "recto"])
})
