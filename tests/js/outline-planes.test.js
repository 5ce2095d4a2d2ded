import assert from "node:assert/strict"
import { test } from "node:test"
import { splitPlanes } from "../../web/static/js/lib/outline-planes.js"

/** Split pixels of a colour each. */
function split(colours, channels = 3) {
  const pixels = colours.flatMap((colour) => (channels === 4 ? [...colour, 255] : colour))
  const [grey, tint] = [new Uint8ClampedArray(colours.length), new Uint8ClampedArray(colours.length)]
  splitPlanes(pixels, channels, grey, tint)
  return { grey: [...grey], tint: [...tint] }
}

test("greys of every lightness have the same tint", () => {
  const { grey, tint } = split([[0, 0, 0], [120, 120, 120], [255, 255, 255]])

  assert.deepEqual(grey, [0, 120, 255])
  assert.deepEqual(tint, [128, 128, 128])
})

test("a green card on wood as light as it differs in tint", () => {
  const { grey, tint } = split([[150, 100, 60], [70, 136, 90]])

  assert.ok(Math.abs(grey[0] - grey[1]) < 3)
  assert.ok(tint[0] - tint[1] > 60)
})

test("pixels with and without opacity are split alike, and nothing runs over", () => {
  const colours = [[255, 0, 0], [0, 0, 255], [12, 200, 99]]

  assert.deepEqual(split(colours, 4), split(colours, 3))
  assert.deepEqual(split(colours).tint.slice(0, 2), [255, 0])
})
