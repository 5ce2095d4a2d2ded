"""How photos come in, and what can be done with a scan until it is reviewed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import intake, scans
from app.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    PhotoTooLargeError,
    StorageFullError,
)
from app.models import Photo, Scan, ScanState, now
from app.photos import FolderStore
from app.scan_queue import LeaseLostError, Outcome, RowQueue
from app.upgrade import upgrade_database
from ocr.errors import NotAnImageError, UnsupportedImageError
from ocr.types import Side
from tests.builders import build_account, build_scan, jpeg

LIMIT_BYTES = 1_000_000
RECTO, VERSO, OTHER = jpeg(grey=10), jpeg(grey=20), jpeg(grey=30)
LEASE = timedelta(seconds=30)


@pytest.fixture
def store(app) -> FolderStore:
    folder_store: FolderStore = app.state.photo_store
    return folder_store


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def send(session, store, book):
    """Send a scan; gives it and whether it is new."""

    def send_it(key: str = "k", recto: bytes = RECTO, **values: object):
        return intake.create_scan(
            session,
            store,
            book.id,
            client_key=key,
            recto=recto,
            photo_limit_bytes=LIMIT_BYTES,
            **values,
        )

    return send_it


@pytest.fixture
def queue(app) -> RowQueue:
    return RowQueue(app.state.engine, max_attempts=3)


def test_a_scan_waits_with_its_photos_in_the_store(send, store):
    scan, is_new = send(verso=VERSO)

    stored = {side.side: store.get(side.photo.sha256) for side in scan.sides}
    assert is_new
    assert scan.state is ScanState.WAITING
    assert stored == {Side.RECTO: RECTO, Side.VERSO: VERSO}


def test_the_same_key_twice_is_one_scan(send, session):
    first, _ = send()
    second, is_new = send()

    assert (second.id, is_new) == (first.id, False)
    assert session.scalar(select(func.count()).select_from(Scan)) == 1


def test_the_same_key_in_another_book_is_another_scan(send, session, store):
    first, _ = send()
    _, other_book = build_account(session)

    second, is_new = intake.create_scan(
        session,
        store,
        other_book.id,
        client_key="k",
        recto=RECTO,
        photo_limit_bytes=LIMIT_BYTES,
    )

    assert is_new
    assert second.id != first.id


def test_two_requests_with_the_same_key_at_once_make_one_scan(any_engine, store):
    upgrade_database(any_engine)
    with Session(any_engine) as session, session.begin():
        book_id = build_account(session)[1].id
    start = Barrier(6)

    def send(_number: int) -> tuple[int, bool]:
        with Session(any_engine) as own, own.begin():
            start.wait()
            scan, is_new = intake.create_scan(
                own,
                store,
                book_id,
                client_key="k",
                recto=RECTO,
                verso=VERSO,
                photo_limit_bytes=LIMIT_BYTES,
            )
            return scan.id, is_new

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))

    assert len({scan_id for scan_id, _ in answers}) == 1
    assert sorted(is_new for _, is_new in answers) == [False] * 5 + [True]
    with Session(any_engine) as session:
        assert session.scalar(select(func.count()).select_from(Photo)) == 2


@pytest.mark.parametrize("change", [scans.swap_sides, scans.retry_scan, scans.discard_scan])
def test_a_change_during_a_reading_waits_for_nobody_on_either_database(any_engine, store, change):
    upgrade_database(any_engine)
    queue = RowQueue(any_engine, max_attempts=3)
    with Session(any_engine) as session, session.begin():
        _, book = build_account(session)
        scan_id = build_scan(session, book, store, recto=RECTO, verso=VERSO).id
    claim = queue.claim(LEASE)
    with Session(any_engine) as session, session.begin():
        change(session, session.get(Scan, scan_id))

    if change is scans.retry_scan:  # it is being read already
        queue.finish(claim, Outcome({}, {}))
    else:
        with pytest.raises(LeaseLostError):
            queue.finish(claim, Outcome({}, {}))


def test_a_key_is_not_taken_twice_for_different_photos(send):
    send(recto=RECTO)

    with pytest.raises(ConflictError):
        send(recto=OTHER)


def test_sending_again_after_the_sides_were_swapped_is_still_the_same_scan(send, session):
    scan, _ = send(verso=VERSO)
    scans.swap_sides(session, scan)

    again, is_new = send(verso=VERSO)

    assert (again.id, is_new) == (scan.id, False)
    assert len(again.sides) == 2


def test_a_verso_that_comes_with_the_second_try_is_kept(send):
    send()
    scan, is_new = send(verso=VERSO)

    assert not is_new
    assert {side.side for side in scan.sides} == {Side.RECTO, Side.VERSO}


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 65, "é", "a/b", "a\n"])
def test_a_key_that_is_none_is_refused(send, key):
    with pytest.raises(InvalidError):
        send(key=key)


@pytest.mark.parametrize(
    ("photo", "error"),
    [
        (b"", NotAnImageError),
        (b"hello", NotAnImageError),
        (b"GIF89a" + b"\0" * 20, UnsupportedImageError),
        (b"%PDF-1.7", UnsupportedImageError),
    ],
)
@pytest.mark.parametrize("side", ["recto", "verso"])
def test_what_is_no_photo_is_refused_and_nothing_is_kept(send, session, store, photo, error, side):
    with pytest.raises(error):
        send(**{side: photo})

    assert session.scalars(select(Scan)).all() == []
    assert session.scalars(select(Photo)).all() == []


def test_a_truncated_jpeg_is_taken_in_because_it_may_be_all_there_is(send):
    scan, _ = send(recto=RECTO[: len(RECTO) // 2])

    assert scan.state is ScanState.WAITING


def test_a_photo_over_the_limit_is_refused(send):
    with pytest.raises(PhotoTooLargeError):
        send(recto=RECTO + b"\0" * LIMIT_BYTES)


def test_a_full_disk_leaves_no_half_of_a_scan(send, session, store, monkeypatch):
    def put_the_recto_only(data: bytes) -> str:
        if data == VERSO:
            raise StorageFullError
        return FolderStore.put(store, data)

    monkeypatch.setattr(store, "put", put_the_recto_only)

    with pytest.raises(StorageFullError):
        send(verso=VERSO)
    assert session.scalars(select(Scan)).all() == []
    assert session.scalars(select(Photo)).all() == []


def test_a_photo_is_never_taken_in_the_future(send):
    scan, _ = send(taken_at=now() + timedelta(days=3))

    assert scan.taken_at <= now()


def test_a_scan_of_another_book_is_not_there(send, session):
    scan, _ = send()
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


def add_verso(session, store, scan, photo=VERSO):
    intake.add_verso(session, store, scan, photo, photo_limit_bytes=LIMIT_BYTES)


def test_a_verso_added_has_the_card_read_again(session, store, book):
    scan = build_scan(
        session, book, store, recto=RECTO, state=ScanState.READY, reading={"old": 1}, attempts=2
    )

    add_verso(session, store, scan)

    assert (scan.state, scan.reading, scan.attempts) == (ScanState.WAITING, None, 0)
    assert scans.side_of(scan, Side.VERSO) is not None


def test_a_verso_added_during_a_reading_makes_that_reading_void(session, store, book, queue):
    scan = build_scan(session, book, store, recto=RECTO)
    session.commit()
    claim = queue.claim(LEASE)

    add_verso(session, store, scan)
    session.commit()

    with pytest.raises(LeaseLostError):
        queue.finish(claim, Outcome({"of": "one side"}, {}))
    again = queue.claim(LEASE)
    assert set(again.photos) == {Side.RECTO, Side.VERSO}


def test_the_same_verso_sent_twice_is_one(session, store, book):
    scan = build_scan(session, book, store, recto=RECTO)
    add_verso(session, store, scan)
    scan.state = ScanState.READY
    session.flush()

    add_verso(session, store, scan)

    assert scan.state is ScanState.READY  # nothing new: not read again
    assert len(scan.sides) == 2


def test_a_second_verso_is_refused(session, store, book):
    scan = build_scan(session, book, store, recto=RECTO, verso=VERSO)

    with pytest.raises(ConflictError):
        add_verso(session, store, scan, OTHER)


def test_a_verso_that_comes_after_the_review_is_kept_and_changes_nothing_confirmed(
    session, store, book
):
    scan = build_scan(
        session, book, store, recto=RECTO, state=ScanState.REVIEWED, reading={"confirmed": 1}
    )

    add_verso(session, store, scan)

    assert (scan.state, scan.reading) == (ScanState.REVIEWED, {"confirmed": 1})
    assert store.get(scans.side_of(scan, Side.VERSO).photo.sha256) == VERSO


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


def test_a_picture_of_another_book_is_not_there(send, session):
    scan, _ = send()
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
