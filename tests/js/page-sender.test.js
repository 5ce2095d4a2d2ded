import assert from "node:assert/strict"
import { test } from "node:test"
import "fake-indexeddb/auto"
import { PageSender } from "../../web/static/js/lib/page-sender.js"
import { Pauses } from "../../web/static/js/lib/pauses.js"
import { prefs } from "../../web/static/js/lib/prefs.js"

test("pauses grow to five minutes, each a little off", () => {
  const even = new Pauses(() => 0.5)
  assert.deepEqual(Array.from({ length: 9 }, () => even.next()), [2, 4, 8, 16, 32, 64, 128, 256, 300])

  const [early, late] = [new Pauses(() => 0), new Pauses(() => 1)]
  assert.deepEqual([early.next(), late.next()], [1.5, 2.5])
})

test("a pause is never shorter than what the server asked for", () => {
  assert.equal(new Pauses(() => 0.5).next(60), 60)
})

test("pauses begin again when there is hope", () => {
  const pauses = new Pauses(() => 0.5)
  pauses.next()
  pauses.next()

  pauses.reset()

  assert.equal(pauses.next(), 2)
})

/** A sender whose outcomes are told in advance, then "done". */
function scripted(...kinds) {
  const sender = { runs: 0, async sendAll() { sender.runs += 1; return { kind: kinds.shift() ?? "done" } } }
  return sender
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test("after a failure it tries again by itself, later and later", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const sender = scripted("later", "later")
  const states = []
  const page = new PageSender(sender, { told: ({ state }) => states.push(state), pauses: new Pauses(() => 0.5) })

  await page.wake()
  assert.equal(page.state, "waiting")
  context.mock.timers.tick(1999)
  await turn()
  assert.equal(sender.runs, 1)
  context.mock.timers.tick(1)
  await turn()
  assert.equal(sender.runs, 2)
  context.mock.timers.tick(3999)
  await turn()
  assert.equal(sender.runs, 2)
  context.mock.timers.tick(1)
  await turn()

  assert.equal(sender.runs, 3)
  assert.deepEqual(states, ["sending", "waiting", "sending", "waiting", "sending", "idle"])
})

test("being woken ends a pause, and the next pause is short again", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const sender = scripted("later", "later", "later")
  const page = new PageSender(sender, { pauses: new Pauses(() => 0.5) })
  await page.wake()

  await page.wake()
  assert.equal(sender.runs, 2)
  context.mock.timers.tick(2000)
  await turn()

  assert.equal(sender.runs, 3)
})

test("what is taken while it sends is looked for once more", async () => {
  let page
  const sender = { runs: 0, async sendAll() { sender.runs += 1; if (sender.runs === 1) page.wake(); return { kind: "done" } } }
  page = new PageSender(sender)

  await page.wake()

  assert.equal(sender.runs, 2)
})

test("a session that ended is waited for, not asked about again and again", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const sender = scripted("signed-out")
  const page = new PageSender(sender)

  await page.wake()
  context.mock.timers.tick(600_000)
  await turn()

  assert.equal(page.state, "signed-out")
  assert.equal(sender.runs, 1)
})

test("what was taken before it is known who works here is looked for once it is", async (context) => {
  const window = { addEventListener() {}, document: new EventTarget() }
  for (const [name, value] of Object.entries(window)) {
    globalThis[name] = value
    context.after(() => delete globalThis[name])
  }
  const sender = scripted()
  const stop = new AbortController()
  new PageSender(sender).watch({ signal: stop.signal })

  await prefs.set("autoShoot", false)
  assert.equal(sender.runs, 0)
  await prefs.set("who", { owner: "1-1" })
  assert.equal(sender.runs, 1)

  stop.abort()
  await prefs.remove("who")
  assert.equal(sender.runs, 1)
})
