/**
 * Takes photos that another app shared while nobody was signed in, which the worker kept, into the
 * outbox of whoever signs in: they were handed over on this device.
 */
import { Outbox } from "./lib/outbox.js"
import { prefs } from "./lib/prefs.js"

const NAME = "sharedPhotos"

async function takeIn() {
  const who = await prefs.get("who")
  const photos = (await prefs.get(NAME)) ?? []
  if (!who || photos.length === 0) return
  const outbox = await Outbox.open(who.owner)
  for (const [at, { photo, name, takenAt }] of photos.entries()) {
    await outbox.take({ side: "recto", photo, name, takenAt })
    // One by one: a window closed in between loses none, and takes at most one of them twice.
    await prefs.set(NAME, photos.slice(at + 1))
  }
  await prefs.remove(NAME)
  outbox.close()
}

/** One window at a time. */
function takeInOnce() {
  const locks = navigator.locks
  const work = locks ? locks.request("verso-shared", takeIn) : takeIn()
  work.catch(() => {}) // they stay where they are, for the next page
}

takeInOnce()
prefs.addEventListener("change", ({ detail }) => detail.name === "who" && takeInOnce())
