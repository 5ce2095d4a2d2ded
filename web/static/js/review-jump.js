/** Jumps: every field shows a letter for a moment, and pressing it goes there. */
import { assignHints } from "./lib/field-hints.js"

/**
 * @param {HTMLElement[]} fields
 * @param {(field: HTMLElement|null) => void} arrive  with the field, or null when another key was pressed
 * @param {AbortSignal} signal  of the card: with it, the letters go
 * @returns {() => void}  takes the letters away
 */
export function offerJump(fields, arrive, signal) {
  const letters = assignHints(fields.map((field) => field.name))
  const marks = fields.map((field, at) => letters[at] && markFor(field, letters[at])).filter(Boolean)
  const stop = new AbortController()
  const end = (field) => {
    stop.abort()
    for (const mark of marks) mark.remove()
    if (field !== undefined) arrive(field)
  }
  const onKey = (event) => {
    if (["Shift", "Alt", "Control", "Meta"].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    const at = letters.indexOf(event.key.toLowerCase())
    end(at < 0 ? null : fields[at])
  }
  signal.addEventListener("abort", () => end(undefined), { signal: stop.signal })
  document.addEventListener("keydown", onKey, { capture: true, signal: stop.signal })
  document.addEventListener("pointerdown", () => end(null), { capture: true, signal: stop.signal })
  return () => end(undefined)
}

function markFor(field, letter) {
  const around = field.closest(".entry__control, label, .entry > div") ?? field.parentElement
  const mark = document.createElement("kbd")
  Object.assign(mark, { className: "jump-mark", textContent: letter.toUpperCase(), field })
  mark.setAttribute("aria-hidden", "true")
  around.append(mark)
  if (field.offsetParent === around) {
    // Several fields may share what stands around them: the mark is at its own.
    mark.style.left = `${field.offsetLeft - 6}px`
    mark.style.top = `${field.offsetTop - 6}px`
  }
  return mark
}
