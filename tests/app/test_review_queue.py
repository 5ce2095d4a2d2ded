"""The inbox as a queue: what comes next, and how many wait."""

from __future__ import annotations

from datetime import date

import pytest

from app.models import ScanState, now
from app.review_queue import (
    QueueFilter,
    QueueState,
    count_by_event,
    count_by_state,
    count_to_review,
    first_to_review,
    list_queue,
    next_to_review,
    previous_to_review,
    read_filter,
)
from tests.builders import build_account, build_event, build_scan

pytestmark = pytest.mark.both_databases


@pytest.fixture
def add(session, book, store):
    def add_scan(state=ScanState.READY, **values):
        return build_scan(session, book, store, state=state, **({"doubt_count": 0} | values))

    return add_scan


def test_the_next_card_is_the_next_older_one_then_the_newest(session, book, add):
    first, second, third = (add() for _ in range(3))
    add(ScanState.WAITING)

    assert first_to_review(session, book.id) == third.id
    assert next_to_review(session, book.id, third.id) == second.id
    assert next_to_review(session, book.id, first.id) == third.id
    assert count_to_review(session, book.id) == 3


def test_the_previous_card_is_the_next_card_backwards(session, book, add):
    scans = [add() for _ in range(4)]

    for scan in scans:
        following = next_to_review(session, book.id, scan.id)
        assert previous_to_review(session, book.id, following) == scan.id


def test_one_goes_on_from_a_card_that_was_just_accepted(session, book, add):
    older, accepted, newer = add(), add(ScanState.REVIEWED), add()

    assert next_to_review(session, book.id, accepted.id) == older.id
    assert previous_to_review(session, book.id, accepted.id) == newer.id


def test_there_is_no_next_card_after_the_last(session, book, add):
    scan = add()

    assert next_to_review(session, book.id, scan.id) is None
    assert previous_to_review(session, book.id, scan.id) is None


def test_a_card_set_aside_comes_when_the_others_are_done(session, book, add):
    last, aside, first = add(), add(set_aside_at=now()), add()

    assert first_to_review(session, book.id) == first.id
    assert next_to_review(session, book.id, first.id) == last.id
    assert next_to_review(session, book.id, aside.id) == last.id
    last.state = first.state = ScanState.REVIEWED
    session.flush()
    assert first_to_review(session, book.id) == aside.id
    assert next_to_review(session, book.id, first.id) == aside.id


def test_a_review_of_one_event_stays_with_it(session, book, add):
    fair, club = build_event(session, book), build_event(session, book, name="Club du mardi")
    older, _other, newer = add(event_id=fair.id), add(event_id=club.id), add(event_id=fair.id)
    alone = add()
    of_fair, of_none = QueueFilter(event_id=fair.id), QueueFilter(is_without_event=True)

    assert first_to_review(session, book.id, of_fair) == newer.id
    assert next_to_review(session, book.id, newer.id, of_fair) == older.id
    assert previous_to_review(session, book.id, older.id, of_fair) == newer.id
    assert count_to_review(session, book.id, of_fair) == 2
    assert first_to_review(session, book.id, of_none) == alone.id
    assert count_to_review(session, book.id, of_none) == 1


def test_every_card_of_the_inbox_is_counted_once(session, book, add, store):
    for state in ScanState:
        add(state)
    add(doubt_count=2)
    add(doubt_count=None)
    add(set_aside_at=now(), doubt_count=2)
    build_scan(session, build_account(session)[1], store, state=ScanState.READY)

    counted = count_by_state(session, book.id)

    assert counted == {
        QueueState.WAITING: 1,
        QueueState.READING: 1,
        QueueState.READY: 1,
        QueueState.NEEDS_LOOK: 2,  # nobody knows how sure the second one is
        QueueState.FAILED: 1,
        QueueState.SET_ASIDE: 1,
        QueueState.DISCARDED: 1,
    }
    for state, number in counted.items():
        assert len(list_queue(session, book.id, QueueFilter(state))) == number
    assert len(list_queue(session, book.id, QueueFilter())) == sum(counted.values()) - 1


def test_an_empty_book_counts_nothing(session, book):
    assert set(count_by_state(session, book.id).values()) == {0}
    assert count_by_event(session, book.id, QueueFilter()) == []


def test_cards_are_counted_by_event_the_latest_first(session, book, add):
    early = build_event(session, book, held_on=date(2020, 3, 14))
    late = build_event(session, book)
    for event in (early, late, late, None):
        add(event_id=event and event.id)
    add(ScanState.FAILED, event_id=early.id)
    add(ScanState.REVIEWED, event_id=early.id)

    counted = count_by_event(session, book.id, QueueFilter())
    ready = count_by_event(session, book.id, QueueFilter(QueueState.READY))

    assert [(one.event, one.cards) for one in counted] == [(late, 2), (early, 2), (None, 1)]
    assert [(one.event, one.cards) for one in ready] == [(late, 2), (early, 1), (None, 1)]
    assert count_by_state(session, book.id, QueueFilter(event_id=late.id))[QueueState.READY] == 2


def test_the_list_goes_on_from_the_last_card_of_the_page_before(session, book, add):
    ids = [add().id for _ in range(5)]

    page = list_queue(session, book.id, QueueFilter(), limit=2, before_id=ids[3])

    assert [scan.id for scan in page] == [ids[2], ids[1]]


@pytest.mark.parametrize(
    ("state", "event", "address"),
    [
        ("", "", ""),
        ("ready", "", "?state=ready"),
        ("needs_look", "12", "?state=needs_look&event=12"),
        ("", "none", "?event=none"),
        ("reviewed", "x", ""),
        ("", "1" * 30, ""),
        ("", "٣", ""),
    ],
)
def test_a_filter_is_an_address(state, event, address):
    assert read_filter(state, event).to_query() == address
