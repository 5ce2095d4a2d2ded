"""What is due is thrown away once a day, by whichever process comes first."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from sqlalchemy import select

from app import serve
from app.housekeeping import EVERY, LOOK_EVERY_S, Housekeeping, HousekeepingStarter
from app.models import Chore, Contact, now
from tests.builders import build_contact

pytestmark = pytest.mark.both_databases

MONTH_AGO = now() - timedelta(days=31)


class Clock:
    def __init__(self) -> None:
        self.passed_s = 0.0
        self.start = now()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed_s)

    def seconds(self) -> float:
        return self.passed_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keep_house(engine, clock):
    return Housekeeping(engine, clock=clock.now, clock_s=clock.seconds)


@pytest.fixture
def delete_one(session, book):
    """Puts somebody into the bin, long ago; gives the id."""

    def make():
        contact_id = build_contact(session, book, deleted_at=MONTH_AGO).id
        session.commit()
        return contact_id

    return make


def is_there(session, contact_id):
    session.expire_all()
    return session.get(Contact, contact_id) is not None


def test_what_is_due_is_thrown_away_at_once_and_then_once_a_day(
    session, keep_house, clock, delete_one
):
    first = delete_one()
    assert keep_house() is True
    second = delete_one()
    clock.passed_s = EVERY.total_seconds() - LOOK_EVERY_S
    assert keep_house() is False

    assert (is_there(session, first), is_there(session, second)) == (False, True)
    clock.passed_s += LOOK_EVERY_S
    assert keep_house() is True
    assert not is_there(session, second)


def test_the_database_is_not_asked_again_and_again(session, keep_house, clock):
    keep_house()
    session.delete(session.get_one(Chore, "housekeeping"))
    session.commit()

    clock.passed_s = LOOK_EVERY_S - 1
    keep_house()

    assert session.scalars(select(Chore)).all() == []


def test_of_many_processes_one_does_it(session, engine, clock, delete_one):
    delete_one()
    together = threading.Barrier(4)

    def keep() -> bool:
        keep_house = Housekeeping(engine, clock=clock.now, clock_s=clock.seconds)
        together.wait()
        return keep_house._begin()

    with ThreadPoolExecutor(4) as pool:
        begun = [each.result() for each in [pool.submit(keep) for _ in range(4)]]

    assert sorted(begun) == [False, False, False, True]


def test_another_start_on_the_same_day_does_it_no_second_time(engine, keep_house, clock):
    keep_house()
    clock.passed_s = 60.0

    again = Housekeeping(engine, clock=clock.now, clock_s=clock.seconds)

    assert again.is_due() is False
    assert again() is False


def test_a_server_without_reading_processes_has_it_done_by_a_process(
    session, engine, settings, delete_one
):
    contact_id = delete_one()
    starter = HousekeepingStarter(engine, settings.as_environment(), first_look_s=0.0)

    starter.start()
    try:
        deadline_s = time.monotonic() + 90.0
        while is_there(session, contact_id):
            assert time.monotonic() < deadline_s, "waited too long"
            session.rollback()
            time.sleep(0.05)
    finally:
        starter.stop()

    assert session.scalars(select(Chore.name)).all() == ["housekeeping"]


class Noted:
    """Stands for what is started with a server and stopped with it."""

    seen: ClassVar[list[str]] = []

    def __init__(self, *_arguments: object) -> None:
        self.seen.append("made")

    def start(self) -> None:
        self.seen.append("started")

    def stop(self) -> None:
        self.seen.append("stopped")


class Unnoted(Noted):
    seen: ClassVar[list[str]] = []


@pytest.mark.parametrize(("workers", "seen"), [(0, ["made", "started", "stopped"]), (2, [])])
def test_a_server_sees_to_it_only_when_no_reading_process_does(
    app, settings, monkeypatch, workers, seen
):
    Noted.seen.clear()
    monkeypatch.setattr(serve, "HousekeepingStarter", Noted)
    monkeypatch.setattr(serve, "Supervisor", Unnoted)
    monkeypatch.setattr(serve, "settle_memory", lambda: None)
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serve.uvicorn.Server, "run", lambda *_arguments, **_values: None)

    with_workers = settings.model_copy(update={"workers": workers})
    with socket.socket() as listener:
        serve._run(app, with_workers, listener, None, ())

    assert Noted.seen == seen
