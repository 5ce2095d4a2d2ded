import assert from "node:assert/strict"
import { test } from "node:test"
import { DeviceStore } from "../../web/static/js/lib/device-store.js"
import { tidy } from "../../web/static/js/lib/card-changes.js"
import { eraseMember } from "../../web/static/js/lib/leaving.js"
import { MemoryStore } from "../../web/static/js/lib/memory-store.js"
import { Outbox } from "../../web/static/js/lib/outbox.js"
import { Prefs } from "../../web/static/js/lib/prefs.js"
import { StoreError } from "../../web/static/js/lib/store-error.js"
import { OWNER, event, newDevice, photo, shot } from "./device.js"

const ALL = ["cards", "photos", "events", "prefs", "people"]
const keysOf = (cards) => cards.map(({ key }) => key)

async function sent(store, card, more = {}) {
  const { owing: _, ...rest } = card
  const recto = { ...card.sides.recto, state: "sent" }
  await store.write(["cards", "photos"], async (rows) => {
    await rows.put("cards", { ...rest, scanId: 4, ...more, sides: { recto } })
    await rows.delete("photos", `${card.key}-recto`)
  })
}

test("a shot that was taken is there for another window, photo and all", async () => {
  const { outbox, open } = await newDevice()
  const { key } = await outbox.take(shot(1, { eventKey: "e", flaws: ["blurred"] }))

  const other = await open()

  const [card] = await other.cards()
  assert.equal(card.key, key)
  assert.equal(card.eventKey, "e")
  assert.deepEqual(card.sides.recto.flaws, ["blurred"])
  assert.equal(await (await other.photo(key, "recto")).text(), "recto 1")
})

test("cards come newest first, as many as asked for", async () => {
  const { outbox } = await newDevice()
  const [a, b, c] = [await outbox.take(shot(1)), await outbox.take(shot(3)), await outbox.take(shot(2))]

  assert.deepEqual(keysOf(await outbox.cards()), [b.key, c.key, a.key])
  assert.deepEqual(keysOf(await outbox.cards({ limit: 1 })), [b.key])
})

test("files picked in one moment keep their order", async () => {
  const { outbox } = await newDevice()
  const taken = [await outbox.take(shot(1)), await outbox.take(shot(1)), await outbox.take(shot(1))]

  assert.deepEqual(keysOf(await outbox.cards()), keysOf(taken).reverse())
})

test("nobody sees the cards of another", async () => {
  const { outbox, open } = await newDevice()
  await outbox.take(shot())

  assert.deepEqual(await (await open("2-2")).cards(), [])
})

test("a change in one window is told to the others", async () => {
  const { outbox, open } = await newDevice()
  const other = await open()
  const heard = event(other, "change")

  await outbox.take(shot())

  await heard
  assert.equal(await other.unsentCount(), 1)
})

test("a verso joins its card, and is one thing with it to count", async () => {
  const { outbox } = await newDevice()
  const { key } = await outbox.take(shot())

  const card = await outbox.take({ side: "verso", cardKey: key, photo: photo("verso") })

  assert.equal(card.sides.verso.state, "unsent")
  assert.equal(card.sides.verso.isRetake, false)
  assert.equal(await outbox.unsentCount(), 1)
  assert.equal(await (await outbox.photo(key, "verso")).text(), "verso")
})

test("a photo taken again has the place of the first, under the same key", async () => {
  const { outbox, store } = await newDevice()
  const first = await outbox.take(shot(1, { thumb: photo("first thumb") }))
  await sent(store, first)
  assert.equal(await outbox.unsentCount(), 0)

  const card = await outbox.retake({ cardKey: first.key, ...shot(2, { thumb: photo("second thumb") }) })

  assert.equal(card.key, first.key)
  assert.equal(card.takenAt, first.takenAt)
  assert.equal(card.sides.recto.isRetake, true)
  assert.equal(await card.thumb.text(), "second thumb")
  assert.equal(await (await outbox.photo(first.key, "recto")).text(), "recto 2")
  assert.equal(await outbox.unsentCount(), 1)
})

test("what a photo shows is told once it is known, and not of one that was taken again meanwhile", async () => {
  const { outbox } = await newDevice()
  const { key, sides } = await outbox.take(shot(1))

  const told = await outbox.describe(key, "recto", sides.recto.shot, { thumb: photo("small"), flaws: ["glare"] })
  const again = await outbox.retake({ cardKey: key, ...shot(2) })
  const late = await outbox.describe(key, "recto", sides.recto.shot, { thumb: photo("late"), flaws: ["dark"] })

  assert.equal(await told.thumb.text(), "small")
  assert.deepEqual(told.sides.recto.flaws, ["glare"])
  assert.deepEqual(late.sides.recto, again.sides.recto)
  assert.equal(await late.thumb.text(), "small")
})

