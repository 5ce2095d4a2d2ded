import { IDBFactory } from "fake-indexeddb"
import "fake-indexeddb/auto"
import assert from "node:assert/strict"
import { test } from "node:test"
import { DATABASE, cardsOfShots } from "../../web/static/js/lib/device-schema.js"
import { DeviceStore, StoreError } from "../../web/static/js/lib/device-store.js"
import { MemoryStore } from "../../web/static/js/lib/memory-store.js"

const OWNER = "1-1"
const AT = (minute) => `2026-11-22T18:0${minute}:00.000Z`
const old = (key, side, minute, more = {}) => ({ key, owner: OWNER, side, takenAt: AT(minute), photo: new Blob([key]), state: "waiting", ...more })

function openVersionOne(factory, shots) {
  return new Promise((resolve) => {
    const request = factory.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore("shots", { keyPath: "key" })
    request.onsuccess = () => {
      const transaction = request.result.transaction("shots", "readwrite")
      for (const shot of shots) transaction.objectStore("shots").put(shot)
      transaction.oncomplete = () => resolve(request.result)
    }
  })
}

async function rowsOf(store, name) {
  return store.read([name], (rows) => rows.all(name))
}

test("what version 1 could not send is there in version 2, photo for photo", async () => {
  const factory = new IDBFactory()
  const shots = [
    old("a", "recto", 1),
    old("b", "verso", 2, { rectoKey: "a" }),
    old("c", "recto", 3, { error: { hint: "No picture.", isFinal: true } }),
    old("d", "verso", 4, { scanId: 7, rectoKey: "gone" }),
    old("e", "verso", 5, { rectoKey: "never-seen" }),
  ]
  ;(await openVersionOne(factory, shots)).close()

  const store = await new DeviceStore(factory).open()
  const cards = await rowsOf(store, "cards")
  const photos = await rowsOf(store, "photos")

  const texts = await Promise.all(photos.map(({ blob }) => blob.text()))
  assert.deepEqual(texts.sort(), ["a", "b", "c", "d", "e"])
  const byKey = Object.fromEntries(cards.map((card) => [card.key, card]))
  assert.deepEqual(Object.keys(byKey).sort(), ["a", "c", "e", "gone"])
  assert.equal(byKey.a.sides.verso.state, "unsent")
  assert.deepEqual(byKey.c.sides.recto.error, { hint: "No picture.", code: "" })
  assert.equal(byKey.gone.scanId, 7)
  assert.equal(byKey.gone.sides.recto.state, "sent")
  assert.equal(byKey.gone.sides.verso.state, "unsent")
  assert.ok(cards.every(({ owing, owner, takenAt }) => owing[0] === owner && owing[1] === takenAt))
})

test("a second verso of a card of version 1 becomes a card of its own", () => {
  const { cards, photos } = cardsOfShots([old("a", "recto", 1), old("b", "verso", 2, { rectoKey: "a" }), old("c", "verso", 3, { rectoKey: "a" })])

  assert.deepEqual(cards.map(({ key }) => key), ["a", "c"])
  assert.deepEqual(photos.map(({ key }) => key), ["a-recto", "a-verso", "c-recto"])
})

test("versos of one scan that version 1 had sent do not overwrite each other", () => {
  const { cards, photos } = cardsOfShots([old("a", "verso", 1, { scanId: 7 }), old("b", "verso", 2, { scanId: 7 })])

  assert.deepEqual(cards.map(({ key, scanId }) => [key, scanId]), [["scan-7", 7], ["b", null]])
  assert.deepEqual(photos.map(({ key }) => key), ["scan-7-verso", "b-recto"])
})

test("an upgrade waits for a window of the old version to let go", async () => {
  const factory = new IDBFactory()
  const before = await openVersionOne(factory, [old("a", "recto", 1)])
  setTimeout(() => before.close(), 50)

  const store = await new DeviceStore(factory).open()

  assert.equal((await rowsOf(store, "cards")).length, 1)
})

test("a window lets go when a newer version is opened, and says that it cannot go on", async () => {
  const factory = new IDBFactory()
  const store = await new DeviceStore(factory).open()
  await new Promise((resolve) => (factory.open(DATABASE, 3).onsuccess = resolve))

  await assert.rejects(rowsOf(store, "cards"), (error) => error instanceof StoreError && error.code === "refused")
})

test("a connection that the browser closed is opened again", async () => {
  const opened = []
  const factory = new IDBFactory()
  const watched = { open: (...args) => watch(factory.open(...args)) }
  const watch = (request) => (request.addEventListener("success", () => opened.push(request.result)), request)
  const store = await new DeviceStore(watched).open()
  opened[0].close()

  assert.deepEqual(await rowsOf(store, "cards"), [])
  assert.equal(opened.length, 2)
})

for (const [name, make] of [["device's", () => new DeviceStore(new IDBFactory()).open()], ["memory's", async () => new MemoryStore()]]) {
  test(`of the ${name} store, a change that fails leaves nothing behind`, async () => {
    const store = await make()
    const failing = store.write(["cards", "photos"], async (rows) => {
      await rows.put("photos", { key: "a-recto" })
      throw new RangeError("a mistake")
    })

    await assert.rejects(failing, RangeError)
    assert.deepEqual(await rowsOf(store, "photos"), [])
  })

  test(`of the ${name} store, an owner's rows come in order, and nobody else's`, async () => {
    const store = await make()
    const card = (key, owner, minute, owing) => ({ key, owner, takenAt: AT(minute), scanId: null, ...(owing && { owing: [owner, AT(minute)] }) })
    const rows = [card("b", OWNER, 2, true), card("a", OWNER, 1), card("c", "1-10", 0, true), card("d", "1-0", 3)]
    await store.write(["cards"], async (table) => {
      for (const row of rows) await table.put("cards", row)
    })

    const [shown, owing, count] = await store.read(["cards"], async (table) => [
      await table.ofOwner("cards", "shown", OWNER),
      await table.ofOwner("cards", "owing", OWNER),
      await table.count("cards", "owing", OWNER),
    ])

    assert.deepEqual(shown.map(({ key }) => key), ["a", "b"])
    assert.deepEqual(owing.map(({ key }) => key), ["b"])
    assert.equal(count, 1)
  })
}

test("a full disk is told from a browser that keeps nothing", () => {
  assert.equal(StoreError.of(new DOMException("no room", "QuotaExceededError")).code, "full")
  assert.equal(StoreError.of(new DOMException("private", "InvalidStateError")).code, "refused")
})

test("what cannot be kept is refused in one form", async () => {
  const store = await new DeviceStore(new IDBFactory()).open()

  const failing = store.write(["cards"], (rows) => rows.put("cards", { key: () => "not a key" }))

  await assert.rejects(failing, (error) => error instanceof StoreError && error.code === "refused")
})
