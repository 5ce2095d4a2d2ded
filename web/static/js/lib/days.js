/** Days as a person means them: in their own time zone, without an hour. */

/** @returns {string} such as "2026-11-22" */
export function isoDay(date) {
  const pad = (value) => String(value).padStart(2, "0")
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** The day so many days after a moment's. Counted in days, so that a change of the clock is none. */
export function daysAfter(moment, days) {
  return isoDay(new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + days))
}

/** Say a day in words: "Wednesday, 25 November", with its year when that is another one. */
export function sayDay(iso, language, now = new Date()) {
  const [year, month, day] = iso.split("-").map(Number)
  const options = { weekday: "long", day: "numeric", month: "long" }
  if (year !== now.getFullYear()) options.year = "numeric"
  return new Intl.DateTimeFormat(language, options).format(new Date(year, month - 1, day))
}

/** Say a day in a few letters: "22 Nov". */
export function sayDayShort(iso, language) {
  const [year, month, day] = iso.split("-").map(Number)
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(new Date(year, month - 1, day))
}
