/** Draws small grey frames for the tests of the outline: a card, or none, on a plain or noisy ground. */

export const SIZE = { width: 320, height: 180 }

/** A chance that is the same in every run. */
export function chanceOf(seed) {
  let state = seed * 2654435761 + 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Corners of a card, clockwise from its own top left, pixels. */
export function cardAt({ x = 160, y = 90, length = 170, ratio = 1.55, angle = 0 }) {
  const cos = Math.cos((angle * Math.PI) / 180)
  const sin = Math.sin((angle * Math.PI) / 180)
  const half = [length / 2, length / ratio / 2]
  return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => [
    x + u * half[0] * cos - v * half[1] * sin, y + u * half[0] * sin + v * half[1] * cos,
  ])
}

/**
 * @param {object} scene
 * @param {number[][]|null} scene.quad  where the card lies
 * @param {number} [scene.paper]  its level
 * @param {number} [scene.ground]
 * @param {number} [scene.grain]  of the ground, levels
 * @param {number} [scene.print]  a seed: each gives other lines of print on the card; 0: a blank card
 * @param {number} [scene.seed]  of the noise
 * @param {number} [scene.covered]  which share of the card, from its right, a hand covers
 * @param {number} [scene.blurPx]  how far each pixel is smeared, to each side
 */
export function drawFrame({ quad, paper = 235, ground = 90, grain = 6, print = 1, covered = 0, seed = 1, blurPx = 0, size = SIZE }) {
  const { width, height } = size
  const chance = chanceOf(seed)
  const lines = linesOf(print)
  const levels = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const spot = quad && placeOn(quad, x, y)
      const own = spot && spot[0] > 1 - covered ? 150 + 20 * Math.sin(y * 0.2) : spot ? paper - (isInk(lines, spot) ? 160 : 0) : ground + grain * Math.sin(y * 0.9 + Math.sin(x * 0.05) * 2)
      levels[y * width + x] = own + (chance() - 0.5) * 3
    }
  }
  return Uint8ClampedArray.from(blurPx ? smear(levels, size, blurPx) : levels)
}

function linesOf(print) {
  const chance = chanceOf(print)
  if (!print) return []
  return Array.from({ length: 6 }, () => {
    const left = 0.1 + chance() * 0.5
    return { left, right: left + 0.15 + chance() * 0.3, top: 0.1 + chance() * 0.75, high: 0.03 + chance() * 0.07 }
  })
}

const isInk = (lines, [u, v]) => lines.some((l) => u > l.left && u < l.right && v > l.top && v < l.top + l.high)

/** Where on a parallelogram a pixel is, [0, 1] each way, or null beside it. */
function placeOn([a, b, , d], x, y) {
  const det = (b[0] - a[0]) * (d[1] - a[1]) - (b[1] - a[1]) * (d[0] - a[0])
  const u = ((x - a[0]) * (d[1] - a[1]) - (y - a[1]) * (d[0] - a[0])) / det
  const v = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / det
  return u >= 0 && u <= 1 && v >= 0 && v <= 1 ? [u, v] : null
}

function smear(levels, { width, height }, far) {
  return [1, width].reduce((from, next) => from.map((_, i) => {
    const at = next === 1 ? i % width : Math.floor(i / width)
    const end = next === 1 ? width : height
    let sum = 0
    for (let k = -far; k <= far; k++) sum += from[i + (Math.min(end - 1, Math.max(0, at + k)) - at) * next]
    return sum / (2 * far + 1)
  }), levels)
}

/** The greatest distance of a corner of an outline, shares of the frame, from where it is, pixels. */
export function cornerError(shares, quad, { width, height } = SIZE) {
  return Math.max(...quad.map(([x, y]) => Math.min(...shares.map(([u, v]) => Math.hypot(u * width - 0.5 - x, v * height - 0.5 - y)))))
}
