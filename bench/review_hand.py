"""A scripted hand on the review's keyboard, which knows what stands on a card, and corrects it.

It does what a practised person would: of the ways to put a value right it takes the one with the
fewest presses. It sees what is on the screen, presses real keys, and counts them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from bench.scoring import words_of
from drawn import DrawnCard
from ocr.fields.names import parse_name

READ_FORM = """() => {
  const review = document.querySelector("card-review")
  const inputs = review.querySelectorAll(".entries :is(input:not([type=hidden]), textarea)")
  return {
    reading: JSON.parse(review.querySelector("[data-reading]").textContent),
    lines: [...review.querySelectorAll(".sheet__line")].map((line) => line.dataset.ref),
    fields: [...inputs].map((input, index) => ({ index, name: input.name, value: input.value })),
    proposals: review.querySelectorAll("[data-proposal]").length,
  }
}"""
ROLES = {"email": "email", "phone_value": "phone", "link_value": "url"}
SINGLE = ("given_name", "family_name", "title", "organization", "department")
ADDRESS = ("street", "locality", "region", "postcode", "country")


@dataclass
class Hand:
    """Presses keys and counts them."""

    page: Page
    pressed: int = 0
    typed: int = 0
    """Characters of values; a press each as well, counted apart."""
    ways: Counter[str] = field(default_factory=Counter)
    """How values were put right."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other; one held down, as in Shift+T, counts as a press."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += key.count("+") + 1

    def type(self, text: str) -> None:
        """Type a value."""
        self.page.keyboard.type(text)
        self.typed += len(text)


def correct(hand: Hand, card: DrawnCard) -> None:
    """Make the form say what stands on the card."""
    for name, true in true_texts(card).items():
        _correct_text(hand, card, name, true)
    for name, true_rows in true_rows_of(card).items():
        _correct_rows(hand, name, true_rows)
    _correct_address(hand, card)
    for _ in range(hand.page.evaluate(READ_FORM)["proposals"]):
        hand.press("a")


def true_texts(card: DrawnCard) -> dict[str, str]:
    """Give what the fields of one value should hold."""
    fields = card.fields
    name: Any = fields.name
    if name and not (name.given or name.family):  # composed cards say names as a whole
        name = parse_name(name.full)
    return {
        "given_name": name.given if name else "",
        "family_name": name.family if name else "",
        "title": fields.title,
        "organization": fields.organization,
        "department": fields.department,
    }


def true_rows_of(card: DrawnCard) -> dict[str, list[str]]:
    """Give what the fields of several values should hold."""
    fields = card.fields
    return {
        "phone_value": [phone.value for phone in fields.phones],
        "email": list(fields.emails),
        "link_value": [*fields.urls, *(profile.value for profile in fields.social)],
    }


def is_right(name: str, value: str, true: str) -> bool:
    """Say whether a person would leave a value: case, accents and punctuation are forgiven."""
    if name == "phone_value":
        return re.sub(r"\D", "", value)[-9:] == re.sub(r"\D", "", true)[-9:]
    if name == "link_value":
        return _bare(value).endswith(_bare(true)) or _bare(true).endswith(_bare(value) or "-")
    return words_of(value) == words_of(true)


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address.casefold()).strip("/@ ")


def _correct_text(hand: Hand, card: DrawnCard, name: str, true: str) -> None:
    form = hand.page.evaluate(READ_FORM)
    values = {one["name"]: one["value"] for one in form["fields"]}
    if is_right(name, values[name], true):
        return
    texts = true_texts(card)
    if name == "given_name" and is_right(name, values["family_name"], true) and true:
        hand.ways["swapped"] += 1
        hand.press("w")
        return
    if name == "title" and words_of(values[name]) == words_of(f"{true} {texts['department']}"):
        hand.ways["taken apart"] += 1
        _go_to(hand, form, name)
        hand.press("Escape", "t")
        return
    role = "name" if name in ("given_name", "family_name") else name
    if _pick(hand, form, name, role, true, texts) or _give_line(hand, form, role, true, texts):
        return
    _go_to(hand, form, name)
    if true:
        hand.ways["typed"] += 1
        hand.type(true)
    else:
        hand.ways["emptied"] += 1
        hand.press("Delete")
    hand.press("Escape")


def _matches(role: str, option: dict[str, Any], true: str, texts: dict[str, str]) -> bool:
    if role == "name":
        return bool(
            words_of(option.get("given", "")) == words_of(texts["given_name"])
            and words_of(option.get("family", "")) == words_of(texts["family_name"])
        )
    return bool(true) and is_right(_input_of(role), option["value"], true)


def _input_of(role: str) -> str:
    return next((name for name, known in ROLES.items() if known == role), role)


def _pick(hand: Hand, form: Any, name: str, role: str, true: str, texts: dict[str, str]) -> bool:
    """Pick another value that was read, when there is a right one."""
    choices = form["reading"]["choices"].get(role, [])
    if not any(_matches(role, one, true, texts) for one in choices):
        return False
    _go_to(hand, form, name)
    hand.press("ArrowDown")
    options = hand.page.locator(".choices__item").evaluate_all("all => all.map(one => one.option)")
    at = next(i for i, one in enumerate(options) if _matches(role, one, true, texts))
    hand.press(str(at + 1))
    hand.ways["picked"] += 1
    return True


