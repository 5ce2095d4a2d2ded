import assert from "node:assert/strict"
import { test } from "node:test"
import { PhotoJudge } from "../../web/static/js/lib/photo-judge.js"

const shot = (key) => ({ key })
const isOnline = () => true

/** A server that answers what the test says, when the test says so. */
function fakeServer() {
  const asked = []
  const answers = new Map()
  const ask = ({ key }) => {
    asked.push(key)
    return new Promise((resolve, reject) => answers.set(key, { resolve, reject }))
  }
  return { ask, asked, answers }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

function makeJudge(server, options = {}) {
  const told = []
  const judge = new PhotoJudge({
    ask: server.ask, isOnline, told: ({ key }, hints) => told.push([key, ...hints]), ...options,
  })
  return { judge, told }
}

test("a hint is told, and a good photo is not", async () => {
  const server = { ask: async ({ key }) => (key === "bad" ? ["Hold still."] : []) }
  const { judge, told } = makeJudge(server)

  await judge.judge(shot("good"))
  await judge.judge(shot("bad"))

  assert.deepEqual(told, [["bad", "Hold still."]])
})

test("photos are asked about one at a time, the newest first", async () => {
  const server = fakeServer()
  const { judge } = makeJudge(server)

  for (const key of ["a", "b", "c"]) judge.judge(shot(key))
  assert.deepEqual(server.asked, ["a"])

  server.answers.get("a").resolve([])
  await settled()
  assert.deepEqual(server.asked, ["a", "c"])
  server.answers.get("c").resolve([])
  await settled()
  assert.deepEqual(server.asked, ["a", "c", "b"])
})

test("a question that takes too long is given up, with those that wait for it", async () => {
  const server = fakeServer()
  const { judge, told } = makeJudge(server, { limitMs: 20 })

  const asking = judge.judge(shot("a"))
  judge.judge(shot("b"))
  await asking
  server.answers.get("a").resolve(["Too late."])
  await settled()

  assert.deepEqual(server.asked, ["a"])
  assert.deepEqual(told, [])
})

test("a question that fails is nobody's trouble, and the next is asked", async () => {
  const server = fakeServer()
  const { judge, told } = makeJudge(server)

  const asking = judge.judge(shot("a"))
  judge.judge(shot("b"))
  server.answers.get("a").reject(new Error("no connection"))
  await settled()
  server.answers.get("b").resolve(["Hold still."])
  await asking

  assert.deepEqual(told, [["b", "Hold still."]])
})

test("without a connection nothing is asked", async () => {
  const server = fakeServer()
  const { judge } = makeJudge(server, { isOnline: () => false })

  await judge.judge(shot("a"))

  assert.deepEqual(server.asked, [])
})
