"""Promises of the offer to install: at a good moment, never in the way, and no is no."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import violations_in_both_themes
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import get_pref, set_pref, wait_until
from tests.browser.windows import DESK, EACH_SIZE, PHONE, Window

pytestmark = pytest.mark.browser

TITLE = "Keep Verso on your home screen"
PROMPT = """(outcome) => {
  const event = new Event("beforeinstallprompt", { cancelable: true })
  event.prompt = async () => {
    window.prompted = (window.prompted ?? 0) + 1
    return { outcome }
  }
  dispatchEvent(event)
  return event.defaultPrevented
}"""
"""What Chromium tells a page that can be installed. Playwright's windows never are."""
APPLE = "Object.defineProperty(Navigator.prototype, 'standalone', { get: () => false })"
SECOND_VISIT = {"visits": 2, "seenAt": 4_000_000_000_000}


def ready(page: Page) -> None:
    """Wait until the page counted this visit."""
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("install-offer:defined", state="attached")
    wait_until(page, lambda: get_pref(page, "install"))


@pytest.fixture
def phone(desk: Desk, open_window: OpenWindow) -> Page:
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/inbox")
    ready(page)
    return page


def offered(page: Page, outcome: str = "accepted") -> None:
    """Let the browser say that Verso can be installed; its own bar is held back."""
    assert page.evaluate(PROMPT, outcome) is True


def test_nothing_is_offered_on_the_first_visit(phone: Page) -> None:
    offered(phone)

    phone.wait_for_timeout(300)
    expect(phone.get_by_text(TITLE)).to_be_hidden()
    assert get_pref(phone, "install")["visits"] == 1


def test_it_is_offered_on_the_second_visit_and_asks_through_the_browser(phone: Page) -> None:
    set_pref(phone, "install", SECOND_VISIT)

    offered(phone)
    expect(phone.get_by_text(TITLE)).to_be_visible()
    phone.get_by_role("button", name="Install").click()

    phone.wait_for_function("() => window.prompted === 1")
    expect(phone.get_by_text(TITLE)).to_be_hidden()


def test_no_is_no_for_good(desk: Desk, phone: Page) -> None:
    set_pref(phone, "install", SECOND_VISIT)
    offered(phone)

    phone.get_by_role("button", name="No, thank you").click()
    expect(phone.get_by_text(TITLE)).to_be_hidden()
    wait_until(phone, lambda: get_pref(phone, "install").get("isDismissed"))
    phone.goto(f"{desk.server.address}/contacts")
    ready(phone)
    offered(phone)

    phone.wait_for_timeout(300)
    expect(phone.get_by_text(TITLE)).to_be_hidden()


def test_the_browsers_own_no_counts_as_one(phone: Page) -> None:
    set_pref(phone, "install", SECOND_VISIT)
    offered(phone, "dismissed")

    phone.get_by_role("button", name="Install").click()

    expect(phone.get_by_text(TITLE)).to_be_hidden()
    wait_until(phone, lambda: get_pref(phone, "install").get("isDismissed"))


@pytest.mark.parametrize("path", ["/scan", "/contacts/new"])
def test_it_is_never_offered_where_something_is_under_way(
    desk: Desk, phone: Page, path: str
) -> None:
    set_pref(phone, "install", SECOND_VISIT)
    phone.goto(desk.server.address + path)
    ready(phone)

    offered(phone)  # held back there as well: the browser's bar would cover the camera

    phone.wait_for_timeout(300)
    expect(phone.get_by_text(TITLE)).to_be_hidden()


def test_in_the_settings_it_stays_within_reach_after_a_no(desk: Desk, phone: Page) -> None:
    set_pref(phone, "install", SECOND_VISIT | {"isDismissed": True})
    phone.goto(f"{desk.server.address}/settings")
    ready(phone)
    expect(phone.get_by_text("Your browser’s menu can put Verso")).to_be_visible()

    offered(phone)
    phone.get_by_role("button", name="Install").click()
    phone.wait_for_function("() => window.prompted === 1")
    phone.evaluate("dispatchEvent(new Event('appinstalled'))")

    expect(phone.get_by_text("Verso is installed on this device.")).to_be_visible()


def test_on_an_iphone_the_steps_are_shown(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, desk)
    page.add_init_script(APPLE)
    page.goto(f"{desk.server.address}/inbox")
    ready(page)
    set_pref(page, "install", SECOND_VISIT)
    page.reload()

    page.get_by_role("button", name="Show how").click()
    dialog = page.get_by_role("dialog", name="Add Verso to the home screen")
    expect(dialog.get_by_role("listitem")).to_have_count(3)
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("window", EACH_SIZE, ids=lambda window: window.name)
def test_the_offer_and_its_steps_are_accessible(
    desk: Desk, open_window: OpenWindow, window: Window
) -> None:
    page = open_window(window, desk, reduced_motion="reduce")
    page.add_init_script(APPLE)
    page.goto(f"{desk.server.address}/inbox")
    ready(page)
    set_pref(page, "install", SECOND_VISIT)
    page.reload()
    offer = page.locator("install-offer[data-place=page]")
    expect(offer).to_be_visible()
    found = violations_in_both_themes(page)

    offer.locator("[data-explain]").click()
    expect(offer.get_by_role("dialog")).to_be_visible()

    assert [*found, *violations_in_both_themes(page)] == []


def test_on_a_desk_it_covers_no_more_than_a_corner(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/inbox")
    ready(page)
    set_pref(page, "install", SECOND_VISIT)
    offered(page)

    offer = page.locator("install-offer[data-place=page]")
    expect(offer).to_be_visible()
    box = offer.bounding_box()
    assert box is not None
    assert box["width"] < 560
    assert box["height"] < 140


def test_an_iphone_is_given_a_launch_picture_of_its_screens_size_in_both_themes(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(PHONE, desk, device_scale_factor=2)
    page.add_init_script(APPLE)
    page.goto(f"{desk.server.address}/inbox")

    expect(page.locator("link[rel=apple-touch-startup-image]")).to_have_count(4)
    sizes = page.evaluate(
        """() => Promise.all([...document.querySelectorAll("[rel=apple-touch-startup-image]")].map(
          async ({ href, media }) => {
            const picture = new Image()
            picture.src = href
            await picture.decode()
            return [media, picture.width, picture.height]
          }))"""
    )
    upright = [size for media, *size in sizes if "portrait" in media]
    assert upright == [[780, 1688]] * 2
