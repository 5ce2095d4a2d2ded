/** Makes what is kept of a shot, away from the page: see lib/reduce-photo.js. */
import { reducePhoto } from "../lib/reduce-photo.js"

addEventListener("message", async ({ data: { id, source, options } }) => {
  const startedMs = performance.now()
  try {
    const shot = await reducePhoto(source, options)
    if (shot.photo === source) shot.photo = null // the page has it
    postMessage({ id, shot, tookMs: performance.now() - startedMs })
  } catch (error) {
    postMessage({ id, error: String(error) })
  }
})
