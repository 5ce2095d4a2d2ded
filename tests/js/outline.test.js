import assert from "node:assert/strict"
import { test } from "node:test"
import { OutlineTracker } from "../../web/static/js/lib/outline.js"
import { SIZE, cardAt, cornerError, drawFrame } from "./grey-frames.js"

const FRAME_MS = 50

/** Follow scenes one after the other; gives what was told of the last. */
function follow(scenes, tracker = new OutlineTracker(SIZE)) {
  return scenes.reduce((_, scene, i) => tracker.follow(drawFrame({ seed: i + 1, ...scene }), i * FRAME_MS), null)
}

const times = (count, scene) => Array.from({ length: count }, () => scene)

for (const [name, scene] of Object.entries({
  "a white card on a dark table": { ground: 60 },
  "a dark card on a light table": { paper: 50, ground: 200, print: 0 },
  "a white card on a table nearly as white": { paper: 238, ground: 222, grain: 1 },
  "a card on coarse grain": { ground: 120, grain: 10 },
})) {
  test(`finds ${name}, to two pixels`, () => {
    const quad = cardAt({ angle: 8 })

    const seen = follow(times(3, { quad, ...scene }))

    assert.ok(seen.quad, "no outline")
    assert.ok(cornerError(seen.quad, quad) < 2, `off by ${cornerError(seen.quad, quad)}`)
    assert.ok(seen.confidence > 0.6)
  })
}

for (const angle of [-80, -45, -20, 0, 30, 60, 90]) {
  test(`finds a card turned by ${angle} degrees`, () => {
    const quad = cardAt({ angle, length: 140 })

    assert.ok(cornerError(follow(times(3, { quad })).quad, quad) < 2)
  })
}

test("finds a card in a frame that is higher than wide", () => {
  const size = { width: 180, height: 320 }
  const quad = cardAt({ x: 90, y: 160, length: 150, angle: 5 })
  const tracker = new OutlineTracker(size)

  tracker.follow(drawFrame({ quad, size }), 0)
  const seen = tracker.follow(drawFrame({ quad, size, seed: 2 }), FRAME_MS)

  assert.ok(cornerError(seen.quad, quad, size) < 2)
})

test("the corners are given clockwise from the top left", () => {
  const { quad } = follow(times(3, { quad: cardAt({ angle: 10 }) }))

  const [topLeft, topRight, bottomRight, bottomLeft] = quad
  assert.ok(topLeft[0] < topRight[0] && topLeft[1] < bottomLeft[1])
  assert.ok(bottomRight[0] > bottomLeft[0] && bottomRight[1] > topRight[1])
})

for (const [name, scene] of Object.entries({
  "a plain table": { grain: 0 },
  "coarse grain": { grain: 22 },
  "the dark": { ground: 4, grain: 1 },
})) {
  test(`finds no card on ${name}`, () => {
    const tracker = new OutlineTracker(SIZE)
    for (let i = 0; i < 8; i++) {
      assert.equal(tracker.follow(drawFrame({ quad: null, seed: i, ...scene }), i * FRAME_MS).quad, null)
    }
  })
}

test("finds a card as light as its table by its tint, and follows it", () => {
  const tracker = new OutlineTracker(SIZE)
  for (let i = 0; i < 6; i++) {
    const quad = cardAt({ x: 150 + 3 * i, angle: 6 })
    const grey = drawFrame({ quad: null, seed: i + 1 })
    const tint = drawFrame({ quad, seed: i + 20, paper: 125, ground: 165, grain: 1, print: 0 })
    const seen = tracker.follow(grey, i * FRAME_MS, tint)
    if (i > 0) assert.ok(cornerError(seen.quad, quad) < 3, `frame ${i}`)
  }
})

test("a tint without a card changes nothing for a card that lightness shows", () => {
  const quad = cardAt({ angle: 8 })
  const tint = drawFrame({ quad: null, ground: 140 })
  const [plain, tinted] = [new OutlineTracker(SIZE), new OutlineTracker(SIZE)]
  for (let i = 0; i < 5; i++) {
    const grey = drawFrame({ quad, seed: i + 1 })
    assert.deepEqual(tinted.follow(grey, i * FRAME_MS, tint), plain.follow(grey, i * FRAME_MS))
  }
})

test("what is seen in one frame only is not told", () => {
  const tracker = new OutlineTracker(SIZE)
  tracker.follow(drawFrame({ quad: null }), 0)

  assert.equal(tracker.follow(drawFrame({ quad: cardAt({}) }), FRAME_MS).quad, null)
  assert.equal(tracker.follow(drawFrame({ quad: null }), 2 * FRAME_MS).quad, null)
})

test("the whole card is outlined, not a panel printed on it", () => {
  const quad = cardAt({})
  const panel = cardAt({ x: 160, y: 90, length: 136, ratio: 1.55 })
  const frame = drawFrame({ quad, print: 0 })
  const inner = drawFrame({ quad: panel, paper: 120, print: 0 })
  for (let y = 48; y < 133; y++) {
    for (let x = 94; x < 227; x++) frame[y * SIZE.width + x] = inner[y * SIZE.width + x]
  }
  const tracker = new OutlineTracker(SIZE)
  tracker.follow(frame, 0)

  assert.ok(cornerError(tracker.follow(frame, FRAME_MS).quad, quad) < 2)
})

test("follows a card that is moved, and lets go of one that is taken away", () => {
  const tracker = new OutlineTracker(SIZE)
  for (let i = 0; i < 12; i++) {
    const quad = cardAt({ x: 130 + 5 * i, y: 80 + 2 * i, length: 130, angle: 2 * i })
    const seen = tracker.follow(drawFrame({ quad, seed: i + 1 }), i * FRAME_MS)
    if (i > 0) assert.ok(cornerError(seen.quad, quad) < 3, `frame ${i}: off by ${cornerError(seen.quad, quad)}`)
  }

  assert.equal(tracker.follow(drawFrame({ quad: null }), 12 * FRAME_MS).quad, null)
})

test("a card is steady once it has been still, and not while it moves", () => {
  const still = follow(times(12, { quad: cardAt({}) }))
  const moved = follow(Array.from({ length: 12 }, (_, i) => ({ quad: cardAt({ x: 120 + 5 * i, length: 130 }) })))

  assert.equal(still.isSteady, true)
  assert.equal(moved.isSteady, false)
})

test("a blurred card is less sharp than the same in focus", () => {
  const quad = cardAt({})
  const sharp = follow(times(3, { quad })).sharpness
  const blurred = follow(times(3, { quad, blurPx: 3 })).sharpness

  assert.ok(sharp > 0.5, `sharp: ${sharp}`)
  assert.ok(blurred < 0.45, `blurred: ${blurred}`)
})
