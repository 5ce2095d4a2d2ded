"""Every screen in both sizes, themes and languages: nothing that axe holds against WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from tests.browser.barriers import violations, violations_in_both_themes
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.life import Life, furnish
from tests.browser.screens import INSIDE, OUTSIDE
from tests.browser.windows import DESK, EACH_SIZE, Window

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def life(desk: Desk) -> Life:
    return furnish(desk)


def look_at(page: Page, desk: Desk, paths: Sequence[str]) -> dict[str, list[str]]:
    """Go through screens and give what is wrong on each; nothing for those that are right."""
    found = {}
    for path in paths:
        page.goto(desk.server.address + path)
        found[path] = violations_in_both_themes(page)
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_every_screen_is_accessible_to_a_member(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, desk, reduced_motion="reduce")
    paths = [path.format(life=life) for path in INSIDE]

    assert look_at(page, desk, paths) == {}
    assert page.locator("html").get_attribute("lang") == window.language


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_every_screen_is_accessible_to_a_visitor(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, reduced_motion="reduce")

    assert look_at(page, desk, OUTSIDE) == {}


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_what_opens_on_a_screen_is_accessible(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, desk, reduced_motion="reduce")
    found = {}

    for path in ("/events/{life.event_id}", "/contacts/{life.contact_id}/edit", "/follow-ups"):
        page.goto(desk.server.address + path.format(life=life))
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        found[path] = violations_in_both_themes(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_a_form_that_was_refused_is_accessible(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, desk, reduced_motion="reduce")
    page.goto(f"{desk.server.address}/events/{life.event_id}")
    page.locator("[name=name]").fill("")
    page.locator("form[action^='/events/'] .btn--primary").click()
    page.wait_for_selector("[aria-invalid=true]")

    assert violations_in_both_themes(page) == []


@pytest.mark.parametrize("width_px", [320, 390, 768, 1440])
def test_nothing_sticks_out_of_the_window(
    desk: Desk, life: Life, open_window: OpenWindow, width_px: int
) -> None:
    page = open_window(Window(width_px=width_px, language="fr"), desk)
    found = {}

    for path in (each.format(life=life) for each in INSIDE):
        page.goto(desk.server.address + path)
        found[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in found.items() if width > width_px} == {}


def test_axe_would_say_so_if_something_were_wrong(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/settings")
    page.evaluate("document.querySelectorAll('label').forEach((label) => label.remove())")

    assert any(violation.startswith(("label", "select-name")) for violation in violations(page))


def test_axe_would_say_so_if_only_the_dark_theme_were_wrong(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/settings")
    page.evaluate("document.documentElement.style.setProperty('--ink', '#1c1b19')")

    found = violations_in_both_themes(page)
    assert found
    assert all(wrong.startswith("dark: color-contrast") for wrong in found)
