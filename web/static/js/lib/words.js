/** The words of a screen: data-text-… attributes of an element, written by the server. */

/** Give a text with its %(name)s filled in: `wordOf(desk, "taken", { count: 3 })`. */
export function wordOf(element, name, values = {}) {
  const key = `text-${name}`.replace(/-(.)/g, (_all, letter) => letter.toUpperCase())
  return (element.dataset[key] ?? "").replace(/%\((\w+)\)s/g, (_all, value) => values[value] ?? "")
}
