/** Finds the edge pixels of a small grey picture: thin, with their direction and strength. */

const MOST_EDGES = 6000
const LEAST_STEP = 1.1 // levels a pixel; what is left of a sensor's noise after reducing is 0.5
const STEP_BINS = 256

/** In the dark all steps are smaller: they are stretched up to threefold, and those of paper left. */
const LIFTED = Float32Array.from({ length: 256 }, (_, level) => level + 24 * Math.log1p(level / 12))

export const ANGLE_BINS = 90 // of 2 degrees; the angle is that of the normal, in [0, 180)

export class EdgeFinder {
  /** @param {{width: number, height: number}} size  in pixels */
  constructor({ width, height }) {
    this.width = width
    this.height = height
    this.smooth = new Float32Array(width * height)
    this.step = new Float32Array(width * height)
    this.count = 0
    this.xs = new Float32Array(MOST_EDGES)
    this.ys = new Float32Array(MOST_EDGES)
    this.nxs = new Float32Array(MOST_EDGES) // unit vectors, from dark to light
    this.nys = new Float32Array(MOST_EDGES)
    this.angles = new Uint8Array(MOST_EDGES) // bins
    this.weights = new Float32Array(MOST_EDGES) // (0, 1]
    this.texture = 0 // the median step, levels a pixel
    this.#lifted = new Float32Array(width * height)
    this.#rows = new Float32Array(width * height)
    this.#gxs = new Float32Array(width * height)
    this.#gys = new Float32Array(width * height)
    this.#thin = new Int32Array(width * height)
  }
  #lifted
  #rows
  #gxs
  #gys
  #thin

  /** Look at a picture, width * height levels; the answer is in the fields. */
  find(grey) {
    this.#blur(grey)
    this.#slope()
    this.#gather(this.#thinOut())
  }

  #blur(grey) {
    const { width, height, smooth } = this
    const lifted = this.#lifted
    const rows = this.#rows
    for (let i = 0; i < lifted.length; i++) lifted[i] = LIFTED[grey[i]]
    for (let y = 0; y < height; y++) {
      const start = y * width
      const end = start + width - 1
      for (let i = start + 1; i < end; i++) rows[i] = lifted[i - 1] + 2 * lifted[i] + lifted[i + 1]
      rows[start] = 3 * lifted[start] + lifted[start + 1]
      rows[end] = 3 * lifted[end] + lifted[end - 1]
    }
    for (let y = 0; y < height; y++) {
      const above = (y > 0 ? -1 : 0) * width
      const below = (y < height - 1 ? 1 : 0) * width
      for (let i = y * width; i < (y + 1) * width; i++) {
        smooth[i] = (rows[i + above] + 2 * rows[i] + rows[i + below]) / 16
      }
    }
  }

  #slope() {
    const { width, height, smooth, step } = this
    step.fill(0)
    for (let y = 1; y < height - 1; y++) {
      for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
        const a = smooth[i + 1 + width] - smooth[i - 1 - width]
        const b = smooth[i + 1 - width] - smooth[i - 1 + width]
        const gx = (a + b + 2 * (smooth[i + 1] - smooth[i - 1])) / 8
        const gy = (a - b + 2 * (smooth[i + width] - smooth[i - width])) / 8
        step[i] = Math.sqrt(gx * gx + gy * gy)
        this.#gxs[i] = gx
        this.#gys[i] = gy
      }
    }
  }

  /** Keep the crests only; gives how many there are of each strength. */
  #thinOut() {
    const { width, height, step } = this
    const gxs = this.#gxs
    const gys = this.#gys
    const crests = new Int32Array(STEP_BINS)
    let count = 0
    let all = 0
    const steps = new Int32Array(STEP_BINS)
    for (let y = 2; y < height - 2; y++) {
      for (let i = y * width + 2; i < (y + 1) * width - 2; i++) {
        const here = step[i]
        if ((i & 3) === 0) {
          steps[Math.min(STEP_BINS - 1, (here * 16) | 0)]++
          all++
        }
        if (here < LEAST_STEP) continue
        const gx = gxs[i]
        const gy = gys[i]
        const ax = gx < 0 ? -gx : gx
        const ay = gy < 0 ? -gy : gy
        let next
        if (ay < 0.414 * ax) next = 1
        else if (ax < 0.414 * ay) next = width
        else next = gx * gy > 0 ? width + 1 : width - 1
        if (here < step[i - next] || here <= step[i + next]) continue
        this.#thin[count++] = i
        crests[Math.min(STEP_BINS - 1, (here * 4) | 0)]++
      }
    }
    let rest = all / 2
    let bin = 0
    while (bin < STEP_BINS - 1 && (rest -= steps[bin]) > 0) bin++
    this.texture = (bin + 0.5) / 16
    return { count, crests }
  }

  #gather({ count, crests }) {
    const { width, step } = this
    // The strongest are kept: cloth and grain have thousands of weak ones.
    let least = STEP_BINS - 1
    for (let kept = 0; least > 0 && kept + crests[least] <= MOST_EDGES; least--) kept += crests[least]
    const threshold = Math.max(LEAST_STEP, 1.5 * this.texture, least ? (least + 1) / 4 : 0)
    const full = 3 * threshold
    let kept = 0
    for (let k = 0; k < count && kept < MOST_EDGES; k++) {
      const i = this.#thin[k]
      if (step[i] < threshold) continue
      const y = (i / width) | 0
      const angle = Math.atan2(this.#gys[i], this.#gxs[i])
      this.xs[kept] = i - y * width
      this.ys[kept] = y
      this.nxs[kept] = this.#gxs[i] / step[i]
      this.nys[kept] = this.#gys[i] / step[i]
      this.angles[kept] = (Math.round((angle / Math.PI + 1) * ANGLE_BINS)) % ANGLE_BINS
      this.weights[kept] = Math.min(1, step[i] / full)
      kept++
    }
    this.count = kept
  }
}
