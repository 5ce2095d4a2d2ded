/** How many cards wait on this device, whosever they are. */
import { openStore } from "./device-store.js"

export async function unsentOnDevice() {
  const store = await openStore()
  const cards = await store.read(["cards"], (rows) => rows.all("cards"))
  return cards.filter(({ owing }) => owing).length
}
