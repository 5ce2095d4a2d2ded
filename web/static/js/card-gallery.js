/**
 * Pictures that open large, one beside the other: arrow keys, a swipe or the buttons go on, Escape
 * closes. Without this, each picture's link opens the picture itself.
 */
class CardGallery extends HTMLElement {
  #abort
  #dialog
  #at = 0

  connectedCallback() {
    this.#abort = new AbortController()
    this.addEventListener("click", (event) => this.#click(event), { signal: this.#abort.signal })
  }

  disconnectedCallback() {
    this.#abort.abort()
    this.#dialog?.remove()
    this.#dialog = null
  }

  get #links() {
    return [...this.querySelectorAll("a[data-view]")]
  }

  #click(event) {
    const link = event.target.closest("a[data-view]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    this.#dialog ??= this.#build()
    this.#dialog.showModal()
    this.#show(this.#links.indexOf(link))
  }

  #build() {
    const { textClose, textNext, textPrevious } = this.dataset
    const dialog = Object.assign(document.createElement("dialog"), { className: "gallery" })
    const buttons = [["previous", textPrevious, "‹"], ["next", textNext, "›"], ["close", textClose, "×"]]
    dialog.append(Object.assign(document.createElement("img"), { className: "gallery__picture", alt: "" }))
    for (const [name, label, sign] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: `gallery__button gallery__button--${name}`, textContent: sign })
      button.setAttribute("aria-label", label)
      button.addEventListener("click", () => this.#press(name))
      dialog.append(button)
    }
    dialog.addEventListener("keydown", ({ key }) => {
      if (key === "ArrowRight") this.#press("next")
      if (key === "ArrowLeft") this.#press("previous")
    })
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close())
    dialog.addEventListener("close", () => this.#links[this.#at]?.focus())
    this.#listenToSwipes(dialog)
    document.body.append(dialog)
    return dialog
  }

  #press(name) {
    if (name === "close") this.#dialog.close()
    else this.#show(this.#at + (name === "next" ? 1 : -1))
  }

  #show(at) {
    const links = this.#links
    this.#at = (at + links.length) % links.length
    const link = links[this.#at]
    const picture = this.#dialog.querySelector("img")
    picture.src = link.href
    picture.alt = link.querySelector("img").alt
    this.#dialog.setAttribute("aria-label", picture.alt)
    for (const name of ["previous", "next"]) {
      this.#dialog.querySelector(`.gallery__button--${name}`).hidden = links.length < 2
    }
  }

  #listenToSwipes(dialog) {
    let startX = null
    dialog.addEventListener("pointerdown", (event) => { startX = event.clientX })
    dialog.addEventListener("pointerup", (event) => {
      const moved = startX === null ? 0 : event.clientX - startX
      startX = null
      if (Math.abs(moved) > 60) this.#press(moved < 0 ? "next" : "previous")
    })
  }
}

customElements.define("card-gallery", CardGallery)