def _give_line(hand: Hand, form: Any, role: str, true: str, texts: dict[str, str]) -> bool:
    """Give a line of the card to the field, when one says just that."""
    told = form["reading"]["lines"]
    for at, ref in enumerate(form["lines"]):
        line = told.get(ref, {"text": "", "roles": []})
        options = [one for one in line["roles"] if one["role"] == role]
        if not (options or role == "name"):
            options = [{"role": role, "value": line["text"]}]
        if not any(_matches(role, one, true, texts) for one in options[:1]):
            continue
        down, up = at + 1, len(form["lines"]) - at
        if min(down, up) > len(true) + 2:
            return False  # typing is shorter
        hand.press(*(["ArrowDown"] * down if down <= up else ["ArrowUp"] * up))
        button = hand.page.locator(f"[data-line-tools] [data-role={role}]")
        if button.get_attribute("aria-pressed") == "true":
            hand.press("Escape")
            return False
        hand.press(str(button.get_attribute("data-number")))
        hand.ways["line given"] += 1
        return True
    return False


def _correct_rows(hand: Hand, name: str, true_rows: list[str]) -> None:
    missing = list(_missing(hand.page.evaluate(READ_FORM), name, true_rows))
    for index in reversed(_wrong_rows(hand.page.evaluate(READ_FORM), name, true_rows)):
        form = hand.page.evaluate(READ_FORM)
        if missing and not _is_on_card(form, name, missing[0]):
            _retype(hand, form, name, index, missing.pop(0))
            continue
        _go_to(hand, form, name, index)
        hand.press("Escape", "Shift+Delete")
        hand.ways["removed"] += 1
    for true in missing:
        form = hand.page.evaluate(READ_FORM)
        if _give_line(hand, form, ROLES[name], true, {}):
            continue
        empty = [i for i, value in enumerate(_rows(form, name)) if not value]
        if not empty:
            _add_row(hand, name)
            form = hand.page.evaluate(READ_FORM)
            empty = [len(_rows(form, name)) - 1]
        _retype(hand, form, name, empty[0], true)


def _rows(form: Any, name: str) -> list[str]:
    return [one["value"] for one in form["fields"] if one["name"] == name]


def _missing(form: Any, name: str, true_rows: list[str]) -> Iterator[str]:
    rows = _rows(form, name)
    return (true for true in true_rows if not any(is_right(name, one, true) for one in rows if one))


def _wrong_rows(form: Any, name: str, true_rows: list[str]) -> list[int]:
    rows = enumerate(_rows(form, name))
    return [i for i, row in rows if row and not any(is_right(name, row, one) for one in true_rows)]


def _is_on_card(form: Any, name: str, true: str) -> bool:
    lines = form["reading"]["lines"].values()
    options = [one for line in lines for one in line["roles"] if one["role"] == ROLES[name]]
    return any(is_right(name, one["value"], true) for one in options)


def _add_row(hand: Hand, name: str) -> None:
    """By Tab and Enter, as far as it is from the field before: counted as it is pressed."""
    kind = {"phone_value": "phone", "email": "email", "link_value": "link"}[name]
    form = hand.page.evaluate(READ_FORM)
    _go_to(hand, form, name, len(_rows(form, name)) - 1)
    is_there = f"document.activeElement.matches('repeat-rows[data-kind={kind}] [data-add]')"
    while not hand.page.evaluate(is_there):
        hand.press("Tab")
    hand.press("Enter", "Escape")


def _retype(hand: Hand, form: Any, name: str, index: int, true: str) -> None:
    _go_to(hand, form, name, index)
    hand.type(true)
    hand.press("Escape")
    hand.ways["typed"] += 1


def _correct_address(hand: Hand, card: DrawnCard) -> None:
    if not card.fields.addresses:
        return
    true = card.fields.addresses[0]
    form = hand.page.evaluate(READ_FORM)
    read = {part: next(iter(_rows(form, f"address_{part}")), "") for part in ADDRESS}
    if Counter(words_of(" ".join(read.values()))) == Counter(words_of(" ".join(true.lines))):
        return  # every word is there
    parts = {part: getattr(true, part) for part in ADDRESS}
    if not any(parts.values()):  # composed cards say addresses as a whole
        parts["street"] = ", ".join(true.lines)
    for part, wanted in parts.items():
        if words_of(read[part]) != words_of(wanted):
            _go_to(hand, form, f"address_{part}")
            if wanted:
                hand.type(wanted)
            else:
                hand.press("Delete")
            hand.press("Escape")
            hand.ways["typed"] += 1


def _go_to(hand: Hand, form: Any, name: str, index: int = 0) -> None:
    """Jump to a field: by D when it is the next doubtful one, else by its letter."""
    page = hand.page
    wanted = [one["index"] for one in form["fields"] if one["name"] == name][index]
    is_next = page.evaluate(
        """(wanted) => {
          const review = document.querySelector("card-review")
          const all = ".entries :is(input:not([type=hidden]), textarea)"
          const field = review.querySelectorAll(all)[wanted]
          return field === review.current && field.closest(".entry__control--doubt") !== null
        }""",
        wanted,
    )
    if is_next:
        hand.press("d")
        return
    hand.press("j")
    letter = page.evaluate(
        """(wanted) => {
          const all = ".entries :is(input:not([type=hidden]), textarea)"
          const inputs = document.querySelectorAll(`card-review ${all}`)
          const marks = [...document.querySelectorAll(".jump-mark")]
          return marks.find((mark) => mark.field === inputs[wanted]).textContent.toLowerCase()
        }""",
        wanted,
    )
    hand.press(letter)
