"""What the device shows by itself: without a network, and before cards are left behind."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import (
    enlarge_text,
    lost_texts,
    small_targets,
    violations_in_both_themes,
)
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import keep_people, wait_for_worker
from tests.browser.scan_screen import ScanScreen, clear_scans
from tests.browser.windows import EACH_SIZE, PHONE, Window
from tests.builders import build_contact, build_follow_up

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def contact_id(desk: Desk) -> int:
    """Somebody whom the device keeps, with a follow-up that is late."""
    contact = build_contact(desk.session, desk.book, organization="Étude Testard inc.")
    build_follow_up(desk.session, contact, text="about the quote", due_on=date(2026, 1, 5))
    desk.session.commit()
    return contact.id


def all_barriers(page: Page, window: Window) -> list[str]:
    """Give what axe finds, what is too small for a thumb, and what large text loses."""
    found = violations_in_both_themes(page)
    if not window.is_phone:
        return found
    found += small_targets(page)
    enlarge_text(page)
    found += lost_texts(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def open_away(page: Page, desk: Desk, *, keeps_people: bool) -> None:
    """Open Verso, keep people if that is chosen, and go where there is no network."""
    page.goto(f"{desk.server.address}/settings")
    wait_for_worker(page)
    if keeps_people:
        keep_people(page, f"{desk.account.id}-{desk.book.id}")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_every_page_of_the_shell_is_accessible(
    desk: Desk, contact_id: int, open_window: OpenWindow, window: Window
) -> None:
    desk.sign_in_again()
    page = open_window(window, desk, reduced_motion="reduce")
    open_away(page, desk, keeps_people=True)
    found = {}

    for path, shown in (
        ("/contacts", "[data-list]"),
        (f"/contacts/{contact_id}", "[data-person]"),
        ("/contacts/99999", "[data-unknown]"),
        ("/follow-ups", "[data-follow-ups]"),
        ("/scan", "scan-desk[data-aim]"),
        ("/inbox", "main h1"),
    ):
        page.goto(desk.server.address + path)
        expect(page.locator(shown)).to_be_visible()
        found[path] = all_barriers(page, window)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_shell_is_accessible_on_a_device_that_keeps_nobody(
    desk: Desk, open_window: OpenWindow
) -> None:
    desk.sign_in_again()
    page = open_window(PHONE, desk, reduced_motion="reduce")
    open_away(page, desk, keeps_people=False)

    page.goto(f"{desk.server.address}/contacts")
    expect(page.locator("[data-nothing]")).to_be_visible()

    assert all_barriers(page, PHONE) == []


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_the_question_before_signing_out_with_unsent_cards_is_accessible(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    clear_scans(desk)
    desk.sign_in_again()
    page = open_window(window, desk, reduced_motion="reduce")
    screen = ScanScreen(page, desk).open()
    page.context.route("**/scans", lambda route: route.abort())
    screen.shoot(count=1)
    screen.wait_for_state("here")
    page.goto(f"{desk.server.address}/settings")
    page.locator("form[action='/sign-outs'] button").first.click()
    dialog = page.locator("outbox-agent dialog")
    expect(dialog).to_be_visible()

    assert all_barriers(page, window) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
