/** A device of its own for each test: a database, a channel, and a server that can be told what to say. */
import { IDBFactory } from "fake-indexeddb"
import "fake-indexeddb/auto"
import { DeviceStore } from "../../web/static/js/lib/device-store.js"
import { OutboxChannel } from "../../web/static/js/lib/outbox-channel.js"
import { Outbox } from "../../web/static/js/lib/outbox.js"

export const OWNER = "1-1"

let count = 0

/** Give a device; `open()` gives one more of its windows, `store` the first one's. */
export async function newDevice() {
  const factory = new IDBFactory()
  const store = await new DeviceStore(factory).open()
  count += 1
  const channelName = `test-${count}`
  const channel = new OutboxChannel(channelName)
  return {
    factory,
    store,
    channel,
    outbox: new Outbox(OWNER, { store, channel }),
    async open(owner = OWNER) {
      const other = await new DeviceStore(factory).open()
      return new Outbox(owner, { store: other, channel: new OutboxChannel(channelName) })
    },
  }
}

export function photo(text = "a photo") {
  return new Blob([text], { type: "image/jpeg" })
}

/** Take a recto on a day's minute; the later the minute, the newer. */
export function shot(minute = 0, more = {}) {
  const takenAt = `2026-11-22T18:${String(minute).padStart(2, "0")}:00.000Z`
  return { side: "recto", photo: photo(`recto ${minute}`), takenAt, ...more }
}

/** A promise settles, and what it waits for in the same window has happened. */
export function event(target, type) {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }))
}
