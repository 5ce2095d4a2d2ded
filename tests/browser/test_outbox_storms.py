"""The first promise: nothing shot is ever lost, and nothing arrives twice.

Cards are taken while there is no server and the phone dies again and again, then sent while the
phone, the network, the server and the sign-in fail in turn. `make soak` does it with 200 cards, and
says what happened; VERSO_SOAK_SEED chooses another evening.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, CDPSession, Error, Page, Route
from sqlalchemy import delete, select

from app.models import Event, Photo, Scan, SignIn
from tests.browser.desk import Desk
from tests.browser.evening import Evening, Step, photo_hash
from tests.browser.phone import Phone
from tests.builders import sign_in

pytestmark = pytest.mark.browser

CARD_COUNT = int(os.environ.get("VERSO_SOAK_CARDS", "12"))
SEED = int(os.environ.get("VERSO_SOAK_SEED", "20261122"))
TROUBLE_COUNT = max(8, CARD_COUNT // 5)
"""So many strike while cards are sent; what is left then is sent in peace."""
SENDING_LIMIT_S = 120 + 3 * CARD_COUNT
LONGEST_CALM_S = 0.5 + CARD_COUNT / 80

OPEN_OUTBOX = """async (owner) => {
  const agent = document.querySelector('script[src*="js/outbox-agent.js"]').src
  const { Outbox } = await import(agent.replace("outbox-agent.js", "lib/outbox.js"))
  window.outbox = await Outbox.open(owner)
}"""

PRESENT = """async () => {
  const events = (await outbox.events()).map(({ key }) => key)
  const cards = (await outbox.cards()).flatMap(({ key, sides, draft }) => [
    ...Object.keys(sides).map((side) => `${key}/${side}`),
    ...(draft.tags.length ? [`${key}/draft`] : []),
  ])
  return [...events, ...cards]
}"""

# Not awaited: the phone may die before it is done.
TAKE = """(steps) => {
  const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const take = {
    event: ({ key }) => {
      const event = { key, name: `Evening ${key}`, kind: "club", day: "2026-11-20", goal: 5 }
      return outbox.saveEvent(event)
    },
    draft: ({ key, tag }) => {
      const followUp = { kind: "call", dueOn: "2026-11-25", text: "" }
      return outbox.saveDraft(key, { tags: [tag], followUp, hasSpareCard: false })
    },
    shot: ({ key, photo, ...shot }) => {
      const blob = new Blob([bytesOf(photo)], { type: "image/jpeg" })
      return outbox.take({ ...shot, cardKey: key, photo: blob })
    },
  }
  window.taking = (async () => {
    for (const { name, what } of steps) {
      await take[what.do](what)
      await acknowledge(name)
    }
  })()
}"""


class Evenings:
    """A member, their phone and their server, and all that can go wrong between them."""

    def __init__(self, desk: Desk, phone: Phone, random: Random) -> None:
        self.desk = desk
        self.phone = phone
        self.random = random
        self.acknowledged: set[str] = set()
        self.pages: list[Page] = []
        self._wires: list[CDPSession] = []

    @property
    def owner(self) -> str:
        return f"{self.desk.account.id}-{self.desk.book.id}"

    @property
    def page(self) -> Page:
        return self.pages[0]

    def come_in(self) -> None:
        """Open Verso once with a network: from then on the phone can open it without."""
        self.desk.enter(self.phone.context)
        page = self.phone.open_tab()
        page.goto(f"{self.desk.server.address}/scan")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        self.phone.close()
        self.phone.start()

    def open_tab(self) -> Page:
        """Open Verso on the phone as it is."""
        self.desk.enter(self.phone.context)
        page = self.phone.open_tab()
        page.expose_binding("acknowledge", lambda _source, name: self.acknowledged.add(name))
        page.goto(f"{self.desk.server.address}/scan")
        self.pages.append(page)
        self._wires.append(self.phone.context.new_cdp_session(page))
        self.set_network(is_there=True)
        page.evaluate(OPEN_OUTBOX, self.owner)
        return page

    def set_network(self, *, is_there: bool) -> None:
        """Cut the network of every tab, or give back a poor one, in which a photo takes a while."""
        poor = {"latency": 30, "downloadThroughput": 250_000, "uploadThroughput": 150_000}
        for wire in self._wires:
            wire.send("Network.emulateNetworkConditions", {"offline": not is_there, **poor})

    def close_tabs(self) -> None:
        for page in self.pages:
            page.close()
        self.forget_tabs()

    def crash_tabs(self) -> None:
        for page in self.pages:
            self.phone.crash_tab(page)
        self.forget_tabs()

    def kill_phone(self) -> None:
        self.phone.kill()
        self.forget_tabs()
        self.phone.start()

    def forget_tabs(self) -> None:
        self.pages, self._wires = [], []

    def wait(self, least_s: float, most_s: float) -> None:
        self.page.wait_for_timeout(1000 * self.random.uniform(least_s, most_s))


@pytest.fixture
def evening(desk: Desk, chromium: Browser, tmp_path: Path) -> Iterator[Evenings]:
    for row in (Scan, Event, Photo):
        desk.session.execute(delete(row))
    desk.session.commit()
    phone = Phone(chromium.browser_type, tmp_path).start()
    yield Evenings(desk, phone, Random(SEED))
    phone.stop()


def take_all(evening: Evenings, steps: list[Step]) -> int:
    """Take every card, dying at random moments; gives how often the phone died."""
    # There is no server: whatever opens comes from the phone.
    deaths = (evening.close_tabs, evening.crash_tabs, evening.kill_phone)
    death_count = 0
    while True:
        evening.open_tab()
        present = set(evening.page.evaluate(PRESENT))
        assert evening.acknowledged <= present, "what was said to be safe is gone"
        left = [step for step in steps if step.name not in present]
        if not left:
            return death_count
        # About one death for every eight steps, at any moment of one.
        chunk = left[: evening.random.randint(4, 12)]
        evening.page.evaluate(TAKE, [{"name": step.name, "what": step.what} for step in chunk])
        if len(chunk) == len(left):
            evening.page.evaluate("window.taking")
        else:
            evening.wait(0.01, 0.4)
        evening.random.choice(deaths)()
        death_count += 1


def test_every_card_arrives_once_whatever_dies_meanwhile(desk: Desk, evening: Evenings) -> None:
    cards = Evening(CARD_COUNT)
    began_s = time.monotonic()

    evening.come_in()
    desk.server.kill()
    death_count = take_all(evening, cards.steps())
    taken_s = time.monotonic()
    desk.server.start()
    storms = send_all(evening)
    sent_s = time.monotonic()

    print(  # noqa: T201 -- make soak shows it
        f"\n{CARD_COUNT} cards, seed {SEED}: taken in {taken_s - began_s:.0f} s with {death_count}"
        f" deaths of the phone, sent in {sent_s - taken_s:.0f} s through {storms}"
    )
    check_server(desk, cards)


def send_all(evening: Evenings) -> dict[str, int]:
    """Send everything through one trouble after the other; gives how often each one struck."""
    evening.close_tabs()
    evening.open_tab()
    troubles = Troubles(evening)
    deadline_s = time.monotonic() + SENDING_LIMIT_S
    while evening.page.evaluate("outbox.unsentCount()") > 0:
        assert time.monotonic() < deadline_s, f"still unsent after {troubles.counts}"
        evening.wait(0.1, LONGEST_CALM_S)
        if sum(troubles.counts.values()) < TROUBLE_COUNT:
            troubles.strike()
    return troubles.counts


class Troubles:
    """Each kind once, in any order, then whichever comes."""

    def __init__(self, evening: Evenings) -> None:
        self.evening = evening
        self.counts: dict[str, int] = {}
        self._kinds: list[Callable[[], None]] = [
            self.server_dies,
            self.network_is_cut,
            self.answers_are_lost,
            self.tab_crashes,
            self.phone_dies,
            self.second_tab_opens,
            self.session_ends,
        ]
        self._next = evening.random.sample(self._kinds, k=len(self._kinds))

    def strike(self) -> None:
        trouble = self._next.pop() if self._next else self.evening.random.choice(self._kinds)
        self.counts[trouble.__name__] = self.counts.get(trouble.__name__, 0) + 1
        trouble()

    def server_dies(self) -> None:
        self.evening.desk.server.kill()
        self.evening.wait(0.0, 0.5)
        self.evening.desk.server.start()

    def network_is_cut(self) -> None:
        self.evening.set_network(is_there=False)
        self.evening.wait(0.1, 1.0)
        self.evening.set_network(is_there=True)

    def answers_are_lost(self) -> None:
        def lose(route: Route) -> None:
            # The tab may be gone by then, and the server be dead.
            with suppress(Error):
                route.fetch()
            with suppress(Error):
                route.abort()

        self.evening.page.route("**/scans", lose, times=2)
        self.evening.wait(0.2, 0.6)

    def tab_crashes(self) -> None:
        self.evening.crash_tabs()
        self.evening.open_tab()

    def phone_dies(self) -> None:
        self.evening.kill_phone()
        self.evening.open_tab()

    def second_tab_opens(self) -> None:
        self.evening.open_tab()

    def session_ends(self) -> None:
        desk = self.evening.desk
        desk.session.execute(delete(SignIn))
        desk.session.commit()
        self.evening.wait(0.2, 0.6)
        desk.token = sign_in(desk.session, desk.account)
        desk.session.commit()
        self.evening.close_tabs()
        self.evening.open_tab()


def check_server(desk: Desk, cards: Evening) -> None:
    """Hold what the server has against what was taken: each card once, each photo its own."""
    desk.session.expire_all()
    scans = {scan.client_key: scan for scan in desk.session.scalars(select(Scan))}
    events = {event.id: event.client_key for event in desk.session.scalars(select(Event))}
    assert sorted(events.values()) == cards.event_keys
    assert len(desk.session.scalars(select(Scan)).all()) == len(scans)
    assert sorted(scans) == cards.keys
    for number, key in enumerate(cards.keys):
        sides = ("recto", "verso") if cards.has_verso(number) else ("recto",)
        told = {side.side.value: side.photo.sha256 for side in scans[key].sides}
        assert told == {side: photo_hash(key, side) for side in sides}
        assert events[scans[key].event_id] == cards.event_of(number)
        tags = (scans[key].draft or {}).get("tags", [])
        assert tags == ([f"tag {key}"] if cards.has_draft(number) else [])
    verso_count = sum(cards.has_verso(number) for number in range(cards.card_count))
    photo_count = len(desk.session.scalars(select(Photo)).all())
    assert photo_count == cards.card_count + verso_count
