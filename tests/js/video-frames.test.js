import assert from "node:assert/strict"
import { test } from "node:test"
import { liesAs } from "../../web/static/js/lib/video-frames.js"

const SIDE = 4

/** A square picture of levels, row by row. */
const picture = (levels) => Uint8ClampedArray.from(levels.flatMap((level) => [level, level, level, 255]))
const rows = [10, 20, 30, 40, 50, 90, 70, 80, 15, 25, 200, 45, 55, 65, 75, 85]
const row = (at) => rows.slice(SIDE * at, SIDE * at + SIDE)
const all = [0, 1, 2, 3]

test("a frame that shows the same a moment later lies as the video does", () => {
  assert.equal(liesAs(picture(rows), picture(rows.map((level) => level + 6))), true)
})

test("a frame on its head, or mirrored, does not", () => {
  assert.equal(liesAs(picture([...rows].reverse()), picture(rows)), false)
  assert.equal(liesAs(picture(all.flatMap((at) => row(at).reverse())), picture(rows)), false)
  assert.equal(liesAs(picture([3, 2, 1, 0].flatMap(row)), picture(rows)), false)
})

test("a frame that shows nothing yet is not held against it", () => {
  assert.equal(liesAs(picture(rows.map(() => 0)), picture(rows)), true)
})
