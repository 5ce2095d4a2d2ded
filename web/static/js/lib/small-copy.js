/** Makes a copy of a photo that is quick to send: enough to judge the photo by, not to read it. */

const LONG_SIDE_PX = 1600
const SMALL_BYTES = 500_000
const JPEG_QUALITY = 0.8

/**
 * Fit a picture into a square, in its own shape; a smaller one stays as it is.
 * @returns {{width: number, height: number}}
 */
export function sizeWithin({ width, height }, longSidePx = LONG_SIDE_PX) {
  const ratio = Math.min(1, longSidePx / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) }
}

/**
 * @param {Blob} photo
 * @returns {Promise<{copy: Blob, takenLongSidePx: number}>}  0: the photo itself, small as it is.
 *   Rejects when the browser cannot open it, as HEIC in most.
 */
export async function makeSmallCopy(photo) {
  if (photo.size <= SMALL_BYTES) return { copy: photo, takenLongSidePx: 0 }
  const picture = await createImageBitmap(photo)
  try {
    const takenLongSidePx = Math.max(picture.width, picture.height)
    return { copy: await toJpeg(picture, sizeWithin(picture)), takenLongSidePx }
  } finally {
    picture.close()
  }
}

function toJpeg(picture, { width, height }) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height })
  const pen = canvas.getContext("2d")
  pen.imageSmoothingQuality = "high"
  pen.drawImage(picture, 0, 0, width, height)
  return new Promise((resolve, reject) => {
    const take = (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be reduced.")))
    canvas.toBlob(take, "image/jpeg", JPEG_QUALITY)
  })
}
