/**
 * Registers the service worker, once the page is drawn, and sees to it that a new one takes over as
 * soon as no card is being shot in any window. What is open goes on with the files it began with.
 */
import { holdLock } from "./lib/held-lock.js"
import { whenIdle } from "./lib/idle.js"

const VERSION = import.meta.url.match(/\/static\/(\w+)\//)?.[1] ?? ""
const APPLY_PAUSE_MS = 3_000
const SEARCH_PAUSE_MS = 60 * 60_000
const QUIET_MS = 1_000
const NOISE_LIMIT_MS = 10_000

if ("serviceWorker" in navigator) start()

function start() {
  // The worker keeps the shell of this version as long as the page is open.
  const page = holdLock(`verso-page-${VERSION}`)
  const capture = holdLock("verso-capture", { isHeld: false })
  let isShown = true
  const desk = document.querySelector("scan-desk")
  const isCapturing = () => isShown && desk?.hasAttribute("data-capturing")
  const followCapture = () => (isCapturing() ? capture.hold() : capture.release())
  followCapture()
  // A page that the browser keeps for going back holds nothing, whatever it does as it goes.
  const show = (isNow) => {
    isShown = isNow
    if (isNow) page.hold()
    else page.release()
    followCapture()
  }
  addEventListener("pagehide", () => show(false))
  addEventListener("pageshow", ({ persisted }) => persisted && show(true))
  if (desk) new MutationObserver(followCapture).observe(desk, { attributeFilter: ["data-capturing"] })

  whenIdle()
    .then(register)
    .then((registration) => registration && follow(registration, capture))
}

/** @returns {Promise<ServiceWorkerRegistration|undefined>} undefined where there are none, such as outside HTTPS */
async function register() {
  try {
    return await navigator.serviceWorker.register("/sw.js", { type: "module" })
  } catch {
    // A browser that runs no module as a worker: the shell alone, which needs none.
    return navigator.serviceWorker.register("/sw.js?classic").catch(() => undefined)
  }
}

function follow(registration, capture) {
  let searchedAt = Date.now()
  let again
  const apply = () => {
    clearTimeout(again)
    if (!registration.waiting || capture.isHeld) return
    registration.waiting.postMessage("apply")
    again = setTimeout(apply, APPLY_PAUSE_MS) // another window may be shooting cards, or just have been
  }
  // Chromium stops the old worker for the new one, but starts it again for a file asked for in that
  // very moment, and then waits until the old one has long been idle.
  whenQuiet().then(apply)
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", apply)
  })
  capture.addEventListener("release", apply)
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") return
    apply()
    if (Date.now() - searchedAt < SEARCH_PAUSE_MS) return
    searchedAt = Date.now()
    registration.update().catch(() => {})
  })
}

/** Wait until the page has got nothing for a second, or for ten seconds at most. */
function whenQuiet() {
  return new Promise((resolve) => {
    let timer = setTimeout(resolve, QUIET_MS)
    const observer = new PerformanceObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(resolve, QUIET_MS)
    })
    observer.observe({ type: "resource" })
    setTimeout(() => (observer.disconnect(), resolve()), NOISE_LIMIT_MS)
  })
}
