import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
let opened
let states
let camera

/** As much of a page and its camera as is asked for; frames never come. */
beforeEach(async () => {
  opened = []
  states = []
  globalThis.document = Object.assign(new EventTarget(), { hidden: false })
  globalThis.window = new EventTarget()
  globalThis.isSecureContext = true
  const track = () => Object.assign(new EventTarget(), { isStopped: false, stop() { this.isStopped = true } })
  const getUserMedia = async () => {
    const only = track()
    opened.push(only)
    return { getVideoTracks: () => [only], getTracks: () => [only] }
  }
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { mediaDevices: { getUserMedia } } })
  const video = { play: async () => {}, requestVideoFrameCallback: () => {}, srcObject: null }
  const { LiveCamera } = await import("../../web/static/js/lib/live-camera.js")
  const told = { changed: (state, reason) => states.push(reason ? `${state}: ${reason}` : state), outline: () => {} }
  camera = new LiveCamera(video, told, new AbortController().signal)
})

afterEach(() => camera.stop())

function turnPage(hidden) {
  document.hidden = hidden
  document.dispatchEvent(new Event("visibilitychange"))
}

test("a camera that is open is not opened twice", async () => {
  await Promise.all([camera.start(), camera.start()])

  assert.equal(opened.length, 1)
})

test("it goes out with the page and comes back with it", async () => {
  await camera.start()

  turnPage(true)
  assert.equal(opened[0].isStopped, true)
  turnPage(false)
  await settled()

  assert.equal(opened.length, 2)
  assert.deepEqual(states, ["starting", "off", "starting"])
})

test("one that nobody wants stays off", async () => {
  await camera.start()
  camera.stop()

  turnPage(true)
  turnPage(false)
  await settled()

  assert.equal(opened.length, 1)
})

test("asked for behind another page, it opens when the page is seen", async () => {
  document.hidden = true
  await camera.start()
  assert.equal(opened.length, 0)

  turnPage(false)
  await settled()

  assert.equal(opened.length, 1)
})

test("a stream that comes after the camera was stopped is closed at once", async () => {
  const starting = camera.start()
  camera.stop()
  await starting

  assert.equal(opened[0].isStopped, true)
  assert.equal(camera.session, null)
})

test("a refusal is told, and trying again opens it", async () => {
  const { getUserMedia } = navigator.mediaDevices
  navigator.mediaDevices.getUserMedia = async () => { throw Object.assign(new Error(), { name: "NotAllowedError" }) }
  await camera.start()
  assert.deepEqual(states, ["starting", "unavailable: refused"])

  turnPage(true)
  turnPage(false)
  await settled()
  assert.equal(states.length, 2, "it does not ask by itself again")

  navigator.mediaDevices.getUserMedia = getUserMedia
  await camera.start()
  assert.equal(opened.length, 1)
})
