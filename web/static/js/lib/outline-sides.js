/** Looks closely at the four sides of a quad, and says what speaks for its being a card. */
import { clockwise, shapeRatio } from "./outline-quads.js"
import { LOOK_PX, levelAt, outward } from "./outline-snap.js"

const POINTS = 28 // along each side
const ENDS = 4 // of them, at each end of a side

/** The place of what tells how far an edge goes on beyond a corner, at the corner where it does most. */
export const BEYOND = 7

/**
 * What speaks for and against a quad being the outline of a card; numbers about 0 to 1.
 * @param {import("./outline-edges.js").EdgeFinder} picture
 * @param {number[][]} quad  clockwise, pixels
 */
export function featuresOf(picture, quad) {
  const clear = Math.max(2.5, 2.2 * picture.texture)
  const sides = quad.map((corner, k) => measureSide(picture, corner, quad[(k + 1) % 4], clear))
  const covers = sides.map((side) => side.cover).sort((a, b) => a - b)
  const steps = sides.map((side) => Math.min(1, Math.abs(side.step) / 24)).sort((a, b) => a - b)
  const lengths = sides.map((side) => side.length)
  const area = polygonArea(quad)
  const outsides = sides.map((side) => side.outside)
  const insides = sides.map((side) => side.inside)
  const ratio = shapeRatio(lengths)
  const positive = sides.filter((side) => side.step > 0).length
  return [
    covers[0], covers[1], (covers[2] + covers[3]) / 2,
    steps[0], steps[1], (steps[2] + steps[3]) / 2,
    mean(sides.map((side) => side.beyond)), Math.max(...sides.map((side) => side.beyond)),
    Math.abs(positive - 2) / 2,
    Math.min(1, spread(outsides) / 60), Math.min(1, spread(insides) / 60),
    Math.max(0, 1.4 - ratio) * 4 , Math.max(0, ratio - 1.85) * 4,
    Math.abs(lengths[0] - lengths[2]) / (lengths[0] + lengths[2]) + Math.abs(lengths[1] - lengths[3]) / (lengths[1] + lengths[3]),
    Math.sqrt(area / (picture.width * picture.height)),
    borderShare(picture, quad),
    Math.min(1, picture.texture / 4),
    Math.min(1, Math.abs(mean(insides) - mean(outsides)) / 60),
    ...inkOf(picture, quad, clear),
    Math.min(...sides.map((side) => side.ends)), mean(sides.map((side) => side.ends)),
  ]
}

/** Which share of a quad's inside has edges, and how far that is spread over its nine fields. */
function inkOf(picture, [a, b, c, d], clear) {
  const fields = new Uint8Array(9)
  let count = 0
  for (let row = 0; row < 12; row++) {
    const v = 0.08 + (0.84 * (row + 0.5)) / 12
    for (let column = 0; column < 12; column++) {
      const u = 0.08 + (0.84 * (column + 0.5)) / 12
      const x = (a[0] * (1 - u) + b[0] * u) * (1 - v) + (d[0] * (1 - u) + c[0] * u) * v
      const y = (a[1] * (1 - u) + b[1] * u) * (1 - v) + (d[1] * (1 - u) + c[1] * u) * v
      if (picture.step[Math.round(y) * picture.width + Math.round(x)] * 2 * LOOK_PX <= clear) continue
      count++
      fields[((row / 4) | 0) * 3 + ((column / 4) | 0)] = 1
    }
  }
  return [count / 144, fields.reduce((sum, field) => sum + field, 0) / 9]
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

function spread(values) {
  return Math.max(...values) - Math.min(...values)
}

export function polygonArea(quad) {
  let sum = 0
  for (let k = 0; k < quad.length; k++) {
    const [ax, ay] = quad[k]
    const [bx, by] = quad[(k + 1) % quad.length]
    sum += ax * by - bx * ay
  }
  return Math.abs(sum) / 2
}

function measureSide(picture, a, b, clear) {
  const [ox, oy] = outward(a, b)
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  let up = 0
  let down = 0
  let inside = 0
  let outside = 0
  let ends = 0
  for (let k = 0; k < POINTS; k++) {
    const t = 0.03 + (0.94 * (k + 0.5)) / POINTS
    const x = a[0] + (b[0] - a[0]) * t
    const y = a[1] + (b[1] - a[1]) * t
    const value = stepAt(picture, x, y, ox, oy)
    const isEnd = k < ENDS || k >= POINTS - ENDS
    if (value > clear) up++
    else if (value < -clear) down++
    if (isEnd && Math.abs(value) > clear) ends++
    inside += levelAt(picture, x - ox * 3, y - oy * 3)
    outside += levelAt(picture, x + ox * 3, y + oy * 3)
  }
  return {
    cover: Math.max(up, down) / POINTS,
    step: (inside - outside) / POINTS,
    inside: inside / POINTS,
    outside: outside / POINTS,
    ends: ends / (2 * ENDS),
    beyond: (edgeBeyond(picture, a, b, [ox, oy], clear) + edgeBeyond(picture, b, a, [ox, oy], clear)) / 2,
    length,
  }
}

function stepAt(picture, x, y, ox, oy) {
  return levelAt(picture, x - ox * LOOK_PX, y - oy * LOOK_PX) - levelAt(picture, x + ox * LOOK_PX, y + oy * LOOK_PX)
}

/** How far the edge goes on beyond corner a, coming from b: at the corner of a card it ends. */
function edgeBeyond(picture, a, b, [ox, oy], clear) {
  const ux = (a[0] - b[0]) / (Math.hypot(a[0] - b[0], a[1] - b[1]) || 1)
  const uy = (a[1] - b[1]) / (Math.hypot(a[0] - b[0], a[1] - b[1]) || 1)
  let count = 0
  let seen = 0
  for (let far = 3.5; far <= 14; far += 1.5) {
    const x = a[0] + ux * far
    const y = a[1] + uy * far
    if (x < 1 || y < 1 || x > picture.width - 2 || y > picture.height - 2) break
    seen++
    if (Math.abs(stepAt(picture, x, y, ox, oy)) > clear) count++
  }
  return seen ? count / seen : 0
}

/** How many of the sides run along the border of the frame, where no card's edge can be seen. */
function borderShare({ width, height }, quad) {
  let count = 0
  for (let k = 0; k < 4; k++) {
    const [ax, ay] = quad[k]
    const [bx, by] = quad[(k + 1) % 4]
    const near = 0.012 * Math.max(width, height)
    if ((ax < near && bx < near) || (ay < near && by < near) ||
      (ax > width - near && bx > width - near) || (ay > height - near && by > height - near)) count++
  }
  return count / 4
}

/** Order and bound a quad, in shares of the frame. */
export function toShares({ width, height }, quad) {
  const bound = (value) => Math.min(1, Math.max(0, value))
  return clockwise(quad).map(([x, y]) => [bound((x + 0.5) / width), bound((y + 0.5) / height)])
}
