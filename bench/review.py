"""Measures a review by keyboard: presses per card, and how soon the next card is painted.

    python -m bench.review [--kind drawn|composed] [--cards 20] [--kept FOLDER [--only-read]]

Cards are drawn, photographed and really read; a scripted hand (`bench.review_hand`) that knows what
stands on them puts the form right in a Chromium, chooses a next step and accepts. The figures are
written into docs/review.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page, sync_playwright
from sqlalchemy.orm import Session

from app.accounts import create_account, start_sign_in
from app.db import make_engine
from app.intake import create_scan
from app.models import Account, Book, Membership
from app.photos import FolderStore
from app.scan_queue import RowQueue
from app.settings import Settings
from app.upgrade import upgrade_database
from app.worker import Worker, build_from_settings
from bench.review_hand import Hand, correct
from drawn import DrawnCard, draw_card, photograph_card
from drawn.composed import draw_composed, load_cards
from ocr.types import Side
from tests.browser.chromium import CHROMIUM_OPTIONS, system_chromium
from tests.browser.server import Server

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "review.md"
FIRST_SEED: Final = 5201
PRESSES_TARGET: Final = 12
REPAINT_TARGET_MS: Final = 100
THINKING_MS: Final = 700
"""A person looks at a card before accepting it: about eight seconds, in which the next
is fetched. Twice this is waited."""

WATCH = """
window.swaps = []
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.closest("input, textarea, .choices")) return
  const of = document.querySelector("card-review")?.dataset.scan
  swaps.push({ of, start: event.timeStamp, form: 0, picture: 0 })
}, true)
const times = { form: ".review__who h1", picture: ".sheet:first-child image" }
new MutationObserver(() => {
  for (const [name, selector] of Object.entries(times)) {
    const shown = document.querySelector(selector)
    if (shown && !shown.hasAttribute("elementtiming")) shown.setAttribute("elementtiming", name)
  }
}).observe(document, { childList: true, subtree: true })
new PerformanceObserver((list) => {
  for (const { identifier, renderTime, element } of list.getEntries()) {
    const swap = swaps.at(-1)
    const scan = element?.closest("card-review")?.dataset.scan
    if (swap && scan !== swap.of && !swap[identifier]) swap[identifier] = renderTime - swap.start
  }
}).observe({ type: "element", buffered: true })
"""
"""The browser says itself when it showed the name at the head of the form, and the picture."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What one card took."""

    seed: int
    pressed: int
    """Keys, without the characters of values."""
    typed: int
    ways: Counter[str]
    painted_ms: float
    """From the key to the next card's form on the screen; 0 for the last card."""
    picture_ms: float
    """The same for its picture."""

    @property
    def all_presses(self) -> int:
        """With the characters of values."""
        return self.pressed + self.typed


def draw_cards(kind: str, count: int) -> list[DrawnCard]:
    """Draw cards of one of the two kinds.

    Args:
        kind: "drawn" from seeds, two of three in French; "composed" by hand, which are harder.
        count: How many.
    """
    if kind == "composed":
        return [draw_composed(card).card for card in load_cards("development")[:count]]
    seeds = range(FIRST_SEED, FIRST_SEED + count)
    return [draw_card(seed, language="fr" if seed % 3 else "en") for seed in seeds]


