/** What is pressed on the review, by mouse or touch, or by a key that presses it. */
import { VALUE } from "./lib/theirs.js"
import { cards } from "./review-cards.js"
import { pressKey } from "./review-keys.js"

/**
 * @param {HTMLElement} review
 * @param {{acts: object, keys: object, fields: object, signal: AbortSignal}} parts
 */
export function listenToPresses(review, { acts, keys, fields, signal }) {
  let cutting = null
  const ways = {
    "[data-act]": ({ dataset }) => acts[dataset.act](),
    "[data-opens]": ({ dataset }) => review.querySelector(`[data-dialog=${dataset.opens}]`).showModal(),
    "[data-closes]": (button) => button.closest("dialog").close(),
    "[data-run]": (button) => {
      button.closest("dialog").close()
      pressKey(review, button.dataset.run, keys)
    },
    "[data-cut]": async ({ dataset }) => {
      // Only who wants to cut a card out again loads what it takes.
      const { ReviewCut } = await import("./review-cut.js").catch(() => ({}))
      if (!ReviewCut) return review.says.fail("not-reached")
      cutting ??= new ReviewCut(review.querySelector("[data-dialog=cut]"), { signal })
      cutting.open(dataset)
    },
    "[data-both]": ({ form }) => (form.dataset.isPlain = ""),
    "[data-take]": (button) => takeReading(fields, button),
  }
  const onClick = (event) => {
    const way = Object.keys(ways).find((selector) => event.target.closest?.(selector))
    if (way) ways[way](event.target.closest(way))
    const link = event.target.closest?.("a[data-go]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    cards.go(link.getAttribute("href"))
  }
  for (const button of review.querySelectorAll("[data-cut], [data-take]")) button.hidden = false
  review.addEventListener("click", onClick, { signal })
  // What is done to a field leaves one in it, and on a phone its tools in sight.
  const stay = (event) => event.target.closest?.(".lens__tools") && event.preventDefault()
  review.addEventListener("mousedown", stay, { signal })
  review.addEventListener("submit", (event) => send(review, event), { signal })
  review.addEventListener("change", ({ target }) => target.name === "next_step" && review.chooseStep(target), { signal })
}

function send(review, event) {
  const { target, submitter } = event
  if ("isPlain" in target.dataset || submitter?.hasAttribute("formaction")) return
  if (!target.matches("[data-review], [data-step]")) return
  event.preventDefault()
  if (target.matches("[data-review]")) review.accept()
  else cards.step(target, submitter)
}

/** Take what was read now in place of what is theirs. */
function takeReading(fields, button) {
  const said = button.parentElement
  const field = said.closest(".entry__part, [data-row], .entry > div").querySelector(VALUE)
  fields.step(() => {
    fields.set(field, button.dataset.take)
    said.hidden = true
    fields.remember(() => (said.hidden = false))
  })
}
