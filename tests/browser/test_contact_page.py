"""The page of a person in a real browser: values changed where they stand, pictures seen large."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.contact_values import values_of
from app.contacts import update_contact
from app.models import Contact
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.life import Life, furnish
from tests.browser.windows import DESK

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def life(desk: Desk) -> Life:
    return furnish(desk)


@pytest.fixture
def page(desk: Desk, life: Life, open_window: OpenWindow) -> Page:
    opened = open_window(DESK, desk)
    opened.goto(f"{desk.server.address}/contacts/{life.contact_id}")
    return opened


def test_a_value_is_changed_where_it_stands_and_escape_leaves_it(page):
    work = page.locator("#part-work")
    work.get_by_role("link", name="Edit title and organization").press("Enter")
    expect(work.locator("[name=title]")).to_be_focused()

    page.keyboard.type("Graveuse")
    page.keyboard.press("Escape")
    expect(work).to_contain_text("Notaire")
    expect(work.get_by_role("link")).to_be_focused()

    work.locator("[data-edit-here]").click()
    work.locator("[name=title]").fill("Graveuse")
    page.keyboard.press("Enter")

    expect(work).to_contain_text("Graveuse · Étude Testard inc.")
    expect(work.get_by_role("link")).to_be_focused()
    expect(page.locator("#history")).to_contain_text("Graveuse")
    expect(page.locator("[data-told]")).to_have_text("Saved.")
    page.locator("#history").get_by_role("button", name=re.compile("Undo")).first.click()
    expect(work).to_contain_text("Notaire")


def test_what_is_wrong_is_told_and_what_changed_meanwhile_is_shown_in_its_place(page, desk, life):
    emails = page.locator("#part-emails")
    emails.get_by_role("link", name="Edit the e-mail addresses").click()
    field = emails.locator("[name=email]").first
    field.fill("zoe-testard.example")
    field.press("Enter")
    expect(emails.locator(".field__error")).to_have_text("This is not an e-mail address.")
    expect(emails.locator("[aria-invalid=true]")).to_be_focused()

    save_elsewhere(desk, life.contact_id, "elsewhere@testard.example")
    field.fill("here@testard.example")
    field.press("Enter")
    expect(emails.get_by_role("alert")).to_contain_text("elsewhere@testard.example")
    expect(field).to_have_value("here@testard.example")

    field.press("Enter")
    expect(emails.get_by_role("link", name="here@testard.example")).to_be_visible()


def save_elsewhere(desk: Desk, contact_id: int, email: str) -> None:
    desk.session.expire_all()
    contact = desk.session.get_one(Contact, contact_id)
    update_contact(
        desk.session,
        contact,
        replace(values_of(contact), emails=(email,)),
        version=contact.version,
        account_id=desk.account.id,
        region="CA",
    )
    desk.session.commit()


def test_a_meeting_is_added_and_removed_without_leaving_the_page(page):
    meetings = page.locator("#encounters")
    meetings.get_by_role("link", name="Add an encounter").click()
    meetings.get_by_label("What about").fill("Son nouvel atelier")
    page.keyboard.press("Enter")
    newest = meetings.locator(".timeline__item").first
    expect(newest).to_contain_text("Fourth time you met")
    expect(newest).to_contain_text("Son nouvel atelier")

    newest.get_by_role("link").click()
    meetings.get_by_role("button", name="Delete").click()
    expect(meetings).not_to_contain_text("Fourth time you met")
    expect(page).to_have_url(re.compile(r"/contacts/\d+$"))


def test_the_cards_are_seen_large_one_after_the_other(page):
    page.get_by_role("link", name="Recto of the card").click()
    large = page.get_by_role("dialog")
    expect(large).to_have_accessible_name("Recto of the card")

    page.keyboard.press("ArrowRight")
    expect(large).to_have_accessible_name("Verso of the card")
    expect(large.get_by_role("img")).to_be_visible()

    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(page.get_by_role("link", name="Verso of the card")).to_be_focused()
