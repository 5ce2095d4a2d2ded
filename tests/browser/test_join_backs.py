"""A back that was taken as a new card joins the card before, from its sheet, offline too."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.models import ScanState
from ocr.types import Side
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.scan_screen import ScanScreen, card_file, clear_scans, scans_of, wait_for_scans
from tests.browser.windows import PHONE

pytestmark = pytest.mark.browser

JOIN = "Back of the card before"


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    clear_scans(desk)


@pytest.fixture
def screen(desk: Desk, open_window: OpenWindow) -> ScanScreen:
    return ScanScreen(open_window(PHONE, desk), desk).open()


def test_a_back_is_joined_without_a_network_and_the_server_follows(
    desk: Desk, screen: ScanScreen
) -> None:
    screen.lose_network()
    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)

    screen.open_card().get_by_role("button", name=JOIN).click()
    expect(screen.cards).to_have_count(1)
    expect(screen.cards.get_by_role("button")).to_be_focused()
    expect(screen.cards.get_by_text("with its back")).to_have_count(1)
    expect(screen.note).to_contain_text("Joined as the back of this card.")

    screen.note.get_by_role("button", name="Undo").click()
    expect(screen.cards).to_have_count(2)
    screen.open_card().get_by_role("button", name=JOIN).click()
    expect(screen.cards).to_have_count(1)

    screen.find_network()
    front, back = wait_for_scans(
        screen, lambda scans: [scan.state for scan in scans].count(ScanState.DISCARDED) == 1
    )
    assert [side.side for side in front.sides] == [Side.RECTO, Side.VERSO]
    assert back.joined_into_id == front.id
    screen.wait_for_state("sent")


def test_a_join_that_the_phone_cannot_write_down_is_told_as_that_and_not_as_a_lost_photo(
    screen: ScanScreen,
) -> None:
    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)
    screen.wait_for_state("sent", 0)
    screen.wait_for_state("sent", 1)
    screen.page.evaluate(
        """() => { IDBObjectStore.prototype.put = function () {
          throw new DOMException("full", "QuotaExceededError")
        } }"""
    )

    screen.open_card().get_by_role("button", name=JOIN).click()

    expect(screen.note).to_contain_text("This phone could not write that down.")
    expect(screen.cards).to_have_count(2)


def test_a_back_that_was_joined_on_the_server_becomes_a_card_again(
    desk: Desk, screen: ScanScreen
) -> None:
    screen.shoot(card_file(1), count=1)
    screen.shoot(card_file(2), count=2)
    screen.open_card().get_by_role("button", name=JOIN).click()
    wait_for_scans(screen, lambda scans: [len(scan.sides) for scan in scans] == [2, 1])

    sheet = screen.open_card()
    expect(sheet.get_by_role("button", name=JOIN)).to_be_hidden()
    sheet.get_by_role("button", name="The back is a card of its own").click()

    expect(screen.cards).to_have_count(2)
    wait_for_scans(screen, lambda scans: [len(scan.sides) for scan in scans] == [1, 1])
    screen.wait_for_state("sent", 0)
    screen.wait_for_state("sent", 1)
    assert [scan.state for scan in scans_of(desk)] == [ScanState.WAITING] * 2
