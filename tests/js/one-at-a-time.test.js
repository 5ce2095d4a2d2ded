/** What is asked for while it is being done is done once more, and never twice at a time. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { oneAtATime } from "../../web/static/js/lib/one-at-a-time.js"

function works() {
  const begun = []
  const run = oneAtATime(() => new Promise((resolve, reject) => begun.push({ resolve, reject })))
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await null
  }
  return { begun, run, settle }
}

test("calls that come while it is done are one more time, and all wait for that", async () => {
  const { begun, run, settle } = works()
  let isDone = false
  run()
  run()
  run().then(() => (isDone = true))
  assert.equal(begun.length, 1)

  begun[0].resolve()
  await settle()
  assert.deepEqual([begun.length, isDone], [2, false])

  begun[1].resolve()
  await settle()
  assert.deepEqual([begun.length, isDone], [2, true])
})

test("what failed is done again when it is asked for again", async () => {
  const { begun, run, settle } = works()
  const failing = run()
  begun[0].reject(new Error("the device did not answer"))
  await assert.rejects(failing, /did not answer/)

  run()
  await settle()
  assert.equal(begun.length, 2)
})
