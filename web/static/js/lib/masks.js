/**
 * Marked pixels of a picture: grown, shrunk, and gathered to pieces.
 *
 * @typedef {{pixels: Uint8Array, width: number, height: number}} Mask  1 where marked
 */

/** Mark all pixels at most `reach` away from marked ones, in a square. */
export function grow(mask, reach) {
  return spread(mask, reach, 1)
}

/** Keep the marked pixels that are more than `reach` away from unmarked ones. */
export function shrink(mask, reach) {
  return spread(mask, reach, 0)
}

/** Close gaps of up to twice the reach. */
export function close(mask, reach) {
  return shrink(grow(mask, reach), reach)
}

/** Give a value to all pixels at most `reach` away from one that has it: across, then down. */
function spread({ pixels, width, height }, reach, value) {
  const across = spreadLines(pixels, { lines: height, length: width, lineStep: width, step: 1 }, reach, value)
  const both = spreadLines(across, { lines: width, length: height, lineStep: 1, step: width }, reach, value)
  return { pixels: both, width, height }
}

function spreadLines(from, { lines, length, lineStep, step }, reach, value) {
  const to = new Uint8Array(from.length).fill(1 - value)
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStep
    let until = -1
    for (let ahead = 0; ahead < length + reach; ahead += 1) {
      if (ahead < length && from[start + ahead * step] === value) until = ahead + reach
      const at = ahead - reach
      if (at >= 0 && at <= until) to[start + at * step] = value
    }
  }
  return to
}

/**
 * @typedef {object} Piece  pixels that touch
 * @property {number} label
 * @property {number} area
 * @property {number} left
 * @property {number} top
 * @property {number} right  within
 * @property {number} bottom  within
 * @property {number} x  of the middle
 * @property {number} y
 * @property {number} length  of a rectangle that is spread as the pixels are
 * @property {number} breadth
 * @property {number} angle  of its length, radians from the x axis towards the y axis
 */

/**
 * Gather marked pixels that touch, corners included.
 * @param {Mask} mask
 * @returns {{pieces: Piece[], labels: Int32Array}}  labels of all pixels, 0 where unmarked
 */
export function piecesOf({ pixels, width, height }) {
  const labels = new Int32Array(pixels.length)
  const stack = new Int32Array(pixels.length)
  const pieces = []
  for (let first = 0; first < pixels.length; first += 1) {
    if (!pixels[first] || labels[first]) continue
    const sums = { area: 0, left: width, top: height, right: 0, bottom: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }
    const label = pieces.length + 1
    let waiting = 0
    stack[waiting++] = first
    labels[first] = label
    while (waiting) {
      const at = stack[--waiting]
      const y = (at / width) | 0
      const x = at - y * width
      add(sums, x, y)
      const lastRow = y < height - 1 ? y + 1 : y
      const lastColumn = x < width - 1 ? x + 1 : x
      for (let row = y > 0 ? y - 1 : 0; row <= lastRow; row += 1) {
        for (let next = row * width + (x > 0 ? x - 1 : 0); next <= row * width + lastColumn; next += 1) {
          if (!pixels[next] || labels[next]) continue
          labels[next] = label
          stack[waiting++] = next
        }
      }
    }
    pieces.push({ label, ...shapeOf(sums) })
  }
  return { pieces, labels }
}

function add(sums, x, y) {
  sums.area += 1
  if (x < sums.left) sums.left = x
  if (x > sums.right) sums.right = x
  if (y < sums.top) sums.top = y
  if (y > sums.bottom) sums.bottom = y
  sums.x += x
  sums.y += y
  sums.xx += x * x
  sums.yy += y * y
  sums.xy += x * y
}

/** A rectangle of length l and breadth b spreads by l²/12 along and b²/12 across. */
function shapeOf({ area, left, top, right, bottom, ...sums }) {
  const x = sums.x / area
  const y = sums.y / area
  const xx = sums.xx / area - x * x + 1 / 12 // a pixel is a square, not a point
  const yy = sums.yy / area - y * y + 1 / 12
  const xy = sums.xy / area - x * y
  const root = Math.hypot((xx - yy) / 2, xy)
  const [most, least] = [(xx + yy) / 2 + root, Math.max(1 / 12, (xx + yy) / 2 - root)]
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  return { area, left, top, right, bottom, x, y, length: Math.sqrt(12 * most), breadth: Math.sqrt(12 * least), angle }
}
