"""The scan screen without a pointer, without sight, and without motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.scan_screen import ScanScreen, card_file, clear_scans
from tests.browser.windows import PHONE

pytestmark = pytest.mark.browser

FOCUS_MARK = """() => {
  const isMarked = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
  }
  const { activeElement: focused } = document
  const shown = [focused, focused.closest("label"), focused.nextElementSibling].filter(Boolean)
  return shown.some(isMarked)
}"""
"""A file input lies unseen in its label, a radio button before its chip: those are marked then."""

HEAR = """() => {
  window.heard = []
  for (const region of document.querySelectorAll("scan-desk :is([data-status], [data-alert])")) {
    const keep = () => region.textContent.trim() && heard.push(region.textContent.trim())
    new MutationObserver(keep).observe(region, { childList: true, subtree: true })
  }
}"""


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    clear_scans(desk)


@pytest.fixture
def screen(desk: Desk, open_window: OpenWindow) -> ScanScreen:
    """A phone with a keyboard, such as one that is worked by switches."""
    return ScanScreen(open_window(PHONE, desk, reduced_motion="reduce"), desk).open()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; each stop on the way must be seen."""
    for _stop in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # the browser's own frame has it
        focused = page.evaluate("document.activeElement.outerHTML")
        assert page.evaluate(FOCUS_MARK), f"nobody sees that this has the focus: {focused}"
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key never comes to {wanted}")


def press_for_photo(page: Page, key: str, seed: int) -> None:
    """Press a key that opens the system's camera, and take a photo."""
    with page.expect_file_chooser() as chosen:
        page.keyboard.press(key)
    chosen.value.set_files(card_file(seed))


def test_tab_and_enter_lead_from_the_shutter_to_the_sheet_and_back(screen: ScanScreen) -> None:
    page = screen.page
    tab_to(page, page.locator("[data-shutter]"))
    press_for_photo(page, "Enter", 1)
    expect(screen.cards).to_have_count(1)
    expect(page.locator("[data-shutter]")).to_be_focused()

    verso = page.locator("[data-verso]")
    expect(verso).to_be_enabled()
    page.keyboard.press("Shift+Tab")
    expect(verso).to_be_focused()
    press_for_photo(page, "Enter", 2)
    expect(screen.said).to_have_text("Verso added.")

    page.locator("body").evaluate("() => document.activeElement.blur()")
    card = screen.cards.first.get_by_role("button")
    tab_to(page, card)
    page.keyboard.press("Enter")
    expect(screen.sheet).to_be_visible()
    tab_to(page, screen.sheet.get_by_role("button", name="Call"))
    page.keyboard.press("Space")
    expect(screen.sheet.get_by_role("button", name="Call")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("Escape")

    expect(screen.sheet).to_be_hidden()
    expect(card).to_be_focused()


def test_each_sheet_gives_the_focus_back_to_what_opened_it(screen: ScanScreen) -> None:
    page = screen.page
    for opener, sheet in (
        ("data-events-open", "data-events-sheet"),
        ("data-device", "data-device-sheet"),
    ):
        button = page.locator(f"[{opener}]")
        tab_to(page, button)
        page.keyboard.press("Enter")
        expect(page.locator(f"[{sheet}]")).to_be_visible()
        page.keyboard.press("Escape")

        expect(page.locator(f"[{sheet}]")).to_be_hidden()
        expect(button).to_be_focused()


def test_the_focus_stays_in_a_sheet_while_it_is_open(screen: ScanScreen) -> None:
    page = screen.page
    page.locator("[data-device]").click()
    sheet = page.locator("[data-device-sheet]")
    expect(sheet).to_be_visible()

    for _stop in range(12):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.closest('dialog, body').localName")
        # Between the last and the first the browser's own frame has it: the body, for a page.
        assert focused == "dialog" or page.evaluate("document.activeElement === document.body")


def test_the_state_of_a_shot_is_said_once(screen: ScanScreen) -> None:
    page = screen.page
    page.evaluate(HEAR)

    screen.shoot(card_file(1), count=1)
    expect(screen.said).to_have_text("Card 1 taken.")
    screen.wait_for_state("sent")
    screen.shoot(card_file(2), count=2)
    expect(screen.said).to_have_text("Card 2 taken.")
    screen.wait_for_state("sent")
    page.wait_for_timeout(500)

    assert page.evaluate("heard") == ["Card 1 taken.", "Card 2 taken."]


def test_the_name_of_a_card_says_its_state(screen: ScanScreen) -> None:
    screen.lose_network()
    screen.shoot(card_file(1), count=1)
    screen.wait_for_state("here")

    expect(screen.cards.first.get_by_role("button")).to_have_accessible_name("on this phone")


def test_nothing_moves_for_those_who_asked_for_that(screen: ScanScreen) -> None:
    page = screen.page
    page.evaluate(
        """() => {
          window.moved = []
          const see = () => {
            for (const { effect } of document.getAnimations()) {
              const { duration, iterations } = effect.getComputedTiming()
              if (duration > 10 || iterations > 1) moved.push(effect.target.className)
            }
            requestAnimationFrame(see)
          }
          see()
        }"""
    )

    screen.shoot(card_file(1), count=1)
    screen.open_card()
    page.keyboard.press("Escape")
    page.locator("[data-events-open]").click()
    page.keyboard.press("Escape")

    assert page.evaluate("moved") == []


def test_without_that_wish_a_card_lands_in_the_strip(desk: Desk, open_window: OpenWindow) -> None:
    screen = ScanScreen(open_window(PHONE, desk, reduced_motion="no-preference"), desk).open()
    screen.page.evaluate(
        """() => document.addEventListener("animationstart",
          ({ animationName }) => (window.animations ??= []).push(animationName))"""
    )

    screen.shoot(card_file(1), count=1)

    screen.page.wait_for_function("() => window.animations?.includes('land')")
