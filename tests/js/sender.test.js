import assert from "node:assert/strict"
import { test } from "node:test"
import { photoKey } from "../../web/static/js/lib/card.js"
import { Sender } from "../../web/static/js/lib/sender.js"
import { OWNER, newDevice, photo, shot } from "./device.js"

/** A server as far as the sender sees it: `says` changes the answer to a request. */
class FakeServer {
  asked = []
  scans = new Map()
  says = () => undefined

  fetch = async (address, { method, body, headers }) => {
    const request = { method, address, body, owner: headers["Verso-Owner"] }
    this.asked.push(request)
    const said = await this.says(request, this.asked.length)
    if (said instanceof Error) throw said
    const [status, told] = said ?? this.#take(request)
    return new Response(JSON.stringify(told), { status })
  }

  get order() {
    return this.asked.map(({ address, body }) => (address === "/scans" ? `recto ${body.get("client_key")}` : address))
  }

  #take({ address, body }) {
    if (address !== "/scans") return [200, { id: 1 }]
    const key = body.get("client_key")
    if (!this.scans.has(key)) this.scans.set(key, this.scans.size + 1)
    return [201, { id: this.scans.get(key) }]
  }
}

async function desk() {
  const device = await newDevice()
  const server = new FakeServer()
  const told = []
  const made = (store = device.store, more = {}) =>
    new Sender({ store, who: async () => ({ owner: OWNER }), told: (message) => told.push(message), locks: null, fetch: server.fetch, ...more })
  return { ...device, server, told, made, sender: made() }
}

const refusal = (code, hint = "No.") => [422, { error: { code, hint } }]
const onlyTo = (pattern, answer) => (request) => (pattern.test(request.address) ? answer : undefined)
const cardOf = async (outbox, key) => (await outbox.cards()).find((card) => card.key === key)

test("events go first, then card by card its recto, verso and draft, the oldest card first", async () => {
  const { outbox, sender, server } = await desk()
  const newer = await outbox.take(shot(2))
  const older = await outbox.take(shot(1, { eventKey: "e" }))
  await outbox.take({ ...shot(3), side: "verso", cardKey: older.key })
  await outbox.saveDraft(older.key, { tags: ["client"], followUp: null, hasSpareCard: false })
  await outbox.saveEvent({ key: "e", name: "Club", kind: "club", day: "2026-11-22" })

  const { kind } = await sender.sendAll()

  assert.equal(kind, "done")
  assert.deepEqual(server.order, ["/api/events/e", `recto ${older.key}`, "/scans/1/sides", "/api/scans/1/draft", `recto ${newer.key}`])
  assert.equal(await outbox.unsentCount(), 0)
})

test("a side that was sent gives its photo up, and the card stays for the strip", async () => {
  const { outbox, sender } = await desk()
  const { key } = await outbox.take(shot())

  await sender.sendAll()

  assert.equal(await outbox.photo(key, "recto"), null)
  const card = await cardOf(outbox, key)
  assert.equal(card.sides.recto.state, "sent")
  assert.equal(card.scanId, 1)
})

test("without a network everything waits as it was", async () => {
  const { outbox, sender, server } = await desk()
  const { key } = await outbox.take(shot())
  server.says = () => new TypeError("Failed to fetch")

  assert.equal((await sender.sendAll()).kind, "later")
  assert.equal((await cardOf(outbox, key)).sides.recto.state, "unsent")
  assert.equal(server.asked.length, 1)
})

test("an answer that never comes is given up after a while", async () => {
  const { outbox, made, server } = await desk()
  await outbox.take(shot())
  const limits = []
  const fetch = async (address, { signal }) => {
    limits.push(signal)
    throw new DOMException("too late", "TimeoutError")
  }

  assert.equal((await made(undefined, { fetch }).sendAll()).kind, "later")
  assert.ok(limits[0] instanceof AbortSignal)
  assert.equal(server.asked.length, 0)
})

