/** Combines straight lines to quads that may be cards. */
import { BIN_PX } from "./outline-lines.js"

const MOST_PAIRS = 150
const KEPT = 28
const SLANT_COSINE = Math.cos((20 * Math.PI) / 180) // between opposite sides seen in perspective
const SKEW_COSINE = Math.cos((62 * Math.PI) / 180) // between neighbours
const LEAST_SIDE = 0.13 // of the frame's long side
const LEAST_COVERED = 0.22
export const RATIOS = { least: 1.18, most: 2.35 } // 1.3 to 2.2 before perspective

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

function combine(one, other, frame) {
  const cosine = one.nx * other.nx + one.ny * other.ny
  if (cosine > SKEW_COSINE || cosine < -SKEW_COSINE) return null
  const corners = [
    meet(one.p, other.p), meet(one.p, other.q), meet(one.q, other.q), meet(one.q, other.p),
  ]
  const slackX = 0.03 * frame.width
  const slackY = 0.03 * frame.height
  for (const [x, y] of corners) {
    if (!(x > -slackX && x < frame.width + slackX && y > -slackY && y < frame.height + slackY)) return null
  }
  const sides = [0, 1, 2, 3].map((k) => distance(corners[k], corners[(k + 1) % 4]))
  const ratio = shapeRatio(sides)
  if (ratio < RATIOS.least || ratio > RATIOS.most) return null
  if (Math.min(...sides) < LEAST_SIDE * Math.max(frame.width, frame.height)) return null
  if (!alike(sides[0], sides[2]) || !alike(sides[1], sides[3])) return null
  const of = [one.p, other.q, one.q, other.p]
  let sum = 0
  let least = 1
  for (let k = 0; k < 4; k++) {
    const covered = coveredShare(of[k], corners[k], corners[(k + 1) % 4], frame.origin)
    sum += covered
    if (covered < least) least = covered
  }
  if (least < LEAST_COVERED) return null
  const size = Math.sqrt((sides[0] + sides[2]) * (sides[1] + sides[3])) / (frame.width + frame.height)
  return { corners: clockwise(corners), promise: sum / 4 + 0.7 * least + 0.5 * size }
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1])
const alike = (a, b) => Math.abs(a - b) < 0.2 * (a + b)

/** How much longer a quad is than high, or the other way round. */
export function shapeRatio(sides) {
  const along = sides[0] + sides[2]
  const across = sides[1] + sides[3]
  return Math.max(along, across) / Math.min(along, across)
}

function meet(a, b) {
  const det = a.nx * b.ny - a.ny * b.nx
  return [(a.rho * b.ny - b.rho * a.ny) / det, (a.nx * b.rho - b.nx * a.rho) / det]
}

function coveredShare({ nx, ny, covered }, [ax, ay], [bx, by], origin) {
  const s = ay * nx - ax * ny + origin
  const e = by * nx - bx * ny + origin
  const last = covered.length - 1
  const first = Math.max(0, Math.min(last, Math.floor(Math.min(s, e) / BIN_PX)))
  const after = Math.max(0, Math.min(last, Math.floor(Math.max(s, e) / BIN_PX) + 1))
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
  for (const { corners } of found) {
    const isKnown = kept.some((one) => corners.every((corner, k) => distance(corner, one[k]) < nearPx))
    if (!isKnown) kept.push(corners)
    if (kept.length === KEPT) break
  }
  return kept
}
