import assert from "node:assert/strict"
import { test } from "node:test"

import { Turns } from "../../web/static/js/lib/turns.js"

const SILENT = { ms: 10_000, say() {}, calm() {} }

function gate() {
  let open
  return { shut: new Promise((resolve) => (open = resolve)), open: () => open() }
}

test("what comes while something goes on is left out, unless it waits", async () => {
  const turns = new Turns(SILENT)
  const { shut, open } = gate()
  const done = []
  const first = turns.take(() => shut.then(() => done.push("step")))
  await turns.take(async () => done.push("left out"))
  const back = turns.take(async () => done.push("back"), { isPatient: true })

  assert.equal(turns.isBusy, true)
  open()
  await Promise.all([first, back])

  assert.deepEqual(done, ["step", "back"])
  assert.equal(turns.isBusy, false)
})

test("a failure is told, and the next has its turn", async () => {
  const turns = new Turns(SILENT)

  await assert.rejects(turns.take(() => Promise.reject(new Error("gone"))))
  let isDone = false
  await turns.take(async () => (isDone = true))

  assert.equal(isDone, true)
})

test("what takes long is said, and that it is over", async () => {
  const said = []
  const turns = new Turns({ ms: 1, say: () => said.push("slow"), calm: () => said.push("over") })

  await turns.take(() => new Promise((resolve) => setTimeout(resolve, 30)))

  assert.deepEqual(said, ["slow", "over"])
})
