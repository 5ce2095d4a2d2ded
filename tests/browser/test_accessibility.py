"""Every screen in both sizes, themes and languages: nothing that axe holds against WCAG 2.2 AA."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.life import Life, furnish
from tests.browser.windows import PAIRS, Window

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

INSIDE = (
    "/scan",
    "/inbox",
    "/inbox?discarded={life.discarded_scan_id}",
    "/scans/{life.ready_scan_id}",
    "/scans/{life.failed_scan_id}",
    "/scans/{life.waiting_scan_id}",
    "/contacts",
    "/contacts?select=1",
    "/contacts?q=nobody",
    "/contacts/new",
    "/contacts/{life.contact_id}",
    "/contacts/{life.bare_contact_id}",
    "/contacts/{life.contact_id}/edit",
    "/follow-ups",
    "/settings",
    "/patterns",
    "/api/docs",
    "/nothing-here",
)
OUTSIDE = (
    "/sign-in",
    "/sign-in?next=/scans/1%23kept&unsent=typed",
    "/offline",
    "/shell/people",
    "/scan/shell",
    "/sign-in?next=/scan&unsent=kept",
    "/trust",
    "/first-run",
)


@pytest.fixture(scope="module")
def life(desk: Desk) -> Life:
    return furnish(desk)


def violations(page: Page) -> list[str]:
    """Let axe look at the page and give what it found, with the elements it found it on."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", STANDARDS
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("window", PAIRS, ids=lambda window: window.name)
def test_every_screen_is_accessible_to_a_member(
    desk: Desk, life: Life, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, desk, reduced_motion="reduce")
    paths = tuple(path.format(life=life) for path in INSIDE)

    assert look_at(page, desk, paths) == {}
    assert page.locator("html").get_attribute("lang") == window.language


@pytest.mark.parametrize("window", PAIRS, ids=lambda window: window.name)
def test_every_screen_is_accessible_to_a_visitor(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, reduced_motion="reduce")

    assert look_at(page, desk, OUTSIDE) == {}


def look_at(page: Page, desk: Desk, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """Go through screens and give what is wrong on each; nothing for those that are right."""
    found = {}
    for path in paths:
        page.goto(desk.server.address + path)
        found[path] = violations(page)
    return {path: wrong for path, wrong in found.items() if wrong}


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
    page = open_window(PAIRS[0], desk)
    page.goto(f"{desk.server.address}/settings")
    page.evaluate("document.querySelectorAll('label').forEach((label) => label.remove())")

    assert any(violation.startswith(("label", "select-name")) for violation in violations(page))
