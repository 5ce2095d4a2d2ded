/** Sends one shot. XMLHttpRequest, because fetch does not tell how much was sent. */

/**
 * Say what an answer means.
 * @param {number} status  0: no answer came
 * @param {string} body
 * @returns {{id: number}|{hint: string, isFinal: boolean}}  the scan, or why there is none
 */
export function readAnswer(status, body) {
  let told = {}
  try {
    told = JSON.parse(body)
  } catch {
    // A proxy's own page, or nothing at all.
  }
  if (status >= 200 && status < 300 && told?.id) return { id: told.id }
  // What the server refuses for good: too large, no picture, a card that is closed.
  const isFinal = [400, 404, 409, 413, 415, 422].includes(status)
  return { hint: told?.error?.hint ?? "", isFinal }
}

/** Say where a shot goes, and as what. */
export function addressOf(shot) {
  return shot.side === "recto" ? "/scans" : `/scans/${shot.scanId}/sides`
}

/**
 * @param {import("./shot-queue.js").Shot} shot
 * @param {(ratio: number) => void} progressed
 * @returns {Promise<{id: number}>}  rejects with {hint, isFinal}
 */
export function upload(shot, progressed) {
  const form = new FormData()
  form.set(shot.side, shot.photo, shot.photo.name || `${shot.side}.jpg`)
  if (shot.side === "recto") {
    form.set("client_key", shot.key)
    form.set("taken_at", shot.takenAt)
  }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", addressOf(shot))
    request.setRequestHeader("Accept", "application/json")
    request.upload.onprogress = (event) => event.lengthComputable && progressed(event.loaded / event.total)
    request.onloadend = () => {
      const answer = readAnswer(request.status, request.responseText)
      if ("id" in answer) resolve(answer)
      else reject(answer)
    }
    request.send(form)
  })
}
