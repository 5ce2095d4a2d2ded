/** What is shown of the people that a device keeps. Pure: rows in, rows out. */

/**
 * Say which page a path asks for.
 * @returns {{name: "people"}|{name: "person", id: number}|{name: "follow-ups"}}
 */
export function pageOf(pathname) {
  const person = pathname.match(/^\/contacts\/(\d+)$/)
  if (person) return { name: "person", id: Number(person[1]) }
  return { name: pathname.startsWith("/follow-ups") ? "follow-ups" : "people" }
}

/** Fold case and accents: "Élodie" is found by "elod". */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}

/**
 * Find the people who have every word of a question, at the beginning of a word of theirs or, for
 * figures, anywhere in a number.
 * @param {{name: string, organization: string, title: string, emails: string[], phones: {value: string, e164?: string|null}[], tags: string[]}[]} contacts
 */
export function findPeople(contacts, question) {
  const words = fold(question).split(/\s+/).filter(Boolean)
  if (words.length === 0) return contacts
  return contacts.filter((contact) => {
    const { name, organization, title, emails, phones, tags } = contact
    const text = ` ${fold([name, organization, title, ...emails, ...tags].join(" ")).replace(/[^\p{L}\p{N}]+/gu, " ")}`
    const figures = phones.map(({ value, e164 }) => `${value.replace(/\D/g, "")} ${e164 ?? ""}`).join(" ")
    return words.every((word) => text.includes(` ${word}`) || (/^\d{3,}$/.test(word) && figures.includes(word)))
  })
}

/**
 * Part what is due into late and today's.
 * @param {{due_on: string}[]} followUps
 * @param {string} today  such as "2026-11-22", where the device is
 */
export function partByDay(followUps, today) {
  return {
    late: followUps.filter(({ due_on: day }) => day < today),
    today: followUps.filter(({ due_on: day }) => day === today),
  }
}

/** Write the day it is where the device is, as "2026-11-22". */
export function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0")
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** @returns {string} the address that calls a number */
export function callAddress({ value, e164 }) {
  return `tel:${e164 || value.replace(/[^\d+]/g, "")}`
}

/** Say what somebody does and where, but for a company that stands in the place of a name. */
export function roleOf({ name, title, organization }) {
  return joined(title, organization === name ? "" : organization)
}

/** Join what there is. */
export function joined(...parts) {
  return parts.filter(Boolean).join(" · ")
}
