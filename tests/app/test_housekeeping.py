"""The bin is emptied once a day, by whoever reads, when nothing waits."""

from __future__ import annotations

from datetime import timedelta

from app.housekeeping import EVERY_S, Housekeeping
from app.models import Contact, now
from tests.builders import build_contact


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def test_what_is_due_is_thrown_away_at_once_and_then_once_a_day(session, engine, book):
    clock = Clock()
    keep_house = Housekeeping(engine, clock)
    month_ago = now() - timedelta(days=31)
    first = build_contact(session, book, deleted_at=month_ago).id
    build_contact(session, book)
    session.commit()

    assert keep_house() is True
    second = build_contact(session, book, deleted_at=month_ago).id
    build_contact(session, book)
    session.commit()
    clock.now_s += EVERY_S - 1
    assert keep_house() is False

    session.expire_all()
    assert (session.get(Contact, first), session.get(Contact, second) is None) == (None, False)
    clock.now_s += 1
    assert keep_house() is True
