/**
 * Keeps unsent shots on the device, so that a closed tab loses none. Where the browser refuses
 * IndexedDB (private windows of some), shots live as long as the page does.
 */
const DATABASE = "verso-shots" // apart from "verso", which is of version 2
const SHOTS = "shots"

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(SHOTS, { keyPath: "key" })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run(mode, question) {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(SHOTS, mode)
      const request = question(transaction.objectStore(SHOTS))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/**
 * Give the store of one member's shots. Whoever signs in next on this device must not send them
 * into another book.
 * @param {string} owner
 */
export function outboxOf(owner) {
  return {
    async all() {
      try {
        const shots = await run("readonly", (store) => store.getAll())
        return shots
          .filter((shot) => shot.owner === owner)
          .sort((one, other) => one.takenAt.localeCompare(other.takenAt))
      } catch {
        return []
      }
    },
    async put(shot) {
      try {
        await run("readwrite", (store) => store.put({ ...shot, owner }))
      } catch {
        // No room, or not allowed: the shot is still in memory and on its way.
      }
    },
    async remove(key) {
      try {
        await run("readwrite", (store) => store.delete(key))
      } catch {
        // Sent again after a reload, the same key is the same scan.
      }
    },
  }
}
