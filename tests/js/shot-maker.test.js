import assert from "node:assert/strict"
import { test } from "node:test"
import { ShotMaker } from "../../web/static/js/lib/shot-maker.js"

const made = { photo: "photo", flaws: [] }

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

const answering = (shot) => new FakeWorker((worker, { id }) => queueMicrotask(() => worker.say({ id, shot })))

test("frames are handed over to the worker, and its shot comes back", async () => {
  const worker = answering(made)
  const maker = new ShotMaker({ spawn: () => worker, makeHere: assert.fail })

  assert.deepEqual(await maker.ofFrame("frame", { quad: null }), made)
  assert.deepEqual(worker.posted[0].handedOver, ["frame"])
})

test("a file that stays as it is comes back as itself", async () => {
  const maker = new ShotMaker({ spawn: () => answering({ ...made, photo: null }) })

  assert.equal((await maker.ofFile("file", {})).photo, "file")
})

test("without a worker shots are made in the page", async () => {
  const maker = new ShotMaker({ spawn: null, makeHere: async () => made })

  assert.equal(await maker.ofFrame("frame", {}), made)
})

test("a worker that cannot be started is done without", async () => {
  const spawn = () => { throw new Error("refused") }
  const maker = new ShotMaker({ spawn, makeHere: async () => made })

  assert.deepEqual(await maker.ofFile("file", {}), made)
  assert.equal(await maker.ofFrame("frame", {}), made)
})

test("when the worker dies the file is made in the page, the frame is lost, and the next is not", async () => {
  const worker = new FakeWorker()
  const maker = new ShotMaker({ spawn: () => worker, makeHere: async () => made })
  const file = maker.ofFile("file", {})
  const frame = maker.ofFrame("frame", {})

  worker.dispatchEvent(new Event("error"))

  assert.equal(await file, made)
  await assert.rejects(frame)
  assert.equal(await maker.ofFrame("another frame", {}), made)
  assert.equal(worker.isEnded, true)
})

test("a worker that never answers counts as dead", async () => {
  const maker = new ShotMaker({ spawn: () => new FakeWorker(), makeHere: async () => made, limitMs: 5 })

  assert.equal(await maker.ofFile("file", {}), made)
})

test("one shot that fails in the worker leaves the others there", async () => {
  const worker = new FakeWorker((self, { id, source }) =>
    queueMicrotask(() => self.say(source === "bad" ? { id, error: "no" } : { id, shot: made })),
  )
  const maker = new ShotMaker({ spawn: () => worker, makeHere: assert.fail })

  await assert.rejects(maker.ofFrame("bad", {}))
  assert.deepEqual(await maker.ofFrame("good", {}), made)
})
