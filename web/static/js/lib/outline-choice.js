/** Chooses, of the quads thought of in a frame, the one that is the card. */
import { polygonArea } from "./outline-sides.js"
import { WEIGHTS } from "./outline-weights.js"

const AS_LIKELY = 0.97
const PANEL = { least: 0.5, most: 0.95 } // of the card's area: a smaller quad inside is a card on a book

/** How likely a quad with these features is a card, [0, 1]. */
export function chanceOf(features) {
  let sum = WEIGHTS.bias
  for (let unit = 0; unit < WEIGHTS.hidden.length; unit++) {
    const weights = WEIGHTS.hidden[unit]
    let value = WEIGHTS.offsets[unit]
    for (let k = 0; k < weights.length; k++) value += weights[k] * features[k]
    if (value > 0) sum += WEIGHTS.out[unit] * value
  }
  return 1 / (1 + Math.exp(-sum))
}

/** Sorts the likeliest first. */
export const byChance = (one, other) => other.chance - one.chance

/**
 * The likeliest of some quads, or one as likely round it: a panel printed on a card has edges too.
 * @template {{quad: number[][], chance: number}} T
 * @param {T[]} candidates  the likeliest first
 * @returns {T|undefined}
 */
export function outermost(candidates) {
  const [likeliest] = candidates
  return candidates.reduce((best, one) => {
    const share = polygonArea(best.quad) / polygonArea(one.quad)
    const isRound = share > PANEL.least && share < PANEL.most && best.quad.every((corner) => holds(one.quad, corner))
    return isRound && one.chance > AS_LIKELY * likeliest.chance ? one : best
  }, likeliest)
}

/** Whether a point is in a clockwise quad, or less than two pixels beside it. */
function holds(quad, [x, y]) {
  return quad.every(([ax, ay], k) => {
    const [bx, by] = quad[(k + 1) % 4]
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > -2 * Math.hypot(bx - ax, by - ay)
  })
}
