/** The lines of a card as a person goes through them with the arrows. */

/**
 * @param {string[]} refs  "recto-0", "recto-1", "verso-0"…, in reading order
 * @param {string|null} current
 * @param {"up"|"down"|"left"|"right"} direction  left and right: to the other side of the card
 * @returns {string|null}  null: there are no lines
 */
export function nextLine(refs, current, direction) {
  if (!refs.length) return null
  const at = refs.indexOf(current)
  if (direction === "left" || direction === "right") return otherSide(refs, current) ?? current ?? refs[0]
  if (at < 0) return direction === "down" ? refs[0] : refs.at(-1)
  return refs[(at + (direction === "down" ? 1 : refs.length - 1)) % refs.length]
}

function otherSide(refs, current) {
  const side = current?.split("-")[0]
  return refs.find((ref) => side && ref.split("-")[0] !== side)
}

/**
 * What a line could be, best first: as it was read, then all the rest with the line as it stands.
 * @param {{text: string, roles: {role: string, value: string}[]}} line
 * @param {string[]} all  every role there is
 * @returns {{role: string, value: string}[]}
 */
export function rolesOf(line, all) {
  const known = line.roles.map((one) => (one.role === "social" ? { ...one, role: "url" } : one))
  const guessed = known.filter(({ role, confidence }, at) => confidence !== undefined && known.findIndex((one) => one.role === role) === at)
  const rest = all.filter((role) => !guessed.some((one) => one.role === role))
  const others = rest.map((role) => known.find((one) => one.role === role) ?? { role, value: line.text })
  return [...guessed, ...others]
}
