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
 * Gather marked pixels that touch, corners included.
 * @param {Mask} mask
 * @returns {{left: number, top: number, right: number, bottom: number, area: number, label: number}[]}
 *   whose right and bottom lie within; and the labels of all pixels, 0 where unmarked
 */
export function piecesOf({ pixels, width, height }) {
  const labels = new Int32Array(pixels.length)
  const stack = new Int32Array(pixels.length)
  const pieces = []
  for (let first = 0; first < pixels.length; first += 1) {
    if (!pixels[first] || labels[first]) continue
    const piece = { left: width, top: height, right: 0, bottom: 0, area: 0, label: pieces.length + 1 }
    let waiting = 0
    stack[waiting++] = first
    labels[first] = piece.label
    while (waiting) {
      const at = stack[--waiting]
      const y = (at / width) | 0
      const x = at - y * width
      piece.area += 1
      if (x < piece.left) piece.left = x
      if (x > piece.right) piece.right = x
      if (y < piece.top) piece.top = y
      if (y > piece.bottom) piece.bottom = y
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1) {
        for (let next = row * width + Math.max(0, x - 1); next <= row * width + Math.min(width - 1, x + 1); next += 1) {
          if (!pixels[next] || labels[next]) continue
          labels[next] = piece.label
          stack[waiting++] = next
        }
      }
    }
    pieces.push(piece)
  }
  return { pieces, labels }
}
