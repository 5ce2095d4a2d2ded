/**
 * Makes what is kept of a shot: the photo reduced to what reading needs and then, when that is on
 * its way to be kept, a small picture for the strip and what is wrong with it. Runs in a worker,
 * and in the page where there is none.
 */
import { draw, greyOf, toJpeg } from "./canvases.js"
import { judge } from "./judge.js"
import { isOneCard, sizeWithin, thumbCut } from "./picture-cuts.js"
import { readJpegSize } from "./picture-size.js"
import { outlineIn } from "./still-outline.js"

/** Measured in docs/capture.md: reading one card loses nothing so, and a table of twelve hardly. */
export const ONE_CARD = { longSidePx: 2560, quality: 0.85 }
const MANY_CARDS = { longSidePx: 4000, quality: 0.8 }
const ORIGINAL_QUALITY = 0.92
const THUMB_LONG_SIDE_PX = 320
const THUMB_QUALITY = 0.8
const JUDGED_LONG_SIDE_PX = 1280
/** A JPEG that is small already is sent as it is: a second compression would only cost. */
const SMALL_BYTES = 1_500_000

/**
 * @typedef {object} Reduced
 * @property {Blob} photo
 * @property {number} widthPx  of the photo, upright; 0 when unknown
 * @property {number} heightPx
 * @property {() => Promise<Seen>} see  to be called once
 *
 * @typedef {object} Seen
 * @property {Blob|null} thumb  JPEG; null when the browser cannot open the photo
 * @property {string[]} flaws
 * @property {number[][]|null} quad  where the card is, four [x, y] in [0, 1]; null: not sure
 * @property {number} judgeMs  what judging took
 */

const UNSEEN = { thumb: null, flaws: [], quad: null, judgeMs: 0 }

/**
 * @param {Blob|ImageBitmap|VideoFrame} source  a file, or a frame, which is closed
 * @param {object} [options]
 * @param {boolean} [options.keepOriginal]  the file as taken, the frame in full size
 * @param {number[][]|null} [options.quad]  where the card is, when it is known already
 * @returns {Promise<Reduced>}
 */
export async function reducePhoto(source, { keepOriginal = false, quad = null } = {}) {
  return source instanceof Blob ? reduceFile(source, keepOriginal) : reduceFrame(source, keepOriginal, quad)
}

/** Drawn once, and everything else from that: a frame of video is slow to convert. */
async function reduceFrame(frame, keepOriginal, quad) {
  const taken = sizeOf(frame)
  const full = draw(frame, keepOriginal ? taken : sizeWithin(taken, ONE_CARD.longSidePx), { isRead: true })
  frame.close() // a camera has few frames to give
  const photo = await toJpeg(full, keepOriginal ? ORIGINAL_QUALITY : ONE_CARD.quality)
  return reduced(photo, full, () => look(full, quad))
}

async function reduceFile(file, keepOriginal) {
  const opened = await openFile(file)
  if (!opened) return { photo: file, widthPx: 0, heightPx: 0, see: async () => UNSEEN }
  const { picture, takenSize } = opened
  const seen = look(picture, null)
  const wanted = isOneCard(seen.card) ? ONE_CARD : MANY_CARDS
  const isKept = keepOriginal || isSmall(file, takenSize, wanted.longSidePx)
  const sent = isKept ? takenSize : sizeWithin(takenSize, wanted.longSidePx)
  const full = isKept ? null : draw(picture, sent)
  picture.close()
  return reduced(full ? await toJpeg(full, wanted.quality) : file, sent, () => seen)
}

function reduced(photo, { width, height }, look) {
  return { photo, widthPx: width, heightPx: height, see: () => judged(look(), Math.max(width, height)) }
}

/** Look at a picture in the size in which it is judged, and find the card. */
function look(picture, quad) {
  const small = draw(picture, sizeWithin(sizeOf(picture), JUDGED_LONG_SIDE_PX), { isRead: true })
  const grey = greyOf(small)
  return { small, grey, card: quad ?? outlineIn(grey) }
}

async function judged({ small, grey, card }, takenLongSidePx) {
  const startedMs = performance.now()
  const flaws = judge(grey.pixels, { width: grey.width, height: grey.height, quad: card, takenLongSidePx })
  const judgeMs = performance.now() - startedMs
  return { thumb: await toJpeg(thumbOf(small, card), THUMB_QUALITY), flaws, quad: card, judgeMs }
}

/** What the browser cannot open, as HEIC in most, is null: it is sent as it is. */
async function openFile(file) {
  try {
    const stored = await readJpegSize(file)
    const isHuge = stored && longSideOf(stored) > MANY_CARDS.longSidePx
    const options = { imageOrientation: "from-image" }
    // The width only: the height follows in the picture's own shape, whether it is turned before or
    // after. A turned photo comes out somewhat larger than wanted.
    if (isHuge) Object.assign(options, { resizeWidth: sizeWithin(stored, MANY_CARDS.longSidePx).width, resizeQuality: "high" })
    const picture = await createImageBitmap(file, options)
    return { picture, takenSize: takenSizeOf(picture, stored, isHuge) }
  } catch {
    return null
  }
}

function sizeOf(picture) {
  return { width: picture.displayWidth ?? picture.width, height: picture.displayHeight ?? picture.height }
}

function takenSizeOf(picture, stored, isHuge) {
  if (!isHuge) return { width: picture.width, height: picture.height }
  const isTurned = stored.width > stored.height !== picture.width > picture.height
  return isTurned ? { width: stored.height, height: stored.width } : stored
}

function isSmall(file, size, longSidePx) {
  return file.type === "image/jpeg" && file.size <= SMALL_BYTES && longSideOf(size) <= longSidePx
}

function longSideOf({ width, height }) {
  return Math.max(width, height)
}

function thumbOf(picture, quad) {
  const cut = thumbCut(picture, quad)
  return draw(picture, sizeWithin(cut, THUMB_LONG_SIDE_PX), { cut })
}
