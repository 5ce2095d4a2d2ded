/** The four corners of a card in its photo, clockwise from its top left, in the photo's pixels. */

/** Corners of a whole picture with a margin, for a card that was not found. */
export function wholeQuad(width, height, margin = 0.06) {
  const [x, y] = [width * margin, height * margin]
  return [[x, y], [width - x, y], [width - x, height - y], [x, height - y]]
}

/** Read eight numbers, as an attribute has them; null when they are not eight. */
export function readQuad(text) {
  const numbers = text.split(" ").map(Number)
  if (numbers.length !== 8 || numbers.some(Number.isNaN)) return null
  return [0, 2, 4, 6].map((at) => [numbers[at], numbers[at + 1]])
}

/** Move one corner, never out of the picture. */
export function moveCorner(quad, index, [dx, dy], [width, height]) {
  const clamp = (value, most) => Math.min(Math.max(value, 0), most)
  return quad.map(([x, y], at) => (at === index ? [clamp(x + dx, width), clamp(y + dy, height)] : [x, y]))
}

/** The card a quarter turn clockwise: what was its bottom left is its top left. */
export function turnQuad(quad) {
  return [quad[3], quad[0], quad[1], quad[2]]
}

/** Whether the corners go round the card clockwise, without a dent: else nothing can be cut out. */
export function isConvex(quad) {
  return quad.every(([x, y], at) => {
    const [x1, y1] = quad[(at + 1) % 4]
    const [x2, y2] = quad[(at + 2) % 4]
    return (x1 - x) * (y2 - y1) - (y1 - y) * (x2 - x1) > 0
  })
}
