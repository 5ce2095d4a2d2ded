"""Nothing is lost when processes die: real ones, really killed, in the middle of a reading."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app import accounts
from app.models import Scan, ScanState
from app.scan_queue import RowQueue
from app.settings import Settings
from app.supervisor import Supervisor
from tests.app.moody_worker import CRASHING_GREY, HANGING_GREY, HUNGRY_GREY, READABLE_GREY
from tests.builders import build_account, build_scan, jpeg
from tests.ports import free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")

PATIENCE_S = 120.0
WORKER = (sys.executable, "-m", "tests.app.moody_worker")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Short limits: what takes minutes in earnest takes seconds here."""
    return settings.model_copy(
        update={"reading_lease_s": 3.0, "reading_limit_s": 8.0, "port": free_port(), "workers": 1}
    )


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s, "waited too long"
        time.sleep(0.05)


def scan_of(app: FastAPI, scan_id: int) -> Scan:
    with Session(app.state.engine) as session:
        scan = session.get(Scan, scan_id)
        assert scan is not None
        session.expunge(scan)
        return scan


def is_in(app: FastAPI, scan_id: int, *states: ScanState) -> Callable[[], bool]:
    return lambda: scan_of(app, scan_id).state in states


def add_scan(app: FastAPI, session: Session, grey: int) -> int:
    _, book = build_account(session)
    scan = build_scan(session, book, app.state.photo_store, recto=jpeg(grey=grey))
    session.commit()
    return scan.id


def reader_of(app: FastAPI, scan_id: int) -> str:
    """The process that read a scan: it writes its id on every card."""
    reading = scan_of(app, scan_id).reading
    assert reading is not None
    text: str = reading["sides"][0]["lines"][0]["text"]
    return text


@contextmanager
def supervised(app: FastAPI, workers: int = 1) -> Iterator[Supervisor]:
    settings: Settings = app.state.settings
    queue = RowQueue(app.state.engine, settings.reading_attempts)
    supervisor = Supervisor(WORKER, workers, settings.as_environment(), queue)
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()
        assert supervisor.pids == []


@contextmanager
def serving(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run the whole server in a process group of its own."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.app.moody_server"],
        env={**os.environ, **settings.as_environment()},
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        wait_until(lambda: answers(settings))
        yield server
    finally:
        server.terminate()
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            raise


def answers(settings: Settings) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{settings.port}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def group_members(group: int) -> list[int]:
    """The process ids that are left in a process group, without the dead that nobody waited for."""
    members = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(its_group) == group and state != "Z":
                members.append(int(folder.name))
    return members


def test_a_card_is_read_again_when_its_worker_is_killed_in_mid_reading(app, session):
    scan_id = add_scan(app, session, READABLE_GREY)
    with supervised(app) as supervisor:
        wait_until(is_in(app, scan_id, ScanState.READING))
        (killed,) = supervisor.pids
        os.kill(killed, signal.SIGKILL)

        wait_until(is_in(app, scan_id, ScanState.READY))

    assert reader_of(app, scan_id) != str(killed)
    assert scan_of(app, scan_id).attempts == 2


def test_nothing_is_lost_when_everything_is_killed_in_mid_reading(app, session, settings):
    first = add_scan(app, session, READABLE_GREY)
    account, book = build_account(session)
    _, token = accounts.create_access_token(session, account, book, "phone")
    session.commit()
    with serving(settings) as server:
        wait_until(is_in(app, first, ScanState.READING))
        response = httpx.post(
            f"http://127.0.0.1:{settings.port}/api/scans",
            headers={"Authorization": f"Bearer {token}"},
            files={"recto": jpeg(grey=READABLE_GREY + 1)},
        )
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        wait_until(lambda: not group_members(server.pid))

        assert response.status_code == 201
        assert not answers(settings)

    with serving(settings):
        for scan_id in (first, response.json()["id"]):
            wait_until(is_in(app, scan_id, ScanState.READY))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_workers_end_by_themselves_when_the_server_is_killed(app, settings):
    with serving(settings) as server:
        wait_until(lambda: len(group_members(server.pid)) == 2)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()

        wait_until(lambda: not group_members(server.pid))


def test_a_server_that_is_told_to_stop_takes_its_workers_with_it(app, settings):
    with serving(settings) as server:
        wait_until(lambda: len(group_members(server.pid)) == 2)
        server.terminate()

        assert server.wait(60) == 0
        assert group_members(server.pid) == []


def test_a_card_that_crashes_its_worker_three_times_fails_and_blocks_nobody(app, session):
    crashing = add_scan(app, session, CRASHING_GREY)
    others = [add_scan(app, session, READABLE_GREY + number) for number in range(2)]

    with supervised(app):
        wait_until(is_in(app, crashing, ScanState.FAILED))
        for scan_id in others:
            wait_until(is_in(app, scan_id, ScanState.READY))

    failed = scan_of(app, crashing)
    assert (failed.error_code, failed.attempts) == ("crashed", 3)


def test_a_reading_over_the_limit_is_ended_and_blocks_nobody(app, session):
    hanging = add_scan(app, session, HANGING_GREY)
    other = add_scan(app, session, READABLE_GREY)

    with supervised(app):
        wait_until(is_in(app, hanging, ScanState.FAILED))
        wait_until(is_in(app, other, ScanState.READY))

    assert scan_of(app, hanging).error_code == "timed_out"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_reading_that_takes_too_much_memory_fails_and_its_worker_goes_on(app, session):
    hungry = add_scan(app, session, HUNGRY_GREY)
    other = add_scan(app, session, READABLE_GREY)

    with supervised(app) as supervisor:
        wait_until(is_in(app, other, ScanState.READY))
        (pid,) = supervisor.pids

    assert scan_of(app, hungry).error_code == "out_of_memory"
    assert reader_of(app, other) == str(pid)


def test_a_worker_that_slept_through_its_lease_changes_nothing_when_it_wakes(app, session):
    scan_id = add_scan(app, session, READABLE_GREY)
    with supervised(app, workers=1) as sleepy:
        wait_until(is_in(app, scan_id, ScanState.READING))
        (asleep,) = sleepy.pids
        os.kill(asleep, signal.SIGSTOP)
        with supervised(app, workers=1):
            wait_until(is_in(app, scan_id, ScanState.READY))
            reader = reader_of(app, scan_id)
            os.kill(asleep, signal.SIGCONT)
            later = add_scan(app, session, READABLE_GREY + 3)
            wait_until(is_in(app, later, ScanState.READY))

    assert reader != str(asleep)
    assert reader_of(app, scan_id) == reader
