/** What the review asks of the server: never without an end, and with the reason of what is refused. */
const FRAGMENT = { "HX-Request": "true" }
const LIMIT_MS = 20_000
/** A card is shown without its picture rather than not at all. */
const PICTURE_LIMIT_MS = 3_000
/** Browsers keep no more than this going for a page that is left. */
const KEPT_ALIVE_LIMIT = 60_000

/** @returns {Promise<{element: HTMLElement|null, address: string, pictures?: HTMLImageElement[]}>}  null: no card, but a page */
export async function fetchCard(address, options = {}) {
  const answer = await ask(address, { ...options, headers: FRAGMENT })
  const moved = answer.headers.get("HX-Redirect")
  if (moved) return { element: null, address: moved }
  const found = new URL(answer.url)
  const template = document.createElement("template")
  template.innerHTML = answer.status === 204 ? "" : await answer.text()
  const element = template.content.querySelector("#review")
  // Held until the card is shown: a decoded picture that nobody holds may be thrown away.
  const pictures = element ? await Promise.all(picturesOf(element).map(fetchPicture)) : []
  return { element: element && document.importNode(element, true), address: found.pathname + found.search, pictures }
}

/** Send something that outlives the page, and is answered in JSON or not at all. */
export async function send(address, { method, body, type = "application/x-www-form-urlencoded" }) {
  const headers = { Accept: "application/json", "Content-Type": type }
  const answer = await ask(address, { method, body, headers, keepalive: body.length < KEPT_ALIVE_LIMIT })
  return answer.status === 204 ? null : answer.json()
}

/** Send a form as without scripts: the answer is a page. @returns {true} */
export function sendPlainly(form, submitter = null) {
  form.dataset.isPlain = ""
  form.requestSubmit(submitter)
  return true
}

/** @throws {Error}  with the `status` of a refusal, the server's own `hint`, or the card with what is wrong marked */
async function ask(address, options) {
  const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(LIMIT_MS) })
  if (answer.ok) return answer
  const text = await answer.text()
  const isJson = answer.headers.get("Content-Type")?.includes("json")
  const page = new DOMParser().parseFromString(isJson ? "" : text, "text/html")
  const element = page.querySelector("card-review")
  const error = isJson ? JSON.parse(text).error : null
  throw Object.assign(new Error(`refused: ${answer.status}`), {
    status: answer.status,
    code: error?.code,
    hint: isJson ? error?.hint : page.querySelector("[data-hint]")?.textContent,
    element: element && document.importNode(element, true),
  })
}

function picturesOf(element) {
  const drawn = [...element.querySelectorAll("svg image[href]")].map((image) => image.getAttribute("href"))
  return [...drawn, ...[...element.querySelectorAll("img[src]")].map((image) => image.getAttribute("src"))]
}

async function fetchPicture(address) {
  const image = new Image()
  image.src = address
  const late = new Promise((resolve) => setTimeout(resolve, PICTURE_LIMIT_MS))
  await Promise.race([image.decode().catch(() => {}), late])
  return image
}
