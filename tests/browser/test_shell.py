"""Promises of the shell: it installs, explains itself offline, and keeps nothing private."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.windows import DESK, PHONE
from tests.builders import build_scan

pytestmark = pytest.mark.browser


def wait_for_worker(page: Page) -> None:
    """Wait until the service worker answers for the page."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_chromium_finds_verso_installable(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/scan")
    wait_for_worker(page)

    devtools = page.context.new_cdp_session(page)
    answer = devtools.send("Page.getInstallabilityErrors")
    manifest = devtools.send("Page.getAppManifest")

    # Playwright's windows are like private ones, in which nothing is ever installed.
    errors = {error["errorId"] for error in answer["installabilityErrors"]}
    assert errors <= {"in-incognito"}
    assert manifest["errors"] == []


def test_without_a_connection_a_page_says_so_in_the_persons_language(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(PHONE, desk, locale="fr-CA")
    page.goto(f"{desk.server.address}/scan")
    wait_for_worker(page)

    page.context.set_offline(True)
    page.goto(f"{desk.server.address}/inbox")

    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de connexion")
    background = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    assert background != "rgba(0, 0, 0, 0)"  # the styles came along


def test_no_page_and_no_photo_is_kept_on_the_device(desk: Desk, open_window: OpenWindow) -> None:
    build_scan(desk.session, desk.book, desk.store)
    desk.session.commit()
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/scan")
    wait_for_worker(page)
    page.goto(f"{desk.server.address}/inbox")
    page.wait_for_load_state("networkidle")

    kept = page.evaluate(
        """async () => {
          const names = await caches.keys()
          const opened = await Promise.all(names.map((name) => caches.open(name)))
          const requests = await Promise.all(opened.map((cache) => cache.keys()))
          return requests.flat().map((request) => new URL(request.url).pathname)
        }"""
    )

    assert "/offline" in kept
    assert [path for path in kept if not re.match(r"/static/|/offline$", path)] == []


def test_nothing_is_asked_of_another_machine(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(DESK, desk)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("/scan", "/inbox", "/settings", "/patterns"):
        page.goto(desk.server.address + path)

    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("blob:", "data:"))}
    assert hosts == {urlsplit(desk.server.address).netloc}


def test_the_content_is_one_tab_and_enter_away(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/settings")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