test("a verso of a card that is not there is refused, and leaves nothing behind", async () => {
  const { outbox, store } = await newDevice()

  await assert.rejects(outbox.take({ side: "verso", cardKey: "nowhere", photo: photo() }), StoreError)
  assert.deepEqual(await store.read(["photos"], (rows) => rows.all("photos")), [])
})

test("a full device says so, and the shot can still be kept in the window", async () => {
  const { outbox: _, store, channel } = await newDevice()
  const full = { isDurable: true, read: (...args) => store.read(...args), write: () => Promise.reject(new StoreError("full")) }
  const woken = []
  const senders = { own: { wake() {}, state: "idle" }, of: () => ({ wake: () => woken.push("memory") }) }
  const outbox = new Outbox(OWNER, { store: full, channel, senders })

  await assert.rejects(outbox.take(shot(1)), (error) => error.code === "full")
  const card = await outbox.takeInMemory(shot(1))

  assert.equal(card.isInMemory, true)
  assert.deepEqual(woken, ["memory"])
  assert.deepEqual(keysOf(await outbox.cards()), [card.key])
  assert.equal(await (await outbox.photo(card.key, "recto")).text(), "recto 1")
  assert.equal(await outbox.unsentCount(), 1)
  assert.equal(await outbox.isAtRisk(), true)
})

test("a verso that the device refused joins its card, and waits in the window for the scan's number", async () => {
  const { outbox, store, channel } = await newDevice()
  const card = await outbox.take(shot(1))
  await outbox.takeInMemory({ side: "verso", cardKey: card.key, photo: photo("verso") })

  const [shown] = await outbox.cards()
  assert.equal(shown.sides.recto.state, "unsent")
  assert.equal(shown.sides.verso.state, "unsent")
  assert.equal(await outbox.unsentCount(), 1)

  await sent(store, card)
  channel.tell({ type: "changed" })
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(await outbox.unsentCount(), 1)
  assert.equal(await (await outbox.photo(card.key, "verso")).text(), "verso")
})

test("a better photo that the device refused takes the place of the first, from the window", async () => {
  const { outbox, store } = await newDevice()
  const card = await outbox.take(shot(1))
  await sent(store, card)

  await outbox.takeInMemory({ ...shot(2), cardKey: card.key })

  const [shown, ...others] = await outbox.cards()
  assert.deepEqual(others, [])
  assert.equal(shown.key, card.key)
  assert.equal(shown.isInMemory, true)
  assert.deepEqual([shown.sides.recto.state, shown.sides.recto.isRetake], ["unsent", true])
  assert.equal(await (await outbox.photo(card.key, "recto")).text(), "recto 2")
})

test("where nothing can be kept, everything works as long as the window does", async () => {
  const { channel } = await newDevice()
  const outbox = new Outbox(OWNER, { store: new MemoryStore(), channel })

  const { key } = await outbox.take(shot())
  await outbox.saveDraft(key, { tags: ["client"], followUp: null, hasSpareCard: true })

  assert.equal(outbox.isDurable, false)
  assert.equal(await outbox.isAtRisk(), true)
  assert.deepEqual((await outbox.cards())[0].draft.tags, ["client"])
})

test("a draft is to be sent once it was touched", async () => {
  const { outbox, store } = await newDevice()
  const card = await outbox.take(shot())
  await sent(store, card)

  await outbox.saveDraft(card.key, { tags: [], followUp: { kind: "call", dueOn: "2026-11-25", text: "" }, hasSpareCard: false })

  assert.equal(await outbox.unsentCount(), 1)
})

test("a removed card is out of sight and out of the count until it is brought back", async () => {
  const { outbox } = await newDevice()
  const { key } = await outbox.take(shot())

  await outbox.remove(key)
  assert.deepEqual(await outbox.cards(), [])
  assert.equal(await outbox.unsentCount(), 0)

  await outbox.bringBack(key)
  assert.deepEqual(keysOf(await outbox.cards()), [key])
  assert.equal(await outbox.unsentCount(), 1)
})

test("what was removed is swept later, with its photos, and never at once", async () => {
  const { outbox, store } = await newDevice()
  const { key } = await outbox.take(shot())
  await outbox.remove(key)
  const rowsLeft = () => store.read(["cards", "photos"], async (rows) => (await rows.all("cards")).length + (await rows.all("photos")).length)

  await store.write(ALL, (rows) => tidy(rows, OWNER, new Date()))
  assert.equal(await rowsLeft(), 2)

  await store.write(ALL, (rows) => tidy(rows, OWNER, new Date(Date.now() + 600_000)))
  assert.equal(await rowsLeft(), 0)
})

