"""The menu behind "…" on a phone closes as menus do, and gives the focus back to what opened it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from app.models import ScanState
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import PHONE
from tests.builders import build_scan
from tests.readings import make_reading

pytestmark = pytest.mark.browser


@pytest.fixture
def page(desk: Desk, open_window: OpenWindow) -> Page:
    return open_window(PHONE, desk)


def open_menu(page: Page) -> tuple[Locator, Locator]:
    """Open the menu of a page; gives the menu and what opens it."""
    menu = page.locator("details.menu")
    opener = menu.locator("summary")
    expect(opener).to_be_visible()
    opener.tap()
    expect(menu).to_have_attribute("open", "")
    return menu, opener


def test_escape_and_a_tap_beside_it_close_the_menu_of_people(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.server.address}/contacts", wait_until="networkidle")

    menu, opener = open_menu(page)
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(opener).to_be_focused()

    menu, opener = open_menu(page)
    page.get_by_role("heading", name="People", exact=True).tap()
    expect(menu).not_to_have_attribute("open", "")
    expect(opener).to_be_focused()

    menu, opener = open_menu(page)
    search = page.get_by_role("searchbox").first
    search.tap()
    expect(menu).not_to_have_attribute("open", "")
    expect(search).to_be_focused()

    menu, opener = open_menu(page)
    opener.tap()
    expect(menu).not_to_have_attribute("open", "")


def test_an_entry_does_its_work_and_closes_the_menu_of_the_review(desk: Desk, page: Page) -> None:
    scan = build_scan(
        desk.session, desk.book, desk.store, state=ScanState.READY, reading=make_reading()
    )
    desk.session.commit()
    page.goto(f"{desk.server.address}/scans/{scan.id}", wait_until="networkidle")

    menu, opener = open_menu(page)
    menu.get_by_role("button", name="Everything that can be done").tap()

    help_dialog = page.locator("dialog[open]")
    expect(help_dialog).to_be_visible()
    expect(menu).not_to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(help_dialog).to_have_count(0)
    expect(opener).to_be_focused()
