"""What a contact has beside its values, in and out of the history: encounters and positions.

The rows' ids are left out: a row that was deleted and brought back is the same again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_days import refresh_days
from app.models import Contact, Encounter, Event, Position, Scan

Row = Mapping[str, Any]
"""A row in the form that JSON keeps."""


def encounters_to_json(encounters: Iterable[Encounter]) -> list[dict[str, Any]]:
    """Put encounters into a form that JSON keeps, the earliest first."""
    rows = [
        {
            "met_on": one.met_on.isoformat(),
            "event_id": one.event_id,
            "scan_id": one.scan_id,
            "place": one.place,
            "text": one.text,
        }
        for one in encounters
    ]
    return sorted(rows, key=_order)


def positions_to_json(positions: Iterable[Position]) -> list[dict[str, Any]]:
    """Put what somebody did before into a form that JSON keeps, the earliest first."""
    rows = [
        {
            "organization": one.organization,
            "department": one.department,
            "title": one.title,
            "left_on": one.left_on.isoformat(),
            "scan_id": one.scan_id,
        }
        for one in positions
    ]
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name] or "") for name in row)


def put_back_encounters(session: Session, contact: Contact, stored: Iterable[Row]) -> None:
    """Give a contact exactly the encounters that encounters_to_json() told.

    Events and cards that are gone since are left out of them.
    """
    wanted = [dict(row) for row in stored]
    for one in list(contact.encounters):
        row = encounters_to_json([one])[0]
        if row in wanted:
            wanted.remove(row)
        else:
            session.delete(one)
    for row in wanted:
        values = row | {
            "met_on": date.fromisoformat(row["met_on"]),
            "event_id": _still_there(session, Event, contact, row["event_id"]),
            "scan_id": _still_there(session, Scan, contact, row["scan_id"]),
        }
        session.add(Encounter(book_id=contact.book_id, contact_id=contact.id, **values))
    session.flush()
    session.expire(contact, ["encounters"])
    refresh_days(session, [contact.id])


def put_back_positions(session: Session, contact: Contact, stored: Iterable[Row]) -> None:
    """Give a contact exactly the former positions that positions_to_json() told."""
    wanted = [dict(row) for row in stored]
    for one in list(contact.positions):
        row = positions_to_json([one])[0]
        if row in wanted:
            wanted.remove(row)
        else:
            session.delete(one)
    for row in wanted:
        values = row | {
            "left_on": date.fromisoformat(row["left_on"]),
            "scan_id": _still_there(session, Scan, contact, row["scan_id"]),
        }
        session.add(Position(book_id=contact.book_id, contact_id=contact.id, **values))
    session.flush()
    session.expire(contact, ["positions"])


def _still_there(
    session: Session, table: type[Event | Scan], contact: Contact, row_id: int | None
) -> int | None:
    if row_id is None:
        return None
    query = select(table.id).where(table.id == row_id, table.book_id == contact.book_id)
    return session.scalar(query)
