/** The service worker's part in sending: the browser wakes it when the network is back. */
import { openStore } from "./lib/device-store.js"
import { ownChannel } from "./lib/outbox-channel.js"
import { erasePeople } from "./lib/people-copy.js"
import { prefs } from "./lib/prefs.js"
import { Sender } from "./lib/sender.js"

export const SYNC_TAG = "verso-outbox"

/** Answer the worker's "sync" events. To be called while the worker's script runs first. */
export function listenForSync(scope) {
  scope.addEventListener("sync", (event) => {
    if (event.tag === SYNC_TAG) event.waitUntil(sendOutbox())
  })
}

/**
 * Send what the device holds.
 * @throws {Error}  when some of it is left: the browser then tries again by itself
 */
export async function sendOutbox() {
  const store = await openStore()
  const told = (message) => ownChannel().tell(message)
  const { kind } = await new Sender({ store, told, who: () => prefs.get("who") }).sendAll()
  if (kind === "signed-out") await erasePeople()
  if (kind === "later") throw new Error("not everything was sent")
}
