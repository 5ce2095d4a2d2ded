/** Splits a frame's colours into what the outline is looked for in: lightness, and how warm they are. */

const NEUTRAL = 128
const WARMTH = 0.8 // levels of the plane for one of difference between red and blue

/**
 * @param {ArrayLike<number>} pixels  RGB or RGBA, [0, 255]
 * @param {number} channels  3 or 4
 * @param {Uint8ClampedArray} grey  gets the lightness of each pixel
 * @param {Uint8ClampedArray} tint  gets 128 for a grey pixel, more for red, less for blue: skin, wood
 *   and paper in the light of a lamp are warm, what lies on them seldom as much
 */
export function splitPlanes(pixels, channels, grey, tint) {
  for (let i = 0, k = 0; i < grey.length; i++, k += channels) {
    const red = pixels[k]
    const blue = pixels[k + 2]
    grey[i] = (77 * red + 150 * pixels[k + 1] + 29 * blue) >> 8
    tint[i] = NEUTRAL + WARMTH * (red - blue)
  }
}
