"""Promises of the shell: it installs, opens without a network, and keeps nothing private."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.shell import OFFLINE_PAGE, PAGES
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import (
    ask_module,
    cached,
    count_scans,
    dispatch_sync,
    keep_people,
    kept_people,
    kept_text,
    set_pref,
    unsent_cards,
    wait_for_worker,
    wait_until,
)
from tests.browser.windows import DESK, PHONE
from tests.builders import build_contact, build_follow_up, build_scan

pytestmark = pytest.mark.browser

HEADING = "main h1"
SIGN_OUT = '{ method: "POST", redirect: "manual" }'


@pytest.fixture
def owner(desk: Desk) -> str:
    return f"{desk.account.id}-{desk.book.id}"


@pytest.fixture
def phone(desk: Desk, open_window: OpenWindow) -> Page:
    """A member's phone, with the shell on it."""
    desk.sign_in_again()
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/settings")
    wait_for_worker(page)
    return page


def test_chromium_finds_verso_installable(phone: Page) -> None:
    devtools = phone.context.new_cdp_session(phone)
    answer = devtools.send("Page.getInstallabilityErrors")
    manifest = devtools.send("Page.getAppManifest")

    # Playwright's windows are like private ones, in which nothing is ever installed.
    errors = {error["errorId"] for error in answer["installabilityErrors"]}
    assert errors <= {"in-incognito"}
    assert manifest["errors"] == []


def test_without_a_connection_a_page_says_so_in_the_persons_language(
    desk: Desk, open_window: OpenWindow
) -> None:
    desk.sign_in_again()
    page = open_window(PHONE, desk, locale="fr-CA")
    page.goto(f"{desk.server.address}/scan")
    wait_for_worker(page)

    page.context.set_offline(True)
    page.goto(f"{desk.server.address}/inbox")

    expect(page.locator(HEADING)).to_have_text("Pas de connexion")
    background = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    assert background != "rgba(0, 0, 0, 0)"  # the styles came along


@pytest.mark.parametrize("path", ["/scan", "/"])
def test_the_scan_screen_opens_without_a_connection(desk: Desk, phone: Page, path: str) -> None:
    phone.context.set_offline(True)

    phone.goto(desk.server.address + path)

    expect(phone).to_have_url(f"{desk.server.address}/scan")
    expect(phone.locator("scan-desk")).to_be_visible()


def test_the_scan_screen_is_answered_by_the_device_also_with_a_connection(
    desk: Desk, phone: Page
) -> None:
    answer = phone.goto(f"{desk.server.address}/scan")

    assert answer is not None
    assert answer.from_service_worker
    assert phone.locator("scan-desk").get_attribute("data-owner") == ""


def test_people_and_follow_ups_are_there_without_a_connection_if_the_owner_chose_it(
    desk: Desk, owner: str, phone: Page
) -> None:
    contact = build_contact(
        desk.session, desk.book, full_name="Élodie Tremblay", organization="Étude Tremblay"
    )
    build_follow_up(desk.session, contact, text="about the quote", due_on=date(2026, 1, 5))
    desk.session.commit()
    keep_people(phone, owner)

    phone.context.set_offline(True)
    phone.goto(f"{desk.server.address}/contacts")
    expect(phone.get_by_role("link", name="Élodie Tremblay")).to_be_visible()
    phone.get_by_role("searchbox").fill("nobody")
    expect(phone.get_by_text("Nobody found.")).to_be_visible()
    phone.get_by_role("searchbox").fill("etude")
    phone.get_by_role("link", name="Élodie Tremblay").click()
    expect(phone.locator(HEADING)).to_have_text("Élodie Tremblay")
    expect(phone.get_by_text("Étude Tremblay")).to_be_visible()
    phone.goto(f"{desk.server.address}/follow-ups")

    expect(phone.get_by_text("about the quote")).to_be_visible()
    expect(phone.get_by_role("link", name="Follow-ups")).to_have_attribute("aria-current", "page")


def test_without_that_choice_it_says_how_to_have_them(desk: Desk, phone: Page) -> None:
    phone.context.set_offline(True)

    phone.goto(f"{desk.server.address}/contacts")

    expect(phone.get_by_text("Nobody is kept on this device.")).to_be_visible()
    expect(phone.get_by_text("turn on “People and follow-ups")).to_be_visible()


def test_choosing_against_it_erases_the_copy(desk: Desk, owner: str, phone: Page) -> None:
    build_contact(desk.session, desk.book, full_name="Marc Roy")
    desk.session.commit()
    keep_people(phone, owner)
    assert "Marc Roy" in kept_people(phone, owner)

    set_pref(phone, "keepPeople", False)  # noqa: FBT003

    wait_until(phone, lambda: kept_people(phone, owner) == [])


def test_no_page_of_a_person_and_no_photo_is_ever_kept(desk: Desk, phone: Page) -> None:
    build_scan(desk.session, desk.book, desk.store)
    desk.session.commit()
    for path in ("/inbox", "/contacts", "/settings", "/scan", "/follow-ups"):
        phone.goto(desk.server.address + path)
        phone.wait_for_load_state("networkidle")

    kept = [path for paths in cached(phone).values() for path in paths]

    assert set(PAGES) <= set(kept)
    assert [path for path in kept if not path.startswith("/static/") and path not in PAGES] == []
    texts = [kept_text(phone, page) for page in PAGES]
    assert all(texts)
    assert not any(desk.account.display_name in text for text in texts)