def read_cards(cards: list[DrawnCard], folder: Path) -> str:
    """Send and read cards into a folder that is not there yet; gives the sign-in."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(data_folder=folder)
    engine = make_engine(settings.database)
    upgrade_database(engine)
    store = FolderStore(settings.photo_folder)
    with Session(engine) as session, session.begin():
        account = create_account(
            session,
            email="hand@verso.example",
            display_name="Hand",
            password="a hand that presses keys",
            timezone="America/Toronto",
        )
        token = start_sign_in(session, account, timedelta(days=1))
        book_id = _book_of(session, account).id
        for card in reversed(cards):  # the newest is reviewed first
            _send(session, store, book_id, card, settings)
    queue = RowQueue(engine, settings.reading_attempts)
    worker = Worker(queue, store, build_from_settings(settings), settings)
    while worker.read_next():
        pass
    engine.dispose()
    return token


@contextmanager
def serve_cards(cards: list[DrawnCard], kept: Path | None) -> Iterator[tuple[str, str]]:
    """Serve a copy of cards that were read; gives the address and the sign-in.

    Args:
        cards: What to read unless it was read before.
        kept: Where what was read is kept for the next time; None: nowhere.
    """
    with TemporaryDirectory(prefix="verso-review-") as name:
        read = kept or Path(name) / "read"
        token_file = read / "sign-in.txt"
        if not token_file.exists():
            token_file.write_text(read_cards(cards, read))
        folder = Path(name) / "served"
        copytree(read, folder)
        server = Server(folder, {"VERSO_WORKERS": "0"}).start()
        try:
            yield server.address, token_file.read_text()
        finally:
            server.stop()


def _book_of(session: Session, account: Account) -> Book:
    return session.query(Book).join(Membership).filter_by(account_id=account.id).one()


def _send(
    session: Session, store: FolderStore, book_id: int, card: DrawnCard, settings: Settings
) -> None:
    verso = (
        photograph_card(card, card.seed, side=Side.VERSO).jpeg if card.verso is not None else None
    )
    create_scan(
        session,
        store,
        book_id,
        client_key=f"drawn-{card.seed}",
        recto=photograph_card(card, card.seed).jpeg,
        verso=verso,
        photo_limit_bytes=settings.photo_limit_bytes,
    )


def review_cards(page: Page, address: str, cards: list[DrawnCard]) -> list[Reviewed]:
    """Review cards one after the other.

    Args:
        page: Signed in.
        address: Of the server.
        cards: In the order of the queue.
    """
    page.goto(f"{address}/scans/{len(cards)}")
    done = []
    for card in cards:
        page.wait_for_timeout(THINKING_MS)
        hand = Hand(page)
        if page.locator("card-review").count() == 0:
            raise RuntimeError(f"the card of seed {card.seed} is not shown")
        scan = page.locator("card-review").get_attribute("data-scan")
        correct(hand, card)
        is_planned = page.locator("[name=step_taken]:checked").count() > 0
        page.wait_for_timeout(THINKING_MS)
        hand.press(*([] if is_planned else ["1"]), "Enter")
        page.wait_for_function(
            "(scan) => document.querySelector('card-review')?.dataset.scan !== scan", arg=scan
        )
        page.wait_for_timeout(500)
        swap = page.evaluate("window.swaps?.at(-1) ?? null") or {"form": 0, "picture": 0}
        done.append(
            Reviewed(card.seed, hand.pressed, hand.typed, hand.ways, swap["form"], swap["picture"])
        )
    return done


def write_report(reviewed: list[Reviewed], *, has_times: bool = True) -> str:
    """Write the figures as Markdown, with the times or without."""
    pressed = [one.pressed for one in reviewed]
    all_presses = [one.all_presses for one in reviewed]
    needy = [one.all_presses for one in reviewed if one.ways]
    swaps = [one for one in reviewed if one.painted_ms]
    ways = sum((one.ways for one in reviewed), Counter[str]())
    form, picture = [one.painted_ms for one in swaps], [one.picture_ms for one in swaps]
    times = [
        _row("accept → next form on the screen, ms", form, REPAINT_TARGET_MS),
        _row("accept → next picture on the screen, ms", picture, REPAINT_TARGET_MS),
    ]
    table = [
        "| card (seed) | presses | characters typed | together | how values were put right |",
        "|---|---:|---:|---:|---|",
        *(
            f"| {one.seed} | {one.pressed} | {one.typed} | {one.all_presses} | {_told(one.ways)} |"
            for one in reviewed
        ),
    ]
    clean = sum(not one.ways for one in reviewed)
    return "\n".join(
        [
            "| | median | 9 in 10 below | most | target |",
            "|---|---:|---:|---:|---:|",
            _row("key presses a card, characters typed into values left out", pressed, "—"),
            _row("key presses a card, every character counted", all_presses, PRESSES_TARGET),
            *(
                [_row("the same, of the cards that needed a correction", needy, "—")]
                if needy
                else []
            ),
            *(times if has_times else []),
            "",
            f"{len(reviewed)} cards, of which {clean} needed no correction. Corrections: "
            f"{_told(ways)}.",
            "",
            *table,
        ]
    )


def _row(name: str, values: list[float] | list[int], target: object) -> str:
    ranked = sorted(values)
    ninth = ranked[min(len(ranked) - 1, int(0.9 * len(ranked)))]
    return f"| {name} | {median(ranked):.0f} | {ninth:.0f} | {ranked[-1]:.0f} | {target} |"


def _told(ways: Counter[str]) -> str:
    return ", ".join(f"{way} {count}" for way, count in sorted(ways.items())) or "none"


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write the figures into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=20)
    parser.add_argument("--kind", choices=("drawn", "composed"), default="drawn")
    parser.add_argument("--kept", type=Path, help="keep what was read here, for the next time")
    parser.add_argument("--only-read", action="store_true", help="read the cards, and stop")
    given = parser.parse_args(arguments)
    cards = draw_cards(given.kind, given.cards)
    if given.only_read:
        (given.kept / "sign-in.txt").write_text(read_cards(cards, given.kept))
        return 0
    with serve_cards(cards, given.kept) as (address, token), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=CHROMIUM_OPTIONS
        )
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-CA")
        context.add_cookies([{"name": "verso", "value": token, "url": address}])
        context.add_init_script(WATCH)
        reviewed = review_cards(context.new_page(), address, cards)
        browser.close()
    # How soon the next card is there does not depend on what stands on it: it is measured once.
    report = write_report(reviewed, has_times=given.kind == "drawn")
    sys.stdout.write(f"{report}\n")
    _write_into_page(given.kind, report)
    return 0


def _write_into_page(kind: str, report: str) -> None:
    start, end = f"<!-- figures: {kind} -->", f"<!-- end of figures: {kind} -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(start)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{start}\n{report}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
