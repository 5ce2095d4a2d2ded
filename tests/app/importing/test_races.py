"""What happens at once to one import, or to one file: nothing is lost, and nothing is twice."""

from __future__ import annotations

import importlib
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.importing import imports
from app.importing.files import lock_file, remove_if_free
from app.importing.imports import (
    ImportStateError,
    choose_rows,
    confirm_import,
    drop_import,
    undo_import,
)
from app.importing.queue import ImportQueue
from app.importing.worker import ImportWorker
from app.models import Change, Contact, Import, ImportState, Scan, now
from app.retention import purge_pictures, remove_files
from tests.builders import jpeg

pytestmark = pytest.mark.both_databases

COUNT = 40
MANY = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:P{n} Essai\r\nEMAIL:p{n}@essais.example\r\nEND:VCARD\r\n"
    for n in range(COUNT)
).encode()
PATIENCE_S = 60.0


@pytest.fixture
def slow_batches(monkeypatch):
    monkeypatch.setattr("app.importing.writing.BATCH", 2)


@pytest.fixture
def worker(app, store, settings):
    """Works as a process of its own does, on a queue of its own."""
    queue = ImportQueue(app.state.engine, 3, timedelta(seconds=60))
    return ImportWorker(queue, store, settings)


def people(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Contact.full_name).where(Contact.deleted_at.is_(None))))


def at_once(engine, import_id: int, act, times: int = 2) -> list[object]:
    """Do the same in several sessions at the same moment; gives what each raised, or None."""
    together = threading.Barrier(times)

    def run() -> object:
        with Session(engine) as session, session.begin():
            one = session.get_one(Import, import_id)
            together.wait()
            try:
                act(session, one)
            except ImportStateError as error:
                return error
        return None

    with ThreadPoolExecutor(times) as pool:
        return [each.result(PATIENCE_S) for each in [pool.submit(run) for _ in range(times)]]


def test_an_import_that_is_confirmed_twice_at_once_is_written_once(session, engine, bring_in, work):
    one = bring_in(MANY)

    raised = at_once(engine, one.id, lambda its, found: confirm_import(its, found, "salon"))
    work()

    session.refresh(one)
    assert raised == [None, None]
    assert (one.state, one.report["written"]) == (ImportState.DONE, {"new": COUNT})
    assert len(people(session)) == COUNT


def test_confirming_what_is_being_written_does_not_begin_it_again(
    session, engine, bring_in, worker, slow_batches, monkeypatch
):
    one = bring_in(MANY)
    confirm_import(session, one, "")
    session.commit()
    keep = ImportQueue.keep

    def keep_and_confirm(queue, its, claim, **values):
        keep(queue, its, claim, **values)
        if values.get("rows_done") == COUNT // 2:
            its.commit()
            at_once(engine, one.id, lambda other, found: confirm_import(other, found, ""))

    monkeypatch.setattr(ImportQueue, "keep", keep_and_confirm)
    worker.run()

    session.refresh(one)
    assert one.report["written"]["new"] == COUNT
    assert len(people(session)) == len(session.scalars(select(Change.id)).all()) == COUNT


def test_an_import_is_taken_back_while_another_process_writes_it(
    session, bring_in, worker, work, slow_batches
):
    one = bring_in(MANY)
    confirm_import(session, one, "")
    session.commit()
    writing = threading.Thread(target=worker.run)

    writing.start()
    deadline_s = time.monotonic() + PATIENCE_S
    while one.rows_done == 0:
        assert time.monotonic() < deadline_s, "waited too long"
        session.rollback()
        session.refresh(one)
    undo_import(session, one)
    session.commit()
    writing.join(PATIENCE_S)
    work()

    session.refresh(one)
    assert one.state is ImportState.UNDONE
    assert people(session) == []
    assert one.report["undone"]["done"] == len(session.scalars(select(Contact.id)).all()) > 0


def test_taking_back_twice_at_once_is_taking_back_once(session, engine, bring_in, work):
    one = bring_in(MANY, confirm=True)

    raised = at_once(engine, one.id, undo_import)
    work()

    session.refresh(one)
    assert raised == [None, None]
    assert one.report["undone"] == {"done": COUNT, "kept": []}


