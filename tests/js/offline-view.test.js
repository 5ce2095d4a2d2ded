import assert from "node:assert/strict"
import { test } from "node:test"
import { callAddress, dayOf, findPeople, pageOf, partByDay } from "../../web/static/js/lib/offline-view.js"

const elodie = {
  name: "Élodie Tremblay",
  organization: "Étude Tremblay",
  title: "Notaire",
  emails: ["elodie@tremblay.example"],
  phones: [{ value: "514 555-0134", e164: "+15145550134" }],
  tags: ["Chambre"],
}
const marc = { name: "Marc Roy", organization: "", title: "", emails: [], phones: [], tags: [] }
const people = [elodie, marc]

test("the path says which page was asked for", () => {
  assert.deepEqual(pageOf("/contacts"), { name: "people" })
  assert.deepEqual(pageOf("/contacts/12"), { name: "person", id: 12 })
  assert.deepEqual(pageOf("/follow-ups"), { name: "follow-ups" })
})

test("people are found by the beginning of any word, whatever the accents", () => {
  for (const question of ["elod", "ÉLO", "trem", "notaire tremb", "chamb", "elodie@trem"]) {
    assert.deepEqual(findPeople(people, question.replace("@", " ")), [elodie], question)
  }
})

test("a word's middle is no beginning, and every word has to be there", () => {
  assert.deepEqual(findPeople(people, "lodie"), [])
  assert.deepEqual(findPeople(people, "elodie roy"), [])
})

test("a number is found by any of its figures", () => {
  assert.deepEqual(findPeople(people, "0134"), [elodie])
  assert.deepEqual(findPeople(people, "5145550134"), [elodie])
})

test("no question finds everybody", () => {
  assert.deepEqual(findPeople(people, "  "), people)
})

test("what is due is parted into late and today's; what has become future is neither", () => {
  const due = ["2026-11-20", "2026-11-22", "2026-11-23"].map((day) => ({ due_on: day }))

  const { late, today } = partByDay(due, "2026-11-22")

  assert.deepEqual(late, [due[0]])
  assert.deepEqual(today, [due[1]])
})

test("the day is that of the place where the device is", () => {
  assert.equal(dayOf(new Date(2026, 10, 2, 23, 59)), "2026-11-02")
})

test("a number is called in its world-wide form, else as it is printed", () => {
  assert.equal(callAddress({ value: "514 555-0134", e164: "+15145550134" }), "tel:+15145550134")
  assert.equal(callAddress({ value: "+1 (514) 555-01", e164: "" }), "tel:+151455501")
})
