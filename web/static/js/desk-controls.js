/**
 * The hands on the desk: what its buttons, its keys, files that come to it and what its parts tell
 * make it do.
 */
import { listenToFiles } from "./desk-files.js"
import { listenToKeys } from "./desk-keys.js"
import { prefs } from "./lib/prefs.js"
import { openSheet } from "./lib/sheets.js"
import { wakeSound } from "./lib/shutter-sound.js"

/**
 * @param {HTMLElement} desk
 * @param {object} parts
 * @param {import("./desk-aim.js").DeskAim} parts.aim
 * @param {import("./desk-camera.js").DeskCamera} parts.camera
 * @param {import("./desk-shots.js").DeskShots} parts.shots
 * @param {import("./lib/device-wishes.js").DeviceWishes} parts.wishes
 * @param {(key: string) => void} parts.openCard
 * @param {(key: string|null) => void} parts.chooseEvent
 * @param {(event: object) => void} parts.makeEvent
 * @param {{signal: AbortSignal}} options
 */
export function listenToControls(desk, parts, options) {
  listenToButtons(desk, parts, options)
  listenToParts(desk, parts, options)
  const { aim, shots, wishes } = parts
  listenToFiles(desk, { ...options, take: (files) => "signedOut" in desk.dataset || shots.takeFiles(files) })
  const actions = {
    shoot: () => aim.shoot(),
    verso: () => !partOf(desk, "verso").disabled && aim.toggleVerso(),
    strip: () => desk.querySelector("desk-strip").focusCard(),
    events: () => desk.querySelector("desk-events").open(),
    cancel: () => shots.next.isArmed && aim.disarm(),
  }
  listenToKeys(actions, { ...options, hasLetters: () => wishes.shortcuts })
}

function listenToButtons(desk, { aim, camera, shots, wishes }, options) {
  const on = (name, kind, run) => partOf(desk, name).addEventListener(kind, run, options)
  on("shoot", "click", () => camera.shoot())
  on("shutter", "cancel", () => shots.next.disarm())
  on("verso", "click", () => aim.toggleVerso())
  on("disarm", "click", () => aim.disarm())
  on("auto", "click", () => prefs.set("autoShoot", !wishes.autoShoot))
  on("device", "click", () => openSheet(partOf(desk, "device-sheet")))
  for (const button of desk.querySelectorAll("[data-open-camera]")) button.addEventListener("click", () => camera.open(), options)
  desk.addEventListener("pointerdown", () => wakeSound(), options)
}

function listenToParts(desk, { aim, shots, openCard, chooseEvent, makeEvent }, options) {
  const hear = (kind, run) => desk.addEventListener(kind, ({ detail }) => run(detail), options)
  hear("strip:open", openCard)
  hear("sheet:left", (key) => document.activeElement === document.body && desk.querySelector("desk-strip").focusCard(key))
  hear("card:again", (key) => aim.again(key))
  hear("card:verso", (key) => aim.verso(key))
  hear("card:remove", (key) => shots.next.forget(key))
  hear("event:change", chooseEvent)
  hear("event:make", makeEvent)
  for (const left of ["note:left", "desk:focus-shutter"]) hear(left, () => aim.focusShutter())
}

function partOf(desk, name) {
  return desk.querySelector(`[data-${name}]`)
}
