"""Duplicates by keys: merged, kept, and undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.contact_values import ContactValues, PhoneValue
from app.contacts import create_contact
from app.models import Contact
from ocr.types import PhoneLabel
from tests.browser.windows import DESK

pytestmark = pytest.mark.browser


def add(desk, **values):
    contact = create_contact(
        desk.session, desk.book.id, ContactValues(**values), account_id=None, region="CA"
    )
    desk.session.commit()
    return contact


def test_pairs_are_merged_kept_and_undone_by_keys(desk, open_window):
    cell = (PhoneValue("514 555-0152", PhoneLabel.CELL),)
    one = add(desk, given_name="Geneviève", family_name="Tessier", phones=cell)
    two = add(desk, given_name="Gen", family_name="Tessier", phones=cell)
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/duplicates")
    expect(page.locator("[data-pair]")).to_have_count(1)

    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-pair]")).to_be_focused()
    page.keyboard.press("m")
    expect(page.get_by_role("status").filter(has_text="Merged")).to_be_visible()
    page.wait_for_load_state()  # the keys are a module's, which comes after the page
    desk.session.expire_all()
    assert desk.session.get(Contact, two.id).merged_into_id == one.id

    page.keyboard.press("z")
    expect(page.locator("[data-pair]")).to_have_count(1)
    page.wait_for_load_state()
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Duplicates")).to_be_visible()
    expect(page.locator("[data-pair]")).to_have_count(0)
