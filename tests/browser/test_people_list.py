"""The list of people by keyboard: searched, walked through, chosen, tagged, and taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app import contacts
from app.contact_values import ContactValues
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import DESK

pytestmark = pytest.mark.browser


@pytest.fixture
def page(desk: Desk, open_window: OpenWindow) -> Page:
    for number in range(5):
        values = ContactValues(given_name="Nora", family_name=f"Noyer {number}")
        contacts.create_contact(desk.session, desk.book.id, values, account_id=None, region="CA")
    desk.session.commit()
    opened = open_window(DESK, desk)
    opened.goto(f"{desk.server.address}/contacts")
    return opened


def test_people_are_searched_chosen_and_tagged_without_a_mouse(page):
    page.keyboard.press("/")
    page.keyboard.type("noyer x")
    expect(page.get_by_text("Nobody found.")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page).to_have_url(re.compile(r"\?q=noyer$"))
    expect(page.locator(".people-row")).to_have_count(5)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Nora Noyer 1")).to_be_focused()
    page.keyboard.press("x")
    page.locator("[name=id]").nth(3).click(modifiers=["Shift"])
    expect(page.locator("[data-count]")).to_have_text("3 chosen")

    page.locator(".batch-menu summary").first.press("Enter")
    page.locator("[name=new_tags]").fill("forêt")
    page.get_by_role("button", name="Add the tags").click()
    expect(page.get_by_text("3 people were tagged.")).to_be_visible()
    expect(page.locator(".people-row__tag", has_text="forêt")).to_have_count(3)

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".people-row__tag", has_text="forêt")).to_have_count(0)
    assert re.search(r"q=noyer", page.url)


def test_filters_narrow_the_list_in_place_and_are_kept_as_a_view(page):
    page.locator(".asking__more summary").click()
    page.locator("#by-step").select_option("due")
    expect(page.get_by_text("Nobody found.")).to_be_visible()
    page.locator("#by-step").select_option("none")
    expect(page.locator(".asked__one")).to_have_text(re.compile("No next step"))

    page.locator(".asked__keep summary").click()
    page.locator("#view-name").fill("Sans suite")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".people__views")).to_contain_text("Sans suite")
    expect(page.locator(".asked__keep summary")).to_have_text("Change this view")
