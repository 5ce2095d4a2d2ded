/**
 * The keyboard of the review. A key acts by pressing what names it in data-key, so that mouse, touch
 * and keyboard do the same; what has no button of its own is in `actions`. Never while something is
 * typed, but with Alt; characters alone can be switched off.
 */
import { keyOf } from "./lib/review-keymap.js"

const TYPED = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]"
const PRESSED = "button, a, summary, [role=button]"

/**
 * @param {HTMLElement} review
 * @param {Record<string, (event: KeyboardEvent) => boolean|void>} actions  by key; false: not done, let it pass
 * @param {{signal: AbortSignal, hasLetters: () => boolean}} options
 */
export function listenToReviewKeys(review, actions, { signal, hasLetters }) {
  const onKey = (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return
    const { target } = event
    if (target !== document.body && !review.contains(target) && target.closest?.(`${TYPED}, ${PRESSED}`)) return
    const isTyping = Boolean(target.closest?.(TYPED))
    const key = keyOf(event, { isTyping, hasLetters: hasLetters() })
    if (!key || isTheirOwn(target, key)) return
    if (event.repeat && !["up", "down", "d"].includes(key)) return event.preventDefault()
    if (pressKey(review, key, actions, event)) event.preventDefault()
  }
  document.addEventListener("keydown", onKey, { signal })
}

/** Do what a key does. @returns {boolean}  whether it does anything here */
export function pressKey(review, key, actions, event) {
  if (key in actions && actions[key](event) !== false) return true
  const target = [...review.querySelectorAll(`[data-key="${key}"]`)].find((one) => isThere(one))
  target?.click()
  return Boolean(target)
}

/** A list that is folded away is pressed all the same; what is hidden because it makes no sense is not. */
function isThere(element) {
  return !element.disabled && !element.closest("[hidden]")
}

/** A focused button wants Enter for itself, a choice its arrows. */
function isTheirOwn(target, key) {
  if (key === "enter") return Boolean(target.closest?.(PRESSED))
  return ["up", "down", "left", "right"].includes(key) && Boolean(target.closest?.("[type=radio], [role=listbox], summary"))
}