test("sent cards stay for a week or as the last sixty; an unsent one stays for ever", async () => {
  const { outbox, store } = await newDevice()
  const unsent = await outbox.take({ ...shot(), takenAt: "2020-01-01T00:00:00.000Z" })
  for (let minute = 0; minute < 59; minute += 1) await sent(store, await outbox.take(shot(minute)))
  const early = [1, 2].map((hour) => ({ ...shot(), takenAt: `2026-11-22T0${hour}:00:00.000Z` }))
  for (const each of early) await sent(store, await outbox.take(each))

  await store.write(ALL, (rows) => tidy(rows, OWNER, new Date("2026-11-22T19:00:00Z")))
  const today = await outbox.cards()
  assert.equal(today.length, 61)
  assert.equal(today.at(-2).takenAt, early[1].takenAt)

  await store.write(ALL, (rows) => tidy(rows, OWNER, new Date("2026-11-30T19:00:00Z")))
  assert.deepEqual(keysOf(await outbox.cards()), [unsent.key])
})

test("the server's events are kept, but for one that was changed here", async () => {
  const { outbox } = await newDevice()
  const told = (key, name) => ({ id: 1, key, name, kind: "club", day: "2026-11-22", place: "", goal: 5, card_count: 2, people_count: 2 })
  await outbox.saveEvent({ key: "ours", name: "Typed here", kind: "club", day: "2026-11-23" })

  await outbox.keepEvents([told("theirs", "Club"), told("ours", "An older name")])

  const [ours, theirs] = await outbox.events()
  assert.deepEqual([ours.name, ours.isSent, ours.peopleCount], ["Typed here", false, 2])
  assert.deepEqual([theirs.name, theirs.isSent, theirs.peopleCount], ["Club", true, 2])
})

test("events that were deleted on the server go, be they changed here, and nobody else's do", async () => {
  const { outbox, open } = await newDevice()
  const named = (key) => ({ key, name: "Club", kind: "club", day: "2026-11-22" })
  const other = await open("2-2")
  await outbox.saveEvent(named("gone"))
  await outbox.saveEvent(named("kept"))
  await other.saveEvent(named("theirs"))

  await outbox.keepEvents([], ["gone", "theirs", "never-here"])

  assert.deepEqual(keysOf(await outbox.events()), ["kept"])
  assert.deepEqual(keysOf(await other.events()), ["theirs"])
})

test("what became of a card is kept with it", async () => {
  const { outbox, store } = await newDevice()
  await sent(store, await outbox.take(shot()))
  const scan = { id: 4, client_key: "x", state: "ready", needs_look: true, name: "Zoé", organization: null, flaw_hint: null, card_count: 1, contact_id: null, has_verso: false, thumbnail: "/photos/1/thumbnail" }

  await outbox.keepStates([scan])

  const [{ server }] = await outbox.cards()
  assert.deepEqual([server.state, server.needsLook, server.name, server.thumbnail], ["ready", true, "Zoé", "/photos/1/thumbnail"])
})

test("signing out erases what was sent and known, and keeps what was not sent", async () => {
  const { outbox, store, channel } = await newDevice()
  const prefs = new Prefs(async () => store, channel)
  await sent(store, await outbox.take(shot(1)))
  await outbox.keepEvents(["used", "unused"].map((key) => ({ key, name: key, kind: "club", day: "2026-11-22", place: "", goal: 0, people_count: 0 })))
  const unsent = await outbox.take(shot(2, { eventKey: "used" }))
  for (const name of ["who", "recentTags", "autoShoot"]) await prefs.set(name, name)
  await store.write(["people"], (rows) => rows.put("people", { owner: OWNER, contacts: ["Zoé"] }))

  await eraseMember(OWNER, store)

  assert.deepEqual(keysOf(await outbox.cards()), [unsent.key])
  assert.equal(await (await outbox.photo(unsent.key, "recto")).text(), "recto 2")
  assert.deepEqual(keysOf(await outbox.events()), ["used"])
  assert.deepEqual(await Promise.all(["who", "recentTags", "autoShoot"].map((name) => prefs.get(name))), [undefined, undefined, "autoShoot"])
  assert.deepEqual(await store.read(["people"], (rows) => rows.all("people")), [])
})

test("a choice is heard of in other windows", async () => {
  const { store, channel, factory } = await newDevice()
  const prefs = new Prefs(async () => store, channel)
  const others = new Prefs(async () => new DeviceStore(factory).open(), channel)
  const heard = event(others, "change")

  await prefs.set("autoShoot", false)

  assert.equal((await heard).detail.name, "autoShoot")
  assert.equal(await others.get("autoShoot"), false)
})
