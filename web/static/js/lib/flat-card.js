/**
 * Brightness pictures of a card: cut out of a photo and flattened, made smaller, counted.
 *
 * @typedef {{pixels: Uint8ClampedArray, width: number, height: number}} Grey  rows from the top
 * @typedef {{x: number, y: number, length: number, breadth: number, angle: number}} Part  of a card: its
 *   middle and its sides in pixels; the angle of its length in radians, from the x towards the y axis
 *
 * @typedef {object} FlatCard  a Grey, and besides
 * @property {number} photoPx  pixels of the photo to one of the card
 * @property {(part: Part, width: number, height: number) => Grey} cut  a part again, from the photo's
 *   own pixels, in any size
 */

const LONG_SIDE_PX = 720

/**
 * Flatten a card.
 * @param {Grey} photo
 * @param {number[][]} quad  four [x, y] in [0, 1], clockwise
 * @returns {FlatCard}
 */
export function flattenCard(photo, quad) {
  const corners = quad.map(([x, y]) => [x * photo.width, y * photo.height])
  const side = (a, b) => Math.hypot(corners[a][0] - corners[b][0], corners[a][1] - corners[b][1])
  const [across, down] = [(side(0, 1) + side(3, 2)) / 2, (side(0, 3) + side(1, 2)) / 2]
  const photoPx = Math.max(across, down) / LONG_SIDE_PX
  const [width, height] = [across, down].map((length) => Math.max(8, Math.round(length / photoPx)))
  const mapping = homography(corners)
  const cut = (part, toWidth, toHeight) => warp(photo, mapping, { width, height }, part, toWidth, toHeight)
  const whole = { x: width / 2, y: height / 2, length: width, breadth: height, angle: 0 }
  return { ...cut(whole, width, height), photoPx, cut }
}

/** Sample a part of a card, which may lie at an angle on it, from the photo. */
function warp(photo, [a, b, c, d, e, f, g, h], card, part, width, height) {
  const pixels = new Uint8ClampedArray(width * height)
  const cosine = Math.cos(part.angle)
  const sine = Math.sin(part.angle)
  const alongU = (cosine * part.length) / width / card.width
  const alongV = (sine * part.length) / width / card.height
  const acrossU = (-sine * part.breadth) / height / card.width
  const acrossV = (cosine * part.breadth) / height / card.height
  for (let row = 0, at = 0; row < height; row += 1) {
    const down = row + 0.5 - height / 2
    let u = part.x / card.width + acrossU * down + alongU * (0.5 - width / 2)
    let v = part.y / card.height + acrossV * down + alongV * (0.5 - width / 2)
    for (let column = 0; column < width; column += 1, at += 1, u += alongU, v += alongV) {
      const depth = g * u + h * v + 1
      pixels[at] = sample(photo, (a * u + b * v + c) / depth - 0.5, (d * u + e * v + f) / depth - 0.5)
    }
  }
  return { pixels, width, height }
}

/** Give the eight numbers that map the unit square to a quad. */
function homography([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]) {
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3]
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3]
  const det = dx1 * dy2 - dx2 * dy1 || 1e-9
  const [g, h] = [(sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det]
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h]
}

function sample(photo, x, y) {
  const { pixels, width } = photo
  const inX = x < 0 ? 0 : x > width - 1.001 ? width - 1.001 : x
  const inY = y < 0 ? 0 : y > photo.height - 1.001 ? photo.height - 1.001 : y
  const column = inX | 0
  const row = inY | 0
  const right = inX - column
  const at = row * width + column
  const top = pixels[at] + (pixels[at + 1] - pixels[at]) * right
  const bottom = pixels[at + width] + (pixels[at + width + 1] - pixels[at + width]) * right
  return top + (bottom - top) * (inY - row)
}

/**
 * Make a picture smaller by the mean of what falls together.
 * @param {Grey} grey  at least as large as what it becomes
 * @returns {Grey}
 */
export function resize(grey, width, height) {
  const pixels = new Uint8ClampedArray(width * height)
  const stepX = grey.width / width
  const stepY = grey.height / height
  for (let row = 0, at = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, at += 1) {
      pixels[at] = mean(grey, column * stepX, row * stepY, stepX, stepY)
    }
  }
  return { pixels, width, height }
}

function mean({ pixels, width }, x, y, stepX, stepY) {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = Math.max(left + 1, Math.floor(x + stepX))
  const bottom = Math.max(top + 1, Math.floor(y + stepY))
  let sum = 0
  for (let row = top; row < bottom; row += 1) {
    for (let at = row * width + left; at < row * width + right; at += 1) sum += pixels[at]
  }
  return sum / ((right - left) * (bottom - top)) + 0.5
}

/** Give the levels below which the given shares of the pixels lie. */
export function levelsOf(pixels, shares) {
  const counts = new Uint32Array(256)
  for (let at = 0; at < pixels.length; at += 1) counts[pixels[at]] += 1
  return shares.map((share) => {
    let left = share * pixels.length
    let level = 0
    while (level < 255 && (left -= counts[level]) > 0) level += 1
    return level
  })
}
