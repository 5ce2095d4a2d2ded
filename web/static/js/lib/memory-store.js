/** A store that lives as long as its window: the same questions and changes as the device's. */
import { STORES } from "./device-schema.js"

export class MemoryStore {
  isDurable = false
  #rows = new Map(Object.keys(STORES).map((name) => [name, new Map()]))
  #turn = Promise.resolve()

  read(names, work) {
    return this.#inTurn(() => work(new Rows(this.#rows)))
  }

  /** Change rows: what a failing work changed is forgotten. */
  write(names, work) {
    return this.#inTurn(async () => {
      const changed = new Map([...this.#rows].map(([name, rows]) => [name, new Map(rows)]))
      const result = await work(new Rows(changed))
      this.#rows = changed
      return result
    })
  }

  async close() {}

  /** One after the other, as transactions are. */
  #inTurn(work) {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }
}

class Rows {
  #rows

  constructor(rows) {
    this.#rows = rows
  }

  async get(store, key) {
    return this.#rows.get(store).get(key)
  }

  async all(store) {
    return [...this.#rows.get(store).values()]
  }

  async put(store, row) {
    this.#rows.get(store).set(row[STORES[store].keyPath], row)
  }

  async delete(store, key) {
    this.#rows.get(store).delete(key)
  }

  async ofOwner(store, index, owner) {
    const path = STORES[store].indexes[index]
    return [...this.#rows.get(store).values()]
      .map((row) => ({ row, place: placeOf(row, path) }))
      .filter(({ place }) => place?.[0] === owner)
      .sort((one, other) => (one.place[1] < other.place[1] ? -1 : Number(one.place[1] > other.place[1])))
      .map(({ row }) => row)
  }

  async count(store, index, owner) {
    return (await this.ofOwner(store, index, owner)).length
  }
}

/** Where a row stands in an index; undefined when it is not in it. */
function placeOf(row, path) {
  if (!Array.isArray(path)) return row[path]
  const place = path.map((field) => row[field])
  return place.every((value) => value !== null && value !== undefined) ? place : undefined
}
