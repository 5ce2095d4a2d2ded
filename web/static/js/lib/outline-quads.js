/** Combines straight lines to quads that may be cards. */
import { BIN_PX } from "./outline-lines.js"

const MOST_PAIRS = 400
const KEPT = 28
const SLANT_COSINE = Math.cos((20 * Math.PI) / 180) // between opposite sides seen in perspective
const SKEW_COSINE = Math.cos((62 * Math.PI) / 180) // between neighbours
const LEAST_SIDE = 0.13 // of the frame's long side
const LEAST_COVERED = 0.22
const RATIOS = { least: 1.18, most: 2.35 } // 1.3 to 2.2 before perspective

/** @typedef {number[][]} Quad  four [x, y], pixels, clockwise from the top left */

/**
 * @param {import("./outline-lines.js").Line[]} lines
 * @param {{width: number, height: number, origin: number}} frame  origin: see LineFinder
 * @returns {Quad[]}  the most promising first
 */
export function proposeQuads(lines, frame) {
  const pairs = pairUp(lines, frame)
  const found = []
  for (let a = 0; a < pairs.length; a++) {
    for (let b = a + 1; b < pairs.length; b++) {
      const quad = combine(pairs[a], pairs[b], frame)
      if (quad) found.push(quad)
    }
  }
  found.sort((one, other) => other.promise - one.promise)
  return unlike(found, 0.012 * Math.max(frame.width, frame.height))
}

/** Pairs of lines that may be opposite sides, the best covered first. */
function pairUp(lines, { width, height }) {
  const least = LEAST_SIDE * Math.max(width, height)
  const pairs = []
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length; j++) {
      const p = lines[i]
      const q = lines[j]
      const cosine = p.nx * q.nx + p.ny * q.ny
      if (cosine < SLANT_COSINE && cosine > -SLANT_COSINE) continue
      const sign = cosine < 0 ? -1 : 1
      const nx = p.nx + sign * q.nx
      const ny = p.ny + sign * q.ny
      const length = Math.hypot(nx, ny)
      const apart = (p.rho - sign * q.rho) + ((sign * q.nx - p.nx) * width + (sign * q.ny - p.ny) * height) / 2
      if (Math.abs(apart) < least) continue
      pairs.push({ p, q, nx: nx / length, ny: ny / length, votes: Math.min(p.votes, q.votes) + 0.3 * Math.max(p.votes, q.votes) })
    }
  }
  pairs.sort((one, other) => other.votes - one.votes)
  return pairs.slice(0, MOST_PAIRS)
}

const xs = new Float64Array(4)
const ys = new Float64Array(4)
const lengths = new Float64Array(4)

/** The quad of two pairs of lines, if a card can look like that. Tens of thousands are tried a frame. */
function combine(one, other, frame) {
  const cosine = one.nx * other.nx + one.ny * other.ny
  if (cosine > SKEW_COSINE || cosine < -SKEW_COSINE) return null
  const { width, height } = frame
  if (!meet(one.p, other.p, 0, width, height) || !meet(one.q, other.q, 2, width, height)) return null
  if (!meet(one.p, other.q, 1, width, height) || !meet(one.q, other.p, 3, width, height)) return null
  for (let k = 0; k < 4; k++) {
    const next = (k + 1) & 3
    lengths[k] = Math.sqrt((xs[next] - xs[k]) ** 2 + (ys[next] - ys[k]) ** 2)
    if (lengths[k] < LEAST_SIDE * Math.max(width, height)) return null
  }
  if (!alike(lengths[0], lengths[2]) || !alike(lengths[1], lengths[3])) return null
  const ratio = shapeRatio(lengths)
  if (ratio < RATIOS.least || ratio > RATIOS.most) return null
  let sum = 0
  let least = 1
  for (let k = 0; k < 4; k++) {
    const covered = coveredShare(k === 0 ? one.p : k === 1 ? other.q : k === 2 ? one.q : other.p, k, frame.origin)
    if (covered < LEAST_COVERED) return null
    sum += covered
    if (covered < least) least = covered
  }
  const size = Math.sqrt((lengths[0] + lengths[2]) * (lengths[1] + lengths[3])) / (width + height)
  return {
    corners: [[xs[0], ys[0]], [xs[1], ys[1]], [xs[2], ys[2]], [xs[3], ys[3]]],
    promise: sum / 4 + 0.7 * least + 0.5 * size,
  }
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1])
const alike = (a, b) => Math.abs(a - b) < 0.2 * (a + b)

/** How much longer a quad is than high, or the other way round. */
export function shapeRatio(sides) {
  const along = sides[0] + sides[2]
  const across = sides[1] + sides[3]
  return Math.max(along, across) / Math.min(along, across)
}

/** Work out corner k, where two lines meet; whether it is in the frame, or hardly beyond. */
function meet(a, b, k, width, height) {
  const det = a.nx * b.ny - a.ny * b.nx
  xs[k] = (a.rho * b.ny - b.rho * a.ny) / det
  ys[k] = (a.nx * b.rho - b.nx * a.rho) / det
  const beyond = 0.03
  return xs[k] > -beyond * width && xs[k] < (1 + beyond) * width && ys[k] > -beyond * height && ys[k] < (1 + beyond) * height
}

/** Which share of a line has edges between corner k and the next. */
function coveredShare({ nx, ny, covered }, k, origin) {
  const next = (k + 1) & 3
  const s = ys[k] * nx - xs[k] * ny + origin
  const e = ys[next] * nx - xs[next] * ny + origin
  const last = covered.length - 1
  const first = Math.max(0, Math.min(last, ((s < e ? s : e) / BIN_PX) | 0))
  const after = Math.max(0, Math.min(last, (((s < e ? e : s) / BIN_PX) | 0) + 1))
  return after > first ? (covered[after] - covered[first]) / (after - first) : 0
}

/** Put corners in order: clockwise on the screen, from the one nearest to the top left. */
export function clockwise(corners) {
  const cx = corners.reduce((sum, [x]) => sum + x, 0) / 4
  const cy = corners.reduce((sum, [, y]) => sum + y, 0) / 4
  const around = [...corners].sort((a, b) => Math.atan2(a[1] - cy, a[0] - cx) - Math.atan2(b[1] - cy, b[0] - cx))
  let first = 0
  for (let k = 1; k < 4; k++) {
    if (around[k][0] + around[k][1] < around[first][0] + around[first][1]) first = k
  }
  return [...around.slice(first), ...around.slice(0, first)]
}

/** Leave out quads that are nearly the same as a better one. */
function unlike(found, nearPx) {
  const kept = []
  for (const one of found) {
    const corners = clockwise(one.corners)
    const isKnown = kept.some((known) => corners.every((corner, k) => distance(corner, known[k]) < nearPx))
    if (!isKnown) kept.push(corners)
    if (kept.length === KEPT) break
  }
  return kept
}
