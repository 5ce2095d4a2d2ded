import assert from "node:assert/strict"
import { test } from "node:test"
import { HeldLock } from "../../web/static/js/lib/held-lock.js"

/** Locks that grant at once and remember who holds what. */
class Locks {
  held = new Set()

  async request(name, { mode }, work) {
    const lock = `${name} ${mode}`
    this.held.add(lock)
    await work()
    this.held.delete(lock)
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

test("a lock is held until it is released, and can be held again", async () => {
  const locks = new Locks()
  const lock = new HeldLock("verso-capture", locks)

  lock.hold()
  lock.hold()
  assert.deepEqual([...locks.held], ["verso-capture shared"])
  lock.release()
  await turn()
  assert.deepEqual([...locks.held], [])
  lock.hold()
  assert.equal(locks.held.size, 1)
  lock.release()
})

test("its release is told once it is free", async () => {
  const locks = new Locks()
  const lock = new HeldLock("verso-capture", locks)
  lock.hold()
  const told = new Promise((resolve) => lock.addEventListener("release", resolve))

  lock.release()
  await told

  assert.equal(locks.held.size, 0)
})

test("where there are no locks, nothing breaks", () => {
  const lock = new HeldLock("verso-capture", undefined)

  lock.hold()
  lock.release()

  assert.equal(lock.isHeld, false)
})
