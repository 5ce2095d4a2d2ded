import "./device.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { askToPersist, roomLeft } from "../../web/static/js/lib/storage-room.js"

const MEGABYTE = 1024 * 1024
const storageOf = (quota, usage) => ({ estimate: async () => ({ quota, usage }) })

test("room is low below 50 MB, or below a tenth of what there is", async () => {
  assert.deepEqual(await roomLeft(storageOf(1000 * MEGABYTE, 500 * MEGABYTE)), { freeBytes: 500 * MEGABYTE, isLow: false })
  assert.equal((await roomLeft(storageOf(200 * MEGABYTE, 155 * MEGABYTE))).isLow, true)
  assert.equal((await roomLeft(storageOf(1000 * MEGABYTE, 905 * MEGABYTE))).isLow, true)
})

test("a browser that does not tell its room is believed to have some", async () => {
  assert.equal(await roomLeft(undefined), null)
  assert.equal(await roomLeft({}), null)
  assert.equal(await roomLeft({ estimate: async () => { throw new TypeError("not here") } }), null)
})

test("a device is asked once to keep what it holds", async () => {
  let asked = 0
  const storage = { persisted: async () => false, persist: async () => ((asked += 1), false) }

  assert.equal(await askToPersist(storage), false)
  assert.equal(await askToPersist(storage), false)

  assert.equal(asked, 1)
})

test("a device that promised already is not asked", async () => {
  const storage = { persisted: async () => true, persist: () => assert.fail("asked again") }

  assert.equal(await askToPersist(storage), true)
})

test("a browser without the question is not asked", async () => {
  assert.equal(await askToPersist({}), false)
})
