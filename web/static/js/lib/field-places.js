/** Where values stand in a contact's form. */

/** The rows that a role of a line is one of. */
export const ROWS = { email: "email", phone: "phone", url: "link", address: "address" }

/** The input that a row's value is in. */
export const ROW_VALUES = { email: "email", phone: "phone_value", link: "link_value", address: "address_street" }

/** Where the second part of a value goes when it is taken apart. */
export const SECOND = {
  title: "department",
  department: "title",
  organization: "department",
  given_name: "family_name",
  family_name: "given_name",
}

/** Open what an element is folded away in, and give the element. */
export function unfold(element) {
  const details = element.closest("details")
  if (details) details.open = true
  return element
}
