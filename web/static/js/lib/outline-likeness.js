/** Tells whether two tiny pictures show the same card; see outline-picture.js. */
import { COLUMNS, ROWS } from "./outline-picture.js"

/**
 * How alike two pictures are: 1 the same, about 0 of different cards; either may be upside down.
 * @param {Float32Array} one
 * @param {Float32Array} other
 */
export function likeness(one, other) {
  const turned = Float32Array.from(other).reverse()
  let best = -1
  for (const candidate of [other, turned]) {
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) best = Math.max(best, likenessAt(one, candidate, dx, dy))
    }
  }
  return best
}

function likenessAt(one, other, dx, dy) {
  let apart = 0
  let both = 0
  for (let row = 1; row < ROWS - 1; row++) {
    const start = row * COLUMNS
    const shifted = (row + dy) * COLUMNS + dx
    for (let column = 1; column < COLUMNS - 1; column++) {
      const a = one[start + column]
      const b = other[shifted + column]
      apart += (a - b) * (a - b)
      both += a * a + b * b
    }
  }
  // Two blank cards are alike: their differences are small beside this much contrast.
  return 1 - apart / (both + 0.5 * COLUMNS * ROWS)
}

const BLOCK = { columns: 8, rows: 6 }
const LEAST_PRINT = 0.15 // spread of a block that has print, in contrasts of the whole picture
const BLOCK_ALIKE = 0.75

/**
 * Which share of a card's print is found again in a picture of which a part may be covered by a hand.
 * @param {Float32Array} card  without a hand
 * @param {Float32Array} seen
 * @returns {number}  [0, 1]
 */
export function visibleShare(card, seen) {
  const turned = Float32Array.from(seen).reverse()
  return Math.max(...[seen, turned].map((candidate) => {
    let printed = 0
    let found = 0
    for (let top = 0; top < ROWS; top += BLOCK.rows) {
      for (let left = 0; left < COLUMNS; left += BLOCK.columns) {
        if (spreadOf(card, left, top) < LEAST_PRINT) continue
        printed++
        if (blockLikeness(card, candidate, left, top) > BLOCK_ALIKE) found++
      }
    }
    return printed < 4 ? 0 : found / printed
  }))
}

function spreadOf(cells, left, top) {
  let sum = 0
  let squares = 0
  for (let row = top; row < top + BLOCK.rows; row++) {
    for (let column = left; column < left + BLOCK.columns; column++) {
      sum += cells[row * COLUMNS + column]
      squares += cells[row * COLUMNS + column] ** 2
    }
  }
  const count = BLOCK.rows * BLOCK.columns
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}

/** The correlation of a block with the same place of another picture, a cell to and fro. */
function blockLikeness(one, other, left, top) {
  let best = 0
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (left + dx < 0 || top + dy < 0 || left + dx + BLOCK.columns > COLUMNS || top + dy + BLOCK.rows > ROWS) continue
      best = Math.max(best, correlation(one, other, top * COLUMNS + left, dy * COLUMNS + dx))
    }
  }
  return best
}

function correlation(one, other, start, shift) {
  let a = 0, b = 0, aa = 0, bb = 0, ab = 0
  for (let row = 0; row < BLOCK.rows; row++) {
    for (let i = start + row * COLUMNS, end = i + BLOCK.columns; i < end; i++) {
      const x = one[i]
      const y = other[i + shift]
      a += x
      b += y
      aa += x * x
      bb += y * y
      ab += x * y
    }
  }
  const count = BLOCK.rows * BLOCK.columns
  const spread = Math.sqrt(Math.max(1e-6, (aa - (a * a) / count) * (bb - (b * b) / count)))
  return (ab - (a * b) / count) / spread
}
