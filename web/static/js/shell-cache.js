/*
 * What the service worker keeps: the shell alone, and nothing that belongs to a person. No page of
 * theirs, no photo, no answer of the API ever enters its cache.
 *
 * The server writes in front of this file: const SHELL = { version, pages: { offline, scan, people },
 * files }; and, for browsers that run it as a module, what listens for syncs and shares. The version
 * begins with that of the static files, which is part of their addresses.
 */
const PREFIX = "verso-shell-"
const CACHE = PREFIX + SHELL.version
const RENEWAL_PAUSE_MS = 10 * 60_000

let changing = Promise.resolve()
let renewedAt = 0
let sweeping

/** Keep every file and page, or fail: the browser then tries again at a later visit. */
async function keepShell() {
  const cache = await caches.open(CACHE)
  const missing = []
  for (const file of SHELL.files) if (!(await cache.match(file))) missing.push(file)
  await Promise.all(missing.map((file) => keepFile(cache, file)))
  await keepPages()
}

async function keepFile(cache, address) {
  const answer = await fetch(address)
  // A server of another version answers as well, with files that are none of ours.
  const isOurs = answer.ok && answer.headers.get("Cache-Control")?.includes("immutable")
  if (!isOurs) throw new Error(`${address} is not of this shell`)
  await cache.put(address, answer)
}

async function keepPages() {
  const addresses = Object.values(SHELL.pages)
  const answers = await Promise.all(addresses.map((address) => fetch(address, { cache: "no-cache" })))
  const areOurs = answers.every((one) => one.ok && one.headers.get("Verso-Shell") === SHELL.version)
  if (!areOurs) throw new Error("the pages are not of this shell")
  const cache = await caches.open(CACHE)
  await Promise.all(answers.map((answer, at) => cache.put(addresses[at], answer)))
  renewedAt = Date.now()
}

/** Drop what may speak another's language; the page that says "no connection" is never missing. */
async function dropPages() {
  const cache = await caches.open(CACHE)
  const going = Object.values(SHELL.pages).filter((address) => address !== SHELL.pages.offline)
  await Promise.all(going.map((address) => cache.delete(address)))
}

async function keptPage(name) {
  await changing
  return (await caches.open(CACHE)).match(SHELL.pages[name], { ignoreVary: true })
}

/** After an answer of the server: have the pages in its language, and let go of old shells. */
async function keepHouse(language) {
  const page = await keptPage("scan")
  if (!page || !speaks(page, language)) await keepPages().catch(() => {})
  await (sweeping ??= sweep())
}

async function renewNowAndThen() {
  if (Date.now() - renewedAt < RENEWAL_PAUSE_MS) return
  renewedAt = Date.now()
  await keepPages().catch(() => {})
}

/**
 * Delete the shells of which no page is open: each page holds a lock named by its version. Never
 * while a new worker comes: its shell has no page yet, and it sweeps once it is in charge.
 */
async function sweep() {
  const { installing, waiting } = self.registration
  if (installing || waiting) return
  const { held = [] } = (await self.navigator.locks?.query()) ?? {}
  const open = held.map(({ name }) => name.replace(/^verso-page-/, PREFIX))
  for (const name of await caches.keys()) {
    const isUsed = name === CACHE || open.some((prefix) => name.startsWith(prefix))
    if (name.startsWith(PREFIX) && !isUsed) await caches.delete(name)
  }
}
