/** What the keys of a list do, and which rows lie between two. */

const ACTS = { ArrowDown: "next", j: "next", ArrowUp: "previous", k: "previous", x: "pick", Home: "first", End: "last" }

/**
 * Say what a key does in a list.
 * @param {{key: string, altKey?: boolean, ctrlKey?: boolean, metaKey?: boolean, isComposing?: boolean}} press
 * @param {{isTyping: boolean, isInList: boolean}} where whether somebody types, and whether a row has the focus
 * @returns {"search" | "next" | "previous" | "pick" | "first" | "last" | null} null for nothing of the list's
 */
export function actOf(press, { isTyping, isInList }) {
  if (press.altKey || press.ctrlKey || press.metaKey || press.isComposing) return null
  if (isTyping) return null
  if (press.key === "/") return "search"
  const act = ACTS[press.key] ?? null
  // The first step leads into the list; what picks or jumps is for those who are there.
  if (isInList || act === "next") return act
  return null
}

/**
 * Give the place of the row to go to.
 * @param {"next" | "previous" | "first" | "last"} act
 * @param {number} at the row that has the focus; -1 for none
 * @param {number} count how many rows there are, at least 1
 */
export function placeAfter(act, at, count) {
  if (act === "first") return 0
  if (act === "last") return count - 1
  const wanted = act === "next" ? at + 1 : at - 1
  return Math.min(Math.max(wanted, 0), count - 1)
}

/**
 * Give the places from one row to another, both with them, in whichever order.
 * @param {number} one
 * @param {number} other
 * @returns {number[]}
 */
export function between(one, other) {
  const first = Math.min(one, other)
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, step) => first + step)
}
