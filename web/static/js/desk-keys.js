/**
 * The keyboard of the desk: Space or Enter shoots, V adds the back, the arrows go to the strip, E
 * opens the events, Escape takes an arming back. Never while something is typed, chosen or open,
 * and the letters can be switched off.
 */
const FIELDS = "input:not([type=file], [type=checkbox], [type=radio]), textarea, select, [contenteditable]"
const PRESSED = "button, a, summary, input, [role=button]"

/**
 * @param {Record<"shoot"|"verso"|"strip"|"events"|"cancel", () => boolean|void>} actions
 * @param {{signal: AbortSignal, hasLetters: () => boolean}} options
 */
export function listenToKeys(actions, { signal, hasLetters }) {
  const keys = { " ": "shoot", Enter: "shoot", ArrowRight: "strip", ArrowLeft: "strip", Escape: "cancel" }
  const letters = { v: "verso", e: "events" }
  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    if (document.querySelector("dialog[open]")) return
    const isLetter = event.key.toLowerCase() in letters
    const name = isLetter ? hasLetters() && letters[event.key.toLowerCase()] : keys[event.key]
    if (!name || isUsed(event.target, event.key)) return
    if (actions[name]() !== false) event.preventDefault()
  }
  document.addEventListener("keydown", onKey, { signal })
}

/** Whether the focused element wants the key for itself: a field every one, a button only to press it. */
function isUsed(target, key) {
  if (key === "Escape") return false
  if (target.closest?.(FIELDS)) return true
  return Boolean(target.closest?.(PRESSED)) && (key === " " || key === "Enter")
}
