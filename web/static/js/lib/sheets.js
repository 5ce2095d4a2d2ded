/**
 * Sheets: dialogs that come from below on a phone. Escape, a press beside it and a pull downwards
 * close one; the focus goes back to where it was. Told as "sheet:opened" and "sheet:closed".
 */
const PULL_PX = 90

/** @param {HTMLDialogElement} sheet */
export function openSheet(sheet) {
  if (sheet.open) return
  prepare(sheet)
  sheet.showModal()
  sheet.scrollTop = 0
  tell(sheet, "sheet:opened")
}

function prepare(sheet) {
  if (sheet.dataset.isPrepared) return
  sheet.dataset.isPrepared = "true"
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet || event.target.closest("[data-close]")) sheet.close()
  })
  sheet.addEventListener("close", () => tell(sheet, "sheet:closed"))
  followPull(sheet)
}

function tell(sheet, kind) {
  sheet.dispatchEvent(new CustomEvent(kind, { bubbles: true }))
}

/** The head of a sheet follows the finger, and lets go of the sheet far enough down. */
function followPull(sheet) {
  const head = sheet.querySelector("[data-pull]")
  let startPx = null
  const move = (px) => sheet.style.setProperty("--pull", `${Math.max(0, px)}px`)
  head.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("button, a, input")) return
    startPx = event.clientY
    head.setPointerCapture(event.pointerId)
    sheet.dataset.isPulled = ""
  })
  head.addEventListener("pointermove", (event) => startPx !== null && move(event.clientY - startPx))
  const letGo = (event) => {
    if (startPx === null) return
    const pulledPx = event.clientY - startPx
    startPx = null
    delete sheet.dataset.isPulled
    move(0)
    if (event.type === "pointerup" && pulledPx > PULL_PX) sheet.close()
  }
  head.addEventListener("pointerup", letGo)
  head.addEventListener("pointercancel", letGo)
}
