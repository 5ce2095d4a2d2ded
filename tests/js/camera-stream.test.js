import assert from "node:assert/strict"
import { test } from "node:test"
import { hasTorch, openCamera, switchTorch } from "../../web/static/js/lib/camera-stream.js"

const named = (name) => Object.assign(new Error(name), { name })

/** A camera that answers each request in turn: with a track, or with an error. */
function fakeDevices(...answers) {
  const asked = []
  const getUserMedia = async ({ video }) => {
    asked.push(video)
    const answer = answers[Math.min(asked.length, answers.length) - 1]
    if (answer instanceof Error) throw answer
    return { getVideoTracks: () => [answer], getTracks: () => [answer] }
  }
  return { devices: { getUserMedia }, asked }
}

function fakeTrack({ can = {}, width = 2560, height = 1440 } = {}) {
  const wishes = []
  return {
    wishes,
    getCapabilities: () => can,
    getSettings: () => ({ width, height }),
    applyConstraints: async (wish) => wishes.push(wish),
  }
}

const reasonOf = async (promise) => promise.then(() => "none", (error) => error.reason)

test("the rear camera is asked for, as sharp as reading can use, and no sound", async () => {
  const { devices, asked } = fakeDevices(fakeTrack())

  await openCamera({ devices, isSecure: true })

  assert.deepEqual(asked, [{ facingMode: { ideal: "environment" }, width: { ideal: 2560 }, height: { ideal: 1440 } }])
})

test("a camera that refuses what is ideal is taken as it is", async () => {
  const { devices, asked } = fakeDevices(named("OverconstrainedError"), named("OverconstrainedError"), fakeTrack())

  await openCamera({ devices, isSecure: true })

  assert.equal(asked.length, 3)
  assert.equal(asked[2], true)
})

test("a refusal is not asked about again", async () => {
  const { devices, asked } = fakeDevices(named("NotAllowedError"))

  assert.equal(await reasonOf(openCamera({ devices, isSecure: true })), "refused")
  assert.equal(asked.length, 1)
})

test("every failure has a reason", async () => {
  const reason = (error) => reasonOf(openCamera({ ...fakeDevices(error), isSecure: true }))

  assert.equal(await reason(named("NotFoundError")), "missing")
  assert.equal(await reason(named("NotReadableError")), "broken")
  assert.equal(await reason(named("AbortError")), "broken")
  assert.equal(await reasonOf(openCamera({ devices: null, isSecure: true })), "missing")
  assert.equal(await reasonOf(openCamera({ devices: null, isSecure: false })), "insecure")
})

test("a camera that came up coarse is asked for more, and to focus by itself", async () => {
  const can = { width: { max: 4000 }, height: { max: 3000 }, focusMode: ["manual", "continuous"] }
  const track = fakeTrack({ can, width: 640, height: 480 })

  await openCamera({ ...fakeDevices(track), isSecure: true })

  assert.deepEqual(track.wishes, [
    { width: { ideal: 2560 }, height: { ideal: 1440 } },
    { advanced: [{ focusMode: "continuous" }] },
  ])
})

test("a camera that refuses to change stays as it is", async () => {
  const track = fakeTrack({ can: { width: { max: 4000 } }, width: 640, height: 480 })
  track.applyConstraints = async () => { throw named("OverconstrainedError") }

  const stream = await openCamera({ ...fakeDevices(track), isSecure: true })

  assert.equal(stream.getVideoTracks()[0], track)
})

test("a light is known in both ways in which browsers tell of it", () => {
  assert.equal(hasTorch(fakeTrack({ can: { torch: true } })), true)
  assert.equal(hasTorch(fakeTrack({ can: { torch: [false, true] } })), true)
  assert.equal(hasTorch(fakeTrack({ can: { torch: [false] } })), false)
  assert.equal(hasTorch(fakeTrack()), false)
  assert.equal(hasTorch({}), false)
})

test("a light that does not obey is off", async () => {
  const track = fakeTrack()

  assert.equal(await switchTorch(track, true), true)
  track.applyConstraints = async () => { throw named("NotSupportedError") }
  assert.equal(await switchTorch(track, true), false)
})
