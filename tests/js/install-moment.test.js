import assert from "node:assert/strict"
import { test } from "node:test"
import { countVisit, isGoodMoment, wayToInstall } from "../../web/static/js/lib/install-moment.js"

const HOUR_MS = 3_600_000
const now = { way: "prompt", cardsSent: 0, pathname: "/inbox", isBusy: false }

test("pages opened one after the other are one visit", () => {
  const once = countVisit(undefined, 1_000)
  const still = countVisit(once, 60_000)
  const again = countVisit(still, 60_000 + HOUR_MS)

  assert.deepEqual([once.visits, still.visits, again.visits], [1, 1, 2])
})

test("counting keeps what else is known", () => {
  assert.equal(countVisit({ isDismissed: true }, 5).isDismissed, true)
})

test("nothing is offered on the first visit", () => {
  assert.equal(isGoodMoment({ visits: 1 }, now), false)
})

test("it is offered on the second visit, or after the third card", () => {
  assert.equal(isGoodMoment({ visits: 2 }, now), true)
  assert.equal(isGoodMoment({ visits: 1 }, { ...now, cardsSent: 2 }), false)
  assert.equal(isGoodMoment({ visits: 1 }, { ...now, cardsSent: 3 }), true)
})

test("no is no for good", () => {
  assert.equal(isGoodMoment({ visits: 9, isDismissed: true }, { ...now, cardsSent: 50 }), false)
})

test("what is installed is not offered", () => {
  assert.equal(isGoodMoment({ visits: 9, isInstalled: true }, now), false)
  assert.equal(isGoodMoment({ visits: 9 }, { ...now, way: "done" }), false)
})

test("it is never offered where something is under way", () => {
  for (const pathname of ["/scan", "/scans/4", "/contacts/new", "/contacts/4/edit", "/settings"]) {
    assert.equal(isGoodMoment({ visits: 9 }, { ...now, pathname }), false, pathname)
  }
  assert.equal(isGoodMoment({ visits: 9 }, { ...now, isBusy: true }), false)
})

test("a browser that can ask, asks; Safari on a phone is explained; others have a menu", () => {
  const browser = { hasPrompt: false, isStandalone: false, isApple: false }

  assert.equal(wayToInstall({ ...browser, hasPrompt: true }), "prompt")
  assert.equal(wayToInstall({ ...browser, isApple: true }), "steps")
  assert.equal(wayToInstall(browser), "menu")
  assert.equal(wayToInstall({ ...browser, isStandalone: true, hasPrompt: true }), "done")
  assert.equal(wayToInstall({ ...browser, isInstalled: true }), "done")
})
