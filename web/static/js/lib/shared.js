/** What another app may hand over: pictures, and no more of them than a person would look through. */
export const SHARED_LIMIT = 50
const PICTURE_NAME = /\.(jpe?g|png|webp|hei[cf])$/i

/**
 * Take the pictures out of a share.
 * @param {FormData} form  its files are under "photos", as the manifest says
 * @param {() => Date} [clock]
 * @returns {{photo: Blob, name: string, takenAt: string}[]} in the order they were shared
 */
export function photosOf(form, clock = () => new Date()) {
  const startMs = clock().getTime()
  return form
    .getAll("photos")
    .filter((file) => typeof file !== "string" && file.size > 0 && isPicture(file))
    .slice(0, SHARED_LIMIT)
    .map((photo, at) => ({ photo, name: photo.name ?? "", takenAt: new Date(startMs + at).toISOString() }))
}

function isPicture({ type, name }) {
  return type ? type.startsWith("image/") : PICTURE_NAME.test(name ?? "")
}

/**
 * Say whether a request is known to come from another site. A share comes from no page at all.
 * @param {{referrer: string, headers: Headers}} request
 * @param {string} origin  ours
 */
export function comesFromElsewhere({ referrer, headers }, origin) {
  const named = [headers.get("Origin"), /^https?:/.test(referrer) ? new URL(referrer).origin : null]
  return named.some((one) => one !== null && one !== "null" && one !== origin)
}
