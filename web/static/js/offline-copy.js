/**
 * Keeps the copy of people and follow-ups for days without a network, if the owner of the device
 * chose it (keepPeople): brought up to date as pages of Verso are opened, not more than every few
 * minutes, and erased with the choice, the sign-in or its end.
 */
import { erasePeople, keepPeople, readPeople } from "./lib/people-copy.js"
import { prefs } from "./lib/prefs.js"

const PAUSE_MS = 5 * 60_000

/** @param {{isWished?: boolean}} [options]  wished: just now, by turning it on */
async function renewCopy({ isWished = false } = {}) {
  const who = await prefs.get("who")
  if (!who || !(await prefs.get("keepPeople"))) return
  const kept = await readPeople(who.owner)
  const isFresh = kept && Math.abs(Date.now() - Date.parse(kept.madeAt)) < PAUSE_MS
  if (isFresh && !isWished) return
  const answer = await fetch("/api/offline-copy", { headers: { Accept: "application/json" } })
  if (answer.status === 401) await erasePeople()
  const isStillHere = (await prefs.get("who"))?.owner === who.owner && (await prefs.get("keepPeople"))
  if (answer.ok && isStillHere) await keepPeople(who.owner, await answer.json())
}

function renewQuietly(options) {
  renewCopy(options).catch(() => {
    // No network, or no room: what is kept stays as it is.
  })
}

prefs.addEventListener("change", async ({ detail }) => {
  if (detail.name !== "keepPeople" || document.visibilityState === "hidden") return
  if (await prefs.get("keepPeople")) renewQuietly({ isWished: true })
  else await erasePeople()
})

// "who" is written by then: the page tells it.
setTimeout(renewQuietly, 1_000)
