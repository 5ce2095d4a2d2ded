"""A real process, really killed in the middle of an import: nothing is lost, nothing is twice."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.importing.imports import SentFile, confirm_import, create_import, undo_import
from app.importing.queue import make_import_queue
from app.importing.starting import ImportStarter
from app.models import Change, Contact, Import, ImportState, SearchWord
from app.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")

PATIENCE_S = 90.0
COUNT = 1_500
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A short lease: what takes a minute in earnest takes seconds here."""
    return settings.model_copy(update={"reading_lease_s": 0.5})


def file_of(count: int) -> bytes:
    return b"".join(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Essai;P%d\r\nFN:P%d Essai\r\n"
        b"EMAIL:p%d@essais.example\r\nEND:VCARD\r\n" % (n, n, n)
        for n in range(count)
    )


def wait_for(session: Session, is_so) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s, "waited too long"
        session.rollback()
        session.expire_all()
        time.sleep(0.02)


def start(settings: Settings) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.importing.worker"]
    return subprocess.Popen(command, env={**os.environ, **settings.as_environment()}, cwd=ROOT)


def prepare(session, book, store, data: bytes) -> Import:
    one, _ = create_import(
        session,
        store,
        book.id,
        account_id=None,
        client_key="killed",
        files=[SentFile("many.vcf", io.BytesIO(data))],
        limit_bytes=10_000_000,
    )
    session.commit()
    return one


def kill_between(session, settings, one: Import, low: int, high: int) -> int:
    """Kill a process that works on an import once it has come somewhere; says how far it was."""
    process = start(settings)
    try:
        wait_for(session, lambda: low <= one.rows_done < high or process.poll() is not None)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    session.rollback()
    session.expire_all()
    return one.rows_done


def test_an_import_goes_on_where_it_was_when_its_process_is_killed(session, book, store, settings):
    one = prepare(session, book, store, file_of(COUNT))
    kill_between(session, settings, one, 400, COUNT)
    assert one.state is ImportState.UPLOADED
    time.sleep(1.6)  # until the dead process's lease is over
    assert start(settings).wait(PATIENCE_S) == 0
    session.expire_all()
    assert (one.state, one.rows_total) == (ImportState.READY, COUNT)

    confirm_import(session, one, "salon")
    session.commit()
    done = kill_between(session, settings, one, 250, COUNT)
    written = session.scalar(select(func.count()).select_from(Contact))
    assert 0 < done < COUNT
    assert written == done  # a batch and how far it is are one transaction
    time.sleep(1.6)
    assert start(settings).wait(PATIENCE_S) == 0

    session.expire_all()
    assert (one.state, one.report["written"]) == (ImportState.DONE, {"new": COUNT})
    for table, column in ((Contact, Contact.full_name), (Change, Change.contact_id)):
        query = select(func.count(), func.count(column.distinct())).select_from(table)
        assert session.execute(query).one() == (COUNT, COUNT)

    undo_import(session, one)
    session.commit()
    kill_between(session, settings, one, 1, COUNT - 200)
    time.sleep(1.6)
    assert start(settings).wait(PATIENCE_S) == 0

    session.expire_all()
    left = select(func.count()).select_from(Contact).where(Contact.deleted_at.is_(None))
    assert (one.state, session.scalar(left)) == (ImportState.UNDONE, 0)
    assert one.report["undone"] == {"done": COUNT, "kept": []}
    assert session.scalar(select(func.count()).select_from(SearchWord)) == 0


def test_a_reading_process_starts_imports_and_ends_them_with_itself(session, book, store, settings):
    starter = ImportStarter(make_import_queue(settings), settings.as_environment())
    starter.start()
    try:
        one = prepare(session, book, store, file_of(30))
        wait_for(session, lambda: one.state is ImportState.READY)
        confirm_import(session, one, "")
        session.commit()
        wait_for(session, lambda: one.state is ImportState.DONE)
    finally:
        starter.stop()

    assert session.scalar(select(func.count()).select_from(Contact)) == 30
