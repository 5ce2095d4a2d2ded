/** What every page brings along, but nobody waits for: loaded once the page itself is drawn. */
import { whenIdle } from "./lib/idle.js"
import "./lib/install-prompt.js"

whenIdle().then(() => {
  import("./app-update.js")
  import("./install-offer.js")
  import("./offline-copy.js")
  import("./shared-photos.js")
})
