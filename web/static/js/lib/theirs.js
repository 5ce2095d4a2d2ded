/** What a person typed or confirmed is marked as theirs, in the form and for the server. */
export const VALUE = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea"

/** What stands around a field with its marks; null for a field that is none of a contact's values. */
export function controlOf(field) {
  return field.closest(".entry__control") ?? field.closest("[data-row]")?.querySelector(".entry__control") ?? null
}

/** How the server names the value in a control: "given_name", "email-0". */
export function nameOf(control) {
  const row = control.closest("[data-row]")
  if (!row) return control.querySelector(VALUE).name
  return `${row.closest("repeat-rows").dataset.kind}-${[...row.parentElement.children].indexOf(row)}`
}

/**
 * Mark a value as theirs: it is in doubt no longer.
 * @param {HTMLElement} field
 * @param {string} word  what the mark says
 * @returns {() => void}  takes it back
 */
export function markTheirs(field, word) {
  const control = controlOf(field)
  if (!control || "theirs" in control.dataset) return () => {}
  const badge = control.querySelector(".entry__sure")
  const made = document.createElement("span")
  Object.assign(made, { className: "entry__sure entry__sure--theirs", id: badge?.id ?? "", textContent: word })
  const wasDoubtful = control.classList.contains("entry__control--doubt")
  if (badge) badge.replaceWith(made)
  else control.append(made)
  control.dataset.theirs = ""
  control.classList.remove("entry__control--doubt")
  return () => {
    if (badge) made.replaceWith(badge)
    else made.remove()
    delete control.dataset.theirs
    control.classList.toggle("entry__control--doubt", wasDoubtful)
  }
}
