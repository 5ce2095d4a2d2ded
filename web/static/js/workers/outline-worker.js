/**
 * Follows the card outside of the page's thread. A module worker.
 *
 * in:  {type: "frame", bitmap: ImageBitmap or VideoFrame, timeMs}  transferred; closed here
 *      {type: "shot"}   a photo was taken: the card that is seen is not to be shot again
 *      {type: "reset"}  the camera was turned or started anew
 * out: {type: "outline", quad, confidence, sharpness, isSteady, action, timeMs, tookMs}  one a frame;
 *      action: "none", "hold" or "shoot"; quad: four [x, y] in [0, 1], clockwise from the top left, or null
 *
 * One frame at a time: the page drops those that come while an answer is under way.
 */
import { OutlineTracker } from "../lib/outline.js"
import { splitPlanes } from "../lib/outline-planes.js"
import { SteadyShot } from "../lib/steadiness.js"

const LONG_SIDE_PX = 320

let canvas = null
let pen = null
let grey = null
let tint = null
let tracker = null
const steady = new SteadyShot()

self.addEventListener("message", ({ data }) => {
  if (data.type === "shot") steady.shot()
  else if (data.type === "reset") tracker = null
  else if (data.type === "frame") self.postMessage(look(data))
})

function look({ bitmap, timeMs }) {
  const began = performance.now()
  try {
    fit(bitmap)
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  } finally {
    bitmap.close()
  }
  splitPlanes(pen.getImageData(0, 0, canvas.width, canvas.height).data, 4, grey, tint)
  const { picture, ...seen } = tracker.follow(grey, timeMs, tint)
  const action = steady.see({ ...seen, picture }, timeMs)
  return { type: "outline", ...seen, action, timeMs, tookMs: performance.now() - began }
}

/** Make room for frames of this shape; a telephone that is turned changes it. */
function fit(frame) {
  const { displayWidth: width = frame.width, displayHeight: height = frame.height } = frame
  const ratio = LONG_SIDE_PX / Math.max(width, height)
  const size = { width: Math.max(16, Math.round(width * ratio)), height: Math.max(16, Math.round(height * ratio)) }
  if (tracker && canvas.width === size.width && canvas.height === size.height) return
  canvas = new OffscreenCanvas(size.width, size.height)
  pen = canvas.getContext("2d", { willReadFrequently: true, alpha: false })
  pen.imageSmoothingQuality = "medium"
  grey = new Uint8ClampedArray(size.width * size.height)
  tint = new Uint8ClampedArray(size.width * size.height)
  tracker = new OutlineTracker(size)
  steady.turn(size.width / size.height)
}
