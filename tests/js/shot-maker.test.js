import assert from "node:assert/strict"
import { test } from "node:test"
import { ShotMaker } from "../../web/static/js/lib/shot-maker.js"

const seen = { thumb: "thumb", flaws: ["glare"] }
const made = { photo: "photo", widthPx: 4 }
/** What makes shots in the page, where there is no worker. */
const makeHere = async () => ({ ...made, see: async () => seen })

/** A worker that answers as the test says: with a message, an error event, or nothing. */
class FakeWorker extends EventTarget {
  posted = []
  isEnded = false

  constructor(answer = () => {}) {
    super()
    this.answer = answer
  }

  postMessage(message, handedOver) {
    this.posted.push({ ...message, handedOver })
    this.answer(this, message)
  }

  say(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }))
  }

  terminate() {
    this.isEnded = true
  }
}

const answering = (shot) => new FakeWorker((worker, { id }) => queueMicrotask(() => (worker.say({ id, shot }), worker.say({ id, seen }))))

async function wholly(promise) {
  const shot = await promise
  return { ...shot, seen: await shot.seen }
}
const whole = { ...made, seen }

test("frames are handed over to the worker, and its shot comes back", async () => {
  const worker = answering(made)
  const maker = new ShotMaker({ spawn: () => worker, makeHere: assert.fail })

  assert.deepEqual(await wholly(maker.ofFrame("frame", { quad: null })), whole)
  assert.deepEqual(worker.posted[0].handedOver, ["frame"])
})

test("a file that stays as it is comes back as itself", async () => {
  const maker = new ShotMaker({ spawn: () => answering({ ...made, photo: null }) })

  assert.equal((await maker.ofFile("file", {})).photo, "file")
})

test("without a worker shots are made in the page", async () => {
  const maker = new ShotMaker({ spawn: null, makeHere })

  assert.deepEqual(await wholly(maker.ofFrame("frame", {})), whole)
})

test("a worker that cannot be started is done without", async () => {
  const spawn = () => { throw new Error("refused") }
  const maker = new ShotMaker({ spawn, makeHere })

  assert.deepEqual(await wholly(maker.ofFile("file", {})), whole)
  assert.deepEqual(await wholly(maker.ofFrame("frame", {})), whole)
})

test("when the worker dies the file is made in the page, the frame is lost, and the next is not", async () => {
  const worker = new FakeWorker()
  const maker = new ShotMaker({ spawn: () => worker, makeHere })
  const file = maker.ofFile("file", {})
  const frame = maker.ofFrame("frame", {})

  worker.dispatchEvent(new Event("error"))

  await assert.rejects(frame)
  assert.deepEqual(await wholly(file), whole)
  assert.deepEqual(await wholly(maker.ofFrame("another frame", {})), whole)
  assert.equal(worker.isEnded, true)
})

test("a worker that never answers counts as dead", async () => {
  const maker = new ShotMaker({ spawn: () => new FakeWorker(), makeHere, limitMs: 5 })

  assert.deepEqual(await wholly(maker.ofFile("file", {})), whole)
})

test("one shot that fails in the worker leaves the others there", async () => {
  const worker = new FakeWorker((self, { id, source }) =>
    queueMicrotask(() => source === "bad" ? self.say({ id, error: "no" }) : (self.say({ id, shot: made }), self.say({ id, seen }))),
  )
  const maker = new ShotMaker({ spawn: () => worker, makeHere: assert.fail })

  await assert.rejects(maker.ofFrame("bad", {}))
  assert.deepEqual(await wholly(maker.ofFrame("good", {})), whole)
})

test("a photo is there before anybody has looked at it, and stays when looking fails", async () => {
  const worker = new FakeWorker((self, { id }) => queueMicrotask(() => self.say({ id, shot: made })))
  const maker = new ShotMaker({ spawn: () => worker, makeHere: assert.fail })

  const shot = await maker.ofFrame("frame", {})
  worker.dispatchEvent(new Event("error"))

  assert.equal(shot.photo, "photo")
  await assert.rejects(shot.seen)
})
