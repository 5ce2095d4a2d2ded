import assert from "node:assert/strict"
import { test } from "node:test"

import { actOf, between, placeAfter } from "../../web/static/js/lib/list-keys.js"

const IN_LIST = { isTyping: false, isInList: true }
const BESIDE = { isTyping: false, isInList: false }
const TYPING = { isTyping: true, isInList: false }

test("keys act in the list", () => {
  assert.equal(actOf({ key: "ArrowDown" }, IN_LIST), "next")
  assert.equal(actOf({ key: "k" }, IN_LIST), "previous")
  assert.equal(actOf({ key: "x" }, IN_LIST), "pick")
  assert.equal(actOf({ key: "Enter" }, IN_LIST), null)
})

test("beside the list, only what leads there acts", () => {
  assert.equal(actOf({ key: "ArrowDown" }, BESIDE), "next")
  assert.equal(actOf({ key: "/" }, BESIDE), "search")
  assert.equal(actOf({ key: "x" }, BESIDE), null)
})

test("nothing acts while somebody types, nor with another key held", () => {
  for (const key of ["/", "x", "j", "ArrowDown"]) assert.equal(actOf({ key }, TYPING), null)
  assert.equal(actOf({ key: "x", ctrlKey: true }, IN_LIST), null)
  assert.equal(actOf({ key: "j", isComposing: true }, IN_LIST), null)
})

test("the list ends where it ends", () => {
  assert.equal(placeAfter("next", -1, 3), 0)
  assert.equal(placeAfter("next", 2, 3), 2)
  assert.equal(placeAfter("previous", 0, 3), 0)
  assert.equal(placeAfter("last", 0, 3), 2)
})

test("a range has both its ends, whichever comes first", () => {
  assert.deepEqual(between(4, 2), [2, 3, 4])
  assert.deepEqual(between(1, 1), [1])
})
