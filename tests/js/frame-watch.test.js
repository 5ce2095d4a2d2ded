import assert from "node:assert/strict"
import { test } from "node:test"
import { FrameWatch, isBlack } from "../../web/static/js/lib/frame-watch.js"

const LIMIT_MS = 4000

/** Check four times a second until a moment, with a frame each time or none; when it broke, or null. */
function run(watch, fromMs, untilMs, frame = null) {
  for (let nowMs = fromMs; nowMs <= untilMs; nowMs += 250) {
    if (frame) watch.frame(nowMs, frame)
    if (watch.isBroken(nowMs)) return nowMs
  }
  return null
}

test("a camera without a frame is broken after four seconds", () => {
  assert.equal(run(new FrameWatch(0), 0, 8000), LIMIT_MS + 250)
})

test("a camera that shows nothing but black is broken as well", () => {
  const watch = new FrameWatch(0)

  assert.equal(run(watch, 0, 8000, { isBlack: true }), LIMIT_MS + 250)
  assert.equal(watch.hasShown, false)
})

test("a camera that shows something is not, and black is then a hand before the lens", () => {
  const watch = new FrameWatch(0)

  assert.equal(run(watch, 0, 6000, { isBlack: false }), null)
  assert.equal(run(watch, 6000, 20_000, { isBlack: true }), null)
})

test("frames that stop are missed", () => {
  const watch = new FrameWatch(0)
  run(watch, 0, 6000, { isBlack: false })

  assert.equal(run(watch, 6250, 20_000), 6000 + LIMIT_MS + 250)
})

test("time in which the page stood still is not the camera's fault", () => {
  const watch = new FrameWatch(0)
  run(watch, 0, 1000, { isBlack: false })

  assert.equal(watch.isBroken(60_000), false)
  assert.equal(run(watch, 60_250, 70_000), 60_000 + LIMIT_MS + 250)
})

test("black is every pixel black, noise of a dark room is not", () => {
  const pixels = new Uint8ClampedArray(16).fill(0).map((_value, at) => (at % 4 === 3 ? 255 : 2))
  assert.equal(isBlack(pixels), true)

  pixels[9] = 9
  assert.equal(isBlack(pixels), false)
})
