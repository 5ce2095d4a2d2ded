/** Takes frames of a video: one after the other to be followed, or one to be kept. */

const PROBE_PX = 16

/** Call back for every new frame, until the signal aborts. */
export function eachFrame(video, callback, signal) {
  const isTold = typeof video.requestVideoFrameCallback === "function"
  let shownS = -1
  const next = () => (isTold ? video.requestVideoFrameCallback(step) : requestAnimationFrame(step))
  const step = (nowMs) => {
    if (signal.aborted) return
    if (isTold || video.currentTime !== shownS) {
      shownS = video.currentTime
      callback(nowMs)
    }
    next()
  }
  next()
}

/**
 * Take the frame that is shown, for a worker.
 *
 * A VideoFrame is a reference, taken in no time; its pixels are converted in the worker. (A picture
 * of 2560 by 1440 costs the page 20 ms, and a slow phone 100.) A frame that does not lie as the
 * video does, as a turned sensor gives it, is taken as a picture.
 * @param {HTMLVideoElement} video
 * @param {number} [longSidePx]  of the picture, where it has to be one; in full size when left out
 * @returns {Promise<VideoFrame|ImageBitmap>}  to be closed by who gets it
 */
export async function takeFrame(video, longSidePx = Infinity) {
  const frame = frameOf(video)
  if (frame && isTrusted(frame, video)) return frame
  frame?.close()
  const { videoWidth, videoHeight } = video
  const ratio = longSidePx / Math.max(videoWidth, videoHeight)
  if (ratio >= 1) return createImageBitmap(video)
  const [resizeWidth, resizeHeight] = [videoWidth, videoHeight].map((side) => Math.max(1, Math.round(side * ratio)))
  return createImageBitmap(video, { resizeWidth, resizeHeight, resizeQuality: "medium" })
}

/** Whether frames of a video lie as it does, by its size, which changes when the phone is turned. */
const trust = new WeakMap()

function isTrusted(frame, video) {
  const size = `${video.videoWidth} ${video.videoHeight}`
  if (frame.displayWidth !== video.videoWidth || frame.displayHeight !== video.videoHeight) return false
  if (trust.get(video)?.size !== size) trust.set(video, { size, isGiven: liesAs(probeFrame(frame), probeFrame(video)) })
  return trust.get(video).isGiven
}

/**
 * Say whether a small square picture lies as another does, rather than on its head or mirrored.
 * @param {Uint8ClampedArray} frame  RGBA
 * @param {Uint8ClampedArray} shown  RGBA, a moment later
 */
export function liesAs(frame, shown) {
  const count = frame.length / 4
  const side = Math.sqrt(count)
  const ways = [
    (at) => at,
    (at) => count - 1 - at, // on its head
    (at) => at - (at % side) + side - 1 - (at % side), // mirrored
    (at) => count - side - (at - (at % side)) + (at % side), // both
  ]
  const [upright, ...others] = ways.map((way) => {
    let apart = 0
    for (let at = 0; at < count; at += 1) apart += Math.abs(frame[4 * way(at) + 1] - shown[4 * at + 1])
    return apart
  })
  return upright <= Math.min(...others)
}

/** Give a few pixels of what a video or a frame shows, RGBA. */
export function probeFrame(video) {
  const canvas = Object.assign(document.createElement("canvas"), { width: PROBE_PX, height: PROBE_PX })
  const pen = canvas.getContext("2d", { willReadFrequently: true })
  pen.drawImage(video, 0, 0, PROBE_PX, PROBE_PX)
  return pen.getImageData(0, 0, PROBE_PX, PROBE_PX).data
}

function frameOf(video) {
  if (typeof VideoFrame !== "function") return null
  try {
    return new VideoFrame(video)
  } catch {
    return null // there is no frame yet, or it is one that cannot be taken
  }
}
