/**
 * Judges photos with the modules of the scan screen, outside of a browser.
 *
 * In, on standard input, for each photo: a line of JSON {width, height, takenLongSidePx} and
 * width * height levels. Out: a line of JSON {flaws, quad} each.
 */
import { judge } from "../web/static/js/lib/judge.js"
import { outlineIn } from "../web/static/js/lib/still-outline.js"

let waiting = Buffer.alloc(0)
for await (const chunk of process.stdin) {
  waiting = Buffer.concat([waiting, chunk])
  let answer
  while ((answer = next())) process.stdout.write(`${JSON.stringify(answer)}\n`)
}

function next() {
  const end = waiting.indexOf("\n")
  if (end < 0) return null
  const head = JSON.parse(waiting.subarray(0, end).toString())
  const size = head.width * head.height
  if (waiting.length < end + 1 + size) return null
  const pixels = new Uint8ClampedArray(waiting.subarray(end + 1, end + 1 + size))
  waiting = waiting.subarray(end + 1 + size)
  const quad = outlineIn({ ...head, pixels })
  return { flaws: judge(pixels, { ...head, quad }), quad }
}
