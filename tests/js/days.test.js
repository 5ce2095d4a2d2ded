/** Days without hours. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { daysAfter, isoDay, sayDay, sayDayShort } from "../../web/static/js/lib/days.js"
import { wordOf } from "../../web/static/js/lib/words.js"

test("three days after is three days later, over the ends of months and years", () => {
  assert.equal(isoDay(new Date(2026, 0, 5)), "2026-01-05")
  assert.equal(daysAfter(new Date(2026, 10, 29, 23, 59), 3), "2026-12-02")
  assert.equal(daysAfter(new Date(2026, 11, 31), 1), "2027-01-01")
  assert.equal(daysAfter(new Date(2026, 2, 28, 12), 1), "2026-03-29") // the clock changes that night
})

test("a day is said in the language of the page, with its year when that is another", () => {
  const now = new Date(2026, 10, 22)

  assert.equal(sayDay("2026-11-25", "fr", now), "mercredi 25 novembre")
  assert.match(sayDay("2027-01-04", "en", now), /Monday.*January.*2027/)
  assert.match(sayDayShort("2026-11-22", "en"), /Nov.*22|22.*Nov/)
})

test("words are filled in, and never show what is missing", () => {
  const desk = { dataset: { textArmedAgain: "%(count)s of %(goal)s" } }

  assert.equal(wordOf(desk, "armed-again", { count: 0, goal: 5 }), "0 of 5")
  assert.equal(wordOf(desk, "armed-again"), " of ")
  assert.equal(wordOf(desk, "nothing"), "")
})
