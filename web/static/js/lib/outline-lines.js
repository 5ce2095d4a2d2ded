/** Finds straight lines through edge pixels, and along which stretches of them edges are. */
import { ANGLE_BINS } from "./outline-edges.js"

const MOST_LINES = 44
const RHO_STEP_PX = 1.5
const SPREAD = 2 // bins of angle to either side that an edge pixel votes for
const NEAR_PX = 2.2
const NEAR_COSINE = Math.cos((14 * Math.PI) / 180)

export const BIN_PX = 3

const COSINES = Float32Array.from({ length: ANGLE_BINS }, (_, i) => Math.cos((i * Math.PI) / ANGLE_BINS))
const SINES = Float32Array.from({ length: ANGLE_BINS }, (_, i) => Math.sin((i * Math.PI) / ANGLE_BINS))

/**
 * @typedef {object} Line  the points with x * nx + y * ny === rho
 * @property {number} nx
 * @property {number} ny
 * @property {number} rho  pixels
 * @property {number} votes
 * @property {Float32Array} covered  running sum over bins of BIN_PX along the line: 1 where there is an edge
 */
export class LineFinder {
  #edges
  #reach
  #rhos
  #votes

  /** @param {import("./outline-edges.js").EdgeFinder} edges */
  constructor(edges) {
    this.#edges = edges
    this.#reach = Math.hypot(edges.width, edges.height)
    this.#rhos = Math.ceil((2 * this.#reach) / RHO_STEP_PX) + 5
    this.#votes = new Float32Array((ANGLE_BINS + 6) * this.#rhos)
    this.bins = Math.ceil((2 * this.#reach) / BIN_PX) + 2
  }

  /** How far along a line, from the foot of the origin, its first bin begins. */
  get origin() {
    return this.#reach
  }

  /** @returns {Line[]}  strongest first */
  find() {
    this.#vote()
    const lines = this.#peaks()
    for (const line of lines) this.#cover(line)
    return lines
  }

  #vote() {
    const { count, xs, ys, angles, weights } = this.#edges
    const votes = this.#votes.fill(0)
    const rhos = this.#rhos
    for (let k = 0; k < count; k++) {
      const middle = angles[k]
      for (let t = middle - SPREAD; t <= middle + SPREAD; t++) {
        const bin = t < 0 ? t + ANGLE_BINS : t >= ANGLE_BINS ? t - ANGLE_BINS : t
        const rho = xs[k] * COSINES[bin] + ys[k] * SINES[bin]
        votes[(bin + 3) * rhos + (((rho + this.#reach) / RHO_STEP_PX + 0.5) | 0)] += weights[k]
      }
    }
    // Three more rows at either end, upside down: 179 degrees is beside 0.
    const mirror = Math.round((2 * this.#reach) / RHO_STEP_PX)
    for (let extra = 0; extra < 3; extra++) {
      for (let r = 0; r <= mirror; r++) {
        votes[extra * rhos + r] = votes[(extra + ANGLE_BINS) * rhos + mirror - r]
        votes[(extra + ANGLE_BINS + 3) * rhos + r] = votes[(extra + 3) * rhos + mirror - r]
      }
    }
  }

  #peaks() {
    const votes = this.#votes
    const rhos = this.#rhos
    const least = 0.09 * Math.min(this.#edges.width, this.#edges.height)
    const peaks = []
    for (let t = 3; t < ANGLE_BINS + 3; t++) {
      for (let r = 2; r < rhos - 2; r++) {
        const here = votes[t * rhos + r]
        if (here < least || !this.#isPeak(t, r, here)) continue
        peaks.push({ t, r, votes: here })
      }
    }
    peaks.sort((a, b) => b.votes - a.votes)
    return peaks.slice(0, MOST_LINES).map((peak) => this.#lineAt(peak))
  }

  #isPeak(t, r, here) {
    const votes = this.#votes
    for (let dt = -3; dt <= 3; dt++) {
      const row = (t + dt) * this.#rhos + r
      for (let dr = -2; dr <= 2; dr++) {
        const there = votes[row + dr]
        if (there > here || (there === here && (dt < 0 || (dt === 0 && dr < 0)))) return false
      }
    }
    return true
  }

  #lineAt({ t, r, votes: strength }) {
    const votes = this.#votes
    let sum = 0
    let sumT = 0
    let sumR = 0
    for (let dt = -1; dt <= 1; dt++) {
      for (let dr = -1; dr <= 1; dr++) {
        const share = votes[(t + dt) * this.#rhos + r + dr]
        sum += share
        sumT += share * dt
        sumR += share * dr
      }
    }
    const angle = ((t - 3 + sumT / sum) * Math.PI) / ANGLE_BINS
    const rho = (r + sumR / sum) * RHO_STEP_PX - this.#reach
    return { nx: Math.cos(angle), ny: Math.sin(angle), rho, votes: strength, covered: new Float32Array(this.bins + 1) }
  }

  #cover(line) {
    const { count, xs, ys, nxs, nys } = this.#edges
    const { nx, ny, rho, covered } = line
    for (let k = 0; k < count; k++) {
      const off = xs[k] * nx + ys[k] * ny - rho
      if (off > NEAR_PX || off < -NEAR_PX) continue
      const cosine = nxs[k] * nx + nys[k] * ny
      if (cosine < NEAR_COSINE && cosine > -NEAR_COSINE) continue
      covered[(((ys[k] * nx - xs[k] * ny + this.#reach) / BIN_PX) | 0) + 1] = 1
    }
    for (let bin = 1; bin < covered.length; bin++) covered[bin] += covered[bin - 1]
  }
}
