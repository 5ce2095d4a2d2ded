import assert from "node:assert/strict"
import { test } from "node:test"
import { newCard, newSide } from "../../web/static/js/lib/card.js"
import { requestOf, verdictOf } from "../../web/static/js/lib/send-request.js"

const OWNER = "1-1"
const problem = (code, hint = "In the server's words.") => JSON.stringify({ error: { code, hint } })

function card(more = {}) {
  return { ...newCard({ owner: OWNER, key: "a", takenAt: "2026-11-22T18:00:00.000Z", eventKey: "e" }), ...more }
}

function item(kind, more = {}) {
  return { kind, owner: OWNER, card: card(more), photo: { blob: new Blob(["12345678"]), name: "" } }
}

test("a recto tells its key, its moment and its event", () => {
  const { method, address, body, headers } = requestOf(item("recto"))

  assert.equal(`${method} ${address}`, "POST /scans")
  assert.equal(body.get("client_key"), "a")
  assert.equal(body.get("taken_at"), "2026-11-22T18:00:00.000Z")
  assert.equal(body.get("event_key"), "e")
  assert.equal(body.get("retake"), null)
  assert.equal(body.get("recto").name, "recto.jpg")
  assert.equal(headers.Accept, "application/json")
})

test("every request says whose it is, so that nobody who signed in meanwhile gets it", () => {
  for (const kind of ["recto", "draft"]) assert.equal(requestOf(item(kind)).headers["Verso-Owner"], OWNER)
})

test("a photo taken again says so", () => {
  const again = item("verso", { scanId: 4 })
  again.card.sides.verso = newSide({ takenAt: "2026-11-22T18:01:00.000Z" }, { isRetake: true })

  const { address, body } = requestOf(again)

  assert.equal(address, "/scans/4/sides")
  assert.equal(body.get("retake"), "1")
})

test("a recto whose event the server never knew goes without it", () => {
  const bare = item("recto")
  bare.card.sides.recto.isWithoutEvent = true

  assert.equal(requestOf(bare).body.get("event_key"), null)
})

test("a draft is told as the server names its parts", () => {
  const draft = { tags: ["client"], followUp: { kind: "call", dueOn: "2026-11-25", text: "" }, hasSpareCard: true }
  const { method, address, body, headers } = requestOf(item("draft", { scanId: 4, draft }))

  assert.equal(`${method} ${address}`, "PUT /api/scans/4/draft")
  assert.equal(headers["Content-Type"], "application/json")
  assert.deepEqual(JSON.parse(body), {
    tags: ["client"],
    follow_up: { kind: "call", due_on: "2026-11-25", text: "" },
    has_spare_card: true,
    event_key: "e",
  })
})

test("an event goes under its own key", () => {
  const event = { key: "e 1", owner: OWNER, name: "Club du midi", kind: "club", day: "2026-11-22", place: "", goal: 10, isSent: false }
  const { method, address, body } = requestOf({ kind: "event", owner: OWNER, event })

  assert.equal(`${method} ${address}`, "PUT /api/events/e%201")
  assert.deepEqual(JSON.parse(body), { name: "Club du midi", kind: "club", day: "2026-11-22", place: "", goal: 10 })
})

test("a request has longer for more, and never for ever", () => {
  const large = { ...item("recto"), photo: { blob: new Blob([new Uint8Array(800_000)]), name: "" } }

  assert.equal(requestOf(item("draft")).limit_s < requestOf(large).limit_s, true)
  assert.equal(requestOf(large).limit_s, 130)
})

test("what was taken in is known by its number", () => {
  assert.deepEqual(verdictOf(201, '{"id": 12}'), { kind: "sent", body: { id: 12 } })
  assert.equal(verdictOf(200, '{"id": 12}').kind, "sent")
})

test("a page of a hotel's network is no answer of ours", () => {
  for (const status of [200, 403, 404, 400]) assert.equal(verdictOf(status, "<h1>Your room number?</h1>").kind, "later")
})

test("a session that ended stops everything", () => {
  assert.equal(verdictOf(401, problem("not_signed_in")).kind, "signed-out")
})

test("a busy, full or broken server may do better later", () => {
  for (const status of [408, 425, 429, 500, 502, 503, 507]) assert.equal(verdictOf(status, problem("any")).kind, "later")
  assert.equal(verdictOf(503, "", "40").pause_s, 40)
  assert.equal(verdictOf(503, "", "Wed, 21 Oct 2026 07:28:00 GMT").pause_s, 0)
})

test("only a server that broke on an item is a reason to try others first", () => {
  assert.equal(verdictOf(500, "").isServerTrouble, true)
  for (const status of [502, 503, 507, 429]) assert.equal(verdictOf(status, "").isServerTrouble, false)
})

test("what the server refuses, it refuses in its own words", () => {
  for (const status of [400, 403, 404, 409, 413, 415, 422]) {
    assert.deepEqual(verdictOf(status, problem("a_reason")), { kind: "refused", hint: "In the server's words.", code: "a_reason" })
  }
})

test("a proxy's refusal of a size is final in any words", () => {
  assert.deepEqual(verdictOf(413, "<html>nginx</html>"), { kind: "refused", hint: "", code: "" })
})

test("an event that is not known is no fault of the card", () => {
  assert.equal(verdictOf(409, problem("unknown_event")).kind, "unknown-event")
})
