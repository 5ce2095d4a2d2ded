"""Promises of an update: it arrives by itself, and no page that is at work notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.db import make_engine
from app.upgrade import upgrade_database
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import cached, has_waiting_worker, wait_for_worker, wait_until
from tests.browser.server import Server
from tests.browser.versions import copy_program, update
from tests.browser.windows import DESK, PHONE
from tests.builders import build_account

pytestmark = pytest.mark.browser

NEXT = {"web/static/js/offline-people.js": "\nglobalThis.isNext = true\n"}
VERSION = "document.querySelector('script[type=module]').src.match(/static\\/(\\w+)/)[1]"
LATER = "async (old) => (await fetch(`/static/${old}/js/offline-people.js`)).text()"
"""What a page of a version gets when it needs a file that it has not loaded yet."""
OFFER = "A new version of Verso is here."
CAPTURE = """() => {
  const desk = document.querySelector("scan-desk")
  const goOn = () => desk.setAttribute("data-capturing", "")
  window.capture = new MutationObserver(() => desk.hasAttribute("data-capturing") || goOn())
  window.capture.observe(desk, { attributeFilter: ["data-capturing"] })
  goOn()
}"""
"""A camera at work: the desk itself finds none in this browser, and says so."""
STOP = """() => {
  window.capture.disconnect()
  document.querySelector("scan-desk").removeAttribute("data-capturing")
}"""


@pytest.fixture
def copied_desk(tmp_path: Path) -> Iterator[Desk]:
    """A member's desk on a copy of the program, which a test may update."""
    with ExitStack() as stack:
        engine = make_engine(f"sqlite:///{tmp_path / 'verso.sqlite3'}")
        stack.callback(engine.dispose)
        upgrade_database(engine)
        session = stack.enter_context(Session(engine, expire_on_commit=False))
        account, book = build_account(session, language=None)
        session.commit()
        program = copy_program(tmp_path / "program")
        server = Server(tmp_path, {"VERSO_WORKERS": "0"}, root=program).start()
        stack.callback(server.stop)
        yield Desk(server, session, account, book)


def look_for_update(page: Page) -> None:
    """Let the browser look, as it does by itself at a visit and once a day."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")


def test_a_running_capture_goes_on_through_an_update_and_the_next_page_is_new(
    copied_desk: Desk, open_window: OpenWindow
) -> None:
    address = copied_desk.server.address
    page = open_window(PHONE, copied_desk)
    page.goto(f"{address}/inbox")
    wait_for_worker(page)
    page.goto(f"{address}/scan")
    page.evaluate(CAPTURE)
    old = page.evaluate(VERSION)

    update(copied_desk.server, NEXT)
    look_for_update(page)
    wait_until(page, lambda: has_waiting_worker(page))

    page.wait_for_timeout(1_000)
    assert has_waiting_worker(page), "the new worker took over from a running capture"
    assert not page.get_by_text(OFFER).is_visible()
    later = page.evaluate(LATER, old)
    assert "isNext" not in later, "a file of the new version came into an old page"
    shells = cached(page)

    page.goto(f"{address}/inbox")
    wait_until(page, lambda: not has_waiting_worker(page))
    new = {name: paths for name, paths in cached(page).items() if old not in name}
    assert new == {name: paths for name, paths in shells.items() if old not in name}
    assert new, "the old worker swept the new one's shell away"
    page.goto(f"{address}/scan")
    assert page.evaluate(VERSION) != old


def test_the_update_takes_over_when_the_capture_ends(
    copied_desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(PHONE, copied_desk)
    page.goto(f"{copied_desk.server.address}/inbox")
    wait_for_worker(page)
    page.goto(f"{copied_desk.server.address}/scan")
    page.evaluate(CAPTURE)
    update(copied_desk.server, NEXT)
    look_for_update(page)
    wait_until(page, lambda: has_waiting_worker(page))

    page.evaluate(STOP)

    wait_until(page, lambda: not has_waiting_worker(page))


def test_an_old_page_elsewhere_is_offered_the_new_version_and_keeps_its_files_until_then(
    copied_desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(DESK, copied_desk)
    page.goto(f"{copied_desk.server.address}/inbox")
    wait_for_worker(page)
    old = page.evaluate(VERSION)

    update(copied_desk.server, NEXT)
    look_for_update(page)
    expect(page.get_by_text(OFFER)).to_be_visible()

    kept = cached(page)
    assert len(kept) == 2, "the shell of a page that is open was dropped"
    later = page.evaluate(LATER, old)
    assert "isNext" not in later

    with page.expect_navigation():
        page.get_by_role("button", name="Reload").click()
    expect(page.get_by_text(OFFER)).to_be_hidden()
    assert page.evaluate(VERSION) != old


def test_an_old_shell_is_dropped_once_no_page_of_it_is_open(
    copied_desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(DESK, copied_desk)
    page.goto(f"{copied_desk.server.address}/inbox")
    wait_for_worker(page)
    update(copied_desk.server, NEXT)
    look_for_update(page)
    expect(page.get_by_text(OFFER)).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Reload").click()
    page.wait_for_load_state("networkidle")

    # The browser starts workers anew all the time; each looks once.
    devtools = page.context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    page.goto(f"{copied_desk.server.address}/contacts")

    wait_until(page, lambda: len(cached(page)) == 1)


def test_new_words_alone_make_a_new_shell(copied_desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, copied_desk)
    page.goto(f"{copied_desk.server.address}/inbox")
    wait_for_worker(page)

    update(copied_desk.server, {"web/templates/offline.html": "{# as new #}\n"})
    look_for_update(page)

    wait_until(page, lambda: len(cached(page)) == 2 and not has_waiting_worker(page))
    assert not page.get_by_text(OFFER).is_visible()  # its scripts are what they were
