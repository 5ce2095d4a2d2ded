"""A scan screen whose strip shows a card in each state there is."""

from __future__ import annotations

from app.models import Scan, ScanState
from tests.browser.scan_screen import ScanScreen, card_file, scans_of, wait_for_scans
from tests.builders import build_contact
from tests.readings import evidence, make_reading

STATES = ("here", "refused", "sent", "done", "look", "read")
"""As they stand in the strip, the newest first."""
REFUSAL = {"error": {"code": "not_a_picture", "hint": "This file is not a picture."}}


def fill_strip(screen: ScanScreen) -> None:
    """Take a card for each state, and wait until all are shown as they are.

    The network is away afterwards, and the last card waits for it.
    """
    page = screen.page
    screen.pick([card_file(seed) for seed in range(1, 5)])
    wait_for_scans(screen, lambda scans: len(scans) == 4)
    for number in range(4):
        screen.wait_for_state("sent", number)
    _read(screen, scans_of(screen.desk))
    page.evaluate("dispatchEvent(new Event('online'))")  # it asks how the cards are doing
    for number, state in enumerate(STATES[2:]):
        screen.wait_for_state(state, number)

    page.context.route("**/scans", lambda route: route.fulfill(status=422, json=REFUSAL))
    screen.pick([card_file(5)])
    screen.wait_for_state("refused")
    page.context.unroute("**/scans")
    screen.lose_network()
    screen.pick([card_file(6)])
    screen.wait_for_state("here")


def _read(screen: ScanScreen, scans: list[Scan]) -> None:
    """Let the server have read the cards, the last but for one."""
    session, book = screen.desk.session, screen.desk.book
    sure = make_reading(organization={"value": "Atelier Boréal inc.", **evidence(0.96, 2)})
    read, look, done, _sent = scans
    read.state, read.reading = ScanState.READY, sure
    look.state, look.error_code = ScanState.FAILED, "truncated_image"
    done.state, done.reading = ScanState.REVIEWED, sure
    done.contact_id = build_contact(session, book).id
    session.commit()
