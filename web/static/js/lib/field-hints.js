/** The letters that jump to fields: of each kind its own where it is free, then the alphabet. */
const OWN = {
  given_name: "n",
  family_name: "f",
  title: "t",
  organization: "o",
  department: "d",
  phone_value: "p",
  email: "e",
  link_value: "w",
  address_street: "a",
  comment: "c",
  note_text: "h",
  new_tags: "g",
  follow_up_text: "s",
  due_on: "j",
}
const ALPHABET = "bijklmqruvxyz0123456789"

/**
 * @param {string[]} names  of the fields as they come; the same name is another row
 * @returns {string[]}  a character for each, none twice; "" when there are none left
 */
export function assignHints(names) {
  const free = new Set([...Object.values(OWN), ...ALPHABET])
  const first = names.map((name, at) => (names.indexOf(name) === at ? OWN[name] : undefined))
  for (const letter of first) free.delete(letter)
  const spare = [...ALPHABET, ...Object.values(OWN)].filter((letter) => free.delete(letter))
  return first.map((letter) => letter ?? spare.shift() ?? "")
}
