"""One card in two windows, a known person asked for anew, and keys while a card is still read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app import contacts
from app.contact_values import ContactValues, PhoneValue
from app.models import Scan, ScanState, now
from app.review_work import work_of
from ocr.types import PhoneLabel
from tests.browser.barriers import violations_in_both_themes
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import Window
from tests.builders import build_photo, build_scan, jpeg
from tests.readings import make_reading

pytestmark = pytest.mark.browser

WIDE = Window(1440, 900)


def add_card(desk: Desk, state: ScanState = ScanState.READY) -> Scan:
    """A card that was read, or one that is being read by somebody who takes his time."""
    is_read = state is ScanState.READY
    made = build_scan(
        desk.session,
        desk.book,
        desk.store,
        state=state,
        reading=make_reading() if is_read else None,
    )
    if is_read:
        picture = build_photo(desk.session, desk.book, desk.store, jpeg(1000, 570))
        made.sides[0].card_id = picture.id
    else:
        made.lease_token, made.lease_until = "slow", now() + timedelta(hours=1)
    desk.session.commit()
    return made


def show(page: Page, desk: Desk, scan: Scan) -> None:
    page.goto(f"{desk.server.address}/scans/{scan.id}")


def type_over(page: Page, name: str, text: str) -> None:
    """Type into a field and wait until the server has answered."""
    field = page.locator(f"[name={name}]")
    with page.expect_response(re.compile(r"/scans/\d+/work$")):
        field.fill(text)
        field.blur()


def test_the_second_window_on_a_card_is_told_and_chooses_of_both(
    desk: Desk, open_window: OpenWindow
) -> None:
    scan = add_card(desk)
    first, second = open_window(WIDE, desk), open_window(WIDE, desk)
    show(first, desk, scan)
    show(second, desk, scan)

    type_over(first, "title", "Notaire")
    type_over(second, "organization", "Nordika")

    told = second.get_by_role("alert").filter(has_text="changed in another window")
    expect(told).to_be_visible()
    second.get_by_role("button", name="Look at both versions").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Two versions of this card")
    assert violations_in_both_themes(second) == []
    expect(second.locator("[name=choice_title][value=theirs]")).to_be_checked()
    expect(second.locator("[name=choice_organization][value=mine]")).to_be_checked()
    second.get_by_role("button", name="Go on with this choice").click()

    expect(second).to_have_url(re.compile(rf"/scans/{scan.id}$"))
    expect(second.locator("[name=title]")).to_have_value("Notaire")
    expect(second.locator("[name=organization]")).to_have_value("Nordika")
    type_over(first, "title", "Avocate")
    expect(first.get_by_role("button", name="Look at both versions")).to_be_visible()
    desk.session.expire_all()
    work = work_of(desk.session.get_one(Scan, scan.id))
    assert work is not None
    assert (work.fields["title"], work.fields["organization"]) == (("Notaire",), ("Nordika",))


def test_what_is_ticked_of_a_known_person_stays_when_they_are_asked_for_again(
    desk: Desk, open_window: OpenWindow
) -> None:
    scan = add_card(desk)
    page = open_window(WIDE, desk)
    values = ContactValues(
        given_name="Noémie",
        family_name="Tessier-Roy",
        organization="Altiva",
        phones=(PhoneValue("514 555-0147", PhoneLabel.CELL),),
        emails=tuple(one["value"] for one in make_reading()["contact"]["emails"]),
    )
    contacts.create_contact(
        desk.session, desk.book.id, values, account_id=desk.account.id, region="CA"
    )
    desk.session.commit()
    show(page, desk, scan)
    tick = page.get_by_label("Congratulate on it")
    page.get_by_role("radio", name="Same person, new position").check()
    tick.check()

    with page.expect_response(re.compile("/same-person")):
        page.locator("[name=title]").fill("Directrice")
        page.locator("[name=organization]").fill("Nordika ltée")

    expect(page.locator("[name=step_words]").first).to_have_value(re.compile("Nordika ltée"))
    expect(tick).to_be_checked()
    expect(page.get_by_role("radio", name="Same person, new position")).to_be_checked()


def test_keys_act_while_a_card_is_read(desk: Desk, open_window: OpenWindow) -> None:
    ready = add_card(desk)
    scan = add_card(desk, ScanState.READING)
    page = open_window(WIDE, desk)
    show(page, desk, scan)
    expect(page.get_by_role("heading", level=1)).to_have_text("Being read…")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations_in_both_themes(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(rf"/scans/{ready.id}$"))
    show(page, desk, scan)
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(rf"/scans/{ready.id}$"))
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(rf"/scans/{scan.id}$"))
    expect(page.locator("card-wait")).to_be_visible()
    page.keyboard.press("Delete")
    expect(page).to_have_url(re.compile(rf"/scans/{ready.id}$"))

    desk.session.expire_all()
    left = desk.session.get_one(Scan, scan.id)
    assert (left.state, left.set_aside_at) == (ScanState.DISCARDED, None)
