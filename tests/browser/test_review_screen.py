"""The review screen in a real browser: a field and its place on the card lead to each other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.models import Scan, ScanState
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import PHONE, Window
from tests.builders import build_contact, build_photo, build_scan, jpeg
from tests.readings import make_reading, with_handwriting

pytestmark = pytest.mark.browser

WIDE = Window(width_px=1440, height_px=900)


@pytest.fixture
def scan(desk: Desk) -> Scan:
    """A card that was read, with a note on its verso."""
    picture = build_photo(desk.session, desk.book, desk.store)
    made = build_scan(
        desk.session,
        desk.book,
        desk.store,
        verso=jpeg(grey=90),
        state=ScanState.READY,
        reading=with_handwriting(make_reading(), picture.id),
    )
    for side in made.sides:
        card = build_photo(desk.session, desk.book, desk.store, jpeg(1000, 570, 220))
        side.card_id = card.id
    desk.session.commit()
    return made


@pytest.fixture
def open_review(desk: Desk, open_window: OpenWindow, scan: Scan):
    def open_one(window: Window = WIDE) -> Page:
        page = open_window(window, desk)
        page.goto(f"{desk.server.address}/scans/{scan.id}")
        return page

    return open_one


def lit(page: Page) -> list[str]:
    """The lines of the card that are lit."""
    return page.locator("[data-lit]").evaluate_all("all => all.map(one => one.dataset.ref)")


def test_the_pixels_behind_a_field_light_up_by_keyboard_alone(open_review):
    page = open_review()

    page.locator("[name=given_name]").focus()
    assert lit(page) == ["recto-0"]

    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("[name=organization]")).to_be_focused()
    assert lit(page) == ["recto-2"]


def test_pointing_at_a_field_shows_its_place_and_leaving_shows_the_focused_one(open_review):
    page = open_review()
    page.locator("[name=title]").focus()

    page.locator("[name=email]").first.hover()
    assert lit(page) == ["recto-4"]

    page.get_by_role("heading", level=1).hover()
    assert lit(page) == ["recto-1"], "the field that is typed into"


def test_a_line_on_the_card_offers_what_it_could_be_and_leads_to_its_field(open_review):
    page = open_review()

    page.locator("[data-ref=recto-3]").click()

    offers = page.get_by_role("group", name="This line is:")
    expect(offers.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    offers.get_by_role("button", name="Phone").click()
    expect(page.locator("[name=phone_value]").first).to_be_focused()


def test_a_line_given_to_a_field_is_taken_from_the_one_it_was_in(open_review):
    page = open_review()

    page.locator("[data-ref=recto-1]").click()
    page.get_by_role("group", name="This line is:").get_by_role("button", name="Comment").click()

    expect(page.locator("[name=comment]")).to_have_value("Conseillère en architecture durable")
    expect(page.locator("[name=title]")).to_have_value("")


def test_a_note_lights_every_line_it_was_read_from(open_review):
    page = open_review()

    page.locator("[name=note_text]").focus()

    assert lit(page) == ["verso-0", "verso-1"]


def test_where_a_value_was_read_is_told_to_those_who_do_not_see_it(open_review):
    page = open_review()

    expect(page.locator("[name=organization]")).to_have_accessible_description(
        re.compile(r"to check.*62.*Atelier Boréal inc\.")
    )


def test_a_phone_moves_the_card_to_the_line_and_back(open_review):
    page = open_review(PHONE)
    view = page.locator("svg.sheet__view").first
    assert view.get_attribute("viewBox") == "0 0 1000 570"

    page.locator("[name=email]").first.focus()
    x, y, width, height = (float(part) for part in view.get_attribute("viewBox").split())
    assert x <= 80
    assert y <= 300
    assert y + height >= 340
    assert width < 1000
    expect(view).to_be_in_viewport(ratio=0.9)

    page.locator("[name=email]").first.blur()
    expect(view).to_have_attribute("viewBox", "0 0 1000 570")


def test_rows_are_added_and_removed(desk: Desk, scan: Scan, open_review):
    page = open_review()
    numbers = page.locator("[name=phone_value]")
    expect(numbers).to_have_count(1)

    page.get_by_role("button", name="Add a phone number").click()
    expect(numbers.nth(1)).to_be_focused()
    numbers.nth(1).fill("438 555-0102")
    page.get_by_role("button", name="Remove this phone number").first.click()
    page.get_by_role("radio", name="None").check()
    with page.expect_response(re.compile(r"/reviews$")):
        page.get_by_role("button", name="Confirm").click()

    expect(page).not_to_have_url(re.compile(rf"/scans/{scan.id}$"))
    desk.session.refresh(scan)
    assert [phone.value for phone in scan.contact.phones] == ["438 555-0102"]


def test_a_day_of_ones_own_is_asked_for_only_when_wanted(open_review):
    page = open_review()
    day = page.locator("[name=due_on]")
    expect(day).to_be_hidden()

    page.get_by_role("radio", name="Another day").check()
    expect(day).to_be_focused()
    day.fill("2099-01-01")
    page.get_by_role("radio", name="Tomorrow").check()

    expect(day).to_be_hidden()
    expect(day).to_have_value("")


def test_the_list_follows_while_somebody_types(desk: Desk, open_window: OpenWindow):
    from app.search import index_contact

    for given, family in (("Zoé", "Élan"), ("Karim", "Ould")):
        contact = build_contact(desk.session, desk.book, given_name=given, family_name=family)
        index_contact(desk.session, contact)
    desk.session.commit()
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/contacts")

    page.get_by_role("searchbox").press_sequentially("elan")

    expect(page.get_by_role("link", name="Karim Ould")).to_have_count(0)
    expect(page.get_by_role("link", name="Zoé Élan")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=elan"))
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_choosing_people_counts_them(desk: Desk, open_window: OpenWindow):
    build_contact(desk.session, desk.book)
    desk.session.commit()
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/contacts?select=1")
    expect(page.get_by_text("None chosen: everybody on this list")).to_be_visible()

    page.locator("li.people-row").first.click()

    expect(page.get_by_text("1 chosen")).to_be_visible()
