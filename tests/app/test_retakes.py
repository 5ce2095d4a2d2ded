"""A photo taken again stands in for the one before, which is kept and can be brought back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import intake, scans
from app.errors import ConflictError, InvalidError, NotFoundError
from app.leases import LeaseLostError
from app.models import Photo, Scan, ScanState
from app.scan_queue import Outcome
from ocr.types import Side
from tests.builders import jpeg

pytestmark = pytest.mark.both_databases

FIRST, SECOND, THIRD, BACK = (jpeg(grey=grey) for grey in (11, 22, 33, 44))
LEASE = timedelta(seconds=30)


@pytest.fixture
def send(session, store, book):
    """Send the front of a card as one request does it; gives the scan and whether it is new."""

    def send_it(recto: bytes = FIRST, *, own: Session | None = None, **values: object):
        return intake.create_scan(
            own or session,
            store,
            book.id,
            client_key="k",
            recto=recto,
            photo_limit_bytes=10**6,
            **values,
        )

    return send_it


@pytest.fixture
def add_verso(session, store):
    def add_it(scan: Scan, photo: bytes, *, is_retake: bool = False) -> None:
        intake.add_verso(session, store, scan, photo, is_retake=is_retake, photo_limit_bytes=10**6)

    return add_it


@pytest.fixture
def photos_of(store):
    """Give the photos that stand for a scan's sides, and those they replaced."""

    def tell(scan: Scan) -> dict[Side, tuple[bytes, bytes | None]]:
        return {
            side.side: (
                store.get(side.photo.sha256),
                store.get(side.replaced_photo.sha256) if side.replaced_photo else None,
            )
            for side in scan.sides
        }

    return tell


def test_a_front_taken_again_takes_the_place_of_the_first_and_is_read(send, photos_of):
    scan, _ = send(FIRST)
    scan.state, scan.reading = ScanState.READY, {"of": "the first"}

    again, is_new = send(SECOND, is_retake=True)

    assert (again.id, is_new) == (scan.id, False)
    assert photos_of(scan) == {Side.RECTO: (SECOND, FIRST)}
    assert (scan.state, scan.reading) == (ScanState.WAITING, None)


def test_a_photo_taken_again_is_not_cut_where_the_first_was(send, session):
    scan, _ = send(FIRST)
    (side,) = scan.sides
    side.card_quad, side.is_cut_by_hand = [[0, 0], [9, 0], [9, 5], [0, 5]], True
    session.flush()

    send(SECOND, is_retake=True)

    assert (side.card_quad, side.is_cut_by_hand) == (None, False)


def test_a_retake_of_a_card_nobody_knows_is_a_new_card(send, photos_of):
    scan, is_new = send(SECOND, is_retake=True)

    assert is_new
    assert photos_of(scan) == {Side.RECTO: (SECOND, None)}


def test_a_retake_sent_again_after_a_lost_answer_changes_nothing(send, photos_of):
    send(FIRST)
    scan, _ = send(SECOND, is_retake=True)
    scan.state = ScanState.REVIEWED

    send(SECOND, is_retake=True)

    assert scan.state is ScanState.REVIEWED
    assert photos_of(scan) == {Side.RECTO: (SECOND, FIRST)}


def test_the_first_photo_that_comes_late_a_second_time_does_not_come_back(send, photos_of):
    send(FIRST)
    scan, _ = send(SECOND, is_retake=True)

    late, is_new = send(FIRST)

    assert (late.id, is_new) == (scan.id, False)
    assert photos_of(scan) == {Side.RECTO: (SECOND, FIRST)}


def test_without_saying_so_another_photo_replaces_nothing(send, photos_of):
    scan, _ = send(FIRST)

    with pytest.raises(ConflictError) as raised:
        send(SECOND)

    assert raised.value.code == "client_key_used"
    assert photos_of(scan) == {Side.RECTO: (FIRST, None)}


def test_a_back_taken_again_takes_the_place_of_the_first(send, add_verso, photos_of):
    scan, _ = send(FIRST, verso=BACK)

    add_verso(scan, THIRD, is_retake=True)

    assert photos_of(scan) == {Side.RECTO: (FIRST, None), Side.VERSO: (THIRD, BACK)}


def test_a_back_taken_again_before_the_first_came_is_the_back(send, add_verso, photos_of):
    scan, _ = send(FIRST)

    add_verso(scan, BACK, is_retake=True)

    assert photos_of(scan) == {Side.RECTO: (FIRST, None), Side.VERSO: (BACK, None)}


def test_a_retake_goes_to_the_side_its_sender_means_after_they_were_swapped(
    send, add_verso, session, photos_of
):
    scan, _ = send(FIRST, verso=BACK)
    scans.swap_sides(session, scan)

    send(SECOND, is_retake=True)

    assert photos_of(scan) == {Side.RECTO: (BACK, None), Side.VERSO: (SECOND, FIRST)}

    scans.swap_sides(session, scan)
    assert photos_of(scan) == {Side.RECTO: (SECOND, FIRST), Side.VERSO: (BACK, None)}


