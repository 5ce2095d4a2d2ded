"""Events: where cards are met, and how many people were met there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, case, delete, func, select
from sqlalchemy.orm import Session

from app.client_keys import check_client_key
from app.contact_values import one_line
from app.db import insert_unless_there
from app.encounters import follow_event
from app.errors import ConflictError, InvalidError, NotFoundError
from app.i18n import mark
from app.models import (
    LARGEST_ID,
    Contact,
    DeletedEvent,
    Encounter,
    Event,
    EventKind,
    Scan,
    ScanState,
    now,
)

NAME_LIMIT = 200
PLACE_LIMIT = 200
LARGEST_GOAL = 9999

KIND_NAMES = {
    EventKind.CLUB: mark("Club"),
    EventKind.A_LA_CARTE: mark("À la carte"),
}
"""English message ids, in the order that they are offered in."""

KIND_HINTS = {
    EventKind.CLUB: mark("The same people, regularly"),
    EventKind.A_LA_CARTE: mark("People who come once"),
}
"""English message ids."""


class UnknownEventError(ConflictError):
    """The event that a card is to be stamped with is not there, or no longer."""

    code = "unknown_event"
    hint = "This event is not known here. Nothing was saved."


class DeletedEventError(ConflictError):
    """The event was deleted: its key makes no other."""

    code = "event_deleted"
    hint = "This event was deleted."


class InvalidEventError(InvalidError):
    """Some values of an event cannot be kept."""

    def __init__(self, hint: str, field: str) -> None:
        """Raise.

        Args:
            hint: English msgid.
            field: Which value: name, place, day or goal.
        """
        super().__init__(hint, code=f"invalid_{field}")
        self.field = field


@dataclass(frozen=True, slots=True)
class EventValues:
    """What its owner says about an event."""

    name: str
    day: date
    kind: EventKind = EventKind.A_LA_CARTE
    place: str = ""
    goal: int = 0
    """How many people to meet; 0 for no goal."""


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What was brought home from an event."""

    cards: int = 0
    """Cards that were not discarded."""
    people: int = 0
    """Each contact once, however many cards; a card that nobody reviewed is one person."""


def check_event(values: EventValues) -> EventValues:
    """Give back the values of an event as they are kept.

    Raises:
        InvalidEventError: If one cannot be kept.
    """
    name, place = one_line(values.name), one_line(values.place)
    if not name:
        raise InvalidEventError("Give the event a name.", "name")
    if len(name) > NAME_LIMIT:
        raise InvalidEventError("The name is too long: at most 200 characters.", "name")
    if len(place) > PLACE_LIMIT:
        raise InvalidEventError("The place is too long: at most 200 characters.", "place")
    if not 0 <= values.goal <= LARGEST_GOAL:
        raise InvalidEventError("The goal is a number of people, at most 9999.", "goal")
    if not 1900 <= values.day.year <= 2200:
        raise InvalidEventError("This is not a day an event can have.", "day")
    return EventValues(name, values.day, values.kind, place, values.goal)


def save_event(
    session: Session, book_id: int, client_key: str, values: EventValues
) -> tuple[Event, bool]:
    """Add an event, or give one that is known other values: the last one to save is right.

    Two devices that add the same event at once make one.

    Args:
        session: Not committed here.
        book_id: Whose event it is.
        client_key: Chosen by whoever makes it; names the event in its book.
        values: As they came.

    Returns:
        The event, and whether it is new.

    Raises:
        InvalidError: If the key cannot be one.
        InvalidEventError: If a value cannot be kept.
        DeletedEventError: If the book had such an event, and it was deleted.
    """
    check_client_key(client_key)
    checked = check_event(values)
    if _is_deleted(session, book_id, client_key):
        raise DeletedEventError
    columns = {
        "name": checked.name,
        "kind": checked.kind,
        "held_on": checked.day,
        "place": checked.place,
        "goal": checked.goal,
    }
    named = {"book_id": book_id, "client_key": client_key}
    is_new = insert_unless_there(session, Event, columns | named | {"created_at": now()})
    query = select(Event).where(Event.book_id == book_id, Event.client_key == client_key)
    event = session.scalars(query.with_for_update()).one()
    known_day = event.held_on
    for name, value in columns.items():
        setattr(event, name, value)
    session.flush()
    follow_event(session, event, known_day)
    return event, is_new


