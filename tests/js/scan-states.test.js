/** The server is asked as long as something is on its way and the page is seen. */
import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { ScanStates } from "../../web/static/js/lib/scan-states.js"

function watching({ answers = () => [], isSeen = () => true } = {}) {
  mock.timers.enable({ apis: ["setTimeout"] })
  const asked = []
  const told = []
  const states = new ScanStates({
    ask: async (ids) => {
      asked.push(ids)
      return answers(asked.length)
    },
    told: (scans) => told.push(scans),
    isSeen,
  })
  const pass = async (ms) => {
    mock.timers.tick(ms)
    for (let turn = 0; turn < 10; turn++) await null
  }
  return { states, asked, told, pass }
}

test("what is on its way is asked after, and nothing once it has arrived", async (t) => {
  t.after(() => mock.timers.reset())
  const { states, asked, told, pass } = watching({ answers: (number) => [{ id: 1, state: number > 1 ? "ready" : "reading" }] })

  states.watch([1])
  await pass(1500)
  assert.deepEqual(asked, [[1]])
  assert.equal(told.length, 1)

  states.watch([])
  await pass(60_000)
  assert.equal(asked.length, 1)
})

test("the pause grows while nothing changes, and a new card is asked after soon", async (t) => {
  t.after(() => mock.timers.reset())
  const { states, asked, pass } = watching({ answers: () => [{ id: 1, state: "waiting" }] })
  states.watch([1])
  for (let turn = 0; turn < 12; turn++) await pass(1500)
  const slow = asked.length
  assert.ok(slow < 8, `asked ${slow} times in 18 seconds`)

  states.watch([1, 2])
  await pass(1500)

  assert.deepEqual(asked.at(-1), [1, 2])
})

test("a hidden page asks nothing, and goes on when it is seen", async (t) => {
  t.after(() => mock.timers.reset())
  let isSeen = false
  const { states, asked, pass } = watching({ isSeen: () => isSeen })
  states.watch([1])
  await pass(1500)
  assert.equal(asked.length, 0)

  isSeen = true
  await pass(1500)

  assert.equal(asked.length, 1)
})

test("a failed question is asked again, later", async (t) => {
  t.after(() => mock.timers.reset())
  const { states, asked, told, pass } = watching({
    answers: (number) => {
      if (number === 1) throw new Error("no network")
      return [{ id: 1 }]
    },
  })
  states.watch([1])
  await pass(1500)
  assert.equal(told.length, 0)

  await pass(3000)

  assert.equal(asked.length, 2)
  assert.equal(told.length, 1)
})

test("a card that comes while an answer is under way does not double the asking", async (t) => {
  t.after(() => mock.timers.reset())
  let answer
  const { states, asked, pass } = watching({ answers: (number) => (number === 1 ? new Promise((resolve) => (answer = resolve)) : [number]) })
  states.watch([1])
  await pass(1500)

  states.watch([1, 2])
  answer([])
  await pass(0)
  for (let turn = 0; turn < 3; turn++) await pass(1500)

  assert.equal(asked.length, 4)
})

test("an answer that comes after the end starts nothing anew", async (t) => {
  t.after(() => mock.timers.reset())
  let answer
  const { states, asked, pass } = watching({ answers: () => new Promise((resolve) => (answer = resolve)) })
  states.watch([1])
  await pass(1500)

  states.stop()
  answer([])
  await pass(60_000)

  assert.equal(asked.length, 1)
})
