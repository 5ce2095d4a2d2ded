"""Advice about a photo while the card is still in hand, and another photo in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from sqlalchemy import select

from app.models import Scan, ScanState
from app.scans import side_of
from drawn import photograph_card
from drawn.photo_options import GENTLE
from ocr.flaws import HINTS
from ocr.types import Flaw, Side
from tests.browser.cards import drawn
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.test_accessibility import violations
from tests.browser.windows import PAIRS, PHONE, Window

pytestmark = pytest.mark.browser

TWELVE_MEGAPIXELS = replace(
    GENTLE, long_side_px=4000, background="dark_table", is_portrait=False, orientation=1
)
BLURRED = replace(TWELVE_MEGAPIXELS, defocus_px=(5.0, 5.0))
QUALITY = "**/api/quality"


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    for scan in desk.session.scalars(select(Scan)):
        desk.session.delete(scan)
    desk.session.commit()


@cache
def sharp_photo() -> FilePayload:
    photo = photograph_card(drawn(60), 7, TWELVE_MEGAPIXELS).jpeg
    return {"name": "sharp.jpg", "mimeType": "image/jpeg", "buffer": photo}


@cache
def blurred_photo() -> FilePayload:
    photo = photograph_card(drawn(60), 7, BLURRED).jpeg
    return {"name": "blurred.jpg", "mimeType": "image/jpeg", "buffer": photo}


def open_scan_screen(desk: Desk, open_window: OpenWindow, window: Window = PHONE) -> Page:
    page = open_window(window, desk, reduced_motion="reduce")
    page.goto(f"{desk.server.address}/scan")
    return page


def shutter(page: Page) -> Locator:
    return page.locator("[data-shutter]")


def advice(page: Page) -> Locator:
    return page.locator("photo-advice")


def take_again(page: Page) -> Locator:
    return advice(page).get_by_label(re.compile("Take it again|Reprendre la photo"))


def shoot_again(page: Page, photo: FilePayload) -> None:
    """As the camera does it: the button opens it, and it hands over a photo."""
    with page.expect_file_chooser() as chosen:
        take_again(page).click()
    chosen.value.set_files(photo)


def scans_of(desk: Desk, *states: ScanState) -> list[Scan]:
    desk.session.expire_all()
    found = desk.session.scalars(select(Scan).order_by(Scan.id))
    return [scan for scan in found if not states or scan.state in states]


def sent_cards(page: Page) -> Locator:
    return page.locator("#sent li")


def test_a_blurred_photo_is_told_within_seconds_and_a_sharp_one_not(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window, replace(PHONE, language="fr"))

    with page.expect_response(QUALITY) as answered:
        shutter(page).set_input_files(sharp_photo())
    answered.value.finished()
    expect(sent_cards(page)).to_have_count(1)
    expect(page.locator("[data-text]")).to_be_empty()
    expect(take_again(page)).to_be_hidden()

    shutter(page).set_input_files(blurred_photo())

    expect(advice(page)).to_contain_text("La photo est floue", timeout=5_000)
    expect(take_again(page)).to_be_visible()
    expect(sent_cards(page)).to_have_count(2)


def test_a_small_copy_is_judged_and_the_whole_photo_sent(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    sent_bytes: list[int] = []
    page.on(
        "request",
        lambda asked: (
            sent_bytes.append(len(asked.post_data_buffer or b""))
            if asked.url.endswith("/api/quality")
            else None
        ),
    )

    shutter(page).set_input_files(blurred_photo())
    expect(advice(page)).to_contain_text(HINTS[Flaw.BLURRED])
    expect(sent_cards(page)).to_have_count(1)

    assert len(sent_bytes) == 1
    assert sent_bytes[0] < len(blurred_photo()["buffer"]) / 3
    (scan,) = scans_of(desk)
    assert scan.sides[0].photo.size_bytes == len(blurred_photo()["buffer"])


def test_without_a_connection_nothing_is_asked_and_nothing_is_lost(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)

    shutter(page).set_input_files(blurred_photo())
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.context.set_offline(False)

    expect(sent_cards(page)).to_have_count(1)
    assert len(scans_of(desk)) == 1
    assert [url for url in asked if url.endswith("/api/quality")] == []


def test_an_answer_that_does_not_come_holds_nothing_up(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    held: list[object] = []
    page.route(QUALITY, lambda route: held.append(route))

    for number in (1, 2, 3):
        shutter(page).set_input_files(blurred_photo())
        expect(sent_cards(page)).to_have_count(number)

    assert len(held) == 1, "one question at a time"
    assert len(scans_of(desk)) == 3
    expect(take_again(page)).to_be_hidden()


def test_an_error_of_the_judge_is_nobodys_trouble(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    page.route(QUALITY, lambda route: route.fulfill(status=500, body="broken"))

    with page.expect_response(QUALITY):
        shutter(page).set_input_files(blurred_photo())

    expect(sent_cards(page)).to_have_count(1)
    expect(page.get_by_role("alert")).to_be_empty()
    expect(take_again(page)).to_be_hidden()


def test_a_photo_taken_again_takes_the_place_of_the_first_and_both_can_be_kept(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(blurred_photo())
    expect(sent_cards(page)).to_have_count(1)
    (first,) = scans_of(desk)
    expect(take_again(page)).to_be_visible()

    shoot_again(page, sharp_photo())

    expect(advice(page)).to_contain_text("The new photo took the place of the first.")
    expect(sent_cards(page)).to_have_count(1)
    (new,) = scans_of(desk, ScanState.WAITING)
    assert new.id != first.id
    assert [scan.id for scan in scans_of(desk, ScanState.DISCARDED)] == [first.id]

    page.get_by_role("button", name="Keep both").click()

    expect(sent_cards(page)).to_have_count(2)
    expect(page.get_by_role("button", name="Keep both")).to_be_hidden()
    expect(shutter(page)).to_be_focused()
    assert scans_of(desk, ScanState.DISCARDED) == []


def test_a_photo_taken_again_before_it_was_sent_goes_alone(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    page.route("**/scans", lambda route: route.abort())
    shutter(page).set_input_files(blurred_photo())
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(take_again(page)).to_be_visible()
    page.unroute("**/scans")

    shoot_again(page, sharp_photo())

    expect(sent_cards(page)).to_have_count(1)
    expect(page.get_by_text("to send:")).to_be_hidden()
    (scan,) = scans_of(desk)
    assert scan.sides[0].photo.size_bytes == len(sharp_photo()["buffer"])


def test_the_first_photo_stays_until_the_new_one_is_on_the_server(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(blurred_photo())
    expect(sent_cards(page)).to_have_count(1)
    expect(take_again(page)).to_be_visible()
    page.route("**/scans", lambda route: route.abort())

    shoot_again(page, sharp_photo())
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert [scan.state for scan in scans_of(desk)] == [ScanState.WAITING]

    # The page is closed and opened again: the new photo still knows whose place it takes.
    page.unroute("**/scans")
    page.reload()
    expect(page.get_by_text("to send:")).to_be_hidden()
    expect(advice(page)).to_contain_text("took the place")
    assert [scan.state for scan in scans_of(desk)] == [ScanState.DISCARDED, ScanState.WAITING]


def test_a_verso_taken_again_keeps_its_recto(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(sharp_photo())
    expect(sent_cards(page)).to_have_count(1)
    page.get_by_label("+ verso").set_input_files(blurred_photo())
    expect(page.get_by_role("status")).to_have_text("Verso sent.")
    expect(take_again(page)).to_be_visible()

    better = photograph_card(drawn(61), 8, TWELVE_MEGAPIXELS).jpeg
    shoot_again(page, {"name": "better.jpg", "mimeType": "image/jpeg", "buffer": better})

    expect(advice(page)).to_contain_text("took the place")
    (scan,) = scans_of(desk, ScanState.WAITING)
    sizes = {side: side_of(scan, side).photo.size_bytes for side in Side}  # type: ignore[union-attr]
    assert sizes == {Side.RECTO: len(sharp_photo()["buffer"]), Side.VERSO: len(better)}
    expect(page.get_by_label("+ verso")).to_be_hidden()


def test_advice_can_be_dismissed_with_the_keyboard(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(blurred_photo())
    dismiss = page.get_by_role("button", name="Dismiss the advice")
    expect(dismiss).to_be_visible()

    dismiss.press("Enter")

    expect(dismiss).to_be_hidden()
    expect(shutter(page)).to_be_focused()
    expect(page.locator("[data-text]")).to_be_empty()
    assert len(scans_of(desk)) == 1


def reading_that_says(desk: Desk, *flaws: Flaw) -> None:
    """Let the reading of the only card end, with these hints about its photo."""
    (scan,) = scans_of(desk)
    hints = [{"code": flaw.value, "hint": HINTS[flaw]} for flaw in flaws]
    scan.reading = {"contact": {}, "sides": [{"side": "recto", "quality": {"hints": hints}}]}
    scan.state = ScanState.READY
    desk.session.commit()


def test_what_the_reading_says_too_is_not_said_twice(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(blurred_photo())
    expect(take_again(page)).to_be_visible()

    reading_that_says(desk, Flaw.BLURRED)

    expect(sent_cards(page).get_by_text("to review")).to_be_visible()
    expect(sent_cards(page).get_by_text("take it again")).to_be_hidden()
    expect(advice(page)).to_contain_text(HINTS[Flaw.BLURRED])


def test_what_only_the_reading_says_is_said_in_the_strip(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(blurred_photo())
    expect(take_again(page)).to_be_visible()

    reading_that_says(desk, Flaw.GLARE)

    expect(sent_cards(page).get_by_text("take it again")).to_be_visible()


def test_a_photo_that_reads_well_takes_the_advice_back(desk: Desk, open_window: OpenWindow) -> None:
    page = open_scan_screen(desk, open_window)
    shutter(page).set_input_files(blurred_photo())
    expect(take_again(page)).to_be_visible()

    reading_that_says(desk)

    expect(sent_cards(page).get_by_text("to review")).to_be_visible()
    expect(take_again(page)).to_be_hidden()


SHORT = Window(width_px=375, height_px=667, language="fr")
"""The smallest telephones that are still about."""


@pytest.mark.parametrize("window", [*PAIRS, SHORT], ids=lambda window: window.name)
def test_advice_is_legible_polite_and_large_enough_for_a_thumb(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    page = open_scan_screen(desk, open_window, window)
    shutter(page).set_input_files(blurred_photo())
    expect(take_again(page)).to_be_visible()

    boxes = page.locator("photo-advice label, photo-advice button:visible")
    sizes = boxes.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")

    assert violations(page) == []
    assert len(sizes) == 2
    assert min(min(box["width"], box["height"]) for box in sizes) >= 44
    expect(page.locator("[data-text]")).to_have_attribute("aria-live", "polite")
    assert page.evaluate("document.documentElement.scrollWidth") <= window.width_px
    assert is_in_view(page, "label.shutter"), "the next shot is never pushed off the screen"


def is_in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    tab_bar = page.locator("nav").first.bounding_box()
    assert box is not None
    assert tab_bar is not None
    height = page.evaluate("innerHeight")
    low = tab_bar["y"] if tab_bar["y"] > height / 2 else height
    return box["y"] >= 0 and box["y"] + box["height"] <= low
