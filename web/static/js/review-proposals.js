/** What notes propose: one key takes the next of them, one dismisses it; so do the tick and the cross. */
export class ReviewProposals {
  #review
  #fields

  constructor(review, { fields, signal }) {
    this.#review = review
    this.#fields = fields
    for (const button of review.querySelectorAll("[data-dismiss]")) button.hidden = false
    review.addEventListener("click", ({ target }) => this.#dismiss(target.closest?.("[data-dismiss]")?.closest("[data-proposal]")), { signal })
    review.addEventListener("change", ({ target }) => this.#ticked(target.closest?.("[data-proposal]")), { signal })
    this.#point()
  }

  /** @returns {boolean}  whether there was one to take */
  accept() {
    const next = this.#next()
    if (!next) return false
    this.#fields.step(() => {
      this.#fields.check(boxOf(next), true)
      this.#decide(next, "accepted")
    })
    return true
  }

  /** @returns {boolean}  whether there was one to dismiss */
  dismiss() {
    const next = this.#next()
    this.#dismiss(next)
    return Boolean(next)
  }

  #next() {
    return [...this.#review.querySelectorAll("[data-proposal]")].find((one) => !one.dataset.proposal && !boxOf(one).checked)
  }

  #ticked(proposal) {
    if (!proposal) return
    proposal.dataset.proposal = boxOf(proposal).checked ? "accepted" : ""
    this.#point()
  }

  #dismiss(proposal) {
    if (!proposal) return
    this.#fields.step(() => {
      this.#fields.check(boxOf(proposal), false)
      this.#decide(proposal, "dismissed")
    })
  }

  #decide(proposal, how) {
    proposal.scrollIntoView({ block: "nearest" })
    const before = proposal.dataset.proposal
    proposal.dataset.proposal = how
    this.#fields.remember(() => {
      proposal.dataset.proposal = before
      this.#point()
    })
    this.#point()
  }

  /** The one that the keys act on shows them. */
  #point() {
    const next = this.#next()
    for (const one of this.#review.querySelectorAll("[data-proposal]")) one.toggleAttribute("data-next", one === next)
  }
}

function boxOf(proposal) {
  return proposal.querySelector("[type=checkbox]")
}
