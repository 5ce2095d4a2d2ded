/**
 * Reads how large a JPEG is from its first bytes, before it is decoded: a photo of 48 megapixels is
 * 190 MB of pixels, and can be decoded into a smaller picture when its size is known.
 */

const HEAD_BYTES = 512 * 1024 // cameras put previews and profiles before the size
const START_OF_IMAGE = 0xffd8
const START_OF_SCAN = 0xda

/**
 * @param {Blob} photo
 * @returns {Promise<{width: number, height: number}|null>} as stored, before any turning; null when
 *   it is no JPEG, or its size stands too far back.
 */
export async function readJpegSize(photo) {
  const head = await photo.slice(0, HEAD_BYTES).arrayBuffer()
  return jpegSizeIn(new DataView(head))
}

/** @param {DataView} head */
export function jpegSizeIn(head) {
  if (head.byteLength < 4 || head.getUint16(0) !== START_OF_IMAGE) return null
  let at = 2
  while (at + 9 <= head.byteLength) {
    if (head.getUint8(at) !== 0xff) return null
    const marker = head.getUint8(at + 1)
    if (marker === 0xff) at += 1 // padding
    else if (isFrameHeader(marker)) return { height: head.getUint16(at + 5), width: head.getUint16(at + 7) }
    else if (marker === START_OF_SCAN) return null
    else at += 2 + head.getUint16(at + 2)
  }
  return null
}

/** SOF0 to SOF15, but for the three markers among them that mean something else. */
function isFrameHeader(marker) {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
