/** What was chosen on this device, and what a full device leaves known to one window. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { MemoryStore } from "../../web/static/js/lib/memory-store.js"
import { OutboxChannel } from "../../web/static/js/lib/outbox-channel.js"
import { Prefs } from "../../web/static/js/lib/prefs.js"
import { StoreError } from "../../web/static/js/lib/store-error.js"

const ada = { owner: "1-1" }
const ben = { owner: "2-2" }

/** Prefs of a device, which may be full, and the names of what was told to have changed. */
function prefsOf(context) {
  const [store, channel, told] = [new MemoryStore(), new OutboxChannel("verso-prefs-test"), []]
  context.after(() => channel.close())
  const prefs = new Prefs(async () => store, channel)
  prefs.addEventListener("change", ({ detail }) => told.push(detail.name))
  const write = store.write.bind(store)
  const fill = (isFull) => (store.write = isFull ? () => Promise.reject(new StoreError("full")) : write)
  return { prefs, told, fill }
}

test("what a full device does not keep is known to this window, which hears of it", async (context) => {
  const { prefs, told, fill } = prefsOf(context)
  await prefs.set("who", ada)
  fill(true)
  await assert.rejects(prefs.set("who", ben), StoreError)
  assert.deepEqual(await prefs.get("who"), ada)

  prefs.setHere("who", ben)

  assert.deepEqual(await prefs.get("who"), ben)
  assert.deepEqual(told, ["who", "who"])
})

test("what is chosen and kept later takes its place, and so does its removal", async (context) => {
  const { prefs, fill } = prefsOf(context)
  fill(true)
  prefs.setHere("who", ada)
  fill(false)
  await prefs.set("who", ben)
  assert.deepEqual(await prefs.get("who"), ben)

  prefs.setHere("who", ada)
  await prefs.remove("who")

  assert.equal(await prefs.get("who"), undefined)
})
