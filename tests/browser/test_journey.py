"""The main job in a real browser, with the real engine: a card becomes a confirmed contact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Page, expect

from drawn import DrawnCard
from ocr.types import Side
from tests.browser.cards import drawn, photo_of
from tests.browser.conftest import OpenWindow, StartServer
from tests.browser.desk import Desk
from tests.browser.windows import PHONE, Window
from tests.builders import PASSWORD, build_contact

pytestmark = pytest.mark.browser

READING_LIMIT_MS = 120_000
"""A first reading loads the engine; on a busy machine that takes its time."""


def create_account(page: Page, first_run_link: str) -> None:
    """Open the link of the terminal and become the owner."""
    page.goto(first_run_link)
    page.locator("[name=display_name]").fill("Ada Propriétaire")
    page.locator("[name=email]").fill("ada@example.com")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    expect(page).to_have_url(re.compile(r"/scan$"))


def wait_until_read(page: Page) -> None:
    """Wait for the review form; the page brings it by itself."""
    expect(page.locator("[name=given_name]")).to_be_visible(timeout=READING_LIMIT_MS)


def name_on(card: DrawnCard) -> str:
    assert card.fields.name is not None
    return card.fields.name.full


def read_vcard(page: Page, folder: Path):
    """Download the vCard of the contact on the page and read it with another parser."""
    with page.expect_download() as started:
        page.get_by_role("link", name="vCard").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    assert path.suffix == ".vcf"
    return vobject.readOne(path.read_text(encoding="utf-8"))


def choose(page: Page, name: str) -> None:
    """Choose a chip: a radio button that is there without being seen."""
    page.get_by_role("radio", name=name, exact=True).check()


@pytest.mark.slow
def test_a_card_becomes_a_contact_in_french_on_a_phone(
    start_server: StartServer, open_window: OpenWindow, tmp_path: Path
) -> None:
    card = drawn(301, verso="notes")
    server = start_server(workers="1")
    page = open_window(Window(language="fr"))

    create_account(page, server.first_run_link)
    page.get_by_label("Photographier la carte").set_input_files(photo_of(card))
    expect(page.locator(".strip__item")).to_have_count(1)
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="+ verso").first.click()
    chosen.value.set_files(photo_of(card, Side.VERSO))
    expect(page.locator("scan-desk [data-status]")).to_contain_text("Verso ajouté.")
    expect(page.locator("[data-unsent]")).to_be_hidden()

    page.get_by_role("link", name="À revoir").click()
    page.locator(".card__name a").first.click()
    page.evaluate("window.isTheSamePage = true")
    wait_until_read(page)
    assert page.evaluate("window.isTheSamePage === true"), "the page was loaded again"
    assert card.fields.emails[0] in page.locator("[name=email]").first.input_value().casefold()
    expect(page.locator("figure.sheet")).to_have_count(2)

    page.locator("[name=title]").fill("Directrice de la création")
    page.locator("[name=new_tags]").fill("architecture, prospect")
    choose(page, "Demain")
    choose(page, "Écrire")
    page.locator("[name=follow_up_text]").fill("Remercier pour le café")
    page.get_by_role("button", name="Confirmer").click()

    expect(page).to_have_url(re.compile(r"/contacts/\d+"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name_on(card))
    expect(page.get_by_text("Directrice de la création").first).to_be_visible()
    expect(page.locator("#next-steps")).to_contain_text("Remercier pour le café")
    expect(page.locator("#next-steps")).to_contain_text("demain")

    contact = read_vcard(page, tmp_path)
    assert contact.fn.value == name_on(card)
    assert contact.title.value == "Directrice de la création"
    assert set(contact.categories.value) == {"architecture", "prospect"}
    assert card.fields.emails[0] in [email.value.casefold() for email in contact.email_list]
    assert contact.photo.value.startswith(b"\xff\xd8")

    page.get_by_role("link", name="Suivis").click()
    expect(page.get_by_role("listitem").filter(has_text=name_on(card))).to_contain_text("demain")


@pytest.mark.slow
def test_a_card_becomes_a_contact_without_any_script(
    start_server: StartServer, open_window: OpenWindow, tmp_path: Path
) -> None:
    card = drawn(303, language="en")
    server = start_server(workers="1")
    page = open_window(PHONE, java_script_enabled=False)

    create_account(page, server.first_run_link)
    page.locator("[name=recto]").set_input_files(photo_of(card))
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile(r"/inbox$"))
    page.locator(".card__name a").click()
    wait_until_read(page)

    page.locator("[name=given_name]").fill("Zoé")
    page.locator("[name=family_name]").fill("Testard")
    page.locator("[name=organization]").fill("Northline Print")
    page.locator("[name=new_tags]").fill("printing")
    choose(page, "Tomorrow")
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Zoé Testard")
    expect(page.locator("#next-steps")).to_contain_text("tomorrow")
    contact = read_vcard(page, tmp_path)
    assert (contact.n.value.given, contact.n.value.family) == ("Zoé", "Testard")
    assert contact.org.value[0] == "Northline Print"
    assert contact.categories.value == ["printing"]


@pytest.mark.parametrize(
    ("language", "mine", "theirs", "heading"),
    [
        ("en", "Yours", "Saved meanwhile", "Two versions of"),
        ("fr", "La vôtre", "Enregistré entre-temps", "Deux versions de"),
    ],
)
def test_two_tabs_that_edit_one_contact_lose_neither_version(
    desk: Desk, open_window: OpenWindow, language: str, mine: str, theirs: str, heading: str
) -> None:
    contact = build_contact(desk.session, desk.book, title="Baker")
    desk.session.commit()
    first = open_window(Window(language=language), desk)
    second = first.context.new_page()
    address = f"{desk.server.address}/contacts/{contact.id}"
    for page in (first, second):
        page.goto(f"{address}/edit")

    first.locator("[name=title]").fill("Head baker")
    first.locator("form.stack [type=submit]").click()
    expect(first).to_have_url(re.compile(rf"/contacts/{contact.id}$"))
    second.locator("[name=title]").fill("Pastry chef")
    with second.expect_response(re.compile(rf"/contacts/{contact.id}$")) as answered:
        second.locator("form.stack [type=submit]").click()

    assert answered.value.status == 409
    expect(second.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(second.locator("label").filter(has_text=theirs)).to_contain_text("Head baker")
    expect(second.locator("label").filter(has_text=mine)).to_contain_text("Pastry chef")
    desk.session.refresh(contact)
    assert contact.title == "Head baker"

    second.locator("label").filter(has_text=mine).click()
    second.locator("form.stack [type=submit]").click()
    expect(second).to_have_url(re.compile(rf"/contacts/{contact.id}$"))
    desk.session.refresh(contact)
    assert contact.title == "Pastry chef"


def test_a_member_signs_in_and_out(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE)
    page.goto(f"{desk.server.address}/inbox")
    expect(page).to_have_url(re.compile(r"/sign-in\?next=/inbox$"))

    page.get_by_label("E-mail address").fill(desk.account.email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("is wrong")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/inbox$"))

    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/sign-in$"))
    page.goto(f"{desk.server.address}/inbox")
    expect(page).to_have_url(re.compile(r"/sign-in"))
