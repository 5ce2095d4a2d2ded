"""What a worker reports, whatever comes of a reading; the deaths are in test_crashes."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import reading, worker
from app.errors import NotFoundError, StorageFullError
from app.models import Scan, ScanState
from app.scan_queue import Outcome, RowQueue, StoredPicture
from app.worker import Worker, run_worker
from ocr.errors import EngineFailedError, EngineMissingError, TruncatedImageError
from ocr.types import Image, Line, Quad, Side
from tests.builders import build_account, build_scan, jpeg


class Blind:
    """A recogniser that is never asked: the reading itself is replaced in these tests."""

    name = "blind"

    def find(self, photo: Image) -> tuple[Quad, ...]:
        raise AssertionError

    def read(self, card: Image) -> tuple[Line, ...]:
        raise AssertionError


@pytest.fixture
def reader(app, settings, queue) -> Worker:
    return Worker(queue, app.state.photo_store, Blind(), settings)


@pytest.fixture
def scan(app, session) -> Scan:
    _, book = build_account(session)
    made = build_scan(session, book, app.state.photo_store)
    session.commit()
    return made


@pytest.fixture
def come_of_it(monkeypatch):
    """Decide what the next readings do: raise an error, or give an outcome."""

    def decide(result: Exception | Outcome) -> None:
        def read(*_arguments: object) -> Outcome:
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(reading, "read_claim", read)

    return decide


def test_an_empty_queue_is_said_so(reader):
    assert reader.read_next() is False


def test_a_reading_is_saved(reader, scan, session, come_of_it):
    come_of_it(Outcome({"contact": {}}, {}))

    assert reader.read_next() is True

    session.refresh(scan)
    assert scan.state is ScanState.READY
    assert scan.reading["contact"] == {}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TruncatedImageError(), "truncated_image"),
        (NotFoundError(), "photo_missing"),
        (MemoryError(), "out_of_memory"),
    ],
)
def test_what_will_not_change_fails_at_once_with_its_reason(
    reader, scan, session, come_of_it, error, code
):
    come_of_it(error)

    reader.read_next()

    session.refresh(scan)
    assert (scan.state, scan.error_code, scan.attempts) == (ScanState.FAILED, code, 1)


@pytest.mark.parametrize(
    ("error", "code"),
    [(EngineFailedError("stopped"), "engine_failed"), (ZeroDivisionError(), "crashed")],
)
def test_what_may_change_is_tried_three_times(reader, scan, session, come_of_it, error, code):
    come_of_it(error)

    for _ in range(2):
        reader.read_next()
        session.refresh(scan)
        assert (scan.state, scan.error_code) == (ScanState.WAITING, None)
    reader.read_next()

    session.refresh(scan)
    assert (scan.state, scan.error_code, scan.attempts) == (ScanState.FAILED, code, 3)
    assert reader.read_next() is False


def test_a_full_disk_costs_the_scan_no_attempt(reader, scan, session, come_of_it):
    come_of_it(StorageFullError())

    with pytest.raises(StorageFullError):
        reader.read_next()

    session.refresh(scan)
    assert (scan.state, scan.attempts) == (ScanState.WAITING, 0)


def test_a_scan_that_was_changed_during_its_reading_is_left_as_it_is(
    app, reader, scan, session, monkeypatch
):
    def be_discarded_meanwhile(*_arguments: object) -> Outcome:
        with Session(app.state.engine) as other, other.begin():
            other.get(Scan, scan.id).state = ScanState.DISCARDED
        return Outcome({}, {})

    monkeypatch.setattr(reading, "read_claim", be_discarded_meanwhile)
    reader.read_next()

    session.refresh(scan)
    assert (scan.state, scan.reading) == (ScanState.DISCARDED, None)


def test_the_lease_is_renewed_while_a_reading_takes_long(reader, scan, queue, monkeypatch):
    reader.lease = timedelta(seconds=2)
    renewed = threading.Event()
    renewals = []
    renew = queue.renew

    def note_and_renew(claim, lease) -> None:
        renew(claim, lease)
        renewals.append(claim)
        if len(renewals) == 4:  # the lease would have run out by now
            renewed.set()

    object.__setattr__(queue, "renew", note_and_renew)

    def take_long(*_arguments: object) -> Outcome:
        assert renewed.wait(20)
        assert RowQueue(queue.engine, 3).claim(timedelta(seconds=1)) is None
        return Outcome({}, {})

    monkeypatch.setattr(reading, "read_claim", take_long)
    assert reader.read_next() is True


@pytest.mark.parametrize(
    "trouble", [StorageFullError(), OperationalError("", {}, Exception("database is locked"))]
)
def test_trouble_with_disk_or_database_does_not_end_the_worker(reader, monkeypatch, trouble):
    stop = threading.Event()
    looks = []

    def look() -> bool:
        looks.append(None)
        if len(looks) == 1:
            raise trouble
        stop.set()
        return False

    monkeypatch.setattr(reader, "read_next", look)
    monkeypatch.setattr(worker, "TROUBLE_PAUSE_S", 0.01)
    reader.run(stop)

    assert len(looks) == 2


def test_a_missing_engine_ends_the_worker_with_a_status_of_its_own(settings, monkeypatch):
    monkeypatch.setattr(worker, "limit_memory", lambda _limit_bytes: None)  # it is for good
    monkeypatch.setattr(worker, "_stop_on_signals", lambda **_options: threading.Event())

    def build(_settings: object) -> Blind:
        raise EngineMissingError("not installed")

    assert run_worker(settings, build) == worker.EXIT_ENGINE_MISSING


def test_the_pictures_of_a_card_are_ready_before_the_card_is_told_of(
    reader, scan, app, session, come_of_it
):
    key = app.state.photo_store.put(jpeg(1000, 600))
    card = StoredPicture(key, "image/jpeg", 1)
    come_of_it(Outcome({"contact": {}}, {Side.RECTO: card}))

    reader.read_next()

    made = {path.name for path in app.state.thumbnails.folder.rglob("*.jpg")}
    assert made == {f"{key}-{width}.jpg" for width in (160, 320, 640)}


def test_chores_are_done_when_nothing_waits_to_be_read(app, settings, queue, scan, come_of_it):
    come_of_it(Outcome({"contact": {}}, {}))
    stop = threading.Event()
    done: list[str] = []

    def chore() -> bool:
        with Session(app.state.engine) as looking:
            done.append(looking.get_one(Scan, scan.id).state)
        if len(done) == 2:
            stop.set()
        return len(done) == 1

    Worker(queue, app.state.photo_store, Blind(), settings, [chore]).run(stop)

    assert done == [ScanState.READY] * 2
