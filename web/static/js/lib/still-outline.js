/** Finds the card in a photo that is not one of a film: of a file, or the very frame that was shot. */
import { resize } from "./flat-card.js"
import { OutlineTracker } from "./outline.js"

/** At which the outline is followed in the live picture, too. */
const LONG_SIDE_PX = 320

/**
 * @param {import("./flat-card.js").Grey} photo
 * @returns {number[][]|null}  four [x, y] in [0, 1], clockwise from the top left; null: not sure
 */
export function outlineIn(photo) {
  const ratio = Math.min(1, LONG_SIDE_PX / Math.max(photo.width, photo.height))
  const [width, height] = [photo.width, photo.height].map((side) => Math.max(16, Math.round(side * ratio)))
  const small = resize(photo, width, height)
  const tracker = new OutlineTracker({ width, height })
  // What it has seen twice it is sure of; the second look costs little.
  tracker.follow(small.pixels, 0)
  return tracker.follow(small.pixels, 1).quad
}
