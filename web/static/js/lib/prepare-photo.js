/**
 * Gets a photo ready for the outbox: from a file, the system's camera or another app. What the
 * browser cannot open goes as it is; the server can.
 */
import { ShotMaker } from "./shot-maker.js"

let maker = null

/**
 * @param {Blob} blob
 * @param {object} [options]
 * @param {boolean} [options.keepOriginal]  send the file as it was taken
 * @returns {Promise<{photo: Blob, thumb: Blob|null, flaws: string[], widthPx: number, heightPx: number}>}
 *   The size is that of the photo, upright; 0 when it could not be opened. Never rejects.
 */
export async function preparePhoto(blob, { keepOriginal = false } = {}) {
  try {
    const { photo, widthPx, heightPx, seen } = await sharedMaker().ofFile(blob, { keepOriginal })
    const { thumb, flaws } = await seen.catch(() => ({ thumb: null, flaws: [] }))
    return { photo, thumb, flaws, widthPx, heightPx }
  } catch {
    return { photo: blob, thumb: null, flaws: [], widthPx: 0, heightPx: 0 }
  }
}

/** The one worker of the page, which the live camera uses too. */
export function sharedMaker() {
  maker ??= new ShotMaker()
  return maker
}
