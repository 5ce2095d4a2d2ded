/**
 * Has the card's outline followed in a worker while the video runs. One frame is on its way at a
 * time: a slow phone follows fewer frames, and nothing piles up. Where the worker cannot be had,
 * there is no outline, and the shutter works as ever.
 */
import { eachFrame, takeFrame } from "./video-frames.js"

const FRAME_LONG_SIDE_PX = 320
/** A worker that has not answered by then never will for that frame. */
const ANSWER_LIMIT_MS = 2000

export class OutlineFollower {
  #worker
  #told
  #video
  #abort = new AbortController()
  #sentMs = null

  /** Whether frames pass by unseen: a photo is being made, and needs the phone for itself. */
  isPaused = false

  /**
   * @param {HTMLVideoElement} video  that plays
   * @param {(outline: {quad: number[][]|null, confidence: number, sharpness: number, action: string}) => void} told
   * @param {() => Worker} [spawn]
   */
  constructor(video, told, spawn = spawnOutlineWorker) {
    this.#video = video
    this.#told = told
    try {
      this.#worker = spawn()
    } catch {
      return
    }
    const { signal } = this.#abort
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data), { signal })
    this.#worker.addEventListener("error", () => this.stop(), { signal })
    eachFrame(video, (nowMs) => this.#look(nowMs), signal)
  }

  /** A photo was taken: the card that lies there is done. */
  shot() {
    if (!this.#abort.signal.aborted) this.#worker?.postMessage({ type: "shot" })
  }

  /** The phone was turned, and the frames with it. */
  reset() {
    if (!this.#abort.signal.aborted) this.#worker?.postMessage({ type: "reset" })
  }

  stop() {
    this.#abort.abort()
    this.#worker?.terminate()
  }

  async #look(nowMs) {
    if (this.isPaused) return
    if (this.#sentMs !== null && nowMs - this.#sentMs < ANSWER_LIMIT_MS) return
    this.#sentMs = nowMs
    try {
      const bitmap = await takeFrame(this.#video, FRAME_LONG_SIDE_PX)
      if (this.#abort.signal.aborted) bitmap.close()
      else this.#worker.postMessage({ type: "frame", bitmap, timeMs: nowMs }, [bitmap])
    } catch {
      this.#sentMs = null // between two sizes of the video; the next frame is soon there
    }
  }

  #hear(outline) {
    if (outline.type !== "outline") return
    this.#sentMs = null
    this.#told(outline)
  }
}

function spawnOutlineWorker() {
  return new Worker(new URL("../workers/outline-worker.js", import.meta.url), { type: "module" })
}
