/**
 * Judges a photo of a card right after the shot, as the server's first look does (ocr/first_look.py):
 * what is not clear raises no alarm. How well it agrees with the reading is in docs/capture.md.
 */
import { flattenCard, levelsOf } from "./flat-card.js"
import { glareRatio } from "./glare.js"
import { runsOut } from "./text-border.js"
import { findPieces } from "./text-pieces.js"
import { sharpnessOf } from "./text-sharpness.js"

/** Where a photo becomes one to take again. */
export const LIMITS = {
  light: 0.15, // of what is brightest on the card
  sharpness: 3.4,
  textHeightPx: 8, // pieces are tight around their letters
  cardLongSidePx: 420, // print of 1.2 mm is then six pixels high
  glare: 0.06,
  fewestPieces: 4, // with fewer there is no typical one
  nearBorder: 0.006, // of the photo's side
  beyondBorder: 0.02,
}
const ORDER = ["dark", "cut_off", "glare", "too_small", "blurred"]

/**
 * @param {Uint8ClampedArray} grey  brightness of the photo or a reduced copy, rows from the top
 * @param {object} about
 * @param {number} about.width  of the grey picture
 * @param {number} about.height
 * @param {number[][]|null} about.quad  where the card is, four [x, y] in [0, 1]; null: nobody knows
 * @param {number} [about.takenLongSidePx]  of the photo that will be read; that of the grey picture
 * @returns {("dark"|"cut_off"|"glare"|"too_small"|"blurred")[]}  in the order of telling
 */
export function judge(grey, about) {
  const flaws = flawsOf(measure(grey, about))
  return ORDER.filter((flaw) => flaws.has(flaw))
}

/** Give what the judgement rests on. */
export function measure(grey, { width, height, quad, takenLongSidePx = 0 }) {
  const photo = { pixels: grey, width, height }
  if (!quad) return { light: levelsOf(grey, [0.97])[0] / 255, hasCard: false, isCutOff: runsOut(photo) }
  const card = flattenCard(photo, quad)
  const pieces = findPieces(card)
  const takenPx = (Math.max(width, height, takenLongSidePx) / Math.max(width, height)) * card.photoPx
  return {
    hasCard: true,
    light: levelsOf(card.pixels, [0.97])[0] / 255,
    isCutOff: isCutOff(quad),
    glare: glareRatio(card, pieces),
    pieces: pieces.length,
    sharpness: sharpnessOf(card, pieces),
    textHeightPx: quarterOf(pieces.map(({ breadth }) => breadth)) * takenPx,
    cardLongSidePx: Math.max(card.width, card.height) * takenPx,
  }
}

function flawsOf(seen) {
  const flaws = new Set()
  if (seen.light < LIMITS.light) flaws.add("dark")
  if (seen.isCutOff) flaws.add("cut_off")
  if (!seen.hasCard) return flaws
  const isTypical = seen.pieces >= LIMITS.fewestPieces
  if (seen.glare > LIMITS.glare) flaws.add("glare")
  if (seen.cardLongSidePx < LIMITS.cardLongSidePx || (isTypical && seen.textHeightPx < LIMITS.textHeightPx)) flaws.add("too_small")
  if (isTypical && seen.sharpness !== null && seen.sharpness < LIMITS.sharpness) flaws.add("blurred")
  return flaws
}

/** Say whether a corner lies beyond the photo, or a whole side on its border: the card goes on. */
function isCutOff(quad) {
  const beyond = ([x, y]) => Math.min(x, y, 1 - x, 1 - y) < -LIMITS.beyondBorder
  if (quad.some(beyond)) return true
  const sides = [([x]) => x, ([x]) => 1 - x, ([, y]) => y, ([, y]) => 1 - y]
  const isNear = (way, corner) => way(corner) < LIMITS.nearBorder
  return quad.some((corner, at) => sides.some((way) => isNear(way, corner) && isNear(way, quad[(at + 1) % 4])))
}

function quarterOf(values) {
  if (!values.length) return 0
  return values.sort((one, other) => one - other)[Math.floor((values.length - 1) / 4)]
}
