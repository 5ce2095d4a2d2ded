import assert from "node:assert/strict"
import { test } from "node:test"
import { close, grow, piecesOf, shrink } from "../../web/static/js/lib/masks.js"

/** Read a mask from a drawing. */
function maskOf(...rows) {
  const pixels = Uint8Array.from(rows.join(""), (letter) => Number(letter === "#"))
  return { pixels, width: rows[0].length, height: rows.length }
}

function drawn({ pixels, width, height }) {
  return Array.from({ length: height }, (_row, y) => Array.from(pixels.subarray(y * width, (y + 1) * width), (value) => ".#"[value]).join(""))
}

test("growing marks a square around each pixel, up to the border", () => {
  assert.deepEqual(drawn(grow(maskOf("#....", ".....", ".....", "....#"), 1)), ["##...", "##...", "...##", "...##"])
})

test("shrinking keeps what lies deep inside, and the border counts as inside", () => {
  assert.deepEqual(drawn(shrink(maskOf("####.", "####.", "####."), 1)), ["###..", "###..", "###.."])
})

test("closing fills gaps and keeps the outline", () => {
  const apart = maskOf("..........", "..........", "..##..##..", "..##..##..", "..........", "..........")

  assert.deepEqual(drawn(close(apart, 1)), ["..........", "..........", "..######..", "..######..", "..........", ".........."])
})

test("pieces touch over corners too, and each knows its box and area", () => {
  const { pieces, labels } = piecesOf(maskOf("#...##", ".#....", "....#."))

  assert.deepEqual(
    pieces.map(({ left, top, right, bottom, area }) => [left, top, right, bottom, area]),
    [[0, 0, 1, 1, 2], [4, 0, 5, 0, 2], [4, 2, 4, 2, 1]],
  )
  assert.deepEqual([...labels.subarray(0, 8)], [1, 0, 0, 0, 2, 2, 0, 1])
})
