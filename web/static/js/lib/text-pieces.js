/** Guesses where text is on a flat card and how high it is: without reading any of it. */
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
