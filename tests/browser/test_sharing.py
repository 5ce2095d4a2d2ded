"""Promises to somebody who shares photos from another app: they become cards, and none is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import ask_module, count_scans, get_pref, wait_for_worker, wait_until
from tests.browser.windows import PHONE

pytestmark = pytest.mark.browser

SHARE = """async ({ address, count, kind }) => {
  const files = new DataTransfer()
  for (let at = 0; at < count; at++) {
    const canvas = new OffscreenCanvas(320, 200)
    const context = canvas.getContext("2d")
    context.fillStyle = `rgb(${40 * at} 90 200)`
    context.fillRect(0, 0, 320, 200)
    const blob = await canvas.convertToBlob({ type: "image/jpeg" })
    files.items.add(new File([blob], `card-${at}.jpg`, { type: kind }))
  }
  const form = document.createElement("form")
  Object.assign(form, { method: "post", action: address, enctype: "multipart/form-data" })
  const field = document.createElement("input")
  Object.assign(field, { type: "file", name: "photos", multiple: true })
  field.files = files.files
  form.append(field)
  document.body.append(form)
  form.submit()
}"""
"""What the system does when a person picks Verso among the apps to share with."""


@pytest.fixture
def phone(desk: Desk, open_window: OpenWindow) -> Page:
    desk.sign_in_again()
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/settings")
    wait_for_worker(page)
    return page


def share(page: Page, *, count: int = 2, kind: str = "image/jpeg", to: str = "/share") -> None:
    page.evaluate(SHARE, {"address": to, "count": count, "kind": kind})


def cards_on_device(page: Page, owner: str) -> int:
    body = "return (await (await module.Outbox.open(argument)).cards()).length"
    count: int = ask_module(page, "lib/outbox.js", body, owner)
    return count


@pytest.fixture
def owner(desk: Desk) -> str:
    return f"{desk.account.id}-{desk.book.id}"


def test_photos_shared_without_a_connection_are_cards_on_the_scan_screen_and_sent_later(
    desk: Desk, owner: str, phone: Page
) -> None:
    before = count_scans(desk)
    phone.context.set_offline(True)

    share(phone, count=3)

    phone.wait_for_url("**/scan?shared=3")
    expect(phone.locator("scan-desk")).to_be_visible()
    assert cards_on_device(phone, owner) == 3
    phone.context.set_offline(False)
    wait_until(phone, lambda: count_scans(desk) == before + 3)


def test_what_is_no_picture_is_left_out(desk: Desk, owner: str, phone: Page) -> None:
    before = cards_on_device(phone, owner)

    share(phone, kind="application/pdf")

    phone.wait_for_url("**/scan?shared=0")
    assert cards_on_device(phone, owner) == before


def test_photos_shared_while_nobody_is_signed_in_are_sent_once_somebody_is(
    desk: Desk, owner: str, phone: Page
) -> None:
    before = count_scans(desk)
    phone.get_by_role("button", name="Sign out").first.click()
    expect(phone.locator("main h1")).to_have_text("Sign in")

    share(phone)
    expect(phone.get_by_text("The photos you shared are kept on this device.")).to_be_visible()
    assert len(get_pref(phone, "sharedPhotos")) == 2
    desk.sign_in_again()
    desk.enter(phone.context)
    phone.goto(f"{desk.server.address}/inbox")

    wait_until(phone, lambda: count_scans(desk) == before + 2)
    wait_until(phone, lambda: get_pref(phone, "sharedPhotos") is None)


def test_without_a_worker_the_server_takes_the_photos_in(
    desk: Desk, open_window: OpenWindow
) -> None:
    before = count_scans(desk)
    desk.sign_in_again()
    page = open_window(PHONE, desk)
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(f"{desk.server.address}/settings")

    share(page)

    page.wait_for_url("**/inbox")
    assert count_scans(desk) == before + 2


def test_a_form_on_another_sites_page_puts_nothing_into_the_outbox(
    desk: Desk, owner: str, phone: Page
) -> None:
    before = cards_on_device(phone, owner)

    def answer(route: Route) -> None:
        page = "<!doctype html><title>Elsewhere</title><body>"
        route.fulfill(body=page, headers={"Content-Type": "text/html"})

    phone.route("http://elsewhere.example/**", answer)
    phone.goto("http://elsewhere.example/")
    share(phone, to=f"{desk.server.address}/share")
    phone.wait_for_url(f"{desk.server.address}/share")

    expect(phone.get_by_text("This request came from another site.")).to_be_visible()
    phone.goto(f"{desk.server.address}/settings")
    assert cards_on_device(phone, owner) == before
