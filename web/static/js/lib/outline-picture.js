/** Tiny pictures of a card inside its outline: enough to tell one card from another, and sharp from blurred. */

export const COLUMNS = 40
export const ROWS = 24
const INSET = 0.05 // of each side: where the outline is not exact the table would show
const LEAST_CONTRAST = 5 // levels; below, what differs is noise

/**
 * @param {{smooth: Float32Array, width: number, height: number}} picture
 * @param {number[][]} quad  clockwise, pixels
 * @returns {Float32Array}  COLUMNS * ROWS, the card's long side across, mean 0 and contrast 1
 */
export function pictureOf(picture, quad) {
  const [a, b, c, d] = lengthwise(quad)
  const cells = new Float32Array(COLUMNS * ROWS)
  let sum = 0
  for (let row = 0; row < ROWS; row++) {
    const v = INSET + ((1 - 2 * INSET) * (row + 0.5)) / ROWS
    for (let column = 0; column < COLUMNS; column++) {
      const u = INSET + ((1 - 2 * INSET) * (column + 0.5)) / COLUMNS
      const x = (a[0] * (1 - u) + b[0] * u) * (1 - v) + (d[0] * (1 - u) + c[0] * u) * v
      const y = (a[1] * (1 - u) + b[1] * u) * (1 - v) + (d[1] * (1 - u) + c[1] * u) * v
      sum += cells[row * COLUMNS + column] = nearestLevel(picture, x, y)
    }
  }
  const mean = sum / cells.length
  let squares = 0
  for (let i = 0; i < cells.length; i++) squares += (cells[i] -= mean) ** 2
  const contrast = Math.max(LEAST_CONTRAST, Math.sqrt(squares / cells.length))
  for (let i = 0; i < cells.length; i++) cells[i] /= contrast
  return cells
}

function lengthwise(quad) {
  const long = (k) => Math.hypot(quad[k][0] - quad[(k + 1) % 4][0], quad[k][1] - quad[(k + 1) % 4][1])
  return long(0) + long(2) >= long(1) + long(3) ? quad : [quad[1], quad[2], quad[3], quad[0]]
}

function nearestLevel({ smooth, width, height }, x, y) {
  const column = Math.min(width - 1, Math.max(0, Math.round(x)))
  const row = Math.min(height - 1, Math.max(0, Math.round(y)))
  return smooth[row * width + column]
}

/**
 * How steep the clearest edges of a picture are: about 0.6 when sharp, 0.3 and less when blurred.
 * @param {ArrayLike<number>} levels  width * height
 * @param {number} width
 * @param {{left: number, top: number, right: number, bottom: number}} box  where to look, pixels
 * @returns {number}  0 where nothing has contrast
 */
export function sharpnessIn(levels, width, { left, top, right, bottom }) {
  const counts = new Int32Array(SHARE_BINS)
  let all = 0
  for (const next of [1, width]) {
    const endX = right - (next === 1 ? 8 : 0)
    const endY = bottom - (next === 1 ? 0 : 8)
    for (let y = top; y < endY; y += 2) {
      for (let x = left; x < endX; x += 2) {
        const share = steepest(levels, y * width + x, next)
        if (share === 0) continue
        counts[Math.min(SHARE_BINS - 1, (share * SHARE_BINS) | 0)]++
        all++
      }
    }
  }
  if (all < 12) return 0
  let bin = SHARE_BINS - 1
  for (let above = counts[bin]; bin > 0 && above < all / 4; above += counts[bin]) bin--
  return (bin + 0.5) / SHARE_BINS
}

const SHARE_BINS = 100
const LEAST_RANGE = 22

/** The steepest step of nine pixels in a row, as a share of all their range. */
function steepest(levels, start, next) {
  let low = levels[start]
  let high = low
  let step = 0
  for (let k = 1, i = start + next; k < 9; k++, i += next) {
    const value = levels[i]
    if (value < low) low = value
    else if (value > high) high = value
    const here = Math.abs(value - levels[i - next])
    if (here > step) step = here
  }
  return high - low < LEAST_RANGE ? 0 : step / (high - low)
}

const LIGHT_EVERY = 7 // pixels that are looked at
const BRIGHTEST_SHARE = 0.02 // glare and lamps are more often less than more

/** How light the lightest things of a picture are, [0, 1]: in a dim room paper is grey. */
export function lightIn(levels) {
  const counts = new Int32Array(256)
  for (let i = 0; i < levels.length; i += LIGHT_EVERY) counts[levels[i]]++
  let rest = (levels.length / LIGHT_EVERY) * BRIGHTEST_SHARE
  let level = 255
  while (level > 0 && (rest -= counts[level]) > 0) level--
  return level / 255
}
