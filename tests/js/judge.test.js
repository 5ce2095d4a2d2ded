import assert from "node:assert/strict"
import { test } from "node:test"
import { judge, measure } from "../../web/static/js/lib/judge.js"

const WIDTH = 1280
const HEIGHT = 800
const QUAD = [[0.2, 0.2], [0.8, 0.2], [0.8, 0.7833], [0.2, 0.7833]] // 768 by 467 pixels

/** Draw a light card with rows of bars for letters on a darker table, and blur it by boxes. */
function photo({ paper = 225, ink = 40, table = 90, barPx = 3, rowPx = 34, blurPx = 0, rows = 9, quad = QUAD, light = 1 } = {}) {
  const grey = new Uint8ClampedArray(WIDTH * HEIGHT).fill(table * light)
  const [left, top, right, bottom] = [quad[0][0] * WIDTH, quad[0][1] * HEIGHT, quad[2][0] * WIDTH, quad[2][1] * HEIGHT].map(Math.round)
  for (let y = Math.max(0, top); y < Math.min(HEIGHT, bottom); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(WIDTH, right); x += 1) {
      const [row, inRow] = [Math.floor((y - top - 60) / rowPx), (y - top - 60) % rowPx]
      const isText = row >= 0 && row < rows && inRow < 0.5 * rowPx && x > left + 80 && x < left + 420 && x % (2 * barPx) < barPx
      grey[y * WIDTH + x] = (isText ? ink : paper) * light
    }
  }
  return blurPx ? blur(blur(grey, blurPx), blurPx) : grey
}

function blur(grey, reach) {
  const made = grey.slice()
  for (let y = reach; y < HEIGHT - reach; y += 1) {
    for (let x = reach; x < WIDTH - reach; x += 1) {
      let sum = 0
      for (let near = -reach; near <= reach; near += 1) sum += grey[y * WIDTH + x + near] + grey[(y + near) * WIDTH + x]
      made[y * WIDTH + x] = sum / (4 * reach + 2)
    }
  }
  return made
}

const flawsOf = (grey, about = {}) => judge(grey, { width: WIDTH, height: HEIGHT, quad: QUAD, takenLongSidePx: 2560, ...about })

test("a sharp photo of a whole card has no flaw", () => {
  assert.deepEqual(flawsOf(photo()), [])
})

test("a blurred one is blurred", () => {
  assert.deepEqual(flawsOf(photo({ blurPx: 5 })), ["blurred"])
})

test("a dark one is dark, with a card and without", () => {
  assert.ok(flawsOf(photo({ light: 0.1 })).includes("dark"))
  assert.deepEqual(flawsOf(photo({ light: 0.1 }), { quad: null }), ["dark"])
})

test("a card that goes on beyond the photo is cut off", () => {
  const quad = [[0.001, 0.2], [0.6, 0.2], [0.6, 0.7833], [0.002, 0.7833]]

  assert.deepEqual(flawsOf(photo({ quad }), { quad }), ["cut_off"])
  assert.deepEqual(flawsOf(photo({ quad }), { quad: [[-0.03, 0.2], ...quad.slice(1)] }), ["cut_off"])
})

test("a card that touches the border with a corner is whole", () => {
  const quad = [[0.2, 0.001], [0.8, 0.1], [0.75, 0.7], [0.15, 0.6]]

  assert.equal(measure(photo(), { width: WIDTH, height: HEIGHT, quad }).isCutOff, false)
})

test("a card is too small by the pixels that will be read, not by those of the copy", () => {
  const quad = [[0.3, 0.3], [0.6, 0.3], [0.6, 0.6], [0.3, 0.6]] // 384 pixels of the copy

  assert.ok(!flawsOf(photo({ quad, rows: 0 }), { quad, takenLongSidePx: 2560 }).includes("too_small"))
  assert.ok(flawsOf(photo({ quad, rows: 0 }), { quad, takenLongSidePx: 1280 }).includes("too_small"))
})

test("a lamp that shines back is glare, a white card and a white panel are not", () => {
  const shining = photo({ paper: 190 })
  const panel = photo({ paper: 190 })
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const spot = 320 * Math.exp(-(((x - 780) / 190) ** 2) - ((y - 480) / 150) ** 2)
      shining[y * WIDTH + x] += spot
      if (x > 700 && x < 900 && y > 300 && y < 560) panel[y * WIDTH + x] = 255
    }
  }

  assert.equal(flawsOf(shining)[0], "glare")
  assert.deepEqual(flawsOf(panel), [])
  assert.deepEqual(flawsOf(photo({ paper: 255 })), [])
})

test("a card without print is not called blurred", () => {
  assert.deepEqual(flawsOf(photo({ rows: 0, blurPx: 5 })), [])
})

test("without a card nobody says more than that it is dark", () => {
  assert.deepEqual(flawsOf(photo({ blurPx: 5 }), { quad: null }), [])
})
