"""What a contact has beside its values, in and out of the history: encounters, positions, steps.

The rows' ids are left out: a row that was deleted and brought back is the same again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_days import refresh_days
from app.models import Contact, Encounter, Event, FollowUp, FollowUpKind, Position, Scan

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


def follow_ups_to_json(follow_ups: Iterable[FollowUp]) -> list[dict[str, Any]]:
    """Put next steps into a form that JSON keeps, the earliest first."""
    rows = [
        {
            "due_on": one.due_on.isoformat(),
            "kind": one.kind.value,
            "text": one.text,
            "done_at": one.done_at.isoformat() if one.done_at else None,
        }
        for one in follow_ups
    ]
    return sorted(rows, key=_order)


def leave_out(rows: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Give the rows that are not among the others: of equal ones, so many more as there are."""
    rest = list(rows)
    for one in others:
        if one in rest:
            rest.remove(one)
    return rest


def pair_rows(gone: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Say which row became which: those that share most of what they say.

    Args:
        gone: Rows that a change took away.
        new: Rows that it brought.

    Returns:
        Each of them once, beside the one it became or was; None where there is none.
    """
    left, pairs = list(gone), []
    for row in new:
        best = max(left, key=lambda one: _likeness(one, row), default=None)
        is_one = best is not None and (len(gone) == len(new) == 1 or _likeness(best, row) > 0)
        if is_one and best is not None:
            left.remove(best)
        pairs.append((best if is_one else None, row))
    return [*pairs, *((row, None) for row in left)]


def _likeness(one: Row, other: Row) -> int:
    return sum(bool(value) and other[name] == value for name, value in one.items())


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


def put_back_follow_ups(session: Session, contact: Contact, stored: Iterable[Row]) -> None:
    """Give a contact exactly the next steps that follow_ups_to_json() told.

    One that was changed stays the row that it was: what points to it still does.
    """
    wanted = [dict(row) for row in stored]
    left: list[tuple[Row, FollowUp]] = []
    for one in contact.follow_ups:
        told = follow_ups_to_json([one])[0]
        if told in wanted:
            wanted.remove(told)
        else:
            left.append((told, one))
    for was, row in pair_rows([told for told, _one in left], wanted):
        step = next((one for told, one in left if told is was), None)
        if row is None:
            session.delete(step)
            continue
        if step is None:
            step = FollowUp(book_id=contact.book_id, contact_id=contact.id)
            session.add(step)
        step.kind, step.text = FollowUpKind(row["kind"]), row["text"]
        step.due_on = date.fromisoformat(row["due_on"])
        step.done_at = datetime.fromisoformat(row["done_at"]) if row["done_at"] else None
    session.flush()
    session.expire(contact, ["follow_ups"])
    refresh_days(session, [contact.id])


def _still_there(
    session: Session, table: type[Event | Scan], contact: Contact, row_id: int | None
) -> int | None:
    if row_id is None:
        return None
    query = select(table.id).where(table.id == row_id, table.book_id == contact.book_id)
    return session.scalar(query)
