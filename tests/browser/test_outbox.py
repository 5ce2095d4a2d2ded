"""Cards that wait on the device: sent from every page, always in sight, and nobody else's."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete, select

from app.models import Scan, SignIn
from tests.browser.conftest import OpenWindow
from tests.browser.desk import Desk
from tests.browser.device import wait_until
from tests.browser.phone import Phone
from tests.browser.windows import DESK, PHONE, Window
from tests.builders import PASSWORD, build_account, jpeg, sign_in

pytestmark = pytest.mark.browser

LIBRARY = """
  const agent = document.querySelector('script[src*="js/outbox-agent.js"]').src
  const library = (name) => import(agent.replace("outbox-agent.js", `lib/${name}.js`))
"""
TAKE = (
    "async ([owner, keys, bytes]) => {"
    + LIBRARY
    + """
  const { Outbox } = await library("outbox")
  const outbox = await Outbox.open(owner)
  for (const cardKey of keys) {
    // A byte after the end of a JPEG is no part of the picture, and makes another photo of it.
    const photo = new Blob([new Uint8Array(bytes), cardKey], { type: "image/jpeg" })
    await outbox.take({ side: "recto", cardKey, photo, takenAt: new Date().toISOString() })
  }
}"""
)
ROWS = (
    "async (name) => {"
    + LIBRARY
    + """
  const store = await (await library("device-store")).openStore()
  return store.read([name], (rows) => rows.all(name))
}"""
)
TAKE_TOO_LARGE = (
    "async ([owner, bytes]) => {"
    + LIBRARY
    + """
  const { Outbox } = await library("outbox")
  const outbox = await Outbox.open(owner)
  const photo = new Blob([new Uint8Array(bytes), new Uint8Array(1_000_000)], { type: "image/jpeg" })
  const shot = { side: "recto", cardKey: "large", photo }
  try {
    await outbox.take(shot)
  } catch (error) {
    await outbox.takeInMemory(shot)
    return error.code
  }
}"""
)
KEEP_PEOPLE = (
    "async (owner) => {"
    + LIBRARY
    + """
  const { keepPeople } = await library("people-copy")
  await keepPeople(owner, { made_at: "2026-11-22", contacts: [{ name: "Zoé" }], follow_ups: [] })
}"""
)


@pytest.fixture(autouse=True)
def no_scans(desk: Desk) -> None:
    for scan in desk.session.scalars(select(Scan)):
        desk.session.delete(scan)
    desk.session.commit()


def owner_of(desk: Desk) -> str:
    return f"{desk.account.id}-{desk.book.id}"


def take(page: Page, desk: Desk, *keys: str) -> None:
    page.evaluate(TAKE, [owner_of(desk), list(keys), list(jpeg())])


def cut(page: Page) -> None:
    """Let nothing that is sent get through."""
    page.context.route("**/scans", lambda route: route.abort())


def mend(page: Page) -> None:
    page.context.unroute("**/scans")


def open_page(desk: Desk, open_window: OpenWindow, window: Window = PHONE, **options) -> Page:
    page = open_window(window, desk, **options)
    page.goto(f"{desk.server.address}/follow-ups")
    page.evaluate("navigator.serviceWorker.ready")
    return page


def keys_of(desk: Desk) -> list[str]:
    desk.session.expire_all()
    return [scan.client_key for scan in desk.session.scalars(select(Scan).order_by(Scan.id))]


def wait_for_scans(desk: Desk, page: Page, *keys: str) -> None:
    """Wait until the server has what was taken, and nothing else."""
    deadline_s = time.monotonic() + 60  # a busy machine is slow, not wrong
    while keys_of(desk) != list(keys) and time.monotonic() < deadline_s:
        page.wait_for_timeout(100)
    assert keys_of(desk) == list(keys)


def count_shown(page: Page):
    return page.get_by_role("link", name="Scan").locator("[data-unsent-mark]")


@pytest.fixture
def waiting(desk: Desk, open_window: OpenWindow) -> Page:
    """A page of a phone on which two cards wait."""
    page = open_page(desk, open_window)
    cut(page)
    take(page, desk, "one", "two")
    expect(count_shown(page)).to_have_text("2 to send")
    return page


def test_any_page_sends_what_waits_and_says_so(desk: Desk, waiting: Page) -> None:
    waiting.goto(f"{desk.server.address}/settings")
    expect(count_shown(waiting)).to_have_text("2 to send")
    status = waiting.locator("outbox-agent [role=status]")
    expect(status).to_have_text("2 cards are not sent yet")

    mend(waiting)
    waiting.evaluate("dispatchEvent(new Event('online'))")

    expect(status).to_have_text("All cards are sent.")
    expect(count_shown(waiting)).to_be_hidden()
    assert keys_of(desk) == ["one", "two"]


def test_what_waits_is_sent_when_the_network_is_back(desk: Desk, waiting: Page) -> None:
    mend(waiting)
    waiting.context.set_offline(True)
    waiting.context.set_offline(False)

    expect(count_shown(waiting)).to_be_hidden()
    assert keys_of(desk) == ["one", "two"]


def test_it_tries_again_by_itself_after_a_pause(desk: Desk, waiting: Page) -> None:
    mend(waiting)

    expect(count_shown(waiting)).to_be_hidden()
    assert keys_of(desk) == ["one", "two"]


def test_several_tabs_send_each_card_once(desk: Desk, waiting: Page) -> None:
    answered: list[str] = []
    tabs = [waiting.context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(f"{desk.server.address}/settings")
    waiting.context.on("requestfinished", lambda request: answered.append(request.url))
    take(waiting, desk, *[f"more-{number}" for number in range(6)])
    mend(waiting)
    for tab in tabs:
        tab.reload()

    for tab in (waiting, *tabs):
        expect(count_shown(tab)).to_be_hidden()
    assert len(keys_of(desk)) == 8
    cards = [address for address in answered if address.endswith("/scans")]
    assert len(cards) <= 8 + len(tabs)  # what a reload cut off at most, and no card a second time


def test_a_shot_in_one_tab_is_counted_in_another(
    desk: Desk, open_window: OpenWindow, waiting: Page
) -> None:
    other = waiting.context.new_page()
    other.goto(f"{desk.server.address}/settings")
    expect(count_shown(other)).to_have_text("2 to send")

    take(waiting, desk, "three")

    expect(count_shown(other)).to_have_text("3 to send")


def test_what_waits_is_never_sent_for_somebody_else(desk: Desk, waiting: Page) -> None:
    other, book = build_account(desk.session, language=None)
    theirs = select(Scan).where(Scan.book_id == book.id)
    token = sign_in(desk.session, other)
    desk.session.commit()
    waiting.context.add_cookies([{"name": "verso", "value": token, "url": desk.server.address}])
    mend(waiting)

    # The page does not know yet that somebody else signed in: the server does. What was on its
    # way as they did is still sent for whoever took it.
    take(waiting, desk, "three")
    note = waiting.locator("[data-unsent-note]")
    expect(note).to_have_text(re.compile("^Sign in to send [23] cards$"))
    assert desk.session.scalars(theirs).all() == []

    waiting.reload()
    expect(note).to_be_hidden()
    waiting.wait_for_load_state("networkidle")
    assert desk.session.scalars(theirs).all() == []

    desk.enter(waiting.context)
    waiting.reload()
    wait_for_scans(desk, waiting, "one", "two", "three")


@pytest.fixture
def ended(desk: Desk, waiting: Page):
    """The sign-in ends while two cards and a copy of people are on the phone."""
    waiting.evaluate(KEEP_PEOPLE, owner_of(desk))
    desk.session.execute(delete(SignIn))
    desk.session.commit()
    mend(waiting)
    yield waiting
    desk.token = sign_in(desk.session, desk.account)
    desk.session.commit()


def test_a_sign_in_that_ended_is_told_and_the_cards_wait_for_it(desk: Desk, ended: Page) -> None:
    ended.context.set_offline(True)
    ended.context.set_offline(False)

    note = ended.locator("[data-unsent-note]")
    expect(note).to_have_text("Sign in to send 2 cards")
    expect(ended.locator("outbox-agent [role=status]")).to_have_text("Sign in to send 2 cards")
    assert ended.evaluate(ROWS, "people") == []
    note.click()
    expect(ended.locator("[data-unsent-note]")).to_contain_text("2 cards wait on this device.")

    ended.get_by_label("E-mail address").fill(desk.account.email)
    ended.get_by_label("Password").fill(PASSWORD)
    ended.get_by_role("button", name="Sign in").click()

    expect(ended).to_have_url(f"{desk.server.address}/follow-ups")
    wait_for_scans(desk, ended, "one", "two")


def test_the_sign_in_page_keeps_no_copy_of_people(desk: Desk, ended: Page) -> None:
    ended.goto(f"{desk.server.address}/sign-in")

    expect(ended.locator("[data-unsent-note]")).to_be_visible()
    assert ended.evaluate(ROWS, "people") == []
    assert len(ended.evaluate(ROWS, "cards")) == 2


@pytest.fixture
def leaving(desk: Desk, waiting: Page):
    """The settings of a phone on which two cards wait."""
    waiting.goto(f"{desk.server.address}/settings")
    expect(count_shown(waiting)).to_have_text("2 to send")
    yield waiting
    desk.token = sign_in(desk.session, desk.account)
    desk.session.commit()


def test_signing_out_asks_first_when_cards_are_not_sent(desk: Desk, leaving: Page) -> None:
    leaving.get_by_role("button", name="Sign out").focus()
    leaving.keyboard.press("Enter")

    dialog = leaving.get_by_role("dialog", name="2 cards are not sent yet")
    expect(dialog).to_be_visible()
    expect(leaving.get_by_role("button", name="Stay signed in")).to_be_focused()
    leaving.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    leaving.get_by_role("button", name="Sign out").dblclick()
    expect(dialog).to_be_visible()
    leaving.get_by_role("heading", name="2 cards are not sent yet").click()
    expect(leaving.get_by_role("button", name="Stay signed in")).to_be_focused()
    leaving.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(leaving).to_have_url(f"{desk.server.address}/settings")
    assert len(leaving.evaluate(ROWS, "cards")) == 2


def test_what_is_not_sent_stays_until_its_owner_is_back(desk: Desk, leaving: Page) -> None:
    leaving.evaluate(KEEP_PEOPLE, owner_of(desk))
    leaving.get_by_role("button", name="Sign out").click()
    leaving.get_by_role("dialog").get_by_role("button", name="Sign out").click()

    expect(leaving).to_have_url(f"{desk.server.address}/sign-in")
    expect(leaving.locator("[data-unsent-note]")).to_contain_text("2 cards wait on this device.")
    assert leaving.evaluate(ROWS, "people") == []
    assert [row["name"] for row in leaving.evaluate(ROWS, "prefs") if row["name"] == "who"] == []
    assert len(leaving.evaluate(ROWS, "photos")) == 2

    mend(leaving)
    leaving.get_by_label("E-mail address").fill(desk.account.email)
    leaving.get_by_label("Password").fill(PASSWORD)
    leaving.get_by_role("button", name="Sign in").click()

    wait_for_scans(desk, leaving, "one", "two")


def test_signing_out_takes_what_was_sent_off_the_device(desk: Desk, leaving: Page) -> None:
    mend(leaving)
    leaving.reload()
    wait_for_scans(desk, leaving, "one", "two")
    expect(count_shown(leaving)).to_be_hidden()
    assert len(leaving.evaluate(ROWS, "cards")) == 2

    leaving.get_by_role("button", name="Sign out").click()

    expect(leaving).to_have_url(f"{desk.server.address}/sign-in")
    expect(leaving.locator("outbox-agent")).to_be_attached()
    assert leaving.evaluate(ROWS, "cards") == []


def test_the_question_is_asked_in_french(desk: Desk, open_window: OpenWindow) -> None:
    page = open_page(desk, open_window, DESK, locale="fr-CA")
    cut(page)
    take(page, desk, "one")
    page.goto(f"{desk.server.address}/settings")
    expect(page.locator("[data-unsent-mark]").first).to_be_visible()

    page.get_by_role("button", name="Se déconnecter").click()

    dialog = page.get_by_role("dialog", name="1 carte n’est pas encore envoyée")
    expect(dialog).to_contain_text("reste sur cet appareil")
    expect(dialog.get_by_role("button", name="Rester ici")).to_be_focused()


def test_where_nothing_can_be_kept_leaving_the_page_asks_first(
    desk: Desk, open_window: OpenWindow
) -> None:
    page = open_window(PHONE, desk)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.goto(f"{desk.server.address}/follow-ups")
    cut(page)
    take(page, desk, "one")
    expect(count_shown(page)).to_have_text("1 to send")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("main").click()  # a page that was not touched never asks

    page.close(run_before_unload=True)

    wait_until(page, lambda: asked)
    assert asked == ["beforeunload"]
    mend(page)
    expect(count_shown(page)).to_be_hidden()
    assert keys_of(desk) == ["one"]


def test_what_an_older_version_kept_is_sent(desk: Desk, open_window: OpenWindow) -> None:
    page = open_window(PHONE, desk)
    page.goto(f"{desk.server.address}/healthz")
    page.evaluate(
        """([owner, bytes]) => new Promise((resolve) => {
          const request = indexedDB.open("verso", 1)
          request.onupgradeneeded = () => {
            request.result.createObjectStore("shots", { keyPath: "key" })
          }
          request.onsuccess = () => {
            const photo = (mark) => new Blob([new Uint8Array(bytes), mark], { type: "image/jpeg" })
            const shot = { owner, takenAt: "2026-11-20T18:00:00.000Z", state: "waiting" }
            const transaction = request.result.transaction("shots", "readwrite")
            const shots = transaction.objectStore("shots")
            shots.put({ ...shot, key: "old", side: "recto", photo: photo("r") })
            const back = { key: "old-back", side: "verso", rectoKey: "old" }
            shots.put({ ...shot, ...back, photo: photo("v") })
            transaction.oncomplete = () => { request.result.close(); resolve() }
          }
        })""",
        [owner_of(desk), list(jpeg())],
    )

    page.goto(f"{desk.server.address}/follow-ups")

    wait_for_scans(desk, page, "old")
    expect(count_shown(page)).to_be_hidden()
    (scan,) = desk.session.scalars(select(Scan))
    assert [side.side for side in scan.sides] == ["recto", "verso"]


@pytest.fixture
def phone(chromium: Browser, tmp_path: Path):
    phone = Phone(chromium.browser_type, tmp_path).start()
    yield phone
    phone.stop()


def test_a_full_device_says_so_and_the_shot_is_sent_from_the_window(
    desk: Desk, phone: Phone
) -> None:
    desk.enter(phone.context)
    page = phone.open_tab()
    # Before the first write: the browser remembers for a while how much room there is.
    quota = {"origin": desk.server.address, "quotaSize": 500_000}
    phone.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    page.goto(f"{desk.server.address}/follow-ups")

    code = page.evaluate(TAKE_TOO_LARGE, [owner_of(desk), list(jpeg())])

    assert code == "full"
    wait_for_scans(desk, page, "large")


def test_the_service_worker_sends_when_every_page_is_closed(desk: Desk, phone: Phone) -> None:
    context = phone.context
    context.grant_permissions(["background-sync"], origin=desk.server.address)
    desk.enter(context)
    page = phone.open_tab()
    page.goto(f"{desk.server.address}/follow-ups")
    page.evaluate("navigator.serviceWorker.ready")

    page.route("**/scans", lambda route: route.abort())  # of the page: the worker has its own way
    take(page, desk, "one", "two")
    other = phone.open_tab()  # of nobody's: the browser goes on
    page.close()

    # Chromium fires the event by itself once it believes in the network.
    wait_for_scans(desk, other, "one", "two")
