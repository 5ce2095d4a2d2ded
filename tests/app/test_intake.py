"""How photos come in: new cards, the backs of known ones, and photos taken again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import intake, scans
from app.errors import (
    ConflictError,
    InvalidError,
    PhotoTooLargeError,
    StorageFullError,
)
from app.leases import LeaseLostError
from app.models import Photo, Scan, ScanState, now
from app.photos import FolderStore
from app.scan_queue import Outcome
from ocr.errors import NotAnImageError, UnsupportedImageError
from ocr.types import Side
from tests.builders import build_account, build_scan, jpeg

LIMIT_BYTES = 1_000_000
RECTO, VERSO, OTHER = jpeg(grey=10), jpeg(grey=20), jpeg(grey=30)
LEASE = timedelta(seconds=30)


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


@pytest.mark.both_databases
def test_two_requests_with_the_same_key_at_once_make_one_scan(engine, session, book, store):
    start = Barrier(6)

    def send(_number: int) -> tuple[int, bool]:
        with Session(engine) as own, own.begin():
            start.wait()
            scan, is_new = intake.create_scan(
                own,
                store,
                book.id,
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
    assert session.scalar(select(func.count()).select_from(Photo)) == 2


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
