"""The queue's promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.leases import LeaseLostError
from app.models import Book, Photo, Scan, ScanSide, ScanState
from app.photos import FolderStore
from app.scan_queue import Claim, Outcome, RowQueue, StoredPicture
from ocr.types import Side
from tests.builders import build_scan, jpeg

LEASE = timedelta(seconds=30)
OVER = timedelta(seconds=-1)
CARD = StoredPicture("c" * 64, "image/jpeg", 10)
QUAD = [[0, 0], [9, 0], [9, 5], [0, 5]]
CORNERS = ((0, 0), (9, 0), (9, 5), (0, 5))


pytestmark = pytest.mark.both_databases


@pytest.fixture
def add_scan(engine: Engine, store: FolderStore, book: Book):
    """Add a scan and give its id."""

    def add(**values: object) -> int:
        with Session(engine) as session, session.begin():
            return build_scan(session, book, store, **values).id

    return add


def look(engine: Engine, scan_id: int) -> Scan:
    with Session(engine) as session:
        scan = session.get(Scan, scan_id)
        assert scan is not None
        for side in scan.sides:
            _ = side.photo, side.card
        session.expunge_all()
        return scan


def claim_one(queue: RowQueue, lease: timedelta = LEASE) -> Claim:
    claim = queue.claim(lease)
    assert claim is not None
    return claim


def test_an_empty_queue_gives_nothing(queue, add_scan):
    add_scan(state=ScanState.READY)
    add_scan(state=ScanState.FAILED)

    assert queue.claim(LEASE) is None


def test_a_claim_names_the_photos_of_both_sides(queue, add_scan, engine):
    scan_id = add_scan(recto=jpeg(grey=1), verso=jpeg(grey=2))

    claim = claim_one(queue)

    sides = {side.side: side.photo.sha256 for side in look(engine, scan_id).sides}
    assert claim.scan_id == scan_id
    assert claim.photos == sides
    assert look(engine, scan_id).state is ScanState.READING


def test_scans_are_given_out_oldest_first_and_each_once(queue, add_scan):
    ids = [add_scan() for _ in range(3)]

    assert [claim_one(queue).scan_id for _ in ids] == ids
    assert queue.claim(LEASE) is None


def test_workers_that_ask_at_the_same_time_get_different_scans(engine, add_scan):
    ids = [add_scan() for _ in range(12)]
    claimed: list[int] = []
    start = threading.Barrier(4)

    def work() -> None:
        queue = RowQueue(engine, max_attempts=3)
        start.wait()
        while (claim := queue.claim(LEASE)) is not None:
            claimed.append(claim.scan_id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # A worker may find nothing while the last rows are being picked by others; none is given twice.
    assert len(claimed) == len(set(claimed))
    rest = RowQueue(engine, max_attempts=3)
    while (claim := rest.claim(LEASE)) is not None:
        claimed.append(claim.scan_id)
    assert sorted(claimed) == ids


def test_a_scan_whose_lease_ran_out_is_given_to_another_worker(engine, queue, add_scan):
    add_scan()
    first = claim_one(queue, OVER)

    second = claim_one(RowQueue(engine, max_attempts=3))

    assert second.scan_id == first.scan_id
    assert second.attempt == 2
    assert second.token != first.token


def test_a_renewed_lease_keeps_the_scan(queue, add_scan):
    add_scan()
    claim = claim_one(queue, OVER)

    queue.renew(claim, LEASE)

    assert queue.claim(LEASE) is None


@pytest.mark.parametrize("report", ["renew", "finish", "fail"])
def test_a_worker_that_lost_its_lease_cannot_change_the_scan(engine, queue, add_scan, report):
    scan_id = add_scan()
    lost = claim_one(queue, OVER)
    claim_one(queue)
    before = look(engine, scan_id)
    arguments = {
        "renew": (LEASE,),
        "finish": (Outcome(reading={"of": "the slow one"}, cards={}),),
        "fail": ("late",),
    }

    with pytest.raises(LeaseLostError):
        getattr(queue, report)(lost, *arguments[report])

    after = look(engine, scan_id)
    assert (after.state, after.lease_token, after.lease_until, after.reading, after.error_code) == (
        before.state,
        before.lease_token,
        before.lease_until,
        None,
        None,
    )


def test_a_worker_that_lost_its_lease_cannot_give_the_scan_back(engine, queue, add_scan):
    scan_id = add_scan()
    lost = claim_one(queue, OVER)
    claim_one(queue)

    queue.release(lost, was_tried=True)

    assert look(engine, scan_id).state is ScanState.READING


def test_a_finished_scan_is_ready_with_its_reading_and_cards(engine, queue, add_scan):
    scan_id = add_scan(recto=jpeg(grey=1), verso=jpeg(grey=2))
    claim = claim_one(queue)
    note = StoredPicture("d" * 64, "image/jpeg", 5)

    queue.finish(claim, Outcome({"contact": {}}, {Side.RECTO: CARD, Side.VERSO: CARD}, (note,)))

    scan = look(engine, scan_id)
    assert scan.state is ScanState.READY
    assert scan.lease_token is None
    assert {side.card.sha256 for side in scan.sides if side.card} == {CARD.sha256}
    assert scan.reading is not None
    with Session(engine) as session:
        pictures = session.scalars(select(Photo.id).where(Photo.sha256 == note.sha256)).all()
    assert scan.reading == {"contact": {}, "note_pictures": pictures}


def test_sides_that_the_reading_found_swapped_are_swapped(engine, queue, add_scan):
    scan_id = add_scan(recto=jpeg(grey=1), verso=jpeg(grey=2))
    claim = claim_one(queue)

    queue.finish(claim, Outcome({}, {Side.RECTO: CARD}, is_swapped=True))

    sides = {side.side: side for side in look(engine, scan_id).sides}
    assert sides[Side.RECTO].photo.sha256 == claim.photos[Side.VERSO]
    assert sides[Side.VERSO].photo.sha256 == claim.photos[Side.RECTO]
    assert sides[Side.RECTO].card is not None
    assert sides[Side.VERSO].card is None


def cut(engine: Engine, scan_id: int, side: Side, quad: list[list[int]] = QUAD) -> None:
    """Cut a side as a person would."""
    with Session(engine) as session, session.begin():
        row = session.get_one(ScanSide, (scan_id, side))
        row.card_quad, row.is_cut_by_hand = quad, True


def test_a_claim_names_the_sides_that_a_person_cut(engine, queue, add_scan):
    scan_id = add_scan(recto=jpeg(grey=1), verso=jpeg(grey=2))
    cut(engine, scan_id, Side.VERSO)

    claim = claim_one(queue)

    assert claim.cut_by_hand == {Side.VERSO}
    assert claim.quads == {Side.VERSO: ((0, 0), (9, 0), (9, 5), (0, 5))}


def test_corners_that_the_reading_found_are_not_a_persons(engine, queue, add_scan):
    scan_id = add_scan()
    with Session(engine) as session, session.begin():
        session.get_one(ScanSide, (scan_id, Side.RECTO)).card_quad = QUAD

    assert claim_one(queue).cut_by_hand == frozenset()


def test_reading_again_keeps_what_was_cut_by_hand_also_when_it_swaps_the_sides(
    engine, queue, add_scan
):
    scan_id = add_scan(recto=jpeg(grey=1), verso=jpeg(grey=2))
    cut(engine, scan_id, Side.VERSO)

    queue.finish(claim_one(queue), Outcome({}, {Side.RECTO: CARD}, is_swapped=True))

    sides = {side.side: side for side in look(engine, scan_id).sides}
    assert (sides[Side.RECTO].is_cut_by_hand, sides[Side.RECTO].card_quad) == (True, QUAD)
    assert (sides[Side.VERSO].is_cut_by_hand, sides[Side.VERSO].card_quad) == (False, None)


def test_a_reading_is_kept_with_the_count_of_what_needs_a_look(engine, queue, add_scan):
    sure, doubtful = add_scan(), add_scan()
    name = {"full": "Ada Byron", "confidence": 0.95}
    title = {"value": "Analyst", "confidence": 0.6}

    queue.finish(claim_one(queue), Outcome({"contact": {"name": name}}, {}))
    queue.finish(claim_one(queue), Outcome({"contact": {"title": title}}, {}))

    assert look(engine, sure).doubt_count == 0
    assert look(engine, doubtful).doubt_count == 2  # the title, and nobody's name


def test_each_card_of_a_photo_has_a_count_of_its_own(engine, queue, add_scan):
    first = add_scan()
    of_ada = Outcome(
        {"contact": {"name": {"full": "Ada Byron", "confidence": 0.95}}}, {}, quad=CORNERS
    )
    of_nobody = Outcome({"contact": {}}, {Side.RECTO: CARD}, quad=CORNERS)

    queue.finish(claim_one(queue), replace(of_ada, others=(of_nobody,)))

    with Session(engine) as session:
        counts = dict(session.execute(select(Scan.id, Scan.doubt_count)).all())
    assert counts.pop(first) == 0
    assert list(counts.values()) == [1]


def test_a_scan_that_failed_keeps_its_reason_and_is_not_given_out_again(engine, queue, add_scan):
    scan_id = add_scan()

    queue.fail(claim_one(queue), "truncated_image")

    scan = look(engine, scan_id)
    assert (scan.state, scan.error_code) == (ScanState.FAILED, "truncated_image")
    assert queue.claim(LEASE) is None


def test_a_scan_that_is_tried_too_often_fails_as_crashed(engine, queue, add_scan):
    scan_id = add_scan()

    for _ in range(3):
        queue.release(claim_one(queue), was_tried=True)

    scan = look(engine, scan_id)
    assert (scan.state, scan.error_code) == (ScanState.FAILED, "crashed")


def test_a_scan_whose_workers_vanish_unseen_fails_as_crashed(engine, queue, add_scan):
    scan_id = add_scan()
    for _ in range(3):
        claim_one(queue, OVER)

    assert queue.claim(LEASE) is None
    scan = look(engine, scan_id)
    assert (scan.state, scan.error_code) == (ScanState.FAILED, "crashed")


def test_giving_back_without_blame_costs_no_attempt(queue, add_scan):
    add_scan()

    for _ in range(5):
        claim = claim_one(queue)
        queue.release(claim, was_tried=False)

    assert claim.attempt == 1


def test_a_scan_that_was_tried_goes_behind_those_that_were_not(queue, add_scan):
    crashing, fresh = add_scan(), add_scan()
    queue.release(claim_one(queue), was_tried=True)

    assert [claim_one(queue).scan_id, claim_one(queue).scan_id] == [fresh, crashing]


def test_what_a_dead_worker_had_goes_back_at_once_and_nobody_elses(engine, add_scan):
    theirs, ours = add_scan(), add_scan()
    dead, alive = RowQueue(engine, 3, worker="dead"), RowQueue(engine, 3, worker="alive")
    claim_one(dead)
    claim_one(alive)

    alive.release_all("dead", was_tried=True)

    assert look(engine, theirs).state is ScanState.WAITING
    assert look(engine, ours).state is ScanState.READING


def test_a_worker_whose_name_begins_like_the_dead_ones_keeps_its_scan(engine, add_scan):
    scan_id = add_scan()
    claim_one(RowQueue(engine, 3, worker="dead1"))

    RowQueue(engine, 3).release_all("dead", was_tried=True)

    assert look(engine, scan_id).state is ScanState.READING


def test_the_lease_counts_from_the_claim(engine, queue, add_scan):
    scan_id = add_scan()
    before = datetime.now(UTC)
    claim_one(queue)

    lease_until = look(engine, scan_id).lease_until
    assert lease_until is not None
    assert before + LEASE <= lease_until <= datetime.now(UTC) + LEASE
