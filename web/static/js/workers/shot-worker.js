/**
 * Makes what is kept of a shot, away from the page: see lib/reduce-photo.js.
 *
 * in:  {id, source, options}
 * out: {id, shot: {photo, widthPx, heightPx, madeMs}}  photo: null when it is the file itself
 *      {id, seen: {thumb, flaws, quad, judgeMs}}       afterwards
 *      {id, error}                                     instead of either
 */
import { reducePhoto } from "../lib/reduce-photo.js"

warmUp()

/** Photos first: what is wrong with one may wait until the next are made, but each takes room. */
const MOST_UNSEEN = 3
const toMake = []
const toSee = []
let isRunning = false

addEventListener("message", ({ data }) => {
  toMake.push(data)
  run()
})

async function run() {
  if (isRunning) return
  isRunning = true
  while (toMake.length || toSee.length) {
    if (toMake.length && toSee.length < MOST_UNSEEN) await make(toMake.shift())
    else await see(toSee.shift())
  }
  isRunning = false
}

async function make({ id, source, options }) {
  const startedMs = performance.now()
  try {
    const { see: look, ...shot } = await reducePhoto(source, options)
    if (shot.photo === source) shot.photo = null // the page has it
    postMessage({ id, shot: { ...shot, madeMs: performance.now() - startedMs } })
    toSee.push({ id, look })
    // What came meanwhile is heard before this one is looked at.
    await new Promise((resolve) => setTimeout(resolve))
  } catch (error) {
    postMessage({ id, error: String(error) })
  }
}

async function see({ id, look }) {
  try {
    postMessage({ id, seen: await look() })
  } catch (error) {
    postMessage({ id, error: String(error) })
  }
}

/** What runs for the first time runs slowly, and the first shot should not. */
async function warmUp() {
  try {
    const canvas = new OffscreenCanvas(640, 480)
    const pen = canvas.getContext("2d")
    for (let y = 120; y < 340; y += 20) for (let x = 150; x < 420; x += 7) pen.fillRect(x, y, 4, 10)
    for (let time = 0; time < 3; time += 1) {
      const quad = [[0.2, 0.2], [0.8, 0.2], [0.8, 0.75], [0.2, 0.75]]
      const { see } = await reducePhoto(await createImageBitmap(canvas), { quad })
      await see()
    }
  } catch {
    // The first shot will be the one that warms it up, and tells what is wrong.
  }
}
