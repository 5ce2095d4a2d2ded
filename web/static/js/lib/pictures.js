/** Small pictures of cards, as addresses that are given back when they are no longer shown. */

/** A card that was just taken has its small picture soon: its photo is large, and slow to open. */
const SOON_MS = 3000

export class Pictures {
  /** @type {Map<string, {version: string, address: string}>} */
  #shown = new Map()

  /**
   * Show a card's picture: the small one of this phone, else its photo, else the server's.
   * @param {HTMLImageElement} image
   */
  async show(image, card, outbox) {
    if (!card.thumb && Date.now() - Date.parse(card.takenAt) < SOON_MS) {
      setTimeout(() => image.isConnected && !this.#shown.has(card.key) && this.show(image, card, outbox), SOON_MS)
      return
    }
    const version = `${card.sides.recto.takenAt} ${card.thumb?.size ?? card.server?.thumbnail ?? ""}`
    if (this.#shown.get(card.key)?.version === version) return
    const shown = { version, address: "" }
    this.drop(card.key)
    this.#shown.set(card.key, shown)
    const blob = card.thumb ?? (await outbox.photo(card.key, "recto").catch(() => null))
    if (this.#shown.get(card.key) !== shown) return // drawn anew meanwhile
    if (blob) shown.address = URL.createObjectURL(blob)
    const source = shown.address || card.server?.thumbnail || ""
    image.hidden = !source
    image.onerror = () => (image.hidden = true) // a form that this browser cannot show
    if (source) image.src = source
  }

  drop(key) {
    const { address } = this.#shown.get(key) ?? {}
    if (address) URL.revokeObjectURL(address)
    this.#shown.delete(key)
  }

  clear() {
    for (const key of [...this.#shown.keys()]) this.drop(key)
  }
}
