/**
 * From card to card without a page in between: the next one is fetched before it is asked for and put
 * in the place of this one; address, title, focus and what is announced follow. What is sent goes in
 * order, and a card that could not be saved comes back.
 */
const FRAGMENT = { headers: { "HX-Request": "true" } }

export class ReviewCards {
  #ahead = null
  #sending = Promise.resolve()

  #address = null

  /** Follow the browser's own ways back and forth; a link within the page is none of them. */
  start() {
    if (this.#address) return
    const read = () => location.pathname + location.search
    this.#address = read()
    addEventListener("popstate", () => read() !== this.#address && this.go(read(), { isBack: true }))
  }

  /** Fetch what comes after a card, with its pictures, once all that was done is saved. */
  async prepare(review) {
    const next = review.dataset.next
    const [path, query] = [`/scans/${review.dataset.scan}/next`, next.split("?")[1]]
    const ahead = { of: review.dataset.scan, card: this.#sending.then(() => fetchCard(query ? `${path}?${query}` : path)) }
    this.#ahead = ahead
    ahead.card.catch(() => {})
    await ahead.card.catch(() => null)
  }

  /** Show the card at an address. */
  async go(address, { isBack = false } = {}) {
    const review = document.querySelector("card-review")
    await review?.leave()
    const ahead = this.#ahead && (await this.#ahead.card.catch(() => null))
    const card = ahead?.address === address ? ahead : await fetchCard(address).catch(() => null)
    if (!card?.element) location.assign(address)
    else this.#show(card, { isBack })
  }

  /** Do a step of the server, and show the card that it leads to. */
  async step(form, submitter) {
    const review = document.querySelector("card-review")
    await review?.leave()
    await this.#sending
    const body = new URLSearchParams(new FormData(form, submitter))
    const isGoing = /\/(discards|set-asides)(\?|$)/.test(form.action)
    const card = await fetchCard(form.action, { method: "POST", body }).catch((error) => ({ error }))
    if (card.error) this.#tellWhy(review, form, submitter, card.error)
    else if (card.element) this.#show(card, { isGone: isGoing && !card.address.startsWith(`/scans/${review?.dataset.scan}`) })
    else location.assign(card.address)
  }

  /** Save a card, and show the next at once. */
  async accept(review, form) {
    const body = new URLSearchParams(new FormData(form))
    if (this.#ahead?.of !== review.dataset.scan) this.prepare(review)
    const next = await this.#ahead.card.catch(() => null)
    const saving = this.#send(form.getAttribute("action"), body)
    if (next?.element) this.#show(next, { isGone: true })
    try {
      const { contact_id: id, name, location: address } = await saving
      if (!next?.element) location.assign(address)
      else document.querySelector("card-review")?.showSaved(id, name)
    } catch (error) {
      this.#bringBack(review, form, error)
    }
  }

  #send(address, body) {
    const headers = { Accept: "application/json" }
    const sent = this.#sending.then(async () => {
      const answer = await fetch(address, { method: "POST", body, headers, keepalive: true })
      if (!answer.ok) throw refusal(answer)
      return answer.json()
    })
    this.#sending = sent.catch(() => {})
    return sent
  }

  #bringBack(review, form, error) {
    if (!review.isConnected) this.#show({ element: review, address: `/scans/${review.dataset.scan}` }, {})
    this.#tellWhy(review, form, null, error)
  }

  /** What the server refuses is sent again as a plain form: its answer is a page that says why. */
  #tellWhy(review, form, submitter, { status }) {
    if (!status) return review?.fail()
    if (form.matches("[action^='/steps/undo']")) return review?.fail("nothing-to-undo")
    form.dataset.isPlain = ""
    form.requestSubmit(submitter)
  }

  #show({ element, address }, { isBack = false, isGone = false }) {
    const left = Number(element.dataset?.left) - (isGone ? 1 : 0)
    if (isGone && element.matches("card-review")) element.dataset.left = Math.max(left, 0)
    this.#ahead = null
    this.#address = address
    document.getElementById("review").replaceWith(element)
    if (!isBack) history.pushState(null, "", address)
    globalThis.htmx?.process(element)
    scrollTo(0, 0)
  }
}

/** @returns {Promise<{element: HTMLElement|null, address: string}>}  null: no card, but a page */
async function fetchCard(address, options = {}) {
  const answer = await fetch(address, { ...FRAGMENT, ...options })
  const moved = answer.headers.get("HX-Redirect")
  if (moved) return { element: null, address: moved }
  if (!answer.ok) throw refusal(answer)
  const found = new URL(answer.url)
  const template = document.createElement("template")
  template.innerHTML = answer.status === 204 ? "" : await answer.text()
  const element = template.content.querySelector("#review")
  // Held until the card is shown: a decoded picture that nobody holds may be thrown away.
  const pictures = element ? await Promise.all(picturesOf(element).map(fetchPicture)) : []
  return { element: element && document.importNode(element, true), address: found.pathname + found.search, pictures }
}

function refusal({ status }) {
  return Object.assign(new Error(`refused: ${status}`), { status })
}

function picturesOf(element) {
  const drawn = [...element.querySelectorAll("svg image[href]")].map((image) => image.getAttribute("href"))
  return [...drawn, ...[...element.querySelectorAll("img[src]")].map((image) => image.getAttribute("src"))]
}

async function fetchPicture(address) {
  const image = new Image()
  image.src = address
  await image.decode().catch(() => {})
  return image
}

export const cards = new ReviewCards()
