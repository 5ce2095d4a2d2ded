"""Advice about a photo while the card is still in hand, and another photo in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from app.models import ScanState
from app.scans import side_of
from drawn import photograph_card
from drawn.photo_options import GENTLE
from ocr.types import Side
from tests.browser.barriers import violations_in_both_themes
from tests.browser.cards import drawn
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.scan_screen import ScanScreen, clear_scans, wait_for_scans
from tests.browser.windows import EACH_SIZE, PHONE, Window

pytestmark = pytest.mark.browser

SHARP = replace(
    GENTLE, long_side_px=2000, background="dark_table", is_portrait=False, orientation=1
)
BLURRED = replace(SHARP, defocus_px=(5.0, 5.0))


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    clear_scans(desk)


@cache
def sharp_photo(seed: int = 60) -> FilePayload:
    photo = photograph_card(drawn(seed), 7, SHARP).jpeg
    return {"name": "sharp.jpg", "mimeType": "image/jpeg", "buffer": photo}


@cache
def blurred_photo() -> FilePayload:
    photo = photograph_card(drawn(60), 7, BLURRED).jpeg
    return {"name": "blurred.jpg", "mimeType": "image/jpeg", "buffer": photo}


@pytest.fixture
def open_screen(desk: Desk, open_window: OpenWindow):
    def open_one(window: Window = PHONE) -> ScanScreen:
        return ScanScreen(open_window(window, desk, reduced_motion="reduce"), desk).open()

    return open_one


def take_again(screen: ScanScreen) -> Locator:
    return screen.note.get_by_role("button", name=re.compile("Take again|Reprendre"))


def shoot_again(screen: ScanScreen, photo: FilePayload) -> None:
    """As the system's camera does it: the button opens it, and it hands over a photo."""
    with screen.page.expect_file_chooser() as chosen:
        take_again(screen).click()
    chosen.value.set_files(photo)


def test_a_blurred_photo_is_told_at_once_and_a_sharp_one_not(desk, open_screen) -> None:
    screen = open_screen(replace(PHONE, language="fr"))

    screen.shoot(sharp_photo(), count=1)
    expect(screen.said).to_have_text("Carte 1 prise.")
    expect(screen.note).to_be_hidden()

    screen.shoot(blurred_photo(), count=2)

    expect(screen.note).to_contain_text("Photo floue.")
    expect(screen.said).to_have_text("Photo floue. Ne bougez plus.")
    expect(take_again(screen)).to_be_visible()


def test_advice_is_given_without_any_network(desk, open_screen) -> None:
    screen = open_screen()
    screen.lose_network()

    screen.shoot(blurred_photo(), count=1)

    expect(screen.note).to_contain_text("Blurred.")
    expect(screen.unsent).to_have_text("1 to send")


def test_a_photo_taken_again_keeps_the_place_of_the_card(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(blurred_photo(), count=1)
    screen.wait_for_state("sent")
    (before,) = wait_for_scans(screen, lambda scans: len(scans) == 1)
    first_photo = before.sides[0].photo_id

    shoot_again(screen, sharp_photo())

    expect(screen.said).to_have_text("Photo replaced.")
    expect(screen.note).to_be_hidden()
    expect(screen.cards).to_have_count(1)
    (after,) = wait_for_scans(screen, lambda scans: scans[0].sides[0].photo_id != first_photo)
    assert after.id == before.id
    assert after.state is ScanState.WAITING
    assert after.sides[0].replaced_photo_id == first_photo


def test_a_photo_taken_again_before_it_was_sent_goes_alone(desk, open_screen) -> None:
    screen = open_screen()
    screen.lose_network()
    screen.shoot(blurred_photo(), count=1)

    shoot_again(screen, sharp_photo())
    expect(screen.said).to_have_text("Photo replaced.")
    screen.find_network()

    (scan,) = wait_for_scans(screen, lambda scans: len(scans) == 1)
    assert scan.sides[0].replaced_photo_id is None
    expect(screen.cards).to_have_count(1)


def test_a_verso_taken_again_keeps_its_recto(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(sharp_photo(), count=1)
    screen.wait_for_state("sent")
    screen.add_verso(blurred_photo())
    expect(take_again(screen)).to_be_visible()
    (before,) = wait_for_scans(screen, lambda scans: len(scans[0].sides) == 2)
    recto, verso = (side_of(before, side).photo_id for side in Side)  # type: ignore[union-attr]

    shoot_again(screen, sharp_photo(61))
    expect(screen.said).to_have_text("Photo replaced.")

    (after,) = wait_for_scans(
        screen,
        lambda scans: side_of(scans[0], Side.VERSO).photo_id != verso,  # type: ignore[union-attr]
    )
    assert side_of(after, Side.RECTO).photo_id == recto  # type: ignore[union-attr]


def test_the_next_photo_ends_the_advice_about_the_last(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(blurred_photo(), count=1)
    expect(take_again(screen)).to_be_visible()

    screen.shoot(sharp_photo(), count=2)

    expect(screen.note).to_be_hidden()


def test_advice_can_be_dismissed_with_the_keyboard(desk, open_screen) -> None:
    screen = open_screen()
    screen.shoot(blurred_photo(), count=1)
    dismiss = screen.note.get_by_role("button", name="Dismiss")

    dismiss.press("Enter")

    expect(screen.note).to_be_hidden()
    expect(screen.page.locator("[data-shutter]")).to_be_focused()
    expect(screen.cards).to_have_count(1)


SHORT = Window(width_px=360, height_px=640, language="fr")
"""The smallest telephones that are still about."""


@pytest.mark.parametrize("window", [*EACH_SIZE, SHORT], ids=lambda window: window.name)
def test_advice_is_legible_and_large_enough_for_a_thumb(desk, open_screen, window: Window) -> None:
    screen = open_screen(window)
    screen.shoot(blurred_photo(), count=1)
    expect(take_again(screen)).to_be_visible()

    boxes = screen.note.locator("button:visible")
    sizes = boxes.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")

    assert violations_in_both_themes(screen.page) == []
    assert len(sizes) == 2
    assert min(min(box["width"], box["height"]) for box in sizes) >= 44
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= window.width_px
    assert screen.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
