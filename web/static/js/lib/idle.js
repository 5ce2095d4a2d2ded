/** Wait for a moment in which the browser has nothing better to do; it comes soon in any case. */
export function idle(limitMs = 1500) {
  // Safari has no such callback.
  return new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: limitMs })
    else setTimeout(resolve, 200)
  })
}

/** The same, once the page is drawn. */
export async function whenIdle() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve))
  await idle(2000)
}
