import assert from "node:assert/strict"
import { test } from "node:test"
import { jpegSizeIn, readJpegSize } from "../../web/static/js/lib/picture-size.js"

const segment = (marker, length, body = []) => [0xff, marker, length >> 8, length & 255, ...body, ...Array(length - 2 - body.length).fill(0)]
const sizeOf = (...segments) => jpegSizeIn(new DataView(Uint8Array.from([0xff, 0xd8, ...segments.flat()]).buffer))
const frame = (marker, width, height) => segment(marker, 17, [8, height >> 8, height & 255, width >> 8, width & 255])

test("the size stands behind what the camera wrote of itself", () => {
  assert.deepEqual(sizeOf(segment(0xe1, 900), segment(0xdb, 67), frame(0xc0, 8000, 6000)), { width: 8000, height: 6000 })
})

test("a progressive picture says it in another place", () => {
  assert.deepEqual(sizeOf(segment(0xc4, 40), frame(0xc2, 640, 480)), { width: 640, height: 480 })
})

test("padding between segments is passed over", () => {
  assert.deepEqual(sizeOf([0xff, 0xff], frame(0xc0, 300, 200)), { width: 300, height: 200 })
})

test("what is cut short, or no JPEG, has no size", async () => {
  assert.equal(sizeOf(segment(0xe1, 900)), null)
  assert.equal(sizeOf(segment(0xda, 12), frame(0xc0, 300, 200)), null)
  assert.equal(await readJpegSize(new Blob(["not a picture"])), null)
  assert.equal(await readJpegSize(new Blob([])), null)
})
