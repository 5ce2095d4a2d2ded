"""The owner's own figures, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.insights import Timing, find_insights
from app.models import FieldOutcome, Outcome, ScanState, now
from tests.builders import build_account, build_event, build_scan

pytestmark = pytest.mark.both_databases


@pytest.fixture
def add(session, book, store):
    def add_scan(hours=None, **values):
        taken_at = values.pop("taken_at", now() - timedelta(days=10))
        if hours is not None:
            values |= {
                "state": ScanState.REVIEWED,
                "reviewed_at": taken_at + timedelta(hours=hours),
            }
        given = {"state": ScanState.READY, "taken_at": taken_at}
        return build_scan(session, book, store, **(given | values))

    return add_scan


def test_an_empty_book_has_no_figures(session, book):
    found = find_insights(session, book.id)

    assert (found.cards, found.events, found.months, found.accuracy) == (0, (), (), ())
    assert (found.reviewed_in_time, found.read_right) == (None, None)


def test_cards_are_counted_by_how_soon_they_were_reviewed(session, book, add):
    for hours in (0, 1, 24, 24.5, 72, 73, 500, None):
        add(hours)
    add(state=ScanState.FAILED)
    add(state=ScanState.DISCARDED)

    found = find_insights(session, book.id)

    assert found.timing == {
        Timing.DAY: 3,
        Timing.THREE_DAYS: 2,
        Timing.LATER: 2,
        Timing.WAITING: 2,
    }
    assert found.cards == 9
    assert found.reviewed_in_time == pytest.approx(5 / 9)


def test_cards_are_counted_by_event_the_latest_first(session, book, add):
    early = build_event(session, book, held_on=date(2026, 3, 1))
    late = build_event(session, book, held_on=date(2026, 9, 1))
    for event in (early, late, late, None):
        add(event_id=event and event.id)
    add(event_id=early.id, state=ScanState.DISCARDED)

    found = find_insights(session, book.id)

    assert [(one.event, one.cards) for one in found.events] == [(late, 2), (early, 1), (None, 1)]
    assert found.months == ()


def test_cards_without_events_are_counted_by_month_with_the_gaps(session, book, add):
    this_month = now().replace(day=2, hour=12)
    two_before = (this_month.replace(day=1) - timedelta(days=40)).replace(day=15)
    for moment in (this_month, this_month, two_before):
        add(taken_at=moment)

    found = find_insights(session, book.id)

    assert found.events == ()
    assert [one.cards for one in found.months] == [1, 0, 2]
    assert found.months[-1].month == this_month.date().replace(day=1)


def test_what_is_older_than_a_year_or_of_another_book_is_left_out(session, book, add, store):
    add(1, taken_at=now() - timedelta(days=366))
    _, other = build_account(session)
    theirs = build_scan(session, other, store, state=ScanState.REVIEWED, reviewed_at=now())
    session.add(
        FieldOutcome(scan_id=theirs.id, field="name", book_id=other.id, outcome=Outcome.RIGHT)
    )
    session.flush()

    found = find_insights(session, book.id)

    assert (found.cards, found.accuracy) == (0, ())


def test_accuracy_is_told_by_field_in_the_order_of_the_form(session, book, add):
    outcomes = [
        {"emails": Outcome.RIGHT, "name": Outcome.RIGHT},
        {"emails": Outcome.RIGHT, "name": Outcome.CORRECTED},
        {"emails": Outcome.ADDED, "name": Outcome.RIGHT},
    ]
    for of_scan in outcomes:
        scan = add(1)
        for part, outcome in of_scan.items():
            row = FieldOutcome(scan_id=scan.id, field=part, book_id=book.id, outcome=outcome)
            session.add(row)
    session.flush()

    found = find_insights(session, book.id)

    assert [one.part for one in found.accuracy] == ["name", "emails"]
    assert [one.total for one in found.accuracy] == [3, 3]
    assert found.accuracy[0].counts[Outcome.CORRECTED] == 1
    assert found.accuracy[1].right_share == pytest.approx(2 / 3)
    assert found.read_right == pytest.approx(4 / 6)


def test_moments_of_summer_and_winter_are_told_apart_by_their_hours(session, book, add):
    taken_at = datetime.now(tz=now().tzinfo).replace(microsecond=0) - timedelta(days=30)
    add(23.99, taken_at=taken_at)
    add(24.02, taken_at=taken_at)

    timing = find_insights(session, book.id).timing

    assert (timing[Timing.DAY], timing[Timing.THREE_DAYS]) == (1, 1)
