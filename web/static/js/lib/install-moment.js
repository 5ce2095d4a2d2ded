/**
 * When installing is offered: to somebody who came back, or who sent a few cards, and never again to
 * somebody who said no. Pure; kept in prefs "install".
 *
 * @typedef {{visits?: number, seenAt?: number, isDismissed?: boolean, isInstalled?: boolean}} InstallState
 */
const CARDS_BEFORE = 3
const VISITS_BEFORE = 2
/** Pages opened one after the other are one visit. */
const VISIT_PAUSE_MS = 30 * 60_000
/** Where nothing is under way that a card, a form or a review would be. */
const CALM_PAGES = ["/inbox", "/contacts", "/follow-ups"]

/**
 * Count a page that was opened.
 * @param {InstallState|undefined} state
 * @param {number} nowMs
 * @returns {InstallState}
 */
export function countVisit(state = {}, nowMs) {
  const isNew = !state.seenAt || nowMs - state.seenAt > VISIT_PAUSE_MS
  return { ...state, visits: (state.visits ?? 0) + (isNew ? 1 : 0), seenAt: nowMs }
}

/**
 * Say in which way this browser installs.
 * @param {{hasPrompt: boolean, isStandalone: boolean, isApple: boolean, isInstalled?: boolean}} browser
 *   isApple: it knows navigator.standalone, which only Safari on iPhone and iPad does
 * @returns {"done"|"prompt"|"steps"|"menu"}  menu: through the browser's own, if at all
 */
export function wayToInstall({ hasPrompt, isStandalone, isApple, isInstalled = false }) {
  if (isStandalone) return "done"
  if (hasPrompt) return "prompt"
  if (isApple) return "steps"
  return isInstalled ? "done" : "menu"
}

/**
 * @param {InstallState} state
 * @param {{way: string, cardsSent: number, pathname: string, isBusy: boolean}} now
 *   isBusy: something on the page wants the owner's attention already
 */
export function isGoodMoment(state, { way, cardsSent, pathname, isBusy }) {
  if (state.isDismissed || state.isInstalled || isBusy) return false
  if (!["prompt", "steps"].includes(way) || !CALM_PAGES.includes(pathname)) return false
  return cardsSent >= CARDS_BEFORE || (state.visits ?? 0) >= VISITS_BEFORE
}