test("a session that ended stops the sending and changes nothing", async () => {
  const { outbox, sender, server } = await desk()
  await outbox.take(shot(1))
  await outbox.take(shot(2))
  server.says = () => [401, { error: { code: "not_signed_in", hint: "" } }]

  assert.equal((await sender.sendAll()).kind, "signed-out")
  assert.equal(server.asked.length, 1)
  assert.equal(await outbox.unsentCount(), 2)
})

test("nothing is sent while nobody is signed in, and nobody else's cards ever are", async () => {
  const { outbox, made, server } = await desk()
  await outbox.take(shot())

  for (const who of [undefined, { owner: "2-2" }]) {
    assert.equal((await made(undefined, { who: async () => who }).sendAll()).kind, "done")
  }
  assert.deepEqual(server.asked, [])
})

test("a refused photo stays with its reason, its verso waits, and the next card goes", async () => {
  const { outbox, sender, server } = await desk()
  const refused = await outbox.take(shot(1))
  await outbox.take({ ...shot(2), side: "verso", cardKey: refused.key })
  const next = await outbox.take(shot(3))
  server.says = (request) => (request.body.get?.("client_key") === refused.key ? refusal("no_picture", "No picture.") : undefined)

  assert.equal((await sender.sendAll()).kind, "done")
  assert.deepEqual(server.order, [`recto ${refused.key}`, `recto ${next.key}`])
  const card = await cardOf(outbox, refused.key)
  assert.deepEqual(card.sides.recto.error, { hint: "No picture.", code: "no_picture" })
  assert.equal(card.sides.verso.state, "unsent")
  assert.equal(await outbox.unsentCount(), 1)
  assert.equal(await (await outbox.photo(refused.key, "recto")).text(), "recto 1")

  server.says = () => undefined
  await outbox.retry(refused.key)
  await sender.sendAll()

  assert.equal(await outbox.unsentCount(), 0)
})

test("what a proxy refused goes again with another network, what the server refused does not", async () => {
  const { outbox, sender, server } = await desk()
  const held = await outbox.take(shot(1))
  const refused = await outbox.take(shot(2))
  await outbox.saveEvent({ key: "e", name: "Club", kind: "club", day: "2026-11-22" })
  server.says = ({ address, body }) => {
    if (address === "/api/events/e") return [403, { error: { code: "cross_origin", hint: "" } }]
    return body.get("client_key") === held.key ? [413, "Request Entity Too Large"] : refusal("not_an_image")
  }
  await sender.sendAll()
  assert.equal((await cardOf(outbox, held.key)).sides.recto.state, "refused")
  server.asked.length = 0
  server.says = () => undefined

  await sender.sendAll()
  assert.deepEqual(server.order, [], "not without a reason")
  await sender.takeUpHeld()
  await sender.sendAll()

  assert.deepEqual(server.order, ["/api/events/e", `recto ${held.key}`])
  assert.equal((await cardOf(outbox, refused.key)).sides.recto.error.code, "not_an_image")
})

test("a photo taken again while the first was on its way is sent after it, as its better", async () => {
  const { outbox, sender, server } = await desk()
  const { key } = await outbox.take(shot(1))
  server.says = async (_request, count) => {
    if (count === 1) await outbox.retake({ cardKey: key, ...shot(2) })
  }

  await sender.sendAll()

  assert.deepEqual(server.asked.map(({ body }) => [body.get("retake"), body.get("recto").size]), [[null, 7], ["1", 7]])
  assert.equal(await server.asked[1].body.get("recto").text(), "recto 2")
  assert.equal(await outbox.unsentCount(), 0)
})

test("a draft changed while it was on its way is sent again", async () => {
  const { outbox, sender, server } = await desk()
  const { key } = await outbox.take(shot(1))
  const tagged = (tag) => outbox.saveDraft(key, { tags: [tag], followUp: null, hasSpareCard: false })
  await tagged("one")
  server.says = async (_request, count) => {
    if (count === 2) await tagged("two")
  }

  await sender.sendAll()

  assert.deepEqual(server.asked.slice(1).map(({ body }) => JSON.parse(body).tags), [["one"], ["two"]])
  assert.equal(await outbox.unsentCount(), 0)
})

