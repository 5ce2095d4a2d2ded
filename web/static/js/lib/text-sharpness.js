/** Tells how sharp the text on a flat card is, from pieces of it that were found: without reading any. */
import { levelsOf, resize } from "./flat-card.js"

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