def test_a_reading_that_swaps_the_sides_keeps_what_their_sender_means(
    send, session, queue, photos_of
):
    scan, _ = send(FIRST, verso=BACK)
    session.commit()
    queue.finish(queue.claim(LEASE), Outcome({}, {}, is_swapped=True))
    session.expire_all()

    send(SECOND, is_retake=True)

    assert photos_of(scan) == {Side.RECTO: (BACK, None), Side.VERSO: (SECOND, FIRST)}


def test_a_retake_during_a_reading_makes_that_reading_void(send, session, queue):
    scan, _ = send(FIRST)
    session.commit()
    claim = queue.claim(LEASE)

    send(SECOND, is_retake=True)
    session.commit()

    with pytest.raises(LeaseLostError):
        queue.finish(claim, Outcome({"of": "the first"}, {}))
    session.expire_all()
    assert (scan.state, scan.reading) == (ScanState.WAITING, None)
    assert queue.claim(LEASE).photos[Side.RECTO] == scan.sides[0].photo.sha256


@pytest.mark.parametrize("state", [ScanState.REVIEWED, ScanState.DISCARDED])
def test_a_card_that_is_done_takes_no_other_photo(send, add_verso, photos_of, state):
    scan, _ = send(FIRST, verso=BACK)
    scan.state = state

    for retake in (
        lambda: send(SECOND, is_retake=True),
        lambda: add_verso(scan, SECOND, is_retake=True),
    ):
        with pytest.raises(ConflictError) as raised:
            retake()
        assert raised.value.code == "scan_closed"
    assert photos_of(scan) == {Side.RECTO: (FIRST, None), Side.VERSO: (BACK, None)}


def test_a_photo_of_several_cards_is_not_taken_again(send, photos_of):
    scan, _ = send(FIRST)
    scan.state, scan.card_count = ScanState.READY, 2

    with pytest.raises(intake.SeveralCardsError):
        send(SECOND, is_retake=True)
    assert photos_of(scan) == {Side.RECTO: (FIRST, None)}


def test_the_first_photo_is_brought_back_and_the_second_too(send, session, photos_of):
    send(FIRST)
    scan, _ = send(SECOND, is_retake=True)
    scan.state, scan.reading = ScanState.READY, {"of": "the second"}

    intake.restore_photo(session, scan, Side.RECTO)

    assert photos_of(scan) == {Side.RECTO: (FIRST, SECOND)}
    assert (scan.state, scan.reading) == (ScanState.WAITING, None)

    intake.restore_photo(session, scan, Side.RECTO)
    assert photos_of(scan) == {Side.RECTO: (SECOND, FIRST)}


def test_bringing_one_photo_back_twice_does_not_undo_it(send, session, photos_of):
    first_id = send(FIRST)[0].sides[0].photo_id
    scan, _ = send(SECOND, is_retake=True)

    for _ in range(2):
        intake.restore_photo(session, scan, Side.RECTO, first_id)

    assert photos_of(scan) == {Side.RECTO: (FIRST, SECOND)}


def test_a_late_repeat_of_the_retake_does_not_undo_that_it_was_taken_back(send, session, photos_of):
    send(FIRST)
    scan, _ = send(SECOND, is_retake=True)
    intake.restore_photo(session, scan, Side.RECTO)

    send(SECOND, is_retake=True)

    assert photos_of(scan) == {Side.RECTO: (FIRST, SECOND)}


def test_there_is_nothing_to_bring_back_where_nothing_was_replaced(send, session):
    scan, _ = send(FIRST)

    with pytest.raises(InvalidError):
        intake.restore_photo(session, scan, Side.RECTO)
    with pytest.raises(InvalidError):
        intake.restore_photo(session, scan, Side.RECTO, 999_999)
    with pytest.raises(NotFoundError):
        intake.restore_photo(session, scan, Side.VERSO)


def test_a_third_photo_keeps_the_second_to_go_back_to(send, photos_of):
    send(FIRST)
    send(SECOND, is_retake=True)
    scan, _ = send(THIRD, is_retake=True)

    assert photos_of(scan) == {Side.RECTO: (THIRD, SECOND)}


def test_the_same_retake_sent_twice_at_once_is_taken_once(engine, send, session, book):
    send(FIRST)
    session.commit()
    start = Barrier(4)

    def send_again(_number: int) -> bool:
        with Session(engine) as own, own.begin():
            start.wait()
            return send(SECOND, own=own, is_retake=True)[1]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send_again, range(4))) == [False] * 4

    with Session(engine) as own:
        (scan,) = own.scalars(select(Scan)).all()
        shas = {photo.id: photo.sha256 for photo in own.scalars(select(Photo))}
        (side,) = scan.sides
        assert own.scalar(select(func.count()).select_from(Photo)) == 2
        assert side.photo_id != side.replaced_photo_id
        assert shas[side.replaced_photo_id] != shas[side.photo_id]
