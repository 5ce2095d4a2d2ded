/** The keys of a field itself: Enter says that it is right, the arrow down opens its other values. */
import { nextDoubtful } from "./review-actions.js"

export const FIELD = ".review__form :is(input:not([type=hidden], [type=checkbox], [type=radio]), textarea)"

/** @param {{fields: object, choices: object, signal: AbortSignal}} parts */
export function listenToTyping(review, { fields, choices, signal }) {
  const onKey = (event) => {
    const { key, target } = event
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !target.matches(FIELD)) return
    if (key === "ArrowDown" && target.matches("input:not([type=date])")) choices.open(target)
    else if (key === "Enter" && target.matches("input")) confirm(fields, target)
    else return
    event.preventDefault()
  }
  review.addEventListener("keydown", onKey, { signal })
}

/** On to the next value that is not sure; when there is none, nothing is typed any more. */
function confirm(fields, field) {
  field.blur()
  fields.confirm(field)
  const next = field.closest(".entries") && nextDoubtful(fields.doubtful, field)
  next?.focus()
  next?.select()
}
