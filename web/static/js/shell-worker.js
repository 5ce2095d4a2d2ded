/*
 * The service worker's shell: Verso opens from the device, with any network or none. The server
 * writes shell-cache.js in front of this file, so that it runs as a module and as none.
 */
/** Posting there changes who is here, or their language: the pages kept are in one language. */
const RENEWALS = ["/sign-ins", "/sign-outs", "/settings", "/first-run"]
const PEOPLE = /^\/(contacts|follow-ups)(\/\d+)?$/
/** What a proxy says for a server that is not there. */
const NOBODY_HOME = [502, 504]
/** A network that does not answer for so long is none, where the device has something to show. */
const PATIENCE_MS = 6_000

self.addEventListener("install", (event) => {
  // The browser then looks files up by itself, without starting this worker: Chromium does.
  const files = { urlPattern: `/static/${SHELL.version.split("-")[0]}/*` }
  event.addRoutes?.({ condition: files, source: { cacheName: CACHE } })
  event.waitUntil(keepShell())
})
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([sweep(), self.clients.claim()]))
})
self.addEventListener("message", (event) => {
  if (event.data === "apply") event.waitUntil(applyUnlessCapturing())
  else if (event.data === "version") event.source?.postMessage({ shell: SHELL.version })
})
self.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.method !== "GET") {
    if (RENEWALS.includes(pathname)) event.waitUntil((changing = dropPages()))
  } else if (request.mode === "navigate") event.respondWith(navigate(event, pathname))
  else if (pathname.startsWith("/static/")) event.respondWith(fromAnyShell(request))
})

/** An old page loads modules when it needs them: its shell is kept as long as it is open. */
async function fromAnyShell(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function navigate(event, pathname) {
  const person = await personHere()
  const isScan = person && (pathname === "/scan" || pathname === "/")
  const shell = isScan ? await keptPage("scan") : undefined
  if (shell && speaks(shell, person.language)) {
    event.waitUntil(renewNowAndThen())
    return pathname === "/" ? Response.redirect("/scan") : shell
  }
  const hasCopy = Boolean(person?.keepsPeople) && PEOPLE.test(pathname)
  try {
    const answer = await fromServer(event.request, hasCopy ? PATIENCE_MS : 0)
    event.waitUntil(keepHouse(answer.headers.get("Content-Language")))
    return answer
  } catch {
    if (shell) return shell
    const name = person && PEOPLE.test(pathname) ? "people" : "offline"
    return (await keptPage(name)) ?? Response.error()
  }
}

async function fromServer(request, patienceMs) {
  const limits = patienceMs ? [new Promise((_, reject) => setTimeout(reject, patienceMs))] : []
  const answer = await Promise.race([fetch(request), ...limits])
  if (NOBODY_HOME.includes(answer.status)) throw new Error("the server is not there")
  return answer
}

function speaks(page, language) {
  return !language || page.headers.get("Content-Language") === language
}

/** A new worker waits while a card is being shot; without locks, until every page is closed. */
async function applyUnlessCapturing() {
  const { held } = (await self.navigator.locks?.query()) ?? {}
  if (held && !held.some(({ name }) => name === "verso-capture")) await self.skipWaiting()
}

/**
 * Read from the device's database who is here (see lib/prefs.js); null: nobody. Written out, since a
 * worker that is no module imports nothing.
 */
function personHere() {
  return new Promise((resolve) => {
    const opening = indexedDB.open("verso")
    opening.onerror = () => resolve(null)
    opening.onupgradeneeded = () => opening.transaction.abort() // there is none yet: leave it so
    opening.onsuccess = () => {
      const database = opening.result
      database.onversionchange = () => database.close()
      if (!database.objectStoreNames.contains("prefs")) return done(null)
      const prefs = database.transaction("prefs").objectStore("prefs")
      const who = prefs.get("who")
      const keeps = prefs.get("keepPeople")
      keeps.transaction.oncomplete = () => {
        done(who.result ? { ...who.result.value, keepsPeople: keeps.result?.value } : null)
      }
      keeps.transaction.onabort = () => done(null)

      function done(person) {
        database.close()
        resolve(person)
      }
    }
  })
}
