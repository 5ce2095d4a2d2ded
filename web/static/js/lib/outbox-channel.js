/**
 * What windows and the worker tell each other about the device's store:
 * {type: "changed"} rows changed; {type: "pref", name}; {type: "sending", item} item null: nothing
 * is on its way; {type: "state", state} of the sender.
 */
const NAME = "verso-outbox"

export class OutboxChannel extends EventTarget {
  #channel

  constructor(name = NAME) {
    super()
    if (!globalThis.BroadcastChannel) return
    this.#channel = new BroadcastChannel(name)
    this.#channel.unref?.() // Node.js: a channel alone must not keep a process alive
    this.#channel.onmessage = ({ data }) => this.#hear(data)
  }

  /** Tell everybody, this window included. */
  tell(message) {
    this.#hear(message)
    this.#channel?.postMessage(message)
  }

  close() {
    this.#channel?.close()
  }

  #hear(message) {
    this.dispatchEvent(new CustomEvent(message.type, { detail: message }))
  }
}

let channel

/** Give the channel of this window or worker. */
export function ownChannel() {
  channel ??= new OutboxChannel()
  return channel
}
