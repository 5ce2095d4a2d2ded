/** What the scan screen shows and says; its parts are marked with data attributes. */
export class DeskView {
  #root

  /** @param {HTMLElement} root  its data-text-… are the words */
  constructor(root) {
    this.#root = root
  }

  part(name) {
    return this.#root.querySelector(`[data-${name}]`)
  }

  get shots() {
    return this.#root.querySelector("shot-list")
  }

  get advice() {
    return this.#root.querySelector("photo-advice")
  }

  /** The cards on the server: another element each time they are drawn. */
  get strip() {
    return this.part("sent")
  }

  /** The newest card on the server, if it can take a verso. */
  get stripScanId() {
    return Number(this.strip.dataset.needsVerso) || null
  }

  pictureOf(shot) {
    return this.shots.pictureOf(shot)
  }

  /** Have the strip drawn anew. */
  refresh() {
    document.body.dispatchEvent(new CustomEvent("verso:sent"))
  }

  /** Tell those who hear the page: "sent" is in data-text-sent. */
  say(what) {
    this.part("status").textContent = this.#root.dataset[`text${what[0].toUpperCase()}${what.slice(1)}`]
  }

  /** Show what is not on the server yet. */
  showUnsent(shots) {
    this.shots.show(shots)
    this.part("unsent").textContent = this.#root.dataset.textUnsent.replace("%(count)s", shots.length)
    this.part("unsent").hidden = shots.length === 0
  }

  tellFailed(shot) {
    const { textFailed, textNoConnection } = this.#root.dataset
    this.part("trouble").textContent = textFailed.replace("%(reason)s", shot.error.hint || textNoConnection)
  }

  clearTrouble() {
    this.part("trouble").replaceChildren()
  }

  /** Show the last photo large, as it lies on the desk. */
  hold(shot) {
    const picture = this.part("last")
    picture.onload = () => this.#reveal(picture, true)
    picture.onerror = () => this.#reveal(picture, false) // HEIC: the server can show it, we cannot
    picture.src = this.pictureOf(shot)
  }

  #reveal(picture, isShown) {
    picture.hidden = !isShown
    this.part("hint").hidden = isShown
  }
}
