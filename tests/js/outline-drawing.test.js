import assert from "node:assert/strict"
import { test } from "node:test"
import { OutlineDrawing, easeTowards, fitOf } from "../../web/static/js/lib/outline-drawing.js"

const quad = (shift) => [[0.1, 0.1], [0.9, 0.1], [0.9, 0.8], [0.1, 0.8]].map(([x, y]) => [x + shift, y + shift])

test("a small movement is gone along with, most of the way in a twentieth of a second", () => {
  const [[x]] = easeTowards(quad(0), quad(0.03), 50)

  assert.ok(x > 0.1 + 0.03 * 0.6, String(x))
  assert.ok(x < 0.13, String(x))
})

test("another card is drawn at once", () => {
  assert.deepEqual(easeTowards(quad(0), quad(0.2), 5), quad(0.2))
  assert.deepEqual(easeTowards(null, quad(0.2), 5), quad(0.2))
})

/** As much of a drawing as is drawn on. */
function fakeSvg() {
  const attributes = {}
  const polygon = { setAttribute: (_name, value) => (attributes.points = value) }
  return { dataset: {}, attributes, querySelectorAll: () => [polygon], setAttribute: (name, value) => (attributes[name] = value) }
}

test("where no motion is wanted the outline stands where it was found, in the video's pixels", () => {
  const svg = fakeSvg()
  const drawing = new OutlineDrawing(svg, true)
  drawing.resize(1000, 500)

  drawing.show(quad(0), "hold", 0)

  assert.equal(svg.attributes.viewBox, "0 0 1000 500")
  assert.equal(svg.attributes.points, "100.0,50.0 900.0,50.0 900.0,400.0 100.0,400.0")
  assert.equal(svg.dataset.state, "hold")
})

test("a frame without an outline does not make it blink, a quarter of a second does", () => {
  const svg = fakeSvg()
  const drawing = new OutlineDrawing(svg, true)
  drawing.show(quad(0), "hold", 0)

  drawing.show(null, "none", 100)
  assert.notEqual(svg.attributes.points, "")
  drawing.show(null, "none", 400)
  assert.equal(svg.attributes.points, "")
})

test("a picture fills its box, but where more than two fifths would be cut it is shown whole", () => {
  const portrait = { width: 390, height: 585 }

  assert.equal(fitOf({ width: 1080, height: 1920 }, portrait), "cover")
  assert.equal(fitOf({ width: 1920, height: 1080 }, portrait), "contain")
  assert.equal(fitOf({ width: 1920, height: 1080 }, { width: 640, height: 300 }), "cover")
})
