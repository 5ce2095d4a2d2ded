/**
 * Follows drawn films with the modules of the scan screen, outside of a browser.
 *
 * node bench/outline_runner.js follow|candidates FILM...
 *
 * FILM.rgb holds the frames' pixels one after the other, FILM.json says how large they are and how
 * many a second. Prints JSON: for each film its frames, each with what was answered, or with every
 * quad that was thought of and its features. Times are the processor's, not the clock's: other work on
 * the machine does not count.
 */
import { readFileSync, writeSync } from "node:fs"
import { OutlineTracker } from "../web/static/js/lib/outline.js"
import { splitPlanes } from "../web/static/js/lib/outline-planes.js"
import { SteadyShot } from "../web/static/js/lib/steadiness.js"

const [what, ...films] = process.argv.slice(2)
const run = what === "candidates" ? candidatesOf : follow
print(JSON.stringify(films.map((film) => run(readFilm(film)))))

function readFilm(path) {
  const { width, height, fps } = JSON.parse(readFileSync(`${path}.json`, "utf8"))
  const pixels = readFileSync(`${path}.rgb`)
  const size = width * height * 3
  const frames = Array.from({ length: pixels.length / size }, (_, i) => pixels.subarray(i * size, (i + 1) * size))
  return { width, height, fps, frames }
}

function follow({ width, height, fps, frames }) {
  const tracker = new OutlineTracker({ width, height })
  const steady = new SteadyShot({ aspect: width / height })
  const grey = new Uint8ClampedArray(width * height)
  const tint = new Uint8ClampedArray(width * height)
  return frames.map((pixels, i) => {
    const timeMs = (i * 1000) / fps
    const began = process.cpuUsage()
    splitPlanes(pixels, 3, grey, tint)
    const seen = tracker.follow(grey, timeMs, tint)
    const action = steady.see(seen, timeMs)
    const { user, system } = process.cpuUsage(began)
    const tookMs = (user + system) / 1000
    if (action === "shoot") steady.shot()
    const { quad, confidence, isSteady, sharpness } = seen
    return { quad, confidence, is_steady: isSteady, sharpness, action, took_ms: tookMs }
  })
}

function candidatesOf({ width, height, frames }) {
  const tracker = new OutlineTracker({ width, height })
  const grey = new Uint8ClampedArray(width * height)
  const tint = new Uint8ClampedArray(width * height)
  return frames.map((pixels) => {
    splitPlanes(pixels, 3, grey, tint)
    return tracker.candidates(grey).map(({ quad, features }) => ({ quad, features }))
  })
}

/** Written whole, also into a pipe that takes less at a time. */
function print(text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if (error.code !== "EAGAIN") throw error
    }
  }
}
