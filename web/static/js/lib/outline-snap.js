/** Moves the four sides of a quad onto the edges of a picture. */

const POINTS = 28 // along each side
const FULL_STEP = 14 // levels; a clearer step counts no more, so that print does not outvote paper

/** Half of the distance over which a step is measured, pixels. */
export const LOOK_PX = 1.6

/** The level of a picture at a point, between its pixels; at the border, the nearest. */
export function levelAt({ smooth, width, height }, x, y) {
  const cx = x < 0 ? 0 : x > width - 1.001 ? width - 1.001 : x
  const cy = y < 0 ? 0 : y > height - 1.001 ? height - 1.001 : y
  const left = cx | 0
  const top = cy | 0
  const i = top * width + left
  const fx = cx - left
  const fy = cy - top
  const above = smooth[i] + (smooth[i + 1] - smooth[i]) * fx
  const below = smooth[i + width] + (smooth[i + width + 1] - smooth[i + width]) * fx
  return above + (below - above) * fy
}

/** Unit vector that points out of a clockwise quad, of the side from a to b. */
export function outward([ax, ay], [bx, by]) {
  const length = Math.hypot(bx - ax, by - ay) || 1
  return [(by - ay) / length, -(bx - ax) / length]
}

/**
 * Move each side, in parallel or turned a little, to where the clearest step is.
 * @param {import("./outline-edges.js").EdgeFinder} picture
 * @param {number[][]} quad  clockwise, pixels
 * @param {number} reachPx  how far each end of a side may move
 * @param {number} [stepPx]
 * @returns {number[][]}
 */
export function snapQuad(picture, quad, reachPx, stepPx = 1) {
  const sides = quad.map((corner, k) => snapSide(picture, corner, quad[(k + 1) % 4], reachPx, stepPx))
  return quad.map((corner, k) => meetAt(sides[(k + 3) % 4], sides[k]) ?? corner)
}

function snapSide(picture, a, b, reachPx, stepPx) {
  const [ox, oy] = outward(a, b)
  const reach = Math.round(reachPx / stepPx)
  const span = 2 * reach + 1
  const steps = stepsAcross(picture, a, b, [ox, oy], reach, stepPx)
  let best = -1
  let bestStart = 0
  let bestEnd = 0
  for (let start = -reach; start <= reach; start++) {
    for (let end = -reach; end <= reach; end++) {
      let up = 0
      let down = 0
      for (let k = 0; k < POINTS; k++) {
        const off = start + ((end - start) * (k + 0.5)) / POINTS
        const value = steps[k * span + Math.round(off + reach)]
        if (value > 0) up += value
        else down -= value
      }
      // Ties go to the smaller move.
      const clear = Math.max(up, down) - 0.02 * (Math.abs(start) + Math.abs(end)) * stepPx
      if (clear > best) {
        best = clear
        bestStart = start
        bestEnd = end
      }
    }
  }
  const move = ([x, y], by) => [x + ox * by * stepPx, y + oy * by * stepPx]
  return [move(a, bestStart), move(b, bestEnd)]
}

function stepsAcross(picture, a, b, [ox, oy], reach, stepPx) {
  const span = 2 * reach + 1
  const steps = new Float32Array(POINTS * span)
  for (let k = 0; k < POINTS; k++) {
    const t = (k + 0.5) / POINTS
    const x = a[0] + (b[0] - a[0]) * t
    const y = a[1] + (b[1] - a[1]) * t
    let clearest = FULL_STEP
    for (let o = -reach; o <= reach; o++) {
      const at = o * stepPx
      const inside = levelAt(picture, x + ox * (at - LOOK_PX), y + oy * (at - LOOK_PX))
      const outside = levelAt(picture, x + ox * (at + LOOK_PX), y + oy * (at + LOOK_PX))
      const value = inside - outside
      steps[k * span + o + reach] = value
      if (value > clearest) clearest = value
      else if (-value > clearest) clearest = -value
    }
    // Each point has one vote, which is highest where its own step is clearest.
    for (let o = 0; o < span; o++) steps[k * span + o] /= clearest
  }
  return steps
}

function meetAt([[ax, ay], [bx, by]], [[cx, cy], [dx, dy]]) {
  const det = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (Math.abs(det) < 1e-3) return null
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / det
  return [ax + (bx - ax) * t, ay + (by - ay) * t]
}
