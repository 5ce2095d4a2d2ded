/** The duplicates by keys: another pair, merge, keep both, undo. Each presses a button of the page. */
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }
const OWN_KEYS = "input:not([type=radio], [type=submit]), textarea, select, [contenteditable]"

class DuplicatePairs extends HTMLElement {
  #abort

  connectedCallback() {
    this.#abort = new AbortController()
    document.addEventListener("keydown", (event) => this.#press(event), { signal: this.#abort.signal })
  }

  disconnectedCallback() {
    this.#abort.abort()
  }

  get #pairs() {
    return [...this.querySelectorAll("[data-pair]")]
  }

  #press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (event.target.closest?.(OWN_KEYS)) return
    const isDone = event.key in STEPS ? this.#move(event, STEPS[event.key]) : this.#act(event)
    if (isDone) event.preventDefault()
  }

  #move(event, by) {
    if (event.target.matches?.("[type=radio]") && event.key.startsWith("Arrow")) return false
    const pairs = this.#pairs
    const at = pairs.indexOf(document.activeElement?.closest?.("[data-pair]"))
    const next = pairs[at === -1 ? 0 : Math.min(Math.max(at + by, 0), pairs.length - 1)]
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: "nearest" })
    return Boolean(next)
  }

  /** A key acts on the pair that has the focus, else on the first one; undo is the page's. */
  #act(event) {
    if (event.repeat || !/^[a-z]$/i.test(event.key)) return false
    const pair = document.activeElement?.closest?.("[data-pair]") ?? this.#pairs[0]
    const within = event.key.toLowerCase() === "z" ? this : pair
    const button = within?.querySelector(`[data-key="${event.key.toLowerCase()}"]`)
    button?.click()
    return Boolean(button)
  }
}

customElements.define("duplicate-pairs", DuplicatePairs)
