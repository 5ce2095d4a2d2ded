/** The next photo is taken while those before are still made and kept: so many, and none is lost. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { CameraShots } from "../../web/static/js/lib/camera-shots.js"

const HOW = { quad: null, keepOriginal: false, byItself: false }
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A camera whose photos are made at once, and kept when the test says so. */
function cameraOf({ isMade = true } = {}) {
  const told = []
  const keeping = []
  let frames = 0
  const session = { isLive: true, isFollowing: true, shot() {} }
  const maker = { ofFrame: async (frame) => (isMade ? { photo: frame, seen: Promise.resolve({}) } : Promise.reject(new Error("lost"))) }
  const tell = (name, detail) => {
    told.push(name)
    if (name === "shooting") detail.keep(new Promise((resolve) => keeping.push(resolve)))
  }
  const shots = new CameraShots(tell, { grab: async () => ++frames, maker: () => maker })
  return { shots, session, told, keeping, take: () => shots.take(session, null, HOW), framesTaken: () => frames }
}

test("three photos are taken while none of them is kept yet", async () => {
  const { shots, take, framesTaken, told } = cameraOf()

  for (let count = 0; count < 3; count += 1) take()
  await turn()

  assert.equal(framesTaken(), 3)
  assert.equal(shots.isReady, false)
  assert.deepEqual(told.filter((name) => name === "next").length, 0, "three pressed in one moment leave no place")
})

test("the shutter says that it takes the next as soon as a frame is taken and there is a place", async () => {
  const { take, told } = cameraOf()

  take()
  await turn()

  assert.deepEqual(told, ["shooting", "next", "shot"])
})

test("a fourth press waits for the first to be kept, and takes the frame of that moment", async () => {
  const { take, keeping, framesTaken, told } = cameraOf()
  for (let count = 0; count < 3; count += 1) take()
  const fourth = take()
  await turn()
  assert.equal(framesTaken(), 3)

  keeping[0]()
  await turn()
  assert.equal(framesTaken(), 4)
  assert.ok(!told.includes("next"))

  keeping.slice(1).forEach((keep) => keep())
  assert.equal((await fourth).photo, 4)
  assert.equal(told.at(-1), "next")
})

test("more presses while one waits are the same press", async () => {
  const { take, keeping, framesTaken } = cameraOf()
  for (let count = 0; count < 4; count += 1) take()

  assert.equal(await take(), null)
  keeping.forEach((keep) => keep())
  await turn()

  assert.equal(framesTaken(), 4)
})

test("a frame that is lost gives its place up, and is told", async () => {
  const { shots, take, told, session } = cameraOf({ isMade: false })

  for (let count = 0; count < 5; count += 1) assert.equal(await take(), null)

  assert.equal(told.filter((name) => name === "failed").length, 5)
  assert.equal(shots.isReady, true)
  assert.equal(session.isFollowing, true)
})

test("a camera that went while a press waited takes nothing", async () => {
  const { shots, session, take, keeping, framesTaken } = cameraOf()
  for (let count = 0; count < 3; count += 1) take()
  const fourth = take()
  await turn()

  session.isLive = false
  keeping.forEach((keep) => keep())

  assert.equal(await fourth, null)
  assert.equal(framesTaken(), 3)
  assert.equal(shots.isReady, true)
})

test("no frame is followed from the first press until the last photo is looked at", async () => {
  const { shots, session, take, keeping } = cameraOf()
  const [first, second] = [take(), take()]
  await turn()
  keeping[0]()
  await first
  assert.deepEqual([session.isFollowing, shots.isBusy], [false, true])

  keeping[1]()
  await second
  assert.deepEqual([session.isFollowing, shots.isBusy], [true, false])
})
