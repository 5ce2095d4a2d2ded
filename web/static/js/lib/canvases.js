/** Canvases, in a worker or in the page: drawn on in a size, read as brightness, written as JPEG. */

/**
 * Draw a picture in a size of its own.
 * @param {CanvasImageSource} picture
 * @param {{width: number, height: number}} size
 * @param {object} [options]
 * @param {{x: number, y: number, width: number, height: number}} [options.cut]  a part of the picture
 * @param {boolean} [options.isRead]  whether its pixels will be looked at
 * @returns {OffscreenCanvas|HTMLCanvasElement}
 */
export function draw(picture, { width, height }, { cut = null, isRead = false } = {}) {
  const canvas = newCanvas(width, height)
  const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: isRead })
  pen.imageSmoothingQuality = "high"
  if (cut) pen.drawImage(picture, cut.x, cut.y, cut.width, cut.height, 0, 0, width, height)
  else pen.drawImage(picture, 0, 0, width, height)
  return canvas
}

/**
 * Give the brightness of every pixel.
 * @returns {import("./flat-card.js").Grey}
 */
export function greyOf(canvas) {
  const { width, height } = canvas
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height)
  const pixels = new Uint8ClampedArray(width * height)
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 4) {
    pixels[at] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8
  }
  return { pixels, width, height }
}

/** @returns {Promise<Blob>} */
export function toJpeg(canvas, quality) {
  if (canvas.convertToBlob) return canvas.convertToBlob({ type: "image/jpeg", quality })
  return new Promise((resolve, reject) => {
    const take = (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be written.")))
    canvas.toBlob(take, "image/jpeg", quality)
  })
}

function newCanvas(width, height) {
  if (typeof OffscreenCanvas === "function") return new OffscreenCanvas(width, height)
  return Object.assign(document.createElement("canvas"), { width, height })
}
