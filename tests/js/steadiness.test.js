import assert from "node:assert/strict"
import { test } from "node:test"
import { pictureOf } from "../../web/static/js/lib/outline-picture.js"
import { SteadyShot } from "../../web/static/js/lib/steadiness.js"
import { SIZE, cardAt, drawFrame } from "./grey-frames.js"

const FRAME_MS = 60
const ASPECT = SIZE.width / SIZE.height

/** What the tracker would tell of a card. */
function sighting({ x = 160, y = 90, angle = 0, print = 1, seed = 1, confidence = 0.95, sharpness = 0.8, length = 150, covered = 0 } = {}) {
  const quad = cardAt({ x, y, angle, length })
  const picture = pictureOf({ smooth: drawFrame({ quad, print, seed, covered }), ...SIZE }, quad)
  return { quad: quad.map(([u, v]) => [u / SIZE.width, v / SIZE.height]), confidence, sharpness, picture }
}

const nothing = { quad: null, confidence: 0, sharpness: 0, picture: null }

/** Show sightings one after the other and shoot when told to; gives when shots fell, in ms. */
function watch(steady, sightings, startMs = 0) {
  const shots = []
  sightings.forEach((seen, i) => {
    const timeMs = startMs + i * FRAME_MS
    if (steady.see(seen, timeMs) !== "shoot") return
    shots.push(timeMs - startMs)
    steady.shot()
  })
  return shots
}

const held = (count, options = {}) =>
  Array.from({ length: count }, (_, i) => sighting({ seed: i + 1, ...options, x: (options.x ?? 160) + Math.sin(i) }))

test("a card held still is shot once, within 0.7 seconds", () => {
  const shots = watch(new SteadyShot({ aspect: ASPECT }), held(60))

  assert.equal(shots.length, 1)
  assert.ok(shots[0] <= 700, `after ${shots[0]} ms`)
})

test("until then it is said that the card is being held", () => {
  const steady = new SteadyShot({ aspect: ASPECT })

  assert.equal(steady.see(nothing, 0), "none")
  assert.equal(steady.see(sighting(), 60), "hold")
})

for (const [name, options] of Object.entries({
  blurred: { sharpness: 0.25 },
  "hardly a card": { confidence: 0.55 },
  "cut off": { x: 72 },
  "far away": { length: 40 },
})) {
  test(`a card that is ${name} is not shot`, () => {
    assert.deepEqual(watch(new SteadyShot({ aspect: ASPECT }), held(40, options)), [])
  })
}

test("a card that moves is not shot until it rests", () => {
  const moving = Array.from({ length: 20 }, (_, i) => sighting({ x: 110 + 5 * i }))
  const steady = new SteadyShot({ aspect: ASPECT })

  assert.deepEqual(watch(steady, moving), [])
  assert.equal(watch(steady, held(20, { x: 205 }), 2000).length, 1)
})

test("in a dim room, where a camera exposes longer, a hand has to be calmer", () => {
  const swinging = (light) => Array.from({ length: 40 }, (_, i) => ({ ...sighting({ x: 160 + 1.5 * Math.sin(0.6 * i) }), light }))
  const [[inLight], [inTheDark]] = [0.9, 0.35].map((light) => watch(new SteadyShot({ aspect: ASPECT }), swinging(light)))
  const [resting] = watch(new SteadyShot({ aspect: ASPECT }), Array.from({ length: 40 }, () => ({ ...sighting(), light: 0.35 })))

  assert.ok(inTheDark >= inLight + 300, `${inLight} ms, ${inTheDark} ms`)
  assert.ok(resting <= 500, `${resting} ms`)
})

test("an empty table is not shot", () => {
  assert.deepEqual(watch(new SteadyShot({ aspect: ASPECT }), Array.from({ length: 40 }, () => nothing)), [])
})

test("the same card is not shot again when it was lost from sight, moved or turned round", () => {
  const steady = new SteadyShot({ aspect: ASPECT })
  watch(steady, held(20))

  const later = [...Array.from({ length: 10 }, () => nothing), ...held(20, { angle: 9 }), ...held(20, { angle: 180, x: 150 })]
  assert.deepEqual(watch(steady, later, 2000), [])
})

test("a hand that rests on the card just taken does not make it another", () => {
  const steady = new SteadyShot({ aspect: ASPECT })
  watch(steady, held(20))

  assert.deepEqual(watch(steady, held(20, { covered: 0.3 }), 2000), [])
})

test("another card in its place is shot, and so is the back of the first", () => {
  const steady = new SteadyShot({ aspect: ASPECT })
  watch(steady, held(20))

  assert.equal(watch(steady, held(20, { print: 2 }), 2000).length, 1)
  assert.equal(watch(steady, held(20, { print: 0 }), 4000).length, 1)
  assert.deepEqual(watch(steady, held(20, { print: 1 }), 6000), [])
})

test("a card shot by a tap is not shot by itself as well", () => {
  const steady = new SteadyShot({ aspect: ASPECT })
  steady.see(sighting(), 0)
  steady.shot()

  assert.deepEqual(watch(steady, held(40), 60), [])
})

test("a shot that was asked for and could not be taken is asked for again, not at once", () => {
  const steady = new SteadyShot({ aspect: ASPECT })
  const asked = held(80).flatMap((seen, i) => (steady.see(seen, i * FRAME_MS) === "shoot" ? [i * FRAME_MS] : []))

  assert.ok(asked.length >= 2)
  assert.ok(asked[1] - asked[0] >= 2000)
})

test("the telephone being turned is no stillness", () => {
  const steady = new SteadyShot({ aspect: ASPECT })
  watch(steady, held(5))
  steady.turn(1 / ASPECT)

  assert.equal(steady.see(sighting(), 5 * FRAME_MS), "hold")
  assert.deepEqual(watch(steady, held(4), 6 * FRAME_MS), [])
})