def test_signing_out_erases_what_was_the_persons(desk: Desk, owner: str, phone: Page) -> None:
    build_contact(desk.session, desk.book, full_name="Sasha Lavoie")
    desk.session.commit()
    keep_people(phone, owner)
    phone.goto(f"{desk.server.address}/settings")

    phone.get_by_role("button", name="Sign out").first.click()
    expect(phone.locator(HEADING)).to_have_text("Sign in")

    wait_until(phone, lambda: kept_people(phone, owner) == [])
    phone.context.set_offline(True)
    for path in ("/scan", "/contacts", "/follow-ups"):
        phone.goto(desk.server.address + path)
        expect(phone.locator(HEADING)).to_have_text("No connection")


def test_a_connection_that_breaks_while_somebody_signs_out_is_said_by_verso(
    desk: Desk, phone: Page
) -> None:
    # Signed out, but no answer has come by which the pages are kept anew.
    phone.evaluate(f"fetch('{desk.server.address}/sign-outs', {SIGN_OUT})")
    phone.context.set_offline(True)

    phone.goto(f"{desk.server.address}/inbox")

    expect(phone.locator(HEADING)).to_have_text("No connection")


def test_when_the_sign_in_has_ended_cards_can_still_be_shot_and_people_are_gone(
    desk: Desk, owner: str, phone: Page
) -> None:
    build_contact(desk.session, desk.book, full_name="Ingrid Nowak")
    desk.session.commit()
    keep_people(phone, owner)

    phone.context.clear_cookies()
    phone.goto(f"{desk.server.address}/scan")
    expect(phone.locator("scan-desk")).to_be_visible()
    phone.goto(f"{desk.server.address}/contacts")

    expect(phone.locator(HEADING)).to_have_text("Sign in")
    wait_until(phone, lambda: kept_people(phone, owner) == [])


def test_a_change_of_language_changes_the_shell(desk: Desk, phone: Page) -> None:
    phone.goto(f"{desk.server.address}/settings")
    phone.get_by_label("Language").select_option("fr")
    phone.get_by_role("button", name="Save").first.click()
    expect(phone.locator(HEADING)).to_have_text("Réglages")
    phone.wait_for_load_state("networkidle")

    phone.goto(f"{desk.server.address}/scan")
    expect(phone.locator("html")).to_have_attribute("lang", "fr")
    wait_until(phone, lambda: "Pas de connexion" in kept_text(phone, OFFLINE_PAGE))
    phone.context.set_offline(True)
    phone.goto(f"{desk.server.address}/inbox")

    expect(phone.locator(HEADING)).to_have_text("Pas de connexion")
    desk.session.refresh(desk.account)
    desk.account.language = None
    desk.session.commit()


def test_the_browser_sends_what_waits_when_the_network_is_back_with_no_page_open(
    desk: Desk, owner: str, phone: Page
) -> None:
    before = count_scans(desk)
    phone.context.set_offline(True)
    take = """
      const canvas = new OffscreenCanvas(640, 400)
      canvas.getContext("2d").fillRect(0, 0, 640, 400)
      const photo = await canvas.convertToBlob({ type: "image/jpeg" })
      await (await module.Outbox.open(argument)).take({ side: "recto", photo, thumb: null })
    """
    ask_module(phone, "lib/outbox.js", take, owner)
    assert unsent_cards(phone, owner) == 1
    phone.goto("about:blank")

    phone.context.set_offline(False)
    dispatch_sync(phone, f"{desk.server.address}/", "verso-outbox")

    wait_until(phone, lambda: count_scans(desk) == before + 1)


def test_a_browser_that_runs_no_module_as_a_worker_keeps_the_shell_as_well(
    desk: Desk, open_window: OpenWindow
) -> None:
    desk.sign_in_again()
    page = open_window(PHONE, desk)
    page.add_init_script(
        """const register = ServiceWorkerContainer.prototype.register
        ServiceWorkerContainer.prototype.register = function (address, options) {
          if (options?.type === "module") return Promise.reject(new TypeError("no modules here"))
          return register.call(this, address, options)
        }"""
    )
    page.goto(f"{desk.server.address}/inbox")
    wait_for_worker(page)
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/sw.js?classic")

    page.context.set_offline(True)
    page.goto(f"{desk.server.address}/scan")

    expect(page.locator("scan-desk")).to_be_visible()


def test_nothing_is_asked_of_another_machine(desk: Desk, open_window: OpenWindow) -> None:
    desk.sign_in_again()
    page = open_window(DESK, desk)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("/scan", "/inbox", "/settings", "/patterns"):
        page.goto(desk.server.address + path)

    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("blob:", "data:"))}
    assert hosts == {urlsplit(desk.server.address).netloc}


def test_the_content_is_one_tab_and_enter_away(desk: Desk, open_window: OpenWindow) -> None:
    desk.sign_in_again()
    page = open_window(DESK, desk)
    page.goto(f"{desk.server.address}/settings")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
