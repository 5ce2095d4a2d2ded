import assert from "node:assert/strict"
import { test } from "node:test"
import { joinValues, splitValue } from "../../web/static/js/lib/value-parts.js"

test("a title and its department come apart at what stands between them", () => {
  assert.deepEqual(splitValue("text", "Directrice, Ventes et marketing"), ["Directrice", "Ventes et marketing"])
  assert.deepEqual(splitValue("text", "Notaire | Droit immobilier"), ["Notaire", "Droit immobilier"])
  assert.deepEqual(splitValue("text", "Chef de projet – Eau"), ["Chef de projet", "Eau"])
})

test("two numbers of one line come apart, and one number stays whole", () => {
  assert.deepEqual(splitValue("phone", "514 555-0147 / 438 555-0102"), ["514 555-0147", "438 555-0102"])
  assert.deepEqual(splitValue("phone", "+33 1 99 00 11 22 +33 6 39 98 12 34"), ["+33 1 99 00 11 22", "+33 6 39 98 12 34"])
  assert.deepEqual(splitValue("phone", "514 555-0147 ou 438 555-0102"), ["514 555-0147", "438 555-0102"])
  assert.equal(splitValue("phone", "514 555-0147"), null)
})

test("two e-mail addresses come apart", () => {
  assert.deepEqual(splitValue("email", "ada@lindqvist.example; info@lindqvist.example"), ["ada@lindqvist.example", "info@lindqvist.example"])
  assert.equal(splitValue("email", "ada@lindqvist.example"), null)
})

test("a name comes apart at its first blank", () => {
  assert.deepEqual(splitValue("name", "Ada Lindqvist Roy"), ["Ada", "Lindqvist Roy"])
})

test("where nothing stands between, the caret says where to cut", () => {
  assert.deepEqual(splitValue("phone", "514 555-0147438 555-0102", 12), ["514 555-0147", "438 555-0102"])
  assert.deepEqual(splitValue("text", "Architecte paysagiste", 0), ["Architecte", "paysagiste"])
})

test("a value of one word cannot be taken apart", () => {
  assert.equal(splitValue("text", "Notaire"), null)
  assert.equal(splitValue("text", "  "), null)
})

test("joining is taking apart backwards", () => {
  assert.equal(joinValues("text", "Directrice", "Ventes"), "Directrice Ventes")
  assert.equal(joinValues("email", "ada.lindqvist@", "boreal.example"), "ada.lindqvist@boreal.example")
  assert.equal(joinValues("address", "1, rue des Essais", "Bureau 4"), "1, rue des Essais\nBureau 4")
  assert.equal(joinValues("text", "", "Ventes"), "Ventes")
})