test("an event changed while a recto was on its way is told with the draft", async () => {
  const { outbox, sender, server } = await desk()
  const { key } = await outbox.take(shot(1, { eventKey: "e" }))
  server.says = async (_request, count) => {
    if (count === 1) await outbox.stampEvent(key, null)
  }

  await sender.sendAll()

  assert.equal(server.asked[0].body.get("event_key"), "e")
  assert.equal(JSON.parse(server.asked[1].body).event_key, null)
  assert.equal(server.asked.length, 2)
})

const unknown = [409, { error: { code: "unknown_event", hint: "" } }]

test("an event that the server forgot is sent again before the card", async () => {
  const { outbox, sender, server } = await desk()
  await outbox.keepEvents([{ key: "e", name: "Club", kind: "club", day: "2026-11-22", place: "", goal: 0, people_count: 3 }])
  const { key } = await outbox.take(shot(1, { eventKey: "e" }))
  server.says = (_request, count) => (count === 1 ? unknown : undefined)

  await sender.sendAll()

  assert.deepEqual(server.order, [`recto ${key}`, "/api/events/e", `recto ${key}`])
  assert.equal(await outbox.unsentCount(), 0)
})

test("an event that was deleted on the server leaves the phone and is not sent again", async () => {
  const { outbox, sender, server } = await desk()
  await outbox.saveEvent({ key: "e", name: "Club", kind: "club", day: "2026-11-22" })
  const { key } = await outbox.take(shot(1, { eventKey: "e" }))
  server.says = onlyTo(/events/, [409, { error: { code: "event_deleted", hint: "This event was deleted." } }])

  await sender.sendAll()
  await sender.sendAll()

  assert.deepEqual(server.order, ["/api/events/e", `recto ${key}`])
  assert.deepEqual(await outbox.events(), [])
  assert.equal(await outbox.unsentCount(), 0)
})

test("a card goes without an event that is nowhere to be found", async () => {
  const { outbox, sender, server } = await desk()
  await outbox.take(shot(1, { eventKey: "gone" }))
  server.says = ({ body }) => (body.get("event_key") ? unknown : undefined)

  assert.equal((await sender.sendAll()).kind, "done")
  assert.deepEqual(server.asked.map(({ body }) => body.get("event_key")), ["gone", null])
})

test("a card that went without its refused event gets it once the event arrives", async () => {
  const { outbox, sender, server } = await desk()
  const event = { key: "e", name: "Club", kind: "club", day: "2026-11-22" }
  await outbox.saveEvent(event)
  const { key } = await outbox.take(shot(1, { eventKey: "e" }))
  server.says = ({ address, body }) => {
    if (address === "/api/events/e") return refusal("too_long")
    return body.get?.("event_key") ? unknown : undefined
  }
  await sender.sendAll()
  assert.equal((await outbox.events())[0].error.code, "too_long")

  server.says = () => undefined
  await outbox.saveEvent({ ...event, name: "Club 2" })
  server.asked = []
  await sender.sendAll()

  assert.deepEqual(server.order, ["/api/events/e", "/api/scans/1/draft"])
  assert.equal(JSON.parse(server.asked[1].body).event_key, "e")
  assert.equal((await cardOf(outbox, key)).isDraftSent, true)
})

test("a server that never makes up its mind about an event does not hold a card for ever", async () => {
  const { outbox, sender, server } = await desk()
  await outbox.saveEvent({ key: "e", name: "Club", kind: "club", day: "2026-11-22" })
  await outbox.take(shot(1, { eventKey: "e" }))
  server.says = ({ body }) => (body.get?.("event_key") ? unknown : undefined)

  assert.equal((await sender.sendAll()).kind, "done")
  assert.equal(server.asked.length < 10, true)
  assert.equal(await outbox.unsentCount(), 0)
})

test("a card on which the server breaks lets the others go first after some attempts", async () => {
  const { outbox, sender, server } = await desk()
  const poison = await outbox.take(shot(1))
  const next = await outbox.take(shot(2))
  server.says = ({ body }) => (body.get("client_key") === poison.key ? [500, {}] : undefined)

  for (let round = 0; round < 4; round += 1) assert.equal((await sender.sendAll()).kind, "later")

  assert.equal((await cardOf(outbox, next.key)).sides.recto.state, "sent")
  assert.equal((await cardOf(outbox, poison.key)).sides.recto.state, "unsent")
})

