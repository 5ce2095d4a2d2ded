/** Puts a scan away whose card was taken again, and brings it back. */

async function call(address, method) {
  try {
    const answer = await fetch(address, { method, headers: { Accept: "application/json" } })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

/**
 * @param {number} scanId
 * @returns {Promise<boolean>}  false: it stays. A photo of several cards is not put away for one.
 */
export async function putAway(scanId) {
  const scan = await call(`/api/scans/${scanId}`, "GET")
  if (scan === null || scan.card_count > 1) return false
  return (await call(`/api/scans/${scanId}/discards`, "POST")) !== null
}

/** @returns {Promise<boolean>}  whether it is in the inbox again */
export async function bringBack(scanId) {
  return (await call(`/api/scans/${scanId}/restorations`, "POST")) !== null
}
