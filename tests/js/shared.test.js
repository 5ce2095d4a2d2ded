import assert from "node:assert/strict"
import { test } from "node:test"
import { SHARED_LIMIT, comesFromElsewhere, photosOf } from "../../web/static/js/lib/shared.js"

const ORIGIN = "https://verso.example"
const file = (name, type = "image/jpeg", content = "jpeg") => new File([content], name, { type })

function formOf(...files) {
  const form = new FormData()
  for (const one of files) form.append("photos", one)
  return form
}

test("every picture of a share is a photo, in the order it was shared", () => {
  const photos = photosOf(formOf(file("a.jpg"), file("b.png", "image/png")), () => new Date("2026-11-22T09:00:00Z"))

  assert.deepEqual(photos.map(({ name }) => name), ["a.jpg", "b.png"])
  assert.deepEqual(photos.map(({ takenAt }) => takenAt), ["2026-11-22T09:00:00.000Z", "2026-11-22T09:00:00.001Z"])
})

test("what is no picture is left out", () => {
  const form = formOf(file("notes.pdf", "application/pdf"), file("empty.jpg", "image/jpeg", ""), file("card.heic", ""))
  form.append("photos", "a line of text")

  assert.deepEqual(photosOf(form).map(({ name }) => name), ["card.heic"])
})

test("a share of a whole gallery is cut off", () => {
  const files = Array.from({ length: SHARED_LIMIT + 5 }, (_, at) => file(`${at}.jpg`))

  assert.equal(photosOf(formOf(...files)).length, SHARED_LIMIT)
})

test("a form of another site is told from a share, which comes from no page", () => {
  const request = (referrer, origin) => ({ referrer, headers: new Headers(origin ? { Origin: origin } : {}) })

  assert.equal(comesFromElsewhere(request("", null), ORIGIN), false)
  assert.equal(comesFromElsewhere(request("about:client", "null"), ORIGIN), false)
  assert.equal(comesFromElsewhere(request(`${ORIGIN}/inbox`, ORIGIN), ORIGIN), false)
  assert.equal(comesFromElsewhere(request("https://elsewhere.example/page", null), ORIGIN), true)
  assert.equal(comesFromElsewhere(request("", "https://elsewhere.example"), ORIGIN), true)
})
