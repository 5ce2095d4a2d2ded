"""The scan screen: a shot is never lost, whatever the network does."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.models import Scan
from app.scans import side_of
from ocr.types import Side
from tests.browser.cards import drawn, photo_of, write_text_file
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import PHONE
from tests.builders import build_account, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    for scan in desk.session.scalars(select(Scan)):
        desk.session.delete(scan)
    desk.session.commit()


def open_scan_screen(desk: Desk, open_window: OpenWindow, **options: object) -> Page:
    page = open_window(PHONE, desk, **options)
    page.goto(f"{desk.server.address}/scan")
    return page


def shoot(page: Page, seed: int = 1) -> None:
    page.get_by_label("Take a photo of the card").set_input_files(photo_of(drawn(seed)))


def scans_of(desk: Desk) -> list[Scan]:
    desk.session.expire_all()
    return list(desk.session.scalars(select(Scan).order_by(Scan.id)))


def sent_cards(page: Page):
    return page.locator("#sent li")


def test_a_shot_is_sent_at_once_and_shown_with_its_state(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)

    shoot(page)

    expect(sent_cards(page)).to_have_count(1)
    expect(sent_cards(page)).to_contain_text("waiting")
    expect(page.get_by_alt_text("The photo just taken")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Card sent.")
    assert len(scans_of(desk)) == 1


def test_a_verso_joins_the_card_just_taken(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    add_verso = page.get_by_label("+ verso")
    expect(add_verso).to_be_hidden()
    shoot(page, seed=1)
    expect(sent_cards(page)).to_have_count(1)
    shoot(page, seed=2)
    expect(sent_cards(page)).to_have_count(2)

    add_verso.set_input_files(photo_of(drawn(3)))

    expect(page.get_by_role("status")).to_have_text("Verso sent.")
    expect(add_verso).to_be_hidden()
    first, second = scans_of(desk)
    assert side_of(first, Side.VERSO) is None
    assert side_of(second, Side.VERSO) is not None


def test_a_shot_taken_without_a_connection_is_kept_and_sent_later(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    page.context.set_offline(True)

    shoot(page)

    expect(page.get_by_role("alert")).to_contain_text("no connection")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_text("to send: 1")).to_be_visible()
    assert scans_of(desk) == []

    page.context.set_offline(False)
    expect(sent_cards(page)).to_have_count(1)
    expect(page.get_by_text("to send:")).to_be_hidden()
    assert len(scans_of(desk)) == 1


def test_a_closed_tab_loses_no_shot(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    page.route("**/scans", lambda route: route.abort())
    shoot(page)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(f"{desk.server.address}/scan")

    expect(sent_cards(again)).to_have_count(1)
    assert len(scans_of(desk)) == 1


def test_an_unsent_shot_is_not_sent_into_another_members_book(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    page.route("**/scans", lambda route: route.abort())
    shoot(page)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    account, _book = build_account(desk.session, language=None)
    token = sign_in(desk.session, account)
    desk.session.commit()
    page.context.add_cookies([{"name": "verso", "value": token, "url": desk.server.address}])
    page.unroute("**/scans")

    page.reload()
    expect(page.locator("scan-desk[data-ready]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert scans_of(desk) == []

    desk.enter(page.context)
    page.reload()
    expect(sent_cards(page)).to_have_count(1)
    assert [scan.book_id for scan in scans_of(desk)] == [desk.book.id]


def test_an_answer_that_is_lost_on_the_way_makes_no_second_scan(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    lost: list[int] = []

    def lose_the_answer(route):
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/scans", lose_the_answer, times=1)
    shoot(page)
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()

    retry.click()

    expect(retry).to_be_hidden()
    expect(sent_cards(page)).to_have_count(1)
    assert lost == [201]
    assert len(scans_of(desk)) == 1


def test_what_is_no_picture_is_refused_in_words_and_can_be_removed(
    desk: Desk, open_window: OpenWindow, tmp_path: Path
) -> None:
    page = open_scan_screen(desk, open_window, locale="fr-CA")

    page.get_by_label("Fichiers").set_input_files(write_text_file(tmp_path))
    expect(page.get_by_role("alert")).to_contain_text("Ce fichier n’est pas une image.")
    page.get_by_role("button", name="Retirer").click()

    expect(page.get_by_role("button", name="Retirer")).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_empty()
    assert scans_of(desk) == []


def test_several_files_become_as_many_cards(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)

    photos = [photo_of(drawn(seed)) for seed in (1, 2, 3)]
    page.get_by_label("Pick files").set_input_files(photos)

    expect(sent_cards(page)).to_have_count(3)
    assert len(scans_of(desk)) == 3


def test_without_scripts_a_form_sends_both_sides(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window, java_script_enabled=False)

    page.get_by_label("Recto").set_input_files(photo_of(drawn(1)))
    page.get_by_label("Verso: the back").set_input_files(photo_of(drawn(2)))
    page.get_by_role("button", name="Send").click()

    expect(page).to_have_url(f"{desk.server.address}/inbox")
    (scan,) = scans_of(desk)
    assert {side.side for side in scan.sides} == {Side.RECTO, Side.VERSO}
