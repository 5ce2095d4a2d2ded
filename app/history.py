"""The history of a contact: what each change did, who made it, and how it is taken back.

A change keeps the contact as it was and as it became. Undoing one puts back the parts it changed,
as long as nothing has changed them since; it is a change of its own, and can be undone itself. Of
what a contact has several of, such as tags and next steps, only those it changed are put back:
what came or went beside them since stays so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.contact_rows import (
    encounters_to_json,
    follow_ups_to_json,
    leave_out,
    positions_to_json,
)
from app.contact_values import NAME_FIELDS, values_of, values_to_json
from app.errors import ConflictError, NotFoundError
from app.history_steps import StepChange, describe_step, tell_steps
from app.models import Account, Change, Contact

Snapshot = Mapping[str, Any]
"""A contact as the history keeps it: values_to_json, the rest of PARTS, and its version."""

PARTS: dict[str, tuple[str, ...]] = {
    "name": NAME_FIELDS,
    "organization": ("organization",),
    "department": ("department",),
    "title": ("title",),
    "emails": ("emails",),
    "phones": ("phones",),
    "links": ("links",),
    "addresses": ("addresses",),
    "comment": ("comment",),
    "spare_card": ("has_spare_card",),
    "portrait": ("portrait",),
    "tags": ("tags",),
    "notes": ("notes",),
    "encounters": ("encounters",),
    "positions": ("positions",),
    "follow_ups": ("follow_ups",),
    "stage": ("stage",),
    "archived": ("archived",),
    "deleted": ("deleted",),
}
"""What is compared, shown and undone as one, with the keys of the snapshot that belong to it."""

_OTHER_PARTS = (
    "portrait", "tags", "notes", "encounters", "positions", "follow_ups", "stage", "archived",
    "deleted",
)  # fmt: skip
_ROWS = ("encounters", "positions", "follow_ups")
"""Of which there may be two that say the same."""
_LISTS = ("emails", "phones", "links", "addresses", "tags", *_ROWS)
"""Of which a contact has several, each with a life of its own."""
VALUE_PARTS = tuple(part for part in PARTS if part not in _OTHER_PARTS)
"""The parts that are values of the contact itself, as its form has them."""


class NothingToUndoError(ConflictError):
    """There is no such change, or something has changed the same parts since."""

    code = "nothing_to_undo"
    hint = "This can no longer be undone: the same values were changed since."


@dataclass(frozen=True, slots=True)
class PartChange:
    """What a change did to one part, as text; "" for nothing there."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change as the history shows it."""

    id: int
    made_at: datetime
    made_by: str
    """Who; "" when the account is gone."""
    is_creation: bool
    parts: tuple[PartChange, ...]
    is_undoable: bool
    steps: tuple[StepChange, ...] = ()
    """What became of next steps: one by one what `parts` says of them as text."""


def take_snapshot(contact: Contact) -> dict[str, Any]:
    """Keep a contact as it is now."""
    return {
        **values_to_json(values_of(contact)),
        "portrait": contact.portrait_id,
        "tags": [tag.name for tag in contact.tags],
        "notes": {str(note.id): note.text for note in contact.notes},
        "encounters": encounters_to_json(contact.encounters),
        "positions": positions_to_json(contact.positions),
        "follow_ups": follow_ups_to_json(contact.follow_ups),
        # For people who read the history when the events are gone; no part of what is compared.
        "event_names": {
            str(one.event.id): one.event.name for one in contact.encounters if one.event
        },
        "stage": contact.stage.value,
        "archived": contact.archived_at is not None,
        "deleted": contact.deleted_at is not None,
        "version": contact.version,
    }


def record_change(
    session: Session, contact: Contact, account_id: int | None, before: Snapshot | None
) -> None:
    """Write a change into the history, unless it changed nothing. The contact must be flushed.

    Args:
        session: Not committed here.
        contact: As it is now.
        account_id: Who made the change.
        before: As it was; None for a contact that is new.
    """
    after = take_snapshot(contact)
    if before is not None and not changed_parts(before, after):
        return
    change = Change(
        book_id=contact.book_id,
        contact_id=contact.id,
        account_id=account_id,
        before=dict(before) if before is not None else None,
        after=after,
    )
    session.add(change)
    session.flush()


def change_row(
    contact: Contact, account_id: int | None, before: Snapshot, after: Snapshot
) -> dict[str, Any]:
    """Give the row of a change, for insert_changes."""
    return {
        "book_id": contact.book_id,
        "contact_id": contact.id,
        "account_id": account_id,
        "before": dict(before),
        "after": dict(after),
    }


