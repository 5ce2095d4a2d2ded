"""The scan screen with a live camera that sees a drawn card, and where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import violations_in_both_themes
from tests.browser.camera import camera_browser, film_of, still_card
from tests.browser.conftest import OpenWindow, complaints_in
from tests.browser.desk import Desk
from tests.browser.device import kept_rows, wait_until
from tests.browser.scan_screen import ScanScreen, card_file, clear_scans, scans_of, wait_for_scans
from tests.browser.windows import DESK, EACH_SIZE, PHONE, Window

pytestmark = pytest.mark.browser

LIMIT_MS = 40_000


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    clear_scans(desk)


@pytest.fixture(scope="module")
def camera(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    film = film_of(tmp_path_factory.mktemp("film") / "card.mjpeg", still_card()[0])
    with camera_browser(chromium.browser_type, Path(film)) as browser:
        yield browser


@pytest.fixture
def open_live(camera: Browser, desk: Desk):
    """Open the scan screen before the camera; its console must stay silent."""
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_one(window: Window = PHONE, *, is_automatic: bool = True) -> ScanScreen:
            context = camera.new_context(**window.options(), reduced_motion="reduce")
            stack.callback(context.close)
            desk.enter(context)
            page = context.new_page()
            page.set_default_timeout(LIMIT_MS)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.extend(complaints_in(said)))
            screen = ScanScreen(page, desk)
            if not is_automatic:
                page.goto(f"{desk.server.address}/settings")
                page.get_by_role("switch", name="Shoot by itself").click()
                by_hand = {"name": "autoShoot", "value": False}
                wait_until(page, lambda page=page: by_hand in kept_rows(page, "prefs"))
            return screen.open()

        yield open_one
    assert complaints == []


def wait_until_live(screen: ScanScreen) -> None:
    desk = screen.page.locator("scan-desk")
    expect(desk).to_have_attribute("data-camera", "live", timeout=LIMIT_MS)


def shutter(screen: ScanScreen):
    return screen.page.locator("button.shutter")


def test_a_card_that_lies_still_is_taken_by_itself_and_once(desk, open_live) -> None:
    screen = open_live()

    expect(screen.cards).to_have_count(1, timeout=LIMIT_MS)
    expect(screen.said).to_contain_text("Card 1 taken.")
    screen.wait_for_state("sent")
    screen.page.wait_for_timeout(2500)

    expect(screen.cards).to_have_count(1)
    assert len(scans_of(desk)) == 1


def test_the_shutter_takes_a_card_and_then_its_back(open_live) -> None:
    screen = open_live(is_automatic=False)
    wait_until_live(screen)
    expect(screen.page.get_by_role("button", name="Shoot by itself")).to_have_attribute(
        "aria-pressed", "false"
    )

    shutter(screen).click()
    expect(screen.cards).to_have_count(1, timeout=LIMIT_MS)
    screen.page.get_by_role("button", name="+ verso").last.click()
    expect(screen.armed).to_be_visible()
    shutter(screen).click()

    expect(screen.armed).to_be_hidden()
    expect(screen.said).to_contain_text("Verso added.", timeout=LIMIT_MS)
    expect(screen.cards).to_have_count(1)
    expect(screen.cards).to_contain_text("with its back")
    screen.wait_for_state("sent")


def test_an_armed_back_can_be_taken_back(desk, open_live) -> None:
    screen = open_live(is_automatic=False)
    wait_until_live(screen)
    shutter(screen).click()
    expect(screen.cards).to_have_count(1, timeout=LIMIT_MS)

    screen.page.keyboard.press("v")
    expect(screen.armed).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(screen.armed).to_be_hidden()
    shutter(screen).click()

    expect(screen.cards).to_have_count(2, timeout=LIMIT_MS)
    wait_for_scans(screen, lambda scans: [len(scan.sides) for scan in scans] == [1, 1])


def test_a_card_taken_again_keeps_its_place(desk, open_live) -> None:
    screen = open_live(is_automatic=False)
    wait_until_live(screen)
    shutter(screen).click()
    expect(screen.cards).to_have_count(1, timeout=LIMIT_MS)
    screen.wait_for_state("sent")
    (before,) = scans_of(desk)
    screen.page.evaluate(
        """() => {
          const detail = document.querySelector(".strip__item").dataset.key
          const again = new CustomEvent("card:again", { detail })
          document.querySelector("scan-desk").dispatchEvent(again)
        }"""
    )
    expect(screen.armed).to_contain_text("Now this card again")

    shutter(screen).click()

    expect(screen.said).to_contain_text("Photo replaced.", timeout=LIMIT_MS)
    expect(screen.unsent).to_be_hidden()
    wait_for_scans(screen, lambda scans: [scan.id for scan in scans] == [before.id])


def test_nothing_is_taken_behind_a_sheet(open_live) -> None:
    screen = open_live(is_automatic=False)
    wait_until_live(screen)
    is_held = "document.querySelector('card-camera').isHeld"

    screen.page.get_by_role("button", name="This device").click()
    screen.page.wait_for_function(f"() => {is_held}")
    screen.page.keyboard.press("Escape")

    expect(screen.page.locator("[data-device-sheet]")).to_be_hidden()
    screen.page.wait_for_function(f"() => !{is_held}")


def test_on_a_desk_the_camera_is_asked_for_and_space_shoots(desk, open_live) -> None:
    screen = open_live(DESK, is_automatic=False)
    expect(screen.page.locator("scan-desk")).to_have_attribute("data-camera", "off")

    screen.page.get_by_role("button", name="Use the camera").click()
    wait_until_live(screen)
    screen.page.locator("h1").evaluate("() => document.activeElement.blur()")
    screen.page.keyboard.press("Space")

    expect(screen.cards).to_have_count(1, timeout=LIMIT_MS)
    screen.wait_for_state("sent")
    assert len(scans_of(desk)) == 1


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_the_live_screen_is_accessible(open_live, window: Window) -> None:
    screen = open_live(window)
    again = screen.page.locator(".viewfinder__desk [data-open-camera]")
    if again.is_visible():
        again.click()
    wait_until_live(screen)
    expect(screen.cards).to_have_count(1, timeout=LIMIT_MS)

    found = {"live": violations_in_both_themes(screen.page)}
    screen.page.locator("[data-verso]").click()
    found["armed"] = violations_in_both_themes(screen.page)
    screen.page.keyboard.press("Escape")
    screen.open_card().locator("[data-kind=call]").click()
    found["card"] = violations_in_both_themes(screen.page)
    screen.page.keyboard.press("Escape")
    screen.page.locator("[data-events-open]").click()
    found["events"] = violations_in_both_themes(screen.page)
    screen.page.keyboard.press("Escape")
    screen.page.locator("[data-device]").click()
    found["device"] = violations_in_both_themes(screen.page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_without_a_camera_the_shutter_is_the_systems_own(
    desk: Desk, open_window: OpenWindow
) -> None:
    screen = ScanScreen(open_window(PHONE, desk), desk).open()

    expect(screen.page.get_by_text("No camera was found.")).to_be_visible()
    expect(screen.page.get_by_text("The shutter opens the phone’s own.")).to_be_visible()
    expect(shutter(screen)).to_be_hidden()
    screen.shoot(card_file(), count=1)
    wait_for_scans(screen, lambda scans: len(scans) == 1)
    screen.page.get_by_role("button", name="Try the camera again").click()

    expect(screen.page.get_by_text("No camera was found.")).to_be_visible()
    screen.wait_for_state("sent")
    assert len(scans_of(desk)) == 1


def test_a_camera_that_is_refused_is_no_dead_end(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, desk)
    page.add_init_script(
        """navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException("no", "NotAllowedError"))"""
    )
    screen = ScanScreen(page, desk).open()

    expect(page.get_by_text("The camera is not allowed here.")).to_be_visible()
    screen.shoot(card_file(), count=1)
    wait_for_scans(screen, lambda scans: len(scans) == 1)