def change_event(session: Session, event: Event, values: EventValues) -> None:
    """Give an event other values.

    Raises:
        InvalidEventError: If a value cannot be kept.
    """
    save_event(session, event.book_id, event.client_key, values)


def delete_event(session: Session, event: Event) -> None:
    """Remove an event, for good. The cards that were given there stay, without it."""
    gone = {"book_id": event.book_id, "client_key": event.client_key, "deleted_at": now()}
    insert_unless_there(session, DeletedEvent, gone)
    # By the database, not through the session: its foreign keys take the event off the cards.
    session.execute(
        delete(Event).where(Event.id == event.id).execution_options(synchronize_session=False)
    )
    session.expire_all()


def get_event(session: Session, book_id: int, event_id: int) -> Event:
    """Give an event of a book.

    Raises:
        NotFoundError: If the book has no such event.
    """
    event = session.get(Event, event_id) if event_id <= LARGEST_ID else None
    if event is None or event.book_id != book_id:
        raise NotFoundError
    return event


def find_event(session: Session, book_id: int, client_key: str) -> Event:
    """Give the event of a book that a key names.

    Raises:
        UnknownEventError: If the book has no such event.
    """
    query = select(Event).where(Event.book_id == book_id, Event.client_key == client_key)
    event = session.scalar(query)
    if event is None:
        raise UnknownEventError
    return event


def find_stamp(session: Session, book_id: int, client_key: str) -> Event | None:
    """Give the event that a card is stamped with: None for the key "", or of a deleted event.

    A phone that was away when the event was deleted still stamps its cards with it.

    Raises:
        UnknownEventError: If the book has no such event, and had none that was deleted.
    """
    if not client_key:
        return None
    try:
        return find_event(session, book_id, client_key)
    except UnknownEventError:
        if _is_deleted(session, book_id, client_key):
            return None
        raise


def _is_deleted(session: Session, book_id: int, client_key: str) -> bool:
    return session.get(DeletedEvent, (book_id, client_key)) is not None


def list_deleted(session: Session, book_id: int, limit: int) -> list[str]:
    """Give the keys of a book's deleted events, the one deleted last first."""
    query = select(DeletedEvent.client_key).where(DeletedEvent.book_id == book_id)
    last_first = query.order_by(DeletedEvent.deleted_at.desc(), DeletedEvent.client_key)
    return list(session.scalars(last_first.limit(limit)))


def list_events(session: Session, book_id: int, limit: int) -> list[Event]:
    """Give a book's events, the latest day first."""
    query = select(Event).where(Event.book_id == book_id)
    return list(session.scalars(query.order_by(Event.held_on.desc(), Event.id.desc()).limit(limit)))


def list_named(session: Session, book_id: int, limit: int) -> Sequence[Row[int, str, date]]:
    """Give id, name and day of a book's events, the latest day first, for a choice of them."""
    query = select(Event.id, Event.name, Event.held_on).where(Event.book_id == book_id)
    return session.execute(query.order_by(Event.held_on.desc(), Event.id.desc()).limit(limit)).all()


def count_met(session: Session, book_id: int) -> Mapping[int, EventCounts]:
    """Count the cards and the people of each event of a book that has any, in two questions."""
    # Each card that nobody has reviewed is one person.
    cards = (
        select(Scan.event_id, func.count(), func.count(case((Scan.contact_id.is_(None), 1))))
        .where(
            Scan.book_id == book_id,
            Scan.event_id.is_not(None),
            Scan.state != ScanState.DISCARDED,
        )
        .group_by(Scan.event_id)
    )
    met = (
        select(Encounter.event_id, func.count(Encounter.contact_id.distinct()))
        .join(Encounter.contact)
        .where(
            Encounter.book_id == book_id,
            Encounter.event_id.is_not(None),
            Contact.deleted_at.is_(None),
        )
        .group_by(Encounter.event_id)
    )
    counts = {row[0]: EventCounts(row[1], row[2]) for row in session.execute(cards) if row[0]}
    for event_id, people in session.execute(met):
        assert event_id is not None
        known = counts.get(event_id, EventCounts())
        counts[event_id] = EventCounts(known.cards, known.people + people)
    return counts
