/*
 * The service worker. It keeps the shell (styles, scripts, the offline page), and nothing that
 * belongs to a person: no page, no photo, no answer of the API ever enters its cache.
 *
 * SHELL = { version, offline, addresses } is written in front of this file by the server.
 */
const CACHE = `verso-shell-${SHELL.version}`

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell())
})

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells())
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  if (request.method !== "GET") return
  if (request.mode === "navigate") event.respondWith(navigate(request))
  else if (isShell(request.url)) event.respondWith(fromShell(request))
})

async function keepShell() {
  const cache = await caches.open(CACHE)
  // "reload": past the HTTP cache, so that a shell is of one version throughout.
  await cache.addAll(SHELL.addresses.map((address) => new Request(address, { cache: "reload" })))
  await self.skipWaiting()
}

async function dropOldShells() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
  await self.clients.claim()
}

function isShell(url) {
  return SHELL.addresses.includes(new URL(url).pathname)
}

async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request)
}

/** Network first and network only; the offline page stands in when there is none. */
async function navigate(request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(SHELL.offline)) ?? Response.error()
  }
}
