import assert from "node:assert/strict"
import { test } from "node:test"
import { addressOf, readAnswer } from "../../web/static/js/lib/upload.js"

const problem = (hint) => JSON.stringify({ error: { code: "any", hint } })

test("a scan that was taken in is known by its number", () => {
  assert.deepEqual(readAnswer(201, '{"id": 12}'), { id: 12 })
  assert.deepEqual(readAnswer(200, '{"id": 12}'), { id: 12 })
})

test("no answer at all may become one later", () => {
  assert.deepEqual(readAnswer(0, ""), { hint: "", isFinal: false })
})

test("a full disk and a busy server may be better later", () => {
  for (const status of [401, 429, 500, 502, 503, 507]) {
    assert.equal(readAnswer(status, problem("Later.")).isFinal, false)
  }
})

test("a photo that is too large or none is refused for good, in the server's words", () => {
  for (const status of [409, 413, 422]) {
    assert.deepEqual(readAnswer(status, problem("No picture.")), { hint: "No picture.", isFinal: true })
  }
})

test("an answer that is not the server's own is no scan", () => {
  assert.equal("id" in readAnswer(200, "<h1>Welcome to this hotel's network</h1>"), false)
})

test("a recto becomes a scan, a verso a side of one", () => {
  assert.equal(addressOf({ side: "recto" }), "/scans")
  assert.equal(addressOf({ side: "verso", scanId: 4 }), "/scans/4/sides")
})
