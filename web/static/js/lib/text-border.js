/** Says whether text runs out of a photo in which no card was made out: it may be cut off. */
import { resize } from "./flat-card.js"
import { piecesIn } from "./text-pieces.js"

const LONG_SIDE_PX = 480
/** Fewer may be anything, more are the grain of the table. */
const PIECES_OF_A_CARD = { fewest: 4, most: 30 }
const TOUCH_PX = 3
const UPRIGHT = Math.PI / 4

/**
 * @param {import("./flat-card.js").Grey} photo
 * @returns {boolean}  over one border, and not all around
 */
export function runsOut(photo) {
  const ratio = Math.min(1, LONG_SIDE_PX / Math.max(photo.width, photo.height))
  const small = resize(photo, Math.round(photo.width * ratio), Math.round(photo.height * ratio))
  const pieces = piecesIn(small)
  if (pieces.length < PIECES_OF_A_CARD.fewest || pieces.length > PIECES_OF_A_CARD.most) return false
  const touched = pieces.map((piece) => bordersOf(piece, small))
  const borders = new Set(touched.flat())
  return borders.size === 1 && pieces.some((piece, at) => touched[at].some((border) => crosses(piece, border)))
}

function bordersOf({ left, top, right, bottom }, { width, height }) {
  const gaps = { left, top, right: width - 1 - right, bottom: height - 1 - bottom }
  return Object.keys(gaps).filter((border) => gaps[border] < TOUCH_PX)
}

/** A line that ends at a border goes on beyond it; one that lies along it need not. */
function crosses({ angle }, border) {
  const isLevel = Math.abs(angle) < UPRIGHT || Math.abs(angle) > Math.PI - UPRIGHT
  return isLevel === (border === "left" || border === "right")
}
