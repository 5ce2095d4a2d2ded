/** Measures how much of a flat card shines back a lamp: burnt out, and fading at its borders. */
import { levelsOf, resize } from "./flat-card.js"
import { grow, piecesOf } from "./masks.js"

const LONG_SIDE_PX = 240
const BURNT_LEVEL = 250
const ABOVE_PAPER = 12
/** A spot half as wide as a letter of a name is high. */
const LEAST_PX = 60
/** Levels per pixel: light fades more slowly than print ends. */
const SOFT_STEP = 16
const CLOSED_PX = 4

/**
 * @param {import("./flat-card.js").Grey} card
 * @param {{x: number, y: number, width: number, height: number}[]} pieces  of legible text: left out
 * @returns {number}  share of the card, 0 to 1
 */
export function glareRatio(card, pieces) {
  const ratio = Math.min(1, LONG_SIDE_PX / Math.max(card.width, card.height))
  const width = Math.max(8, Math.round(card.width * ratio))
  const height = Math.max(8, Math.round(card.height * ratio))
  const small = resize(card, width, height)
  // Text is closed over: what counts is the paper behind it, or the light that covers both.
  const paper = { pixels: lowest(highest(small.pixels, width, height), width, height), width, height }
  // The whole card is as bright: nothing tells a lamp from the paper.
  if (levelsOf(paper.pixels, [0.5])[0] > BURNT_LEVEL - ABOVE_PAPER) return 0
  const burnt = keepFading({ pixels: Uint8Array.from(small.pixels, (level) => Number(level >= BURNT_LEVEL)), width, height }, paper)
  for (const piece of pieces) clear(burnt, piece, ratio)
  return burnt.pixels.reduce((sum, value) => sum + value, 0) / burnt.pixels.length
}

function highest(pixels, width, height) {
  return reachAll(pixels, width, height, Math.max)
}

function lowest(pixels, width, height) {
  return reachAll(pixels, width, height, Math.min)
}

/** Give of each pixel what is picked of a square around it, first across and then down. */
function reachAll(pixels, width, height, pick) {
  const across = new Uint8ClampedArray(pixels.length)
  const both = new Uint8ClampedArray(pixels.length)
  for (let at = 0; at < pixels.length; at += 1) {
    const x = at % width
    let value = pixels[at]
    for (let near = Math.max(-x, -CLOSED_PX); near <= Math.min(width - 1 - x, CLOSED_PX); near += 1) value = pick(value, pixels[at + near])
    across[at] = value
  }
  for (let at = 0; at < pixels.length; at += 1) {
    const y = (at / width) | 0
    let value = across[at]
    for (let near = Math.max(-y, -CLOSED_PX); near <= Math.min(height - 1 - y, CLOSED_PX); near += 1) value = pick(value, across[at + near * width])
    both[at] = value
  }
  return both
}

/** Keep the bright patches that fade into what lies around them; a white panel ends at once. */
function keepFading(burnt, paper) {
  const { width, height } = burnt
  const { pieces, labels } = piecesOf(burnt)
  const kept = new Uint8Array(burnt.pixels.length)
  for (const { area, label } of pieces) {
    if (area < LEAST_PX) continue
    const patch = { pixels: Uint8Array.from(labels, (each) => Number(each === label)), width, height }
    const [inner, outer] = [grow(patch, 1), grow(patch, 2)]
    const border = []
    for (let at = 0; at < kept.length; at += 1) {
      if (outer.pixels[at] && !inner.pixels[at]) border.push(stepAt(paper, at))
    }
    border.sort((one, other) => one - other)
    const isSoft = border.length > 0 && border[border.length >> 1] < SOFT_STEP
    if (isSoft) for (let at = 0; at < kept.length; at += 1) kept[at] |= patch.pixels[at]
  }
  return { pixels: kept, width, height }
}

function stepAt({ pixels, width, height }, at) {
  const [x, y] = [at % width, (at / width) | 0]
  const of = (column, row) => pixels[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))]
  const across = of(x + 1, y - 1) + 2 * of(x + 1, y) + of(x + 1, y + 1) - of(x - 1, y - 1) - 2 * of(x - 1, y) - of(x - 1, y + 1)
  const down = of(x - 1, y + 1) + 2 * of(x, y + 1) + of(x + 1, y + 1) - of(x - 1, y - 1) - 2 * of(x, y - 1) - of(x + 1, y - 1)
  return Math.hypot(across, down) / 8
}

function clear({ pixels, width, height }, piece, ratio) {
  const right = Math.min(width, Math.ceil((piece.x + piece.width) * ratio))
  const bottom = Math.min(height, Math.ceil((piece.y + piece.height) * ratio))
  for (let y = Math.floor(piece.y * ratio); y < bottom; y += 1) {
    pixels.fill(0, y * width + Math.floor(piece.x * ratio), y * width + right)
  }
}
