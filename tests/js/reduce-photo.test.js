import assert from "node:assert/strict"
import { test } from "node:test"
import { isOneCard, sizeWithin, thumbCut } from "../../web/static/js/lib/picture-cuts.js"
import { ONE_CARD } from "../../web/static/js/lib/reduce-photo.js"

test("a photo is reduced in its own shape, never enlarged", () => {
  assert.deepEqual(sizeWithin({ width: 4000, height: 3000 }, ONE_CARD.longSidePx), { width: 2560, height: 1920 })
  assert.deepEqual(sizeWithin({ width: 6000, height: 8000 }, ONE_CARD.longSidePx), { width: 1920, height: 2560 })
  assert.deepEqual(sizeWithin({ width: 1280, height: 720 }, ONE_CARD.longSidePx), { width: 1280, height: 720 })
})

test("a thread of a picture keeps a pixel", () => {
  assert.deepEqual(sizeWithin({ width: 10_000, height: 1 }, 320), { width: 320, height: 1 })
})

test("the strip shows the card with a little of the table", () => {
  const quad = [[0.2, 0.3], [0.8, 0.35], [0.75, 0.7], [0.25, 0.65]]

  assert.deepEqual(thumbCut({ width: 1000, height: 1000 }, quad), { x: 170, y: 270, width: 660, height: 460 })
})

test("a card at the border is cut at the border, and without a card all is shown", () => {
  const quad = [[-0.02, 0], [0.5, 0], [0.5, 1.02], [0, 1]]

  assert.deepEqual(thumbCut({ width: 1000, height: 500 }, quad), { x: 0, y: 0, width: 530, height: 500 })
  assert.deepEqual(thumbCut({ width: 1000, height: 500 }, null), { x: 0, y: 0, width: 1000, height: 500 })
})

test("a card that fills a good part of the photo is the only one, a small one may have neighbours", () => {
  assert.equal(isOneCard([[0.2, 0.2], [0.8, 0.2], [0.8, 0.6], [0.2, 0.6]]), true)
  assert.equal(isOneCard([[0.2, 0.2], [0.5, 0.2], [0.5, 0.4], [0.2, 0.4]]), false)
  assert.equal(isOneCard(null), false)
})
