/**
 * Has shots made in the worker, one after the other; in the page where the worker cannot be had,
 * or has died: a phone that is short of memory ends workers first.
 */
import { reducePhoto } from "./reduce-photo.js"

/** A phone that is slow, with a photo that is huge, takes a few seconds. */
const ANSWER_LIMIT_MS = 20_000

/**
 * @typedef {object} Shot
 * @property {Blob} photo
 * @property {number} widthPx  of the photo, upright; 0 when unknown
 * @property {number} heightPx
 * @property {number} [madeMs]  what making it took, in the worker
 * @property {Promise<import("./reduce-photo.js").Seen>} seen  what is known of it a moment later
 */
export class ShotMaker {
  #worker = null
  #isAlone
  #spawn
  #makeHere
  #limitMs
  #asked = new Map()
  #lastId = 0

  /**
   * @param {object} [parts]
   * @param {(() => Worker)|null} [parts.spawn]
   * @param {typeof reducePhoto} [parts.makeHere]
   * @param {number} [parts.limitMs]  of one shot
   */
  constructor({ spawn = shotWorkerOf(), makeHere = reducePhoto, limitMs = ANSWER_LIMIT_MS } = {}) {
    this.#spawn = spawn
    this.#makeHere = makeHere
    this.#limitMs = limitMs
    this.#isAlone = spawn === null
  }

  /** Start the worker ahead of the first shot, which does not wait for it then. */
  warmUp() {
    if (this.#isAlone || this.#worker) return
    try {
      this.#worker = this.#spawn()
      this.#worker.addEventListener("message", ({ data }) => this.#hear(data))
      this.#worker.addEventListener("error", () => this.#giveUp())
    } catch {
      this.#giveUp()
    }
  }

  /**
   * Make a shot of a file.
   * @param {Blob} file
   * @param {object} options  of reducePhoto
   * @returns {Promise<Shot>}
   */
  async ofFile(file, options) {
    try {
      const shot = await this.#ask(file, options, [])
      return { ...shot, photo: shot.photo ?? file } // null: the file itself
    } catch {
      return this.#makeAlone(file, options)
    }
  }

  /**
   * Make a shot of a frame, which goes to the worker and is closed there.
   * @param {ImageBitmap|VideoFrame} frame
   * @param {object} options  of reducePhoto
   * @returns {Promise<Shot>}  Rejects when the frame is lost: take another.
   */
  ofFrame(frame, options) {
    return this.#ask(frame, options, [frame])
  }

  close() {
    this.#worker?.terminate()
    this.#worker = null
  }

  #ask(source, options, handedOver) {
    this.warmUp()
    if (this.#isAlone) return this.#makeAlone(source, options)
    const id = ++this.#lastId
    const asked = { shot: deferred(), seen: deferred() }
    asked.timer = setTimeout(() => this.#giveUp(), this.#limitMs)
    asked.seen.promise.catch(() => {}) // who keeps the photo may not care
    this.#asked.set(id, asked)
    this.#worker.postMessage({ id, source, options }, handedOver)
    return asked.shot.promise
  }

  async #makeAlone(source, options) {
    const { see, ...shot } = await this.#makeHere(source, options)
    const seen = new Promise((resolve) => setTimeout(resolve)).then(see) // the photo is kept first
    seen.catch(() => {})
    return { ...shot, seen }
  }

  #hear({ id, shot, seen, error }) {
    const asked = this.#asked.get(id)
    if (!asked) return
    if (shot) return asked.shot.resolve({ ...shot, seen: asked.seen.promise })
    this.#asked.delete(id)
    clearTimeout(asked.timer)
    if (seen) asked.seen.resolve(seen)
    else fail(asked, new Error(error))
  }

  /** From now on in the page; what the worker had is lost with it. */
  #giveUp() {
    this.#isAlone = true
    this.close()
    for (const asked of this.#asked.values()) {
      clearTimeout(asked.timer)
      fail(asked, new Error("The worker that makes shots is gone."))
    }
    this.#asked.clear()
  }
}

/** Promise.withResolvers() is too new for some phones. */
function deferred() {
  const made = {}
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}

/** What was resolved before stays so. */
function fail({ shot, seen }, error) {
  shot.reject(error)
  seen.reject(error)
}

function shotWorkerOf() {
  if (typeof Worker !== "function" || typeof OffscreenCanvas !== "function") return null
  return () => new Worker(new URL("../workers/shot-worker.js", import.meta.url), { type: "module" })
}
