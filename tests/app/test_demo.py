"""The demo book: every screen has life, and a second run changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import accounts, demo
from app.models import Account, Contact, Event, EventKind, FollowUp, Photo, Scan, ScanState
from ocr.types import Image, Line, Quad
from tests.builders import today


class SilentRecogniser:
    """Finds no text: the demo's cards go their whole way without an engine."""

    name = "silent"

    def find(self, photo: Image) -> tuple[Quad, ...]:
        return ()

    def read(self, card: Image) -> tuple[Line, ...]:
        return ()


@pytest.fixture
def filled(settings, monkeypatch, capsys):
    """Fill the demo book with a few of its cards; gives what was printed."""
    few = (demo.CARDS[0], demo.CARDS[2], demo.CARDS[8], demo.CARDS[10], demo.CARDS[-1])
    monkeypatch.setattr(demo, "CARDS", few)
    monkeypatch.setattr("app.worker.build_from_settings", lambda _settings: SilentRecogniser())

    def fill() -> str:
        demo.fill_demo(settings)
        return capsys.readouterr().out

    return fill


def counts(session: Session) -> dict[str, int]:
    session.expire_all()
    return {
        table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
        for table in (Account, Contact, Event, FollowUp, Photo, Scan)
    }


def test_the_demo_book_has_life_on_every_screen(filled, session):
    text = filled()

    account = session.scalars(select(Account)).one()
    password = text.strip().rpartition(" ")[2]
    assert accounts.check_password(session, demo.EMAIL, password) is account

    days = session.scalars(select(FollowUp.due_on)).all()
    day = today()
    assert {(due > day) - (due < day) for due in days} == {-1, 0, 1}  # late, today, later

    states = [scan.state for scan in session.scalars(select(Scan))]
    assert sorted(states) == sorted([ScanState.REVIEWED] * 4 + [ScanState.READY, ScanState.FAILED])
    assert all(contact.tags for contact in session.scalars(select(Contact)))
    assert all(contact.emails or contact.phones for contact in session.scalars(select(Contact)))

    failed = session.scalars(select(Scan).where(Scan.state == ScanState.FAILED)).one()
    assert failed.error_code == "truncated_image"

    events = {event.id: event for event in session.scalars(select(Event))}
    assert {event.kind for event in events.values()} == set(EventKind)
    met = [events[scan.event_id].client_key for scan in session.scalars(select(Scan)) if scan.event]
    assert sorted(met) == ["demo-club", "demo-fair", "demo-today"]

    waiting = session.scalars(select(Scan).where(Scan.state == ScanState.READY)).one()
    assert waiting.draft["tags"] == ["prospect"]


def test_a_second_run_changes_nothing_but_reads_what_the_first_could_not(filled, session):
    first = filled()
    before = counts(session)
    event = session.scalars(select(Event)).first()
    event.name = "Corrected"
    scan = session.scalars(select(Scan).where(Scan.state == ScanState.READY)).one()
    scan.state, scan.error_code, scan.reading = ScanState.FAILED, "engine_failed", None
    session.commit()

    second = filled()

    assert counts(session) == before
    assert second.strip().splitlines()[-1] == first.strip().splitlines()[-1]  # the password
    session.refresh(event)
    assert event.name == "Corrected"
    session.refresh(scan)
    assert scan.state is ScanState.READY
