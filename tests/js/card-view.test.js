import assert from "node:assert/strict"
import { test } from "node:test"
import { boundsOf, viewAround } from "../../web/static/js/lib/card-view.js"

const CARD = [0, 0, 1000, 570]

test("the bounds go around every corner of every shape", () => {
  assert.deepEqual(boundsOf(["80,60 480,64 478,104 80,100", "90,120 300,120 300,160 90,160"]), [80, 60, 400, 100])
})

test("the view shows the whole line with room around it", () => {
  const [x, y, width, height] = viewAround([80, 180, 400, 40], CARD, { ratio: 2.5 })

  assert.ok(x <= 80 && x + width >= 480)
  assert.ok(y <= 180 - 40 && y + height >= 220 + 40)
})

test("the view has the proportions of where it is shown", () => {
  const [, , width, height] = viewAround([400, 250, 120, 30], CARD, { ratio: 2.5 })

  assert.ok(Math.abs(width / height - 2.5) < 0.01)
})

test("the view never looks beside the card", () => {
  for (const box of [[0, 0, 60, 20], [940, 550, 60, 20], [0, 0, 1000, 570], [0, 280, 1000, 10]]) {
    const [x, y, width, height] = viewAround(box, CARD, { ratio: 2.5 })

    assert.ok(x >= 0 && y >= 0, `${box}`)
    assert.ok(x + width <= 1000.1 && y + height <= 570.1, `${box}`)
  }
})
