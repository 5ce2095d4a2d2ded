/**
 * Keeps what a form holds while it is sent, in this tab alone: when the sign-in had ended meanwhile,
 * the page that opens after signing in again offers to send it. `data-keep` marks such a form.
 */
const KEY = "verso.unsent"
const ARRIVED_FOR_IT = "#kept"

document.addEventListener("submit", ({ target, submitter }) => {
  if (!target.matches("form[data-keep]")) return
  const entries = [...new FormData(target, submitter)].filter(([, value]) => typeof value === "string")
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ action: target.getAttribute("action"), entries }))
  } catch {
    // No room, or no storage at all: the form is sent as ever.
  }
})

/** A notice that stays hidden unless something was left unsent. */
class UnsentForm extends HTMLElement {
  connectedCallback() {
    const kept = this.#take()
    if (!kept) return
    this.hidden = false
    this.querySelector("[data-send]").addEventListener("click", () => this.#send(kept), { once: true })
    this.querySelector("[data-drop]").addEventListener("click", () => this.remove(), { once: true })
    this.querySelector("[data-send]").focus()
  }

  /** Gives what was kept, once: whoever opens a page in another way has done with it. */
  #take() {
    const text = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    if (location.hash !== ARRIVED_FOR_IT) return null
    history.replaceState(null, "", location.pathname + location.search)
    return text && JSON.parse(text)
  }

  #send({ action, entries }) {
    const form = document.createElement("form")
    Object.assign(form, { method: "post", action, hidden: true })
    form.dataset.keep = ""
    for (const [name, value] of entries) {
      // A text area keeps the ends of lines, which a hidden input would lose.
      const field = document.createElement("textarea")
      Object.assign(field, { name, value })
      form.append(field)
    }
    document.body.append(form)
    form.requestSubmit()
  }
}

customElements.define("unsent-form", UnsentForm)
