/**
 * The device's database: what a phone holds until the server has it. In a window and in a service
 * worker alike. Where the browser refuses IndexedDB, a store in memory takes its place, and says so.
 */
import { DeviceRows } from "./device-rows.js"
import { DATABASE, VERSION, upgrade } from "./device-schema.js"
import { MemoryStore } from "./memory-store.js"
import { StoreError } from "./store-error.js"

export { StoreError }

/** Some browsers now and then never answer to an opening. */
const OPENING_LIMIT_MS = 10_000

let opened

/** Give the store of this device: one connection for a whole window or worker. */
export function openStore() {
  opened ??= new DeviceStore().open().catch(() => new MemoryStore())
  return opened
}

export class DeviceStore {
  /** Whether what it was given is there after the window is gone. */
  isDurable = true
  #factory
  #database = null

  constructor(factory = globalThis.indexedDB) {
    this.#factory = factory
  }

  /**
   * @returns {Promise<DeviceStore>}
   * @throws {StoreError}
   */
  async open() {
    await this.#connect()
    return this
  }

  /** Read rows of some stores, as they are at one moment. */
  read(names, work) {
    return this.#run("readonly", names, work)
  }

  /**
   * Change rows of some stores: all of it, or nothing. When this resolves, it is on the disk.
   * @param {string[]} names
   * @param {(rows: DeviceRows) => Promise<T>} work  awaits nothing but rows
   * @returns {Promise<T>}
   * @throws {StoreError}  what `work` throws is thrown as it is, and nothing is changed
   * @template T
   */
  write(names, work) {
    return this.#run("readwrite", names, work)
  }

  async close() {
    const database = await this.#database?.catch(() => null)
    this.#database = null
    database?.close()
  }

  async #run(mode, names, work) {
    const transaction = await this.#begin(mode, names)
    const finished = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = () => reject(StoreError.of(transaction.error))
    })
    finished.catch(() => {}) // it is awaited below, but for a work that failed
    try {
      const result = await work(new DeviceRows(transaction))
      await finished
      return result
    } catch (error) {
      abort(transaction)
      throw error instanceof DOMException ? StoreError.of(error) : error
    }
  }

  async #begin(mode, names) {
    const options = mode === "readwrite" ? { durability: "strict" } : {}
    try {
      return (await this.#connect()).transaction(names, mode, options)
    } catch (error) {
      if (error?.name !== "InvalidStateError") throw StoreError.of(error)
    }
    // The browser closed the connection, as Safari does to a window that slept.
    this.#database = null
    try {
      return (await this.#connect()).transaction(names, mode, options)
    } catch (error) {
      throw StoreError.of(error)
    }
  }

  #connect() {
    this.#database ??= connect(this.#factory, () => (this.#database = null)).catch((error) => {
      this.#database = null
      throw StoreError.of(error)
    })
    return this.#database
  }
}

function connect(factory, lost) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new StoreError("refused")), OPENING_LIMIT_MS)
    const request = factory.open(DATABASE, VERSION)
    request.onupgradeneeded = () => upgrade(request.result, request.transaction)
    // Blocked: a window of an older Verso is about to let go; the limit is for one that does not.
    request.onerror = () => {
      clearTimeout(limit)
      reject(request.error)
    }
    request.onsuccess = () => {
      clearTimeout(limit)
      const database = request.result
      database.onclose = lost
      // A newer Verso was opened: it must not wait for this window.
      database.onversionchange = () => {
        lost()
        database.close()
      }
      resolve(database)
    }
  })
}

function abort(transaction) {
  try {
    transaction.abort()
  } catch {
    // It ended already.
  }
}
