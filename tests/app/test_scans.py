"""What can be asked about scans, and done with them until they are reviewed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app import scans
from app.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
)
from app.leases import LeaseLostError
from app.models import ScanState
from app.scan_queue import Outcome
from ocr.types import Side
from tests.builders import build_account, build_scan, jpeg

LIMIT_BYTES = 1_000_000
RECTO, VERSO, OTHER = jpeg(grey=10), jpeg(grey=20), jpeg(grey=30)
LEASE = timedelta(seconds=30)


@pytest.mark.both_databases
@pytest.mark.parametrize("change", [scans.swap_sides, scans.retry_scan, scans.discard_scan])
def test_a_change_during_a_reading_waits_for_nobody(session, book, store, queue, change):
    scan = build_scan(session, book, store, recto=RECTO, verso=VERSO)
    session.commit()
    claim = queue.claim(LEASE)
    session.expire_all()
    change(session, scan)
    session.commit()

    if change is scans.retry_scan:  # it is being read already
        queue.finish(claim, Outcome({}, {}))
    else:
        with pytest.raises(LeaseLostError):
            queue.finish(claim, Outcome({}, {}))


def test_a_scan_of_another_book_is_not_there(session, store, book):
    scan = build_scan(session, book, store)
    _, other_book = build_account(session)

    with pytest.raises(NotFoundError):
        scans.get_scan(session, other_book.id, scan.id)


def test_the_inbox_lists_what_is_not_done_newest_first(session, store, book):
    made = {state: build_scan(session, book, store, state=state) for state in ScanState}
    _, other_book = build_account(session)
    build_scan(session, other_book, store)

    listed = scans.list_scans(session, book.id)

    states = [ScanState.FAILED, ScanState.READY, ScanState.READING, ScanState.WAITING]
    assert [scan.id for scan in listed] == [made[state].id for state in states]


def test_the_list_goes_on_from_the_last_scan_of_the_page_before(session, store, book):
    ids = [build_scan(session, book, store).id for _ in range(5)]

    page = scans.list_scans(session, book.id, limit=2, before_id=ids[3])

    assert [scan.id for scan in page] == [ids[2], ids[1]]


def test_scans_are_counted_by_state_in_one_book(session, store, book):
    for state in (ScanState.WAITING, ScanState.WAITING, ScanState.READY):
        build_scan(session, book, store, state=state)
    _, other_book = build_account(session)
    build_scan(session, other_book, store, state=ScanState.READY)

    counted = scans.count_scans(session, book.id)

    assert counted[ScanState.WAITING] == 2
    assert counted[ScanState.READY] == 1
    assert counted[ScanState.FAILED] == 0


def test_a_scan_knows_how_many_are_read_before_it(session, store, book):
    build_scan(session, book, store)
    build_scan(session, book, store, state=ScanState.READY)
    last = build_scan(session, book, store)

    assert scans.count_ahead(session, last) == 1


def test_swapped_sides_are_read_again_the_other_way_round(session, store, book):
    scan = build_scan(
        session, book, store, recto=RECTO, verso=VERSO, state=ScanState.READY, reading={"old": 1}
    )

    scans.swap_sides(session, scan)

    assert store.get(scans.side_of(scan, Side.RECTO).photo.sha256) == VERSO
    assert store.get(scans.side_of(scan, Side.VERSO).photo.sha256) == RECTO
    assert (scan.state, scan.reading) == (ScanState.WAITING, None)


def test_one_side_cannot_be_swapped(session, store, book):
    scan = build_scan(session, book, store, recto=RECTO)

    with pytest.raises(InvalidError):
        scans.swap_sides(session, scan)


def test_a_failed_scan_is_read_again_with_all_its_attempts(session, store, book, queue):
    scan = build_scan(
        session, book, store, state=ScanState.FAILED, error_code="crashed", attempts=3
    )

    scans.retry_scan(session, scan)
    session.commit()

    claim = queue.claim(LEASE)
    assert (claim.scan_id, claim.attempt) == (scan.id, 1)


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.READING])
def test_a_retry_of_a_scan_on_its_way_leaves_it_alone(session, store, book, state):
    scan = build_scan(session, book, store, state=state, lease_token="theirs", attempts=1)

    scans.retry_scan(session, scan)

    assert (scan.state, scan.lease_token, scan.attempts) == (state, "theirs", 1)


@pytest.mark.parametrize("change", [scans.swap_sides, scans.retry_scan])
@pytest.mark.parametrize("state", [ScanState.REVIEWED, ScanState.DISCARDED])
def test_a_scan_that_is_done_is_not_read_again(session, store, book, change, state):
    scan = build_scan(session, book, store, recto=RECTO, verso=VERSO, state=state)

    with pytest.raises(ConflictError):
        change(session, scan)


@pytest.mark.parametrize(
    ("values", "after"),
    [
        ({"state": ScanState.READY, "reading": {"x": 1}}, ScanState.READY),
        ({"state": ScanState.FAILED, "error_code": "crashed"}, ScanState.FAILED),
        ({"state": ScanState.WAITING}, ScanState.WAITING),
        ({"state": ScanState.READING}, ScanState.WAITING),
    ],
)
def test_a_discarded_scan_can_be_restored(session, store, book, values, after):
    scan = build_scan(session, book, store, **values)

    scans.discard_scan(session, scan)
    assert scans.list_scans(session, book.id) == []

    scans.restore_scan(session, scan)
    assert scan.state is after
    assert scans.list_scans(session, book.id) == [scan]


def test_a_discarded_scan_is_not_read(session, store, book, queue):
    scan = build_scan(session, book, store)
    scans.discard_scan(session, scan)
    session.commit()

    assert queue.claim(LEASE) is None


def test_a_reviewed_scan_is_not_discarded(session, store, book):
    scan = build_scan(session, book, store, state=ScanState.REVIEWED)

    with pytest.raises(ConflictError):
        scans.discard_scan(session, scan)


def test_a_picture_of_another_book_is_not_there(session, store, book):
    scan = build_scan(session, book, store)
    photo_id = scan.sides[0].photo_id
    _, other_book = build_account(session)

    assert scans.get_photo(session, scan.book_id, photo_id).id == photo_id
    with pytest.raises(NotFoundError):
        scans.get_photo(session, other_book.id, photo_id)


def test_moments_are_read_with_and_without_a_zone():
    assert scans.parse_moment("2026-11-21T18:30:00-05:00") == datetime(
        2026, 11, 21, 23, 30, tzinfo=UTC
    )
    assert scans.parse_moment("2026-11-21T18:30") == datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    assert scans.parse_moment("1970-01-01T00:00:00Z") is None
    assert scans.parse_moment(" ") is None
    with pytest.raises(InvalidError):
        scans.parse_moment("yesterday")
