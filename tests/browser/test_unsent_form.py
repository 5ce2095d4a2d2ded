"""A review that is sent after the sign-in ended loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from app.models import Contact, Scan, ScanState, SignIn
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import DESK
from tests.builders import PASSWORD, build_scan, sign_in
from tests.readings import make_reading

pytestmark = pytest.mark.browser


@pytest.fixture
def scan(desk: Desk) -> Scan:
    made = build_scan(
        desk.session, desk.book, desk.store, state=ScanState.READY, reading=make_reading()
    )
    for side in made.sides:
        side.card_id = side.photo_id
    desk.session.commit()
    return made


@pytest.fixture
def sent_too_late(desk: Desk, open_window: OpenWindow, scan: Scan):
    """Type into the review and send it after the sign-in ended; gives the sign-in page."""
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/scans/{scan.id}")
    page.locator("[name=given_name]").fill("Zoé-Anne")
    page.locator("[name=email]").first.fill("zoe@typed.example")
    page.get_by_text("Add an e-mail address").click()
    page.locator("[name=email]").last.fill("second@typed.example")
    page.get_by_role("radio", name="None").check()
    desk.session.execute(delete(SignIn))
    desk.session.commit()
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/sign-in?**")
    yield page
    desk.token = sign_in(desk.session, desk.account)
    desk.session.commit()


def enter(page: Page, desk: Desk) -> None:
    page.get_by_label("E-mail address").fill(desk.account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def contacts(desk: Desk) -> list[Contact]:
    desk.session.expire_all()
    return list(desk.session.scalars(select(Contact).where(Contact.given_name == "Zoé-Anne")))


def test_it_is_said_kept_and_saved_after_signing_in_again(desk, sent_too_late, scan):
    page = sent_too_late
    expect(page.get_by_text("nothing was saved")).to_be_visible()
    expect(page.get_by_text("kept in this tab")).to_be_visible()

    enter(page, desk)
    expect(page.get_by_text("What you typed is still here")).to_be_visible()
    assert contacts(desk) == []
    page.get_by_role("button", name="Save it now").click()
    page.wait_for_url(lambda url: f"/scans/{scan.id}" not in url)

    (contact,) = contacts(desk)
    assert [email.value for email in contact.emails] == [
        "zoe@typed.example",
        "second@typed.example",
    ]
    assert contact.organization == "Atelier Boréal inc."


def test_what_was_thrown_away_does_not_come_back(desk, sent_too_late, scan):
    page = sent_too_late
    enter(page, desk)
    page.get_by_role("button", name="Throw it away").click()

    expect(page.get_by_text("What you typed is still here")).to_have_count(0)
    page.reload()
    expect(page.locator("unsent-form")).to_be_hidden()
    assert page.evaluate("sessionStorage.getItem('verso.unsent')") is None
