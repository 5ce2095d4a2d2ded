/** Values taken apart and put together again: "Directrice, Ventes", two numbers in one field. */

const TEXT_SEPARATORS = [/\s*[,;|•·/]\s+/, /\s+[-–—|•·/]\s+/, /\s*[;|•·]\s*/]
const NUMBER_SEPARATORS = [/\s*[;|/,•·]\s*(?=[+(\d])/, /\s+(?:ou|or|et|and)\s+(?=[+(\d])/i, /\s{2,}(?=[+(\d])/, /\s+(?=\+)/]
const ADDRESS_SEPARATORS = [/\s*[;|,/•·]\s*/, /\s+/]

/** How the parts of a kind of value are joined. */
const JOINTS = { email: "", link: "", phone: " ", address: "\n" }

/**
 * Take a value apart at its first separator.
 * @param {"text"|"phone"|"email"|"link"|"name"} kind
 * @param {string} value
 * @param {number} [caret]  where the caret is, to cut there when no separator is found
 * @returns {[string, string]|null}  null: there is nothing to take apart
 */
export function splitValue(kind, value, caret = 0) {
  const text = value.trim()
  const separators = { phone: NUMBER_SEPARATORS, email: ADDRESS_SEPARATORS, link: ADDRESS_SEPARATORS, name: [/\s+/] }[kind]
  for (const separator of separators ?? TEXT_SEPARATORS) {
    const found = separator.exec(text)
    const parts = found && [text.slice(0, found.index), text.slice(found.index + found[0].length)]
    if (parts?.every((part) => part.trim())) return parts.map((part) => part.trim())
  }
  const atCaret = [value.slice(0, caret).trim(), value.slice(caret).trim()]
  if (atCaret.every(Boolean)) return atCaret
  const half = kind === "text" ? text.indexOf(" ") : -1
  return half > 0 ? [text.slice(0, half), text.slice(half + 1).trim()] : null
}

/** Put two values into one. */
export function joinValues(kind, first, second) {
  return [first.trim(), second.trim()].filter(Boolean).join(JOINTS[kind] ?? " ")
}