def insert_changes(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write the changes of many contacts in one statement."""
    if rows:
        session.execute(insert(Change), rows)


def changed_parts(before: Snapshot, after: Snapshot) -> list[str]:
    """Name the parts in which two snapshots differ."""
    return [part for part in PARTS if not is_same(part, before, after)]


def is_same(part: str, one: Snapshot, other: Snapshot) -> bool:
    """Say whether two snapshots agree in a part."""
    # A snapshot of before there was such a part says the same as one without anything in it.
    return all((one.get(key) or None) == (other.get(key) or None) for key in PARTS[part])


def list_changes(session: Session, contact: Contact, limit: int = 100) -> list[PastChange]:
    """Give a contact's history, the newest first."""
    rows = session.execute(
        select(Change, Account.display_name)
        .outerjoin(Account, Account.id == Change.account_id)
        .where(Change.book_id == contact.book_id, Change.contact_id == contact.id)
        .order_by(Change.id.desc())
        .limit(limit)
    )
    current = take_snapshot(contact)
    return [_shown(change, name or "", current) for change, name in rows]


def _shown(change: Change, made_by: str, current: Snapshot) -> PastChange:
    before: Snapshot = change.before or {}
    parts = changed_parts(before, change.after) if change.before is not None else []
    return PastChange(
        id=change.id,
        made_at=change.made_at,
        made_by=made_by,
        is_creation=change.before is None,
        parts=tuple(
            PartChange(part, *(describe(part, one) for one in _told_of(part, before, change.after)))
            for part in parts
        ),
        is_undoable=_without(change, parts, current) is not None,
        steps=tell_steps(
            *(one.get("follow_ups") or () for one in _told_of("follow_ups", before, change.after))
        )
        if "follow_ups" in parts
        else (),
    )


def _told_of(part: str, before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Leave out of rows those that a change left as they were: of years of meetings, one counts."""
    if part not in _ROWS:
        return before, after
    was, became = before.get(part) or [], after.get(part) or []
    return {**before, part: leave_out(was, became)}, {**after, part: leave_out(became, was)}


def _without(change: Change, parts: Sequence[str], current: Snapshot) -> dict[str, Any] | None:
    """Give the keys of a contact that undoing a change gives other values; None when it cannot."""
    if change.after.get("merge_id") is not None or not parts or change.before is None:
        return None  # of a merge, more than this contact changed: app.parting undoes it
    restored: dict[str, Any] = {}
    for part in parts:
        keys = _part_without(part, change.before, change.after, current)
        if keys is None:
            return None
        restored.update(keys)
    return restored


def _part_without(
    part: str, before: Snapshot, after: Snapshot, current: Snapshot
) -> dict[str, Any] | None:
    """Give a part as it is without a change of it; None when what it changed was changed since."""
    was, became, is_now = (one.get(part) or {} for one in (before, after, current))
    if is_same(part, after, current):
        return {key: [] if part in _LISTS and not was else before[key] for key in PARTS[part]}
    if part == "notes":
        touched = {key for key in {**was, **became} if was.get(key) != became.get(key)}
        if any(is_now.get(key) != became.get(key) for key in touched):
            return None
        return {part: {**is_now, **{key: was[key] for key in touched if key in was}}}
    if part not in _LISTS:
        return None
    added, gone = leave_out(became, was), leave_out(was, became)
    if leave_out(added, is_now) or not (added or gone):
        return None
    rest = leave_out(is_now, added)
    return {part: [*rest, *(one for one in gone if part in _ROWS or one not in rest)]}


def find_undoable(
    session: Session, contact: Contact, change_id: int | None = None
) -> dict[str, Any]:
    """Find the change to undo: the one asked for, else the newest.

    Returns:
        The keys of the contact's snapshot that change, as they are without it.

    Raises:
        NotFoundError: If the contact has no such change.
        NothingToUndoError: If it made the contact, or what it changed was changed again.
    """
    query = select(Change).where(Change.book_id == contact.book_id, Change.contact_id == contact.id)
    if change_id is not None:
        query = query.where(Change.id == change_id)
    change = session.scalars(query.order_by(Change.id.desc()).limit(1)).first()
    if change is None:
        raise NotFoundError
    parts = changed_parts(change.before, change.after) if change.before is not None else []
    restored = _without(change, parts, take_snapshot(contact))
    if restored is None:
        raise NothingToUndoError
    return restored


def find_version(session: Session, contact: Contact, version: int) -> Snapshot | None:
    """Give the contact as it was in one of its versions, if the history has it."""
    changes = session.scalars(
        select(Change)
        .where(Change.book_id == contact.book_id, Change.contact_id == contact.id)
        .order_by(Change.id.desc())
    )
    return next((one.after for one in changes if one.after.get("version") == version), None)


def describe(part: str, snapshot: Snapshot) -> str:
    """Write a part of a snapshot as text, one value a line; "" when there is nothing."""
    value = snapshot.get(PARTS[part][-1])  # of a name, the whole
    match part:
        case "phones":
            return "\n".join(_describe_phone(phone) for phone in value or ())
        case "links":
            return "\n".join(link["value"] for link in value or ())
        case "addresses":
            return "\n\n".join(address["formatted"] for address in value or ())
        case "emails":
            return "\n".join(value or ())
        case "tags":
            return ", ".join(value or ())
        case "notes":
            return "\n".join((value or {}).values())
        case "encounters":
            names = snapshot.get("event_names", {})
            return "\n".join(_describe_encounter(one, names) for one in value or ())
        case "positions":
            return "\n".join(_describe_position(one) for one in value or ())
        case "follow_ups":
            return "\n".join(describe_step(one) for one in value or ())
        case "spare_card" | "portrait":
            return "✓" if value else ""
        case "archived" | "deleted":
            return ""
    return str(value or "")


def _describe_phone(phone: Mapping[str, Any]) -> str:
    return f"{phone['value']} #{phone['extension']}" if phone["extension"] else str(phone["value"])


def _describe_encounter(encounter: Mapping[str, Any], event_names: Mapping[str, str]) -> str:
    event = event_names.get(str(encounter["event_id"]), "")
    told = (encounter["met_on"], event, encounter["place"], encounter["text"])
    return " · ".join(filter(None, told))


def _describe_position(position: Mapping[str, Any]) -> str:
    told = (position["title"], position["department"], position["organization"])
    return " · ".join(filter(None, told))
