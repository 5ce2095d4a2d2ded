"""Every screen in both sizes, themes and languages: nothing that axe holds against WCAG 2.2 AA.

On a phone it is also large enough for a thumb, and whole when its text is twice as large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import (
    cut_texts,
    enlarge_text,
    lost_texts,
    small_targets,
    unreachable_targets,
    violations,
    violations_in_both_themes,
)
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.life import Life, furnish
from tests.browser.screens import INSIDE, OUTSIDE
from tests.browser.windows import DESK, EACH_SIZE, PHONE, Window

pytestmark = pytest.mark.browser

NOT_OURS = ("/patterns", "/api/docs")
"""For those who write programs, at a desk."""
NARROW_PX, TABLET_PX = 320, 768
LYING = Window(844, 390, language="fr")

Look = Callable[[Page, str], list[str]]


@pytest.fixture(scope="module")
def life(desk: Desk) -> Life:
    return furnish(desk)


def open_still(open_window: OpenWindow, window: Window, desk: Desk | None = None) -> Page:
    """Open a window in which nothing moves; a phone, also one that lies, is held in a hand."""
    held = {"is_mobile": True, "has_touch": True} if window.height_px < DESK.height_px else {}
    return open_window(window, desk, reduced_motion="reduce", **held)


def look_at(page: Page, desk: Desk, paths: Iterable[str], look: Look) -> dict[str, list[str]]:
    """Go through screens and give what is wrong on each; nothing for those that are right."""
    found = {}
    for path in paths:
        page.goto(desk.server.address + path)
        found[path] = look(page, path)
    return {path: wrong for path, wrong in found.items() if wrong}


def every_barrier(window: Window) -> Look:
    """Look for what axe finds; on a phone also for what is small, sticks out, or is lost."""

    def look(page: Page, path: str) -> list[str]:
        found = violations_in_both_themes(page)
        if window.is_phone:
            found += stuck_out_at(page, NARROW_PX, window.width_px)
            found += small_targets(page) if path not in NOT_OURS else []
            found += lost_at_twice_the_text(page, path)
        return found

    return look


def stuck_out_at(page: Page, *widths_px: int) -> list[str]:
    """Give by how much a page is too wide for windows; it has the last width afterwards."""
    found = []
    for width_px in widths_px:
        page.set_viewport_size({"width": width_px, "height": PHONE.height_px})
        page.wait_for_function(f"() => document.documentElement.clientWidth === {width_px}")
        found.append((width_px, page.evaluate("document.documentElement.scrollWidth")))
    return [f"{shown} px in {width_px}" for width_px, shown in found if shown > width_px]


def lost_at_twice_the_text(page: Page, path: str) -> list[str]:
    if path in NOT_OURS:
        return []
    enlarge_text(page)
    return [f"at twice the text: {lost}" for lost in lost_texts(page)]


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_every_screen_is_without_barriers_to_a_member(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_still(open_window, window, desk)
    paths = [path.format(life=life) for path in INSIDE]

    assert look_at(page, desk, paths, every_barrier(window)) == {}
    assert page.locator("html").get_attribute("lang") == window.language


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_every_screen_is_without_barriers_to_a_visitor(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    page = open_still(open_window, window)

    assert look_at(page, desk, OUTSIDE, every_barrier(window)) == {}


def test_a_phone_that_lies_loses_nothing_at_twice_the_text(
    desk: Desk, life: Life, open_window: OpenWindow
) -> None:
    paths = [path.format(life=life) for path in INSIDE]
    inside = look_at(open_still(open_window, LYING, desk), desk, paths, lost_at_twice_the_text)
    outside = look_at(open_still(open_window, LYING), desk, OUTSIDE, lost_at_twice_the_text)

    assert (inside, outside) == ({}, {})


def test_nothing_sticks_out_of_a_tablet_or_a_desk(
    desk: Desk, life: Life, open_window: OpenWindow
) -> None:
    page = open_window(replace(DESK, language="fr"), desk)
    paths = [path.format(life=life) for path in INSIDE]

    def look(page: Page, _path: str) -> list[str]:
        return stuck_out_at(page, TABLET_PX, DESK.width_px)

    assert look_at(page, desk, paths, look) == {}


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_what_opens_on_a_screen_is_accessible(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_still(open_window, window, desk)
    paths = ("/events/{life.event_id}", "/contacts/{life.contact_id}/edit", "/follow-ups")

    def open_all(page: Page, _path: str) -> list[str]:
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        return violations_in_both_themes(page)

    assert look_at(page, desk, [path.format(life=life) for path in paths], open_all) == {}


def test_the_days_of_one_step_close_when_those_of_another_open(
    desk: Desk, life: Life, open_window: OpenWindow
) -> None:
    page = open_still(open_window, EACH_SIZE[0], desk)
    page.goto(f"{desk.server.address}/follow-ups")
    first, second = (page.locator("details.postpone").nth(k) for k in range(2))

    first.locator("summary").press("Enter")
    expect(first).to_have_attribute("open", "")
    second.locator("summary").press("Enter")

    expect(second).to_have_attribute("open", "")
    expect(first).not_to_have_attribute("open", "")


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_a_form_that_was_refused_is_accessible(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_still(open_window, window, desk)
    page.goto(f"{desk.server.address}/events/{life.event_id}")
    page.locator("[name=name]").fill("")
    page.locator("form[action^='/events/'] .btn--primary").click()
    page.wait_for_selector("[aria-invalid=true]")

    assert violations_in_both_themes(page) == []


# What would be found


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


def test_what_is_too_small_cut_covered_or_too_wide_would_be_found(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_still(open_window, PHONE, desk)
    page.goto(f"{desk.server.address}/settings")
    page.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll("main .btn")
          Object.assign(first.style, { minBlockSize: "20px", blockSize: "20px", padding: "0" })
          Object.assign(second.style, { inlineSize: "30px", padding: "0", whiteSpace: "nowrap" })
          const lid = document.createElement("div")
          Object.assign(lid.style, { position: "fixed", inset: "0", zIndex: "9" })
          document.body.append(lid)
        }"""
    )

    assert len(small_targets(page)) == 2
    assert cut_texts(page) != []
    assert any("is covered by div" in trouble for trouble in unreachable_targets(page))

    page.reload()
    page.evaluate(
        """() => {
          const wide = document.createElement("div")
          Object.assign(wide.style, { position: "absolute", insetInlineStart: "0" })
          Object.assign(wide.style, { inlineSize: "350px", blockSize: "1px" })
          document.body.append(wide)
        }"""
    )
    assert stuck_out_at(page, NARROW_PX, PHONE.width_px) == ["350 px in 320"]
