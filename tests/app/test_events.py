"""Events: made once whoever sends them, counted by people, and gone without their cards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import contacts, events, intake, review
from app.contact_values import ContactValues
from app.errors import InvalidError, NotFoundError
from app.events import EventCounts, EventValues
from app.models import Event, EventKind, Photo, Scan, ScanState
from tests.builders import (
    build_account,
    build_contact,
    build_encounter,
    build_event,
    build_scan,
    jpeg,
)

pytestmark = pytest.mark.both_databases

FAIR = EventValues("Salon du bois", date(2026, 11, 22), EventKind.A_LA_CARTE, "Halle 3", 10)


def test_an_event_is_kept_as_it_was_said(session, book):
    event, is_new = events.save_event(session, book.id, "e1", FAIR)

    assert is_new
    kept = (event.name, event.held_on, event.kind, event.place, event.goal)
    assert kept == ("Salon du bois", date(2026, 11, 22), EventKind.A_LA_CARTE, "Halle 3", 10)


def test_the_last_one_to_save_an_event_is_right(session, book):
    first, _ = events.save_event(session, book.id, "e1", FAIR)
    again, is_new = events.save_event(session, book.id, "e1", replace(FAIR, name="Bois", goal=0))

    assert (again.id, is_new) == (first.id, False)
    assert (again.name, again.goal, again.place) == ("Bois", 0, "Halle 3")


def test_the_same_key_in_another_book_is_another_event(session, book):
    first, _ = events.save_event(session, book.id, "e1", FAIR)
    other, is_new = events.save_event(session, build_account(session)[1].id, "e1", FAIR)

    assert is_new
    assert other.id != first.id


def test_two_devices_that_make_the_same_event_at_once_make_one(engine, session, book):
    start = Barrier(6)

    def save(number: int) -> tuple[int, bool]:
        with Session(engine) as own, own.begin():
            start.wait()
            event, is_new = events.save_event(own, book.id, "e1", replace(FAIR, goal=number))
            return event.id, is_new

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(save, range(6)))

    assert len({event_id for event_id, _ in answers}) == 1
    assert sorted(is_new for _, is_new in answers) == [False] * 5 + [True]
    assert session.scalar(select(func.count()).select_from(Event)) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \n "}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"place": "p" * 201}, "place"),
        ({"goal": -1}, "goal"),
        ({"goal": 10_000}, "goal"),
        ({"day": date(1, 1, 1)}, "day"),
        ({"day": date(9999, 1, 1)}, "day"),
    ],
)
def test_what_an_event_cannot_be_is_refused_with_its_field(session, book, wrong, field):
    with pytest.raises(events.InvalidEventError) as raised:
        events.save_event(session, book.id, "e1", replace(FAIR, **wrong))

    assert (raised.value.field, raised.value.code) == (field, f"invalid_{field}")
    assert events.list_events(session, book.id, 10) == []


@pytest.mark.parametrize("key", ["", "a b", "k" * 65, "é", "a/b"])
def test_a_key_that_is_none_is_refused(session, book, key):
    with pytest.raises(InvalidError):
        events.save_event(session, book.id, key, FAIR)


def test_a_name_is_one_line_without_blanks_around(session, book):
    event, _ = events.save_event(session, book.id, "e1", replace(FAIR, name="  Salon\ndu  bois "))

    assert event.name == "Salon du bois"


def test_events_are_listed_the_latest_day_first(session, book):
    days = [date(2026, 11, 1), date(2026, 12, 1), date(2026, 11, 1)]
    ids = [build_event(session, book, held_on=day).id for day in days]
    build_event(session, build_account(session)[1])

    assert [one.id for one in events.list_events(session, book.id, 10)] == [ids[1], ids[2], ids[0]]
    assert [one.id for one in events.list_events(session, book.id, 1)] == [ids[1]]


def test_an_event_of_another_book_is_not_there(session, book):
    event = build_event(session, build_account(session)[1])

    with pytest.raises(NotFoundError):
        events.get_event(session, book.id, event.id)
    with pytest.raises(events.UnknownEventError):
        events.find_event(session, book.id, event.client_key)


def test_people_are_counted_once_and_cards_without_a_contact_as_people(session, store, book):
    event = build_event(session, book)
    ada, gone = build_contact(session, book), build_contact(session, book)
    done = {"state": ScanState.REVIEWED, "event_id": event.id}
    build_scan(session, book, store, contact_id=ada.id, **done)
    build_scan(session, book, store, contact_id=ada.id, **done)
    build_scan(session, book, store, event_id=event.id)
    build_scan(session, book, store, event_id=event.id, state=ScanState.READY)
    build_scan(session, book, store, event_id=event.id, state=ScanState.DISCARDED)
    build_scan(session, book, store)
    build_scan(session, book, store, contact_id=gone.id, **done)
    build_encounter(session, ada, event_id=event.id)
    build_encounter(session, gone, event_id=event.id)
    contacts.delete_contact(session, gone, account_id=None)

    assert events.count_met(session, book.id) == {event.id: EventCounts(cards=5, people=3)}


def test_a_card_is_stamped_with_its_event_once(session, store, book):
    fair = build_event(session, book, client_key="fair")
    build_event(session, book, client_key="club")

    def send(event_key: str) -> Scan:
        scan, _ = intake.create_scan(
            session,
            store,
            book.id,
            client_key="k",
            recto=jpeg(),
            event_key=event_key,
            photo_limit_bytes=10**6,
        )
        return scan

    assert send("fair").event_id == fair.id
    assert send("club").event_id == fair.id
    assert send("").event_id == fair.id


def test_a_card_of_an_event_nobody_knows_is_not_taken(session, store, book):
    theirs = build_event(session, build_account(session)[1], client_key="fair")

    with pytest.raises(events.UnknownEventError):
        intake.create_scan(
            session,
            store,
            book.id,
            client_key="k",
            recto=jpeg(),
            event_key=theirs.client_key,
            photo_limit_bytes=10**6,
        )

    assert session.scalars(select(Scan)).all() == []
    assert session.scalars(select(Photo)).all() == []


def test_the_cards_of_an_event_that_is_deleted_stay(session, store, book):
    event = build_event(session, book)
    scan = build_scan(session, book, store, event_id=event.id, state=ScanState.READY)
    contact = review.accept_review(
        session,
        scan,
        review.Review(values=ContactValues(full_name="Ada Abel")),
        account_id=None,
        region="CA",
    )
    session.commit()

    events.delete_event(session, event)
    session.commit()

    assert events.list_events(session, book.id, 10) == []
    assert session.get_one(Scan, scan.id).event_id is None
    assert contacts.get_contact(session, book.id, contact.id).shown_name == "Ada Abel"