def test_rows_are_not_chosen_any_more_once_the_import_is_confirmed(session, engine, bring_in):
    one = bring_in(MANY)
    with Session(engine) as other, other.begin():
        stale = other.get_one(Import, one.id)  # as a page that is open has it
        assert stale.state is ImportState.READY
        confirm_import(session, one, "")
        session.commit()

        with pytest.raises(ImportStateError):
            choose_rows(other, stale, [1], [], {})


def test_a_file_that_comes_again_just_as_an_import_lets_go_of_it_is_there(
    session, engine, bring_in, store, work, monkeypatch
):
    first = bring_in(MANY)
    key = first.file_key
    drop_import(session, first)
    session.commit()

    def let_go_just_before(its: Session, file_key: str) -> None:
        with Session(engine) as other, other.begin():
            assert remove_if_free(other, store, file_key)
        lock_file(its, file_key)

    with monkeypatch.context() as at_that_moment:
        at_that_moment.setattr(imports, "lock_file", let_go_just_before)
        again = bring_in(MANY)

    assert (again.state, again.file_key) == (ImportState.READY, key)
    with Session(engine) as other, other.begin():
        assert remove_if_free(other, store, key) is False
    assert store.exists(key)


def test_the_purge_leaves_an_import_its_file_however_long_it_waits(session, bring_in, store):
    one = bring_in(MANY)
    path = store.folder / one.file_key[:2] / one.file_key
    os.utime(path, (time.time() - 10**7,) * 2)

    purge_pictures(session, timedelta(0))
    assert remove_files(session, store, [one.file_key]) == 0

    assert path.exists()


class Killed(BaseException):
    """What ends a worker at once: no code of its own is asked."""


def die_at_work(monkeypatch, work, place: str, call: int) -> None:
    """Work until a function has done its own for so many times: there the worker is killed."""
    module, _, name = place.rpartition(".")
    real = getattr(importlib.import_module(module), name)
    calls = count(1)

    def do_and_die(*arguments, **values):
        done = real(*arguments, **values)
        if next(calls) == call:
            raise Killed
        return done

    with monkeypatch.context() as dying:
        dying.setattr(place, do_and_die)
        with pytest.raises(Killed):
            work()


def let_lease_end(session: Session, one: Import) -> None:
    session.refresh(one)
    one.lease_until = now() - timedelta(seconds=1)
    session.commit()


def test_after_a_worker_died_while_it_wrote_each_row_is_there_once(
    session, bring_in, work, slow_batches, monkeypatch
):
    one = bring_in(MANY)
    confirm_import(session, one, "")
    session.commit()
    for call in (3, 5):
        die_at_work(monkeypatch, work, "app.importing.writing._write_batch", call)
        let_lease_end(session, one)
        assert len(people(session)) == one.rows_done

    work()

    session.refresh(one)
    assert (one.state, one.report["written"]) == (ImportState.DONE, {"new": COUNT})
    assert len(people(session)) == len(session.scalars(select(Change.id)).all()) == COUNT


def test_after_a_worker_died_between_two_photos_each_card_is_there_once(
    session, bring_in, work, monkeypatch
):
    photos = [jpeg(grey=grey) for grey in (10, 60, 110, 160)]
    names = tuple(f"{number}.jpg" for number in range(len(photos)))
    one = bring_in(*photos, names=names)
    confirm_import(session, one, "")
    session.commit()
    die_at_work(monkeypatch, work, "app.importing.photo_work._write_card", 3)
    let_lease_end(session, one)
    assert one.rows_done == len(session.scalars(select(Scan.id)).all()) == 2

    work()

    session.refresh(one)
    assert one.report["written"] == {"new": len(photos)}
    assert len(session.scalars(select(Scan.id)).all()) == len(photos)


def test_after_a_worker_died_while_it_took_an_import_back_nobody_is_left(
    session, bring_in, work, monkeypatch
):
    monkeypatch.setattr("app.importing.undoing.BATCH", 6)
    one = bring_in(MANY, confirm=True)
    undo_import(session, one)
    session.commit()
    die_at_work(monkeypatch, work, "app.importing.undoing.delete_contacts", 3)
    let_lease_end(session, one)
    assert len(people(session)) == one.rows_done == COUNT - 12

    work()

    session.refresh(one)
    assert one.report["undone"] == {"done": COUNT, "kept": []}
    assert people(session) == []
