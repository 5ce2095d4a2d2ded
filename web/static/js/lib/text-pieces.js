/** Guesses where text is on a flat card, how high it is and how sharp: without reading any of it. */
import { levelsOf, resize } from "./flat-card.js"
import { close, grow, piecesOf, shrink } from "./masks.js"

/** Of the steepest edges: what text must have; the one that shows enough pieces, or most, is taken. */
const STRENGTHS = [0.5, 0.3, 0.16]
const ENOUGH_PIECES = 12
const STEEPEST_SHARE = 0.995
const LEAST_STEP = 8
const CLOSED_PX = 2
const LOWEST_PX = 4
const HIGHEST_SHARE = 0.2
/** Of the card, left out at its border: the card's own edge is as steep as text. */
const BORDER_SHARE = 0.02
const LONG_RATIO = 2.2
const FULL_SHARE = 0.5
/** Lines are measured at this height: grain is averaged away, and edges compare. */
const LINE_HEIGHT_PX = 24
const LONGEST_LINE_PX = 480
const LEAST_CONTRAST = 12
const MOST_LINES = 10
/** Of how steep it is across: a line less steep along is a rule, not letters. */
const RULE_SHARE = 0.12
/** The steepest few are noise. */
const STEEP_SHARE = 0.92

/**
 * @param {import("./flat-card.js").Grey} card
 * @returns {import("./flat-card.js").Part[]}  pieces of text, pixels of the card
 */
export function findPieces(card) {
  const half = resize(card, Math.max(8, card.width >> 1), Math.max(8, card.height >> 1))
  const doubled = ({ x, y, length, breadth, angle }) => ({ x: 2 * x + 1, y: 2 * y + 1, length: 2 * length, breadth: 2 * breadth, angle })
  return piecesIn(half, BORDER_SHARE).map(doubled)
}

/**
 * @param {import("./flat-card.js").Grey} grey  small: lines of text five to ninety pixels high
 * @param {number} borderShare  of its sides, left out
 * @returns {import("./masks.js").Piece[]}
 */
export function piecesIn(grey, borderShare = 0) {
  const steep = steepness(grey, borderShare)
  const [steepest] = levelsOf(steep, [STEEPEST_SHARE])
  let best = []
  for (const strength of STRENGTHS) {
    const found = piecesAbove(steep, grey, Math.max(LEAST_STEP, steepest * strength))
    if (found.length > best.length) best = found
    if (best.length >= ENOUGH_PIECES) break
  }
  return best
}

/** The highest step around each pixel: brightest less darkest of the nine. */
function steepness({ pixels, width, height }, borderShare) {
  const steep = new Uint8ClampedArray(pixels.length)
  const [marginX, marginY] = [1 + Math.round(width * borderShare), 1 + Math.round(height * borderShare)]
  for (let y = marginY; y < height - marginY; y += 1) {
    for (let x = marginX, at = y * width + x; x < width - marginX; x += 1, at += 1) {
      let low = 255
      let high = 0
      for (let row = at - width; row <= at + width; row += width) {
        for (let near = row - 1; near <= row + 1; near += 1) {
          const value = pixels[near]
          if (value < low) low = value
          if (value > high) high = value
        }
      }
      steep[at] = high - low
    }
  }
  return steep
}

function piecesAbove(steep, { width, height }, level) {
  const marked = { pixels: new Uint8Array(steep.length), width, height }
  for (let at = 0; at < steep.length; at += 1) marked.pixels[at] = steep[at] > level ? 1 : 0
  const mask = grow(shrink(close(marked, CLOSED_PX), 1), 1)
  const highest = HIGHEST_SHARE * Math.max(width, height)
  return piecesOf(mask).pieces.filter(({ length, breadth, area }) => {
    const isLong = breadth >= LOWEST_PX && breadth <= highest && length >= LONG_RATIO * breadth
    return isLong && area >= FULL_SHARE * length * breadth
  })
}

/**
 * Give how often an edge goes into the height of the letters, of the typical piece; null when there
 * is none with enough contrast. In the direction in which each is least sharp: a hand moves in one.
 */
export function sharpnessOf(card, pieces) {
  const longest = [...pieces].sort((one, other) => ratioOf(other) - ratioOf(one)).slice(0, MOST_LINES)
  const found = longest.map((piece) => lineSharpness(card, piece)).filter((value) => value !== null)
  return found.length ? found.sort((one, other) => one - other)[found.length >> 1] : null
}

function ratioOf({ length, breadth }) {
  return length / breadth
}

function lineSharpness(card, piece) {
  const part = { ...piece, length: Math.min(piece.length, (LONGEST_LINE_PX * piece.breadth) / LINE_HEIGHT_PX) }
  const width = Math.max(8, Math.round((part.length / part.breadth) * LINE_HEIGHT_PX))
  // Large print has more pixels than are wanted. By their means: some of them, skipping the others,
  // would make a coarse line sharp.
  const times = Math.max(1, Math.ceil((part.breadth * card.photoPx) / LINE_HEIGHT_PX))
  const full = card.cut(part, width * times, LINE_HEIGHT_PX * times)
  const line = smooth(times > 1 ? resize(full, width, LINE_HEIGHT_PX) : full)
  const [low, high] = levelsOf(line.pixels, [0.03, 0.97])
  if (high - low < LEAST_CONTRAST) return null
  const [across, down, ...slanted] = slopes(line).map((slope) => levelsOf(slope, [STEEP_SHARE])[0])
  if (across < RULE_SHARE * down) return null
  return (Math.min(across, down, ...slanted) / SLOPE_SCALE / (high - low)) * LINE_HEIGHT_PX
}

/** Slopes are kept as whole numbers: halves of levels per pixel. */
const SLOPE_SCALE = 2

/** Give how steep a picture is across, down and along both diagonals. */
function slopes({ pixels, width, height }) {
  const all = Array.from({ length: 4 }, () => new Uint8ClampedArray((width - 2) * (height - 2)))
  const [across, downwards, falling, rising] = all
  let to = 0
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1, to += 1) {
      const up = at - width
      const down = at + width
      const corners = pixels[down + 1] - pixels[up - 1]
      const others = pixels[up + 1] - pixels[down - 1]
      const dx = ((corners + others + 2 * (pixels[at + 1] - pixels[at - 1])) / 8) * SLOPE_SCALE
      const dy = ((corners - others + 2 * (pixels[down] - pixels[up])) / 8) * SLOPE_SCALE
      across[to] = Math.abs(dx)
      downwards[to] = Math.abs(dy)
      falling[to] = Math.abs(dx + dy) * Math.SQRT1_2
      rising[to] = Math.abs(dx - dy) * Math.SQRT1_2
    }
  }
  return all
}

/** Blur by the least there is: weights 1 2 1 across and down. */
function smooth({ pixels, width, height }) {
  const made = pixels.slice()
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const up = at - width
      const down = at + width
      made[at] =
        (pixels[up - 1] + pixels[up + 1] + pixels[down - 1] + pixels[down + 1] +
          2 * (pixels[up] + pixels[down] + pixels[at - 1] + pixels[at + 1]) + 4 * pixels[at]) / 16
    }
  }
  return { pixels: made, width, height }
}
