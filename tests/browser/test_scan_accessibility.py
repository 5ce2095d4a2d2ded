"""The scan screen in each of its states: legible, large enough, and whole at twice the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import (
    enlarge_text,
    lost_texts,
    small_targets,
    unreachable_targets,
    violations_in_both_themes,
)
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.scan_screen import ScanScreen, clear_scans
from tests.browser.strip import STATES, fill_strip
from tests.browser.windows import DESK, EACH_SIZE, PHONE, Window
from tests.builders import build_event

pytestmark = pytest.mark.browser

LYING = Window(844, 390, language="fr")
Found = dict[str, list[str]]
Look = Callable[[Page], list[str]]


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    clear_scans(desk)


@pytest.fixture(scope="module", autouse=True)
def an_event(desk: Desk) -> None:
    build_event(desk.session, desk.book, name="Rencontre des gens d’affaires du quartier", goal=12)
    desk.session.commit()


def open_screen(open_window: OpenWindow, desk: Desk, window: Window) -> ScanScreen:
    held = {"is_mobile": True, "has_touch": True} if window.width_px < 1000 else {}
    options = {"reduced_motion": "reduce", **held}
    return ScanScreen(open_window(window, desk, **options), desk).open()


def look_everywhere(screen: ScanScreen, look: Look) -> Found:
    """Look at the screen while it is empty and full, and at each sheet of it."""
    page = screen.page
    found = {"empty": look(page)}
    found |= look_at_sheets(screen, look)
    fill_strip(screen)
    # A note lies over the picture until it is dismissed, which must be possible.
    found["note"] = [wrong for wrong in look(page) if "is covered by desk-note" not in wrong]
    page.locator("desk-note [data-dismiss]").click()
    found["strip"] = look(page)
    for number, state in enumerate(STATES):
        screen.open_card(number)
        if number == 0:
            page.locator("[data-kind=call]").click()
            page.locator("[data-draft-new-tag] input").fill("prospect")
            page.locator("[data-draft-new-tag] input").press("Enter")
        found[f"sheet of {state}"] = look(page)
        page.keyboard.press("Escape")
    return {place: wrong for place, wrong in found.items() if wrong}


def look_at_sheets(screen: ScanScreen, look: Look) -> Found:
    """Look at the sheets of the event, and of what belongs to this device."""
    page = screen.page
    found = {}
    page.locator("[data-events-open]").click()
    expect(page.locator(".event__row").nth(1)).to_be_visible()  # the events have come
    page.keyboard.press("Escape")
    page.locator("[data-events-open]").click()
    found["events"] = look(page)
    page.locator("[data-events-new]").click()
    found["new event"] = look(page)
    page.locator("[data-events-form] [name=name]").fill("Salon de l’imprimerie")
    page.locator("[data-events-form] .btn--primary").click()
    found["event chosen"] = look(page)
    page.locator("[data-device]").click()
    expect(page.locator("[data-device-sheet]")).to_be_visible()
    found["this device"] = look(page)
    page.keyboard.press("Escape")
    return found


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_axe_finds_nothing_in_any_state(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    screen = open_screen(open_window, desk, window)

    assert look_everywhere(screen, violations_in_both_themes) == {}


def test_axe_finds_nothing_where_nobody_is_signed_in(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, reduced_motion="reduce")
    page.goto(f"{desk.server.address}/scan/shell")
    expect(page.locator("scan-desk[data-signed-out]")).to_be_visible()

    assert violations_in_both_themes(page) == []


@pytest.mark.parametrize("window", [PHONE, LYING], ids=["upright", "lying"])
def test_everything_pressed_is_as_large_as_a_thumb_needs(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    screen = open_screen(open_window, desk, window)

    assert (
        look_everywhere(screen, lambda page: small_targets(page) + unreachable_targets(page)) == {}
    )


@pytest.mark.parametrize(
    "window",
    [Window(360, 740, language="fr"), LYING, DESK],
    ids=["upright", "lying", "desk"],
)
def test_with_text_twice_as_large_nothing_is_lost_and_nothing_is_covered(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    screen = open_screen(open_window, desk, window)
    enlarge_text(screen.page)

    assert look_everywhere(screen, lost_texts) == {}
