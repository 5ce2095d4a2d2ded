/**
 * The service worker's part in receiving photos shared from other apps: they are on the disk of the
 * device before anything is asked of a network, also when nobody is signed in.
 */
import { Outbox } from "./lib/outbox.js"
import { prefs } from "./lib/prefs.js"
import { comesFromElsewhere, photosOf } from "./lib/shared.js"

/** Answer POST /share. To be called while the worker's script runs first. */
export function listenForShares(scope) {
  scope.addEventListener("fetch", (event) => {
    const { request } = event
    if (request.method !== "POST" || new URL(request.url).pathname !== "/share") return
    // A form on another site's page: the server refuses it, and knows better where it comes from.
    if (comesFromElsewhere(request, scope.location.origin)) return
    event.respondWith(takeShare(request))
  })
}

/**
 * Keep the photos of a share; where the device refuses them, hand them on to the server.
 * @param {Request} request
 * @returns {Promise<Response>} leads to the scan screen, or to the sign-in
 */
export async function takeShare(request) {
  const untouched = request.clone()
  try {
    const photos = photosOf(await request.formData())
    const who = await prefs.get("who")
    if (who) await takeAll(who.owner, photos)
    else if (photos.length) await keepForLater(photos)
    return Response.redirect(who || !photos.length ? `/scan?shared=${photos.length}` : "/sign-in?next=/scan&unsent=kept", 303)
  } catch {
    return fetch(untouched).catch(() => Response.error())
  }
}

async function takeAll(owner, photos) {
  const outbox = await Outbox.open(owner)
  if (!outbox.isDurable) throw new Error("nothing can be kept here")
  for (const { photo, name, takenAt } of photos) await outbox.take({ side: "recto", photo, name, takenAt })
  outbox.close()
}

/** Whoever signs in next on this device gets them: js/shared-photos.js. */
async function keepForLater(photos) {
  await prefs.set("sharedPhotos", [...((await prefs.get("sharedPhotos")) ?? []), ...photos])
}
