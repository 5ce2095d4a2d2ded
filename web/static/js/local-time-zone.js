/** Fills the hidden input inside with the browser's time zone, which decides what "today" is. */
class LocalTimeZone extends HTMLElement {
  connectedCallback() {
    this.querySelector("input").value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""
  }
}

customElements.define("local-time-zone", LocalTimeZone)
