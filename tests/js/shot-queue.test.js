import assert from "node:assert/strict"
import { test } from "node:test"
import { ShotQueue, newKey } from "../../web/static/js/lib/shot-queue.js"

/** A device that keeps shots, as IndexedDB does. */
function fakeStore(kept = []) {
  const shots = new Map(kept.map((shot) => [shot.key, shot]))
  return {
    shots,
    all: async () => [...shots.values()],
    put: async (shot) => void shots.set(shot.key, { ...shot }),
    remove: async (key) => void shots.delete(key),
  }
}

/** A server whose answers are told in advance: a scan, or an error to reject with. */
function fakeServer(...answers) {
  const received = []
  const send = async (shot) => {
    received.push({ key: shot.key, scanId: shot.scanId })
    const answer = answers.shift() ?? { id: received.length }
    if (answer.hint !== undefined) throw answer
    return answer
  }
  return { received, send }
}

function makeQueue(server, store = fakeStore()) {
  const events = []
  const queue = new ShotQueue({ send: server.send, store, changed: (event) => events.push(event) })
  return { queue, store, events }
}

const recto = (key) => ({ key, side: "recto", photo: null, takenAt: "2026-11-22T10:00:00Z" })
const verso = (key, target) => ({ ...recto(key), side: "verso", ...target })
const OFFLINE = { hint: "", isFinal: false }
const REFUSED = { hint: "The photo is too large.", isFinal: true }

test("a shot is on the device before it is sent, and gone once the server holds it", async () => {
  const store = fakeStore()
  let keptWhileSending
  const server = { send: async () => ((keptWhileSending = [...store.shots.keys()]), { id: 7 }) }
  const { queue } = makeQueue(server, store)

  await queue.add(recto("a"))

  assert.deepEqual(keptWhileSending, ["a"])
  assert.equal(store.shots.size, 0)
  assert.deepEqual(queue.shots, [])
})

test("a shot that could not be sent stays, and goes when it is tried again", async () => {
  const server = fakeServer(OFFLINE, { id: 3 })
  const { queue, store } = makeQueue(server)

  await queue.add(recto("a"))
  assert.equal(queue.shots[0].state, "failed")
  assert.ok(store.shots.has("a"))

  await queue.retry("a")
  assert.deepEqual(queue.shots, [])
  assert.deepEqual(server.received.map((one) => one.key), ["a", "a"])
})

test("a verso waits for its recto and is sent to the scan that it became", async () => {
  const server = fakeServer(OFFLINE, { id: 42 }, { id: 42 })
  const { queue } = makeQueue(server)
  await queue.add(recto("a"))

  await queue.add(verso("b", { rectoKey: "a" }))
  assert.deepEqual(server.received.map((one) => one.key), ["a"])

  await queue.retry()
  assert.deepEqual(server.received.at(-1), { key: "b", scanId: 42 })
  assert.deepEqual(queue.shots, [])
})

test("what the server refuses for good is not sent again by itself", async () => {
  const server = fakeServer(REFUSED)
  const { queue } = makeQueue(server)
  await queue.add(recto("a"))

  await queue.retry()

  assert.equal(server.received.length, 1)
  assert.equal(queue.shots[0].error.hint, REFUSED.hint)
})

test("one refused shot does not hold up the next", async () => {
  const server = fakeServer(REFUSED, { id: 2 })
  const { queue } = makeQueue(server)

  await queue.add(recto("a"))
  await queue.add(recto("b"))

  assert.deepEqual(queue.shots.map((shot) => shot.key), ["a"])
})

test("giving a recto up gives up the verso that waits for it", async () => {
  const { queue, store } = makeQueue(fakeServer(REFUSED))
  await queue.add(recto("a"))
  await queue.add(verso("b", { rectoKey: "a" }))

  await queue.remove("a")

  assert.deepEqual(queue.shots, [])
  assert.equal(store.shots.size, 0)
})

test("what an earlier visit could not send is sent by the next one", async () => {
  const server = fakeServer({ id: 1 })
  const { queue, store } = makeQueue(server, fakeStore([{ ...recto("old"), state: "sending" }]))

  await queue.restore()

  assert.deepEqual(server.received.map((one) => one.key), ["old"])
  assert.equal(store.shots.size, 0)
})

test("photos are sent one at a time, in the order they were taken", async () => {
  let underWay = 0
  let most = 0
  const order = []
  const send = async (shot) => {
    most = Math.max(most, ++underWay)
    await new Promise((resolve) => setImmediate(resolve))
    order.push(shot.key)
    underWay -= 1
    return { id: order.length }
  }
  const { queue } = makeQueue({ send })

  await Promise.all(["a", "b", "c"].map((key) => queue.add(recto(key))))
  while (queue.shots.length) await new Promise((resolve) => setImmediate(resolve))

  assert.equal(most, 1)
  assert.deepEqual(order, ["a", "b", "c"])
})

test("a key is made without randomUUID too, which plain HTTP pages lack", () => {
  const source = { getRandomValues: (bytes) => bytes.fill(0xab) }

  assert.equal(newKey(source), "ab".repeat(16))
  assert.match(newKey(), /^[0-9a-f-]{36}$/)
})

test("shots are told of when they are on the device, before they are on the server", async () => {
  const { queue, store, events } = makeQueue(fakeServer(OFFLINE))

  await queue.add(recto("a"))

  const kept = events.findIndex((event) => event.kept)
  assert.ok(kept >= 0 && kept < events.findIndex((event) => event.failed))
  assert.deepEqual(events[kept].kept.map((shot) => shot.key), ["a"])
  assert.ok(store.shots.has("a"))
})

test("a better photo goes before the one it replaces, which is not sent once it has arrived", async () => {
  const server = fakeServer(OFFLINE)
  const store = fakeStore()
  const queue = new ShotQueue({
    send: server.send,
    store,
    changed: ({ sent }) => sent?.replaces?.keys.forEach((key) => queue.remove(key)),
  })
  await queue.add(recto("a"))

  await queue.add({ ...recto("b"), replaces: { keys: ["a"] } })
  await queue.retry()

  assert.deepEqual(server.received.map((one) => one.key), ["a", "b"])
  assert.deepEqual(queue.shots, [])
  assert.equal(store.shots.size, 0)
})

test("the scan that a replaced photo became is remembered on the device", async () => {
  const store = fakeStore()
  let arrive
  const send = ({ key }) => (key === "a" ? new Promise((resolve) => (arrive = resolve)) : Promise.reject(OFFLINE))
  const { queue } = makeQueue({ send }, store)
  const first = queue.add(recto("a"))
  while (!arrive) await new Promise((resolve) => setImmediate(resolve))

  await queue.add({ ...recto("b"), replaces: { keys: ["a"], scanId: null } })
  arrive({ id: 7 })
  await first

  assert.equal(store.shots.get("b").replaces.scanId, 7)
})

test("a shot on its way is not one that is only on this device", async () => {
  const { queue } = makeQueue({ send: () => new Promise(() => {}) })
  queue.add(recto("a"))
  queue.add(recto("b"))
  while (queue.shots[0].state !== "sending") await new Promise((resolve) => setImmediate(resolve))

  assert.equal(queue.unsent("a"), undefined)
  assert.equal(queue.unsent("b").key, "b")
})
