/** Do something once the page has nothing better to do; soon in any case. */
export function whenIdle(run) {
  if (globalThis.requestIdleCallback) requestIdleCallback(run, { timeout: 1500 })
  else setTimeout(run, 200)
}
