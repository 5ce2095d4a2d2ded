/** Asks anew whom the card may be of when what tells people apart was changed. */
const TELLING = "[name=given_name], [name=family_name], [name=organization], [name=email], [name=phone_value]"

/** @param {HTMLElement} review  whose [data-same-person] asks on "identity-changed" */
export function followIdentity(review, { signal }) {
  const read = () => [...review.querySelectorAll(TELLING)].map((field) => field.value).join("\n")
  let known = read()
  const look = () => {
    const now = read()
    if (now === known) return
    known = now
    review.dispatchEvent(new Event("identity-changed"))
  }
  review.addEventListener("values-changed", look, { signal })
}
