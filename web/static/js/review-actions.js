/** What can be done on the review beside typing: by key, and by the same name from a button. */
import { unfold } from "./lib/field-places.js"
import { wordOf } from "./lib/words.js"
import { offerJump } from "./review-jump.js"

/**
 * @param {HTMLElement} review
 * @param {{fields: object, values: object, lines: object, choices: object, proposals: object, signal: AbortSignal}} parts
 * @returns {{acts: Record<string, () => boolean|void>, keys: Record<string, () => boolean|void>}}
 *   acts by the data-act of a button, keys by key; false: not done, something else may want the key
 */
export function actionsOf(review, { fields, values, lines, choices, proposals, signal }) {
  const say = (name) => review.says.say(wordOf(review, name))
  const current = () => review.current
  const arrive = (field) => review.arrive(field, field.value)
  const acts = {
    doubt: () => enter(nextDoubtful(fields.doubtful, current())) || say("none-doubtful"),
    choose: () => choices.open(current()),
    split: () => (current() && values.split(current()) ? arrive(current()) : say("no-split")),
    join: () => (current() && values.join(current()) ? arrive(current()) : say("no-join")),
    "swap-names": () => arrive(values.swapNames()),
  }
  const keys = {
    enter: () => review.accept(),
    accept: () => review.accept(),
    escape: () => lines.close() || leaveField(),
    d: acts.doubt,
    c: acts.choose,
    w: acts["swap-names"],
    j: () => {
      say("jump")
      offerJump(fields.all, enter, signal)
    },
    z: () => fields.undo() && (say("undone"), true),
    a: () => proposals.accept(),
    x: () => proposals.dismiss(),
    "shift+delete": () => current() && values.empty(current()),
  }
  for (const way of ["up", "down", "left", "right"]) keys[way] = () => lines.go(way)
  for (let digit = 1; digit <= 9; digit += 1) keys[digit] = () => lines.isOpen && lines.answer(digit)
  return { acts, keys }
}

/** Offer for a field what makes sense for it; by key everything stays possible. */
export function offerTools(review, { choices, values }, field) {
  const isName = values.roleOf(field) === "name"
  const makesSense = { choose: field && choices.of(field).length > 0, split: field?.value, join: field?.value && !isName, "swap-names": isName }
  for (const button of review.querySelectorAll(".lens__tools [data-act]")) button.hidden = !makesSense[button.dataset.act]
}

/** Go into a field, what it holds chosen, so that typing takes its place. */
function enter(field) {
  if (!field) return false
  unfold(field).focus()
  field.select?.()
  return true
}

function leaveField() {
  const { activeElement } = document
  if (activeElement === document.body || activeElement?.matches("[data-who]")) return false
  activeElement.blur()
  return true
}

/** The first doubtful field behind another one, in the page's order; round from the last. */
export function nextDoubtful(doubtful, current) {
  const isBehind = (field) => current && current.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING
  if (document.activeElement !== current && doubtful.includes(current)) return current
  return doubtful.find(isBehind) ?? doubtful.find((field) => field !== current) ?? null
}
