import assert from "node:assert/strict"
import { test } from "node:test"
import { keyOf } from "../../web/static/js/lib/review-keymap.js"

const press = (key, code = "", held = {}) => ({ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held })
const FREE = { isTyping: false, hasLetters: true }
const TYPING = { isTyping: true, hasLetters: true }
const OFF = { isTyping: false, hasLetters: false }

test("a letter acts by what is written on the key, wherever it lies", () => {
  assert.equal(keyOf(press("a", "KeyQ"), FREE), "a") // AZERTY
  assert.equal(keyOf(press("A", "KeyA", { shiftKey: true }), FREE), "shift+a")
})

test("digits act without Shift also where a layout writes signs there", () => {
  assert.equal(keyOf(press("&", "Digit1"), FREE), "1") // AZERTY
  assert.equal(keyOf(press("1", "Digit1", { shiftKey: true }), FREE), "1") // AZERTY with Shift
  assert.equal(keyOf(press("à", "Digit0"), FREE), "0")
  assert.equal(keyOf(press("5", "Numpad5"), FREE), "5")
})

test("the question mark is one wherever it is written", () => {
  assert.equal(keyOf(press("?", "Digit6", { shiftKey: true }), FREE), "?") // French Canada
  assert.equal(keyOf(press("?", "KeyM", { shiftKey: true }), FREE), "?") // AZERTY
})

test("nothing acts while something is typed", () => {
  for (const key of ["d", "1", "?", "Enter", "Delete", "ArrowDown"]) assert.equal(keyOf(press(key), TYPING), null, key)
})

test("with Alt everything acts while something is typed, also where Alt writes signs", () => {
  assert.equal(keyOf(press("d", "KeyD", { altKey: true }), TYPING), "d")
  assert.equal(keyOf(press("∂", "KeyD", { altKey: true }), TYPING), "d") // a Mac
  assert.equal(keyOf(press("T", "KeyT", { altKey: true, shiftKey: true }), TYPING), "shift+t")
  assert.equal(keyOf(press("2", "Digit2", { altKey: true }), TYPING), "2")
})

test("Escape leaves a field, and Control with Enter accepts from inside it", () => {
  assert.equal(keyOf(press("Escape"), TYPING), "escape")
  assert.equal(keyOf(press("Enter", "Enter", { ctrlKey: true }), TYPING), "accept")
  assert.equal(keyOf(press("Enter", "Enter", { metaKey: true }), TYPING), "accept")
})

test("taking back what is typed stays the field's own", () => {
  assert.equal(keyOf(press("z", "KeyZ", { ctrlKey: true }), TYPING), null)
  assert.equal(keyOf(press("z", "KeyW", { ctrlKey: true }), FREE), "z")
})

test("the browser's own keys, and signs written with AltGr, are left alone", () => {
  assert.equal(keyOf(press("r", "KeyR", { ctrlKey: true }), FREE), null)
  assert.equal(keyOf(press("@", "Digit0", { ctrlKey: true, altKey: true }), FREE), null)
  assert.equal(keyOf(press("ArrowLeft", "ArrowLeft", { altKey: true }), FREE), null)
})

test("characters can be switched off; what is no character, and Alt, still act", () => {
  assert.equal(keyOf(press("d", "KeyD"), OFF), null)
  assert.equal(keyOf(press("1", "Digit1"), OFF), null)
  assert.equal(keyOf(press("Enter"), OFF), "enter")
  assert.equal(keyOf(press("ArrowDown"), OFF), "down")
  assert.equal(keyOf(press("d", "KeyD", { altKey: true }), OFF), "d")
})
