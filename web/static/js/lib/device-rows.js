/** The rows of the device's database within one transaction. MemoryStore answers alike. */
import { StoreError } from "./store-error.js"

export class DeviceRows {
  #transaction

  /** @param {IDBTransaction} transaction */
  constructor(transaction) {
    this.#transaction = transaction
  }

  get(store, key) {
    return settled(this.#store(store).get(key))
  }

  all(store) {
    return settled(this.#store(store).getAll())
  }

  put(store, row) {
    return settled(this.#store(store).put(row))
  }

  delete(store, key) {
    return settled(this.#store(store).delete(key))
  }

  /** Give an owner's rows in the order of an index. */
  ofOwner(store, index, owner) {
    return settled(this.#store(store).index(index).getAll(rangeOf(owner)))
  }

  count(store, index, owner) {
    return settled(this.#store(store).index(index).count(rangeOf(owner)))
  }

  #store(name) {
    return this.#transaction.objectStore(name)
  }
}

/** All keys that begin with the owner: an array comes after every string. */
function rangeOf(owner) {
  return IDBKeyRange.bound([owner], [owner, []])
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(StoreError.of(request.error))
  })
}
