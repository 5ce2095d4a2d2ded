/**
 * Makes what is kept of a shot: the photo reduced to what reading needs, a small picture for the
 * strip, and what is wrong with it. Runs in a worker, and in the page where there is none.
 */
import { draw, greyOf, toJpeg } from "./canvases.js"
import { judge } from "./judge.js"
import { readJpegSize } from "./picture-size.js"
import { outlineIn } from "./still-outline.js"

/** Measured in docs/capture.md: reading one card loses nothing so, and a table of twelve hardly. */
export const ONE_CARD = { longSidePx: 2560, quality: 0.85 }
export const MANY_CARDS = { longSidePx: 4000, quality: 0.8 }
/** Of a photo: a card that fills so much of it is the only one. */
const ONE_CARD_SHARE = 0.2
const ORIGINAL_QUALITY = 0.92
const THUMB_LONG_SIDE_PX = 320
const THUMB_QUALITY = 0.8
const JUDGED_LONG_SIDE_PX = 1280
/** A JPEG that is small already is sent as it is: a second compression would only cost. */
const SMALL_BYTES = 1_500_000
/** Of the frame: table shown around a card in the strip. */
const THUMB_MARGIN = 0.03

/**
 * @typedef {object} Shot
 * @property {Blob} photo
 * @property {Blob|null} thumb  JPEG; null when the browser cannot open the photo
 * @property {string[]} flaws
 * @property {number} widthPx  of the photo, upright; 0 when unknown
 * @property {number} heightPx
 * @property {number[][]|null} quad  where the card is, four [x, y] in [0, 1]; null: not sure
 * @property {number} judgeMs  what judging took
 * @property {number} [madeMs]  what all of it took, in the worker
 */

/**
 * @param {Blob|ImageBitmap|VideoFrame} source  a file, or a frame, which is closed
 * @param {object} [options]
 * @param {boolean} [options.keepOriginal]  the file as taken, the frame in full size
 * @param {number[][]|null} [options.quad]  where the card is, when it is known already
 * @returns {Promise<Shot>}
 */
export async function reducePhoto(source, { keepOriginal = false, quad = null } = {}) {
  return source instanceof Blob ? reduceFile(source, keepOriginal) : reduceFrame(source, keepOriginal, quad)
}

/** Drawn once, and everything else from that: a frame of video is slow to convert. */
async function reduceFrame(frame, keepOriginal, quad) {
  const taken = sizeOf(frame)
  const full = draw(frame, keepOriginal ? taken : sizeWithin(taken, ONE_CARD.longSidePx), { isRead: true })
  frame.close() // a camera has few frames to give
  const seen = look(full, quad)
  // Started first: the encoder may work while this thread judges.
  const photo = toJpeg(full, keepOriginal ? ORIGINAL_QUALITY : ONE_CARD.quality)
  return finish(seen, photo, { width: full.width, height: full.height })
}

async function reduceFile(file, keepOriginal) {
  const opened = await openFile(file)
  if (!opened) return { photo: file, thumb: null, flaws: [], widthPx: 0, heightPx: 0, quad: null, judgeMs: 0 }
  const { picture, takenSize } = opened
  const seen = look(picture, null)
  const wanted = isOneCard(seen.card) ? ONE_CARD : MANY_CARDS
  const isKept = keepOriginal || isSmall(file, takenSize, wanted.longSidePx)
  const sent = isKept ? takenSize : sizeWithin(takenSize, wanted.longSidePx)
  const full = isKept ? null : draw(picture, sent)
  picture.close()
  return finish(seen, full ? toJpeg(full, wanted.quality) : file, sent)
}

/** Look at a picture in the size in which it is judged, and find the card. */
function look(picture, quad) {
  const small = draw(picture, sizeWithin(sizeOf(picture), JUDGED_LONG_SIDE_PX), { isRead: true })
  const grey = greyOf(small)
  return { small, grey, card: quad ?? outlineIn(grey) }
}

async function finish({ small, grey, card }, photo, sent) {
  const thumb = toJpeg(thumbOf(small, card), THUMB_QUALITY)
  const startedMs = performance.now()
  const flaws = judge(grey.pixels, { width: grey.width, height: grey.height, quad: card, takenLongSidePx: longSideOf(sent) })
  const judgeMs = performance.now() - startedMs
  return { photo: await photo, thumb: await thumb, flaws, widthPx: sent.width, heightPx: sent.height, quad: card, judgeMs }
}

/** Say whether a photo shows one card: several are read from more pixels. */
export function isOneCard(quad) {
  if (!quad) return false
  const twice = quad.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = quad[(at + 1) % 4]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2 >= ONE_CARD_SHARE
}

/** Fit a size into a square, in its own shape; a smaller one stays as it is. */
export function sizeWithin({ width, height }, longSidePx) {
  const ratio = Math.min(1, longSidePx / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) }
}

/** Give the part of a picture that holds the card, in pixels, or all of it. */
export function thumbCut({ width, height }, quad) {
  if (!quad) return { x: 0, y: 0, width, height }
  const [low, high] = [Math.min, Math.max].map((pick, side) => {
    const margin = side === 0 ? -THUMB_MARGIN : THUMB_MARGIN
    return [0, 1].map((axis) => Math.min(1, Math.max(0, pick(...quad.map((corner) => corner[axis])) + margin)))
  })
  const [x, y] = [Math.round(low[0] * width), Math.round(low[1] * height)]
  return { x, y, width: Math.max(1, Math.round(high[0] * width) - x), height: Math.max(1, Math.round(high[1] * height) - y) }
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
