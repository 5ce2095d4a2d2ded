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
 * @param {import("./flat-card.js").Part[]} pieces  of legible text: left out
 * @returns {number}  share of the card, 0 to 1
 */
export function glareRatio(card, pieces) {
  const ratio = Math.min(1, LONG_SIDE_PX / Math.max(card.width, card.height))
  const width = Math.max(8, Math.round(card.width * ratio))
  const height = Math.max(8, Math.round(card.height * ratio))
  const small = resize(card, width, height)
  // Text is closed over: what counts is the paper behind it, or the light that covers both.
  const paper = { pixels: closeOver(small.pixels, width, height), width, height }
  // The whole card is as bright: nothing tells a lamp from the paper.
  if (levelsOf(paper.pixels, [0.5])[0] > BURNT_LEVEL - ABOVE_PAPER) return 0
  const burnt = keepFading({ pixels: burntOf(small.pixels), width, height }, paper)
  for (const piece of pieces) clear(burnt, piece, ratio)
  return burnt.pixels.reduce((sum, value) => sum + value) / burnt.pixels.length
}

function burntOf(pixels) {
  const burnt = new Uint8Array(pixels.length)
  for (let at = 0; at < burnt.length; at += 1) if (pixels[at] >= BURNT_LEVEL) burnt[at] = 1
  return burnt
}

/** Give what is darkest around each pixel of what is brightest around each: thin dark lines go. */
function closeOver(pixels, width, height) {
  const negative = (levels) => levels.map((level) => 255 - level)
  return negative(brightestAround(negative(brightestAround(pixels, width, height)), width, height))
}

function brightestAround(pixels, width, height) {
  const across = new Uint8ClampedArray(pixels.length)
  for (let at = 0; at < pixels.length; at += 1) {
    const x = at % width
    const last = at + Math.min(width - 1 - x, CLOSED_PX)
    let value = 0
    for (let near = at - Math.min(x, CLOSED_PX); near <= last; near += 1) if (pixels[near] > value) value = pixels[near]
    across[at] = value
  }
  const both = new Uint8ClampedArray(pixels.length)
  for (let at = 0; at < pixels.length; at += 1) {
    const last = Math.min(at + CLOSED_PX * width, (height - 1) * width + (at % width))
    let near = at - CLOSED_PX * width
    while (near < 0) near += width
    let value = 0
    for (; near <= last; near += width) if (across[near] > value) value = across[near]
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
    const patch = { pixels: new Uint8Array(kept.length), width, height }
    for (let at = 0; at < kept.length; at += 1) if (labels[at] === label) patch.pixels[at] = 1
    const around = grow(patch, 1)
    const border = []
    for (let at = 0; at < kept.length; at += 1) {
      if (around.pixels[at] && !patch.pixels[at]) border.push(stepAt(paper, at))
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

/** Take a piece of text out, as an upright box: it lies nearly level. */
function clear({ pixels, width, height }, { x, y, length, breadth, angle }, ratio) {
  const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const [reachX, reachY] = [(length * cosine + breadth * sine) / 2, (length * sine + breadth * cosine) / 2]
  const left = Math.max(0, Math.floor((x - reachX) * ratio))
  const right = Math.min(width, Math.ceil((x + reachX) * ratio))
  const bottom = Math.min(height, Math.ceil((y + reachY) * ratio))
  for (let row = Math.max(0, Math.floor((y - reachY) * ratio)); row < bottom; row += 1) {
    pixels.fill(0, row * width + left, row * width + right)
  }
}
