/** How much of a picture is kept, and which part of it is shown. */

/** Of a photo: a card that fills so much of it is the only one. */
const ONE_CARD_SHARE = 0.2
/** Of the frame: table shown around a card in the strip. */
const THUMB_MARGIN = 0.03

/** Say whether a photo shows one card: several are read from more pixels. */
export function isOneCard(quad) {
  if (!quad) return false
  const twice = quad.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = quad[(at + 1) % 4]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2 >= ONE_CARD_SHARE
}

/** Fit a size into a square, in its own shape; a smaller one stays as it is. */
export function sizeWithin({ width, height }, longSidePx) {
  const ratio = Math.min(1, longSidePx / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) }
}

/** Give the part of a picture that holds the card, in pixels, or all of it. */
export function thumbCut({ width, height }, quad) {
  if (!quad) return { x: 0, y: 0, width, height }
  const [low, high] = [Math.min, Math.max].map((pick, side) => {
    const margin = side === 0 ? -THUMB_MARGIN : THUMB_MARGIN
    return [0, 1].map((axis) => Math.min(1, Math.max(0, pick(...quad.map((corner) => corner[axis])) + margin)))
  })
  const [x, y] = [Math.round(low[0] * width), Math.round(low[1] * height)]
  return { x, y, width: Math.max(1, Math.round(high[0] * width) - x), height: Math.max(1, Math.round(high[1] * height) - y) }
}
