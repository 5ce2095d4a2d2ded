/**
 * Has shots made in the worker, one after the other; in the page where the worker cannot be had,
 * or has died: a phone that is short of memory ends workers first.
 */
import { reducePhoto } from "./reduce-photo.js"

/** A phone that is slow, with a photo that is huge, takes a few seconds. */
const ANSWER_LIMIT_MS = 20_000

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
   * @returns {Promise<import("./reduce-photo.js").Shot>}
   */
  async ofFile(file, options) {
    try {
      const shot = await this.#ask(file, options, [])
      return { ...shot, photo: shot.photo ?? file } // null: the file itself
    } catch {
      return this.#makeHere(file, options)
    }
  }

  /**
   * Make a shot of a frame, which goes to the worker and is closed there.
   * @param {ImageBitmap|VideoFrame} frame
   * @param {object} options  of reducePhoto
   * @returns {Promise<import("./reduce-photo.js").Shot>}  Rejects when the frame is lost: take another.
   */
  ofFrame(frame, options) {
    return this.#isAlone ? this.#makeHere(frame, options) : this.#ask(frame, options, [frame])
  }

  close() {
    this.#worker?.terminate()
    this.#worker = null
  }

  #ask(source, options, handedOver) {
    this.warmUp()
    if (this.#isAlone) return this.#makeHere(source, options)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(), this.#limitMs)
      this.#asked.set(id, { resolve, reject, timer })
      this.#worker.postMessage({ id, source, options }, handedOver)
    })
  }

  #hear({ id, shot, error }) {
    const asked = this.#asked.get(id)
    if (!asked) return
    this.#asked.delete(id)
    clearTimeout(asked.timer)
    if (shot) asked.resolve(shot)
    else asked.reject(new Error(error))
  }

  /** From now on in the page; what the worker had is lost with it. */
  #giveUp() {
    this.#isAlone = true
    this.close()
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer)
      reject(new Error("The worker that makes shots is gone."))
    }
    this.#asked.clear()
  }
}

function shotWorkerOf() {
  if (typeof Worker !== "function" || typeof OffscreenCanvas !== "function") return null
  return () => new Worker(new URL("../workers/shot-worker.js", import.meta.url), { type: "module" })
}
