/**
 * Which key a keyboard event means on the review screen, on any layout: letters by what is written on
 * them, digits also where they need Shift (AZERTY), and with Alt by their place where Alt writes signs.
 */
const NAMED = {
  Enter: "enter",
  Escape: "escape",
  Delete: "delete",
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
}

/**
 * @param {{key: string, code: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean}} event
 * @param {{isTyping: boolean, hasLetters: boolean}} where  hasLetters: whether characters alone act
 * @returns {string|null}  "d", "shift+r", "3", "?", "enter", "up"…; null: not for us
 */
export function keyOf(event, { isTyping, hasLetters }) {
  const named = NAMED[event.key]
  if (event.ctrlKey || event.metaKey) return ofChord(event, named, isTyping)
  if (named) return ofNamed(event, named, isTyping)
  if (event.altKey) return withShift(event, characterOf(event, { isByPlace: true }))
  if (isTyping || !hasLetters) return null
  return withShift(event, characterOf(event, { isByPlace: false }))
}

function ofChord(event, named, isTyping) {
  if (event.altKey) return null // AltGr, which writes a sign
  if (named === "enter") return "accept"
  return !isTyping && event.key.toLowerCase() === "z" && !event.shiftKey ? "z" : null
}

function ofNamed(event, named, isTyping) {
  if (event.altKey) return null
  if (isTyping) return named === "escape" ? named : null
  return event.shiftKey && named === "delete" ? "shift+delete" : named
}

function characterOf({ key, code, shiftKey }, { isByPlace }) {
  if (key === "?") return "?"
  if (/^[0-9]$/.test(key)) return key
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)
  if (digit && !shiftKey) return digit[1]
  const letter = isByPlace && /^Key([A-Z])$/.exec(code)
  return letter ? letter[1].toLowerCase() : null
}

function withShift({ shiftKey }, character) {
  return shiftKey && character && /[a-z]/.test(character) ? `shift+${character}` : character
}