test("a photo that the device lost is said to be lost, and holds nobody up", async () => {
  const { outbox, sender, store, server } = await desk()
  const lost = await outbox.take(shot(1))
  const next = await outbox.take(shot(2))
  await store.write(["photos"], (rows) => rows.delete("photos", photoKey(lost.key, "recto")))

  await sender.sendAll()

  assert.deepEqual(server.order, [`recto ${next.key}`])
  assert.equal((await cardOf(outbox, lost.key)).sides.recto.error.code, "photo_unreadable")
})

test("an answer that was lost makes no second scan", async () => {
  const { outbox, sender, server } = await desk()
  const { key } = await outbox.take(shot())
  server.says = (request, count) => {
    if (count > 1) return undefined
    server.scans.set(request.body.get("client_key"), 1)
    return new TypeError("the network went away after the server had it")
  }

  await sender.sendAll()
  await sender.sendAll()

  assert.equal(server.scans.size, 1)
  assert.equal((await cardOf(outbox, key)).scanId, 1)
})

test("a removed card is not sent, and one that is brought back is", async () => {
  const { outbox, sender, server } = await desk()
  const { key } = await outbox.take(shot())
  await outbox.remove(key)
  await sender.sendAll()
  assert.deepEqual(server.asked, [])

  await outbox.bringBack(key)
  await sender.sendAll()
  assert.deepEqual(server.order, [`recto ${key}`])
})

test("several windows under one lock send each card once, one at a time", async () => {
  const { outbox, made, server, factory } = await desk()
  const { DeviceStore } = await import("../../web/static/js/lib/device-store.js")
  for (let minute = 0; minute < 12; minute += 1) await outbox.take(shot(minute))
  let turn = Promise.resolve()
  const locks = { request: (_name, _options, work) => (turn = turn.catch(() => {}).then(work)) }
  let underWay = 0
  server.says = async () => {
    underWay += 1
    assert.equal(underWay, 1)
    await new Promise((resolve) => setTimeout(resolve, 1))
    underWay -= 1
  }
  const windows = await Promise.all([0, 1, 2].map(async () => made(await new DeviceStore(factory).open(), { locks })))

  const ends = await Promise.all(windows.map((one) => one.sendAll()))

  assert.deepEqual(ends.map(({ kind }) => kind), ["done", "done", "done"])
  assert.equal(server.asked.length, 12)
  assert.equal(server.scans.size, 12)
})

test("a lock that a sleeping window holds is taken from it", async (context) => {
  const { outbox, made, server } = await desk()
  await outbox.take(shot())
  context.mock.method(AbortSignal, "timeout", (limit_ms) => (limit_ms > 100_000 ? AbortSignal.abort() : new AbortController().signal))
  const locks = {
    request(_name, { signal, steal }, work) {
      if (steal) return Promise.resolve().then(work)
      return Promise.reject(signal.reason)
    },
  }

  assert.equal((await made(undefined, { locks }).sendAll()).kind, "done")
  assert.equal(server.scans.size, 1)
})

test("the page is told what is on its way, and when it is over", async () => {
  const { outbox, sender, told } = await desk()
  const { key } = await outbox.take(shot())

  await sender.sendAll()

  const items = told.filter(({ type }) => type === "sending").map(({ item }) => item)
  assert.deepEqual(items, [{ cardKey: key, eventKey: null, kind: "recto" }, null])
  assert.equal(told.at(-1).type, "changed")
})

test("a photo without bytes goes as it is: the server says what is wrong with it", async () => {
  const { outbox, sender, server } = await desk()
  await outbox.take({ ...shot(), photo: photo("") })
  server.says = onlyTo(/scans/, refusal("empty"))

  await sender.sendAll()

  assert.equal(server.asked[0].body.get("recto").size, 0)
})
