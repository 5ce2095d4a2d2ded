import assert from "node:assert/strict"
import { test } from "node:test"
import { makeSmallCopy, sizeWithin } from "../../web/static/js/lib/small-copy.js"

test("a photo is reduced in its own shape, upright or not", () => {
  assert.deepEqual(sizeWithin({ width: 4000, height: 3000 }), { width: 1600, height: 1200 })
  assert.deepEqual(sizeWithin({ width: 3000, height: 4000 }), { width: 1200, height: 1600 })
})

test("a small picture is not enlarged, and a thin one keeps a pixel", () => {
  assert.deepEqual(sizeWithin({ width: 800, height: 600 }), { width: 800, height: 600 })
  assert.deepEqual(sizeWithin({ width: 40_000, height: 3 }), { width: 1600, height: 1 })
})

test("a small file is its own copy", async () => {
  const photo = new Blob(["small"])

  assert.deepEqual(await makeSmallCopy(photo), { copy: photo, takenLongSidePx: 0 })
})
