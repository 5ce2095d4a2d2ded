/** Give a file to the person, as a download. */
const LETTING_GO_MS = 10_000

/** @param {Blob} file  @param {string} name */
export function saveFile(file, name) {
  const address = URL.createObjectURL(file)
  Object.assign(document.createElement("a"), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), LETTING_GO_MS)
}
