/**
 * The menus behind "…" (details.menu): Escape, a press beside one, going on with the keyboard and
 * choosing one of its entries close it. The focus goes back to what opened it, unless something else
 * was pressed that takes it. Without this module only the button itself closes it.
 */
const MENU = "details.menu"
const NOWHERE = "body, main"

const openMenus = () => [...document.querySelectorAll(`${MENU}[open]`)]
let left = null

document.addEventListener("keydown", closeByKey, true)
document.addEventListener("pointerdown", closeBeside, true)
document.addEventListener("click", closeChosen, true)
document.addEventListener("focusin", ({ target }) => openMenus().forEach((menu) => menu.contains(target) || (menu.open = false)))

/** Before anything else hears of it: Escape means the menu while one is open. */
function closeByKey(event) {
  const [menu] = openMenus()
  if (event.key !== "Escape" || !menu) return
  event.preventDefault()
  event.stopPropagation()
  close(menu)
}

function closeBeside({ target }) {
  left = openMenus().find((menu) => !menu.contains(target)) ?? null
  if (left) close(left)
}

/** Before what the entry does: a dialog that it opens gives the focus back to what has it now. */
function closeChosen({ target }) {
  const menu = target.closest?.(`${MENU}[open] .menu__item`)?.closest(MENU)
  if (menu) close(menu)
  // What was pressed beside the menu may be nothing that takes the focus.
  else if (left && document.activeElement?.matches(NOWHERE)) openerOf(left).focus({ preventScroll: true })
  left = null
}

function close(menu) {
  if (menu.contains(document.activeElement) || document.activeElement?.matches(NOWHERE)) openerOf(menu).focus({ preventScroll: true })
  menu.open = false
}

function openerOf(menu) {
  return menu.querySelector("summary")
}
