/**
 * What was chosen on this device, and who works on it.
 *
 * who {owner, displayName, language} and currentEvent {owner, key}, recentTags, keepPeople belong to
 * the person and go with the sign-out; autoShoot, shutterSound, keepOriginals, install stay.
 */
import { openStore } from "./device-store.js"
import { ownChannel } from "./outbox-channel.js"

export const PERSONAL = ["who", "currentEvent", "recentTags", "keepPeople"]

export class Prefs extends EventTarget {
  #store
  #channel
  /** What only this window knows: the device was too full to keep it. */
  #here = new Map()

  /**
   * @param {() => Promise<import("./device-store.js").DeviceStore>} store
   * @param {import("./outbox-channel.js").OutboxChannel} channel
   */
  constructor(store, channel) {
    super()
    this.#store = store
    this.#channel = channel
    channel.addEventListener("pref", ({ detail }) => {
      this.#here.delete(detail.name) // another choice was kept since
      this.dispatchEvent(new CustomEvent("change", { detail: { name: detail.name } }))
    })
  }

  /** @returns {Promise<any>}  undefined: never chosen */
  async get(name) {
    if (this.#here.has(name)) return this.#here.get(name)
    const store = await this.#store()
    const row = await store.read(["prefs"], (rows) => rows.get("prefs", name))
    return row?.value
  }

  /** @throws {import("./device-store.js").StoreError} */
  async set(name, value) {
    const store = await this.#store()
    await store.write(["prefs"], (rows) => rows.put("prefs", { name, value }))
    this.#channel.tell({ type: "pref", name })
  }

  /** Know something in this window alone, where the device does not keep it, until somebody chooses anew. */
  setHere(name, value) {
    this.#here.set(name, value)
    this.dispatchEvent(new CustomEvent("change", { detail: { name } }))
  }

  async remove(name) {
    const store = await this.#store()
    await store.write(["prefs"], (rows) => rows.delete("prefs", name))
    this.#channel.tell({ type: "pref", name })
  }
}

export const prefs = new Prefs(openStore, ownChannel())
