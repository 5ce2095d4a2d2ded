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
  if (frame && liesAs(frame, video)) return frame
  frame?.close()
  const { videoWidth, videoHeight } = video
  const ratio = longSidePx / Math.max(videoWidth, videoHeight)
  if (ratio >= 1) return createImageBitmap(video)
  const [resizeWidth, resizeHeight] = [videoWidth, videoHeight].map((side) => Math.max(1, Math.round(side * ratio)))
  return createImageBitmap(video, { resizeWidth, resizeHeight, resizeQuality: "medium" })
}

function liesAs(frame, video) {
  const isTurned = Boolean(frame.rotation || frame.flip)
  return !isTurned && frame.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight
}

/** Give a few pixels of the frame that is shown, RGBA. */
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
