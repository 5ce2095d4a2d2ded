"""Cards reviewed by keys alone: from one to the next, corrected, undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.models import Contact, Scan, ScanState
from tests.browser.barriers import violations_in_both_themes
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import Window
from tests.builders import build_photo, build_scan, jpeg
from tests.readings import make_reading

pytestmark = pytest.mark.browser

WIDE = Window(1440, 900)


def add_card(desk: Desk, given: str) -> Scan:
    """A card that was read: its organization is doubtful, and another value was read for it."""
    name = make_reading()["contact"]["name"] | {"given": given, "full": f"{given} Tessier-Roy"}
    other = {"value": "Atelier Boréal ltée", "confidence": 0.3, "lines": []}
    reading = make_reading(name=name, candidates={"organization": [other]})
    made = build_scan(desk.session, desk.book, desk.store, state=ScanState.READY, reading=reading)
    made.sides[0].card_id = build_photo(desk.session, desk.book, desk.store, jpeg(1000, 570)).id
    desk.session.commit()
    return made


@pytest.fixture
def cards(desk: Desk) -> list[Scan]:
    """Three cards, in the order in which they are reviewed."""
    return [add_card(desk, given) for given in ("Ada", "Inès", "Zoé")][::-1]


@pytest.fixture
def page(desk: Desk, open_window: OpenWindow, cards: list[Scan]) -> Page:
    made = open_window(WIDE, desk, reduced_motion="reduce")
    made.goto(f"{desk.server.address}/scans/{cards[0].id}")
    return made


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_cards_are_corrected_accepted_and_undone_by_keys_alone(
    desk: Desk, page: Page, cards: list[Scan]
) -> None:
    page.evaluate("window.isTheSamePage = true")

    press(page, "d")  # the next doubtful value
    expect(page.locator("[name=organization]")).to_be_focused()
    press(page, "ArrowDown", "1")  # another value that was read for it
    expect(page.locator("[name=organization]")).to_have_value("Atelier Boréal ltée")
    expect(page.locator(".entry__sure--theirs")).to_have_text("yours")
    press(page, "Enter")
    expect(page.get_by_text("Choose a day, or none: then it is saved.").first).to_be_visible()
    press(page, "0")

    expect(page).to_have_url(re.compile(rf"/scans/{cards[1].id}$"))
    expect(page).to_have_title("Inès Tessier-Roy · Verso")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("[data-saved]")).to_contain_text("Zoé Tessier-Roy")
    press(page, "w")  # given and family name the other way round
    expect(page.locator("[name=given_name]")).to_have_value("Tessier-Roy")
    press(page, "z")
    expect(page.locator("[name=given_name]")).to_have_value("Inès")
    press(page, "ArrowDown", "ArrowDown", "9")  # the second line is a comment
    expect(page.locator("[name=comment]")).to_have_value("Conseillère en architecture durable")
    press(page, "1", "Enter")  # tomorrow; accepted

    expect(page).to_have_url(re.compile(rf"/scans/{cards[2].id}$"))
    expect(page.locator("[data-saved]")).to_contain_text("Inès Tessier-Roy")
    expect(page).to_have_title("Ada Tessier-Roy · Verso")
    assert page.evaluate("window.isTheSamePage === true"), "no page was loaded in between"
    saved = {one.given_name: one for one in desk.session.query(Contact)}
    assert saved["Zoé"].organization == "Atelier Boréal ltée"
    assert saved["Inès"].comment == "Conseillère en architecture durable"
    assert saved["Inès"].title == ""


def test_no_key_acts_while_something_is_typed_and_what_opens_has_no_barriers(page: Page) -> None:
    title = page.locator("[name=title]")

    press(page, "j", "t")
    expect(title).to_be_focused()
    title.press_sequentially("Date, service")
    expect(title).to_have_value("Date, service")
    press(page, "Alt+t")  # taken apart
    expect(title).to_have_value("Date")
    expect(page.locator("[name=department]")).to_have_value("service")
    press(page, "?")
    expect(page.get_by_role("dialog", name="Everything that can be done")).to_be_visible()
    assert violations_in_both_themes(page) == []
    press(page, "Escape", "ArrowDown")
    assert violations_in_both_themes(page) == []
    press(page, "Escape", "k")
    expect(page.get_by_role("button", name="Top left corner")).to_be_focused()
    assert violations_in_both_themes(page) == []


def test_a_card_that_was_not_saved_is_named_and_kept_as_it_was_left(
    desk: Desk, page: Page, cards: list[Scan]
) -> None:
    page.get_by_text("Add an e-mail address").click()
    page.keyboard.type("second@typed.example")
    press(page, "Escape")
    page.route("**/scans/*/reviews", lambda route: route.abort())
    page.route("**/scans/*/work", lambda route: route.abort())
    press(page, "0", "Enter")
    expect(page).to_have_url(re.compile(rf"/scans/{cards[1].id}$"))
    press(page, "j", "t")
    page.keyboard.type("Architecte")  # nothing jumps away from who types

    expect(page.locator("[data-held]")).to_contain_text("Zoé Tessier-Roy")
    expect(page.locator("[data-trouble]")).to_contain_text("What you type cannot be kept")
    expect(page.locator("[name=title]")).to_be_focused()
    expect(page.locator("[name=title]")).to_have_value("Architecte")
    page.unroute("**/scans/*/work")
    page.unroute("**/scans/*/reviews")
    page.locator("[data-held] a").click()

    expect(page.locator("[name=email]").last).to_have_value("second@typed.example")
    expect(page.locator("[data-trouble]")).to_contain_text("This card was not saved")
    press(page, "Enter")
    expect(page.locator("[data-saved]")).to_contain_text("Zoé Tessier-Roy")
    desk.session.expire_all()
    assert cards[1].work is not None
    assert cards[1].work["fields"]["title"] == ["Architecte"]
    assert "title" in cards[1].work["touched"]


def test_a_card_that_only_the_network_held_back_is_saved_when_it_is_there(
    desk: Desk, page: Page, cards: list[Scan]
) -> None:
    page.route("**/scans/*/reviews", lambda route: route.abort())
    press(page, "0", "Enter")
    expect(page.locator("[data-held]")).to_contain_text("Zoé Tessier-Roy")
    page.unroute("**/scans/*/reviews")

    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-held]")).to_be_hidden()
    expect(page.locator("[data-saved]")).to_contain_text("Zoé Tessier-Roy")
    expect(page).to_have_url(re.compile(rf"/scans/{cards[1].id}$"))
    desk.session.expire_all()
    assert cards[0].state is ScanState.REVIEWED
