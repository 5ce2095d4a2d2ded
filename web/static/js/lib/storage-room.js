/** How long and how much the device keeps for Verso. */
import { prefs } from "./prefs.js"

const LOW_BYTES = 50 * 1024 * 1024
const LOW_RATIO = 0.1

/**
 * Ask the browser not to clear the store when the device runs short, once: some ask the person,
 * so it is for the moment at which a first shot shows what for.
 * @returns {Promise<boolean>}  whether it promises it
 */
export async function askToPersist(storage = globalThis.navigator?.storage) {
  if (!storage?.persist) return false
  if (await storage.persisted()) return true
  if (await prefs.get("askedToPersist")) return false
  await prefs.set("askedToPersist", true)
  return storage.persist()
}

/**
 * @returns {Promise<{freeBytes: number, isLow: boolean}|null>}  null: the browser does not tell
 */
export async function roomLeft(storage = globalThis.navigator?.storage) {
  const { quota, usage } = (await storage?.estimate?.().catch(() => null)) ?? {}
  if (!quota) return null
  const freeBytes = Math.max(quota - usage, 0)
  return { freeBytes, isLow: freeBytes < LOW_BYTES || freeBytes < quota * LOW_RATIO }
}
