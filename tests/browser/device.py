"""What a window's device holds: its service worker, its caches and its database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Page
from sqlalchemy import func, select

from app.models import Scan
from tests.browser.desk import Desk


def wait_for_worker(page: Page) -> None:
    """Wait until the service worker answers for the page and keeps the whole shell."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def ask_module(page: Page, name: str, body: str, argument: Any = None) -> Any:
    """Run the body of a function with a module of the page at hand, as `module`.

    Args:
        page: A page of Verso.
        name: The module below web/static/js, such as "lib/prefs.js".
        body: JavaScript; what it returns is given back. `argument` is at hand too.
        argument: What the body needs.
    """
    script = (
        "async ([name, argument]) => {"
        "const own = document.querySelector('script[type=module]').src;"
        "const module = await import(own.replace(/\\/js\\/.*/, `/js/${name}`));"
        f"{body}}}"
    )
    return page.evaluate(script, [name, argument])


def set_pref(page: Page, name: str, value: Any) -> None:
    """Choose something on the device."""
    ask_module(page, "lib/prefs.js", "await module.prefs.set(...argument)", [name, value])


def get_pref(page: Page, name: str) -> Any:
    """Read what was chosen on the device; None when nothing was."""
    body = "return (await module.prefs.get(argument)) ?? null"
    return ask_module(page, "lib/prefs.js", body, name)


def kept_rows(page: Page, store: str) -> list[dict[str, Any]]:
    """Give the rows of a store as they are on the disk: "cards", "events" or "prefs".

    A page that is left at once may not have got as far as to write down what was tapped last.
    """
    rows: list[dict[str, Any]] = page.evaluate(
        """async (store) => {
          const answer = (asked) =>
            new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result) })
          const database = await answer(indexedDB.open("verso"))
          const rows = await answer(database.transaction(store).objectStore(store).getAll())
          database.close()
          return rows
        }""",
        store,
    )
    return rows


def kept_people(page: Page, owner: str) -> list[str]:
    """Name the people whom the device keeps for somebody."""
    body = "return ((await module.readPeople(argument))?.contacts ?? []).map(({ name }) => name)"
    names: list[str] = ask_module(page, "lib/people-copy.js", body, owner)
    return names


def keep_people(page: Page, owner: str) -> None:
    """Choose to keep people on the device, and wait until it does."""
    set_pref(page, "keepPeople", True)  # noqa: FBT003
    body = "return (await module.readPeople(argument)) !== null"
    wait_until(page, lambda: ask_module(page, "lib/people-copy.js", body, owner))


def wait_until(page: Page, is_so: Callable[[], Any]) -> None:
    """Wait until something becomes true; fail after half a minute."""
    deadline_s = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline_s, "it did not come about"
        page.wait_for_timeout(50)


def count_scans(desk: Desk) -> int:
    """Count the scans that the server has, as it stands now."""
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(Scan)) or 0


def has_waiting_worker(page: Page) -> bool:
    """Say whether a new service worker waits for its turn."""
    script = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
    is_waiting: bool = page.evaluate(script)
    return is_waiting


def unsent_cards(page: Page, owner: str) -> int:
    """Count the cards of somebody that the server does not have all of."""
    body = "const outbox = await module.Outbox.open(argument); return outbox.unsentCount()"
    count: int = ask_module(page, "lib/outbox.js", body, owner)
    return count


def cached(page: Page) -> dict[str, list[str]]:
    """Give the paths that each cache of the device holds, by the cache's name."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => {
          const names = await caches.keys()
          const paths = async (name) => {
            const requests = await (await caches.open(name)).keys()
            return requests.map((request) => new URL(request.url).pathname)
          }
          const lists = await Promise.all(names.map(paths))
          return Object.fromEntries(names.map((name, at) => [name, lists[at]]))
        }"""
    )
    return found


def kept_text(page: Page, path: str) -> str:
    """Give the text of a page that the device keeps; empty when it keeps none."""
    script = "async (path) => (await (await caches.match(path))?.text()) ?? ''"
    text: str = page.evaluate(script, path)
    return text


def dispatch_sync(page: Page, origin: str, tag: str) -> None:
    """Tell the service worker that the network is back, as the browser does by itself."""
    devtools = page.context.new_cdp_session(page)
    registration = _find_registration(devtools, page)
    event = {"origin": origin, "registrationId": registration, "tag": tag, "lastChance": False}
    devtools.send("ServiceWorker.dispatchSyncEvent", event)


def _find_registration(devtools: CDPSession, page: Page) -> str:
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    return found[-1]
