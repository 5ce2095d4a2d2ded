"""Undoing the acceptance of a card: everything that accepting made goes, and the form is as typed.

A contact that was new is gone as if it had never been: all of it is on the card and in its form. If
something came to it that is nowhere else, it goes to the bin instead. One that was there before
gets back what it was: its values, tags and notes, and without the follow-ups and the encounter of
the card. A merge is undone. Nothing is undone when somebody changed the contact since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

from app.contact_days import refresh_days
from app.contact_values import values_of
from app.contacts import changing, delete_contact, lock_contact, undo_change
from app.errors import ConflictError
from app.history import changed_parts, take_snapshot
from app.i18n import mark
from app.models import (
    Change,
    Contact,
    Encounter,
    FollowUp,
    Merge,
    Note,
    Position,
    ReviewStep,
    Scan,
    ScanState,
    StepKind,
)
from app.outcomes import keep_outcomes, put_outcomes_back, record_outcomes
from app.parting import undo_merge
from app.review_steps import StepOvertakenError, keep_scan, record_step, undoes

_CHANGED = mark("The contact was changed since: nothing was undone.")

_ROWS: dict[str, type[DeclarativeBase]] = {
    "changes": Change,
    "follow_ups": FollowUp,
    "encounters": Encounter,
    "notes": Note,
    "positions": Position,
}
"""What accepting a card may add to a contact."""


@dataclass(frozen=True, slots=True)
class BeforeAccept:
    """A card as it was before it was accepted."""

    scan: dict[str, Any]
    outcomes: list[dict[str, Any]]
    marks: dict[str, int]
    """The highest id of each table that accepting adds to."""


def look_before(session: Session, scan: Scan) -> BeforeAccept:
    """Keep what undoing needs, before anything is changed. The scan is locked.

    The scan's work must be the form as it was sent: undoing shows it again.
    """
    tables: dict[str, type[DeclarativeBase]] = {**_ROWS, "merges": Merge, "contacts": Contact}
    return BeforeAccept(
        scan=keep_scan(scan, "state", "reviewed_at", "contact_id", "work", "set_aside_at"),
        outcomes=keep_outcomes(session, scan.id),
        marks={name: _highest(session, table) for name, table in tables.items()},
    )


def _highest(session: Session, table: type[DeclarativeBase]) -> int:
    return session.scalar(select(func.max(table.__table__.c.id))) or 0


def record_accept(
    session: Session,
    scan: Scan,
    contact: Contact,
    before: BeforeAccept,
    *,
    account_id: int | None,
    region: str,
    made: Mapping[str, Any] | None = None,
    merge: Merge | None = None,
) -> None:
    """Write down that a card was accepted, and what became of its reading.

    Args:
        session: Not committed here.
        scan: Reviewed.
        contact: What it was accepted as, with all that accepting added.
        before: Of look_before().
        account_id: Who accepted.
        region: Country of telephone numbers that name none.
        made: A new contact's snapshot, before it became a part of another one.
        merge: What made the contact a part of a known person's, when it is one.
    """
    session.flush()
    session.refresh(contact)
    record_outcomes(session, scan, values_of(contact), region)
    scan.work = None
    scan.set_aside_at = None
    kept = {
        "scan": before.scan,
        "outcomes": before.outcomes,
        "contact": {
            "id": contact.id,
            "is_new": contact.id > before.marks["contacts"],
            "marks": before.marks,
            "after": _fingerprint(session, contact.id),
            "merge_id": merge.id if merge else None,
            "made": made,
        },
    }
    record_step(session, scan, StepKind.ACCEPT, kept, account_id)


def _is_of(contact_id: int) -> ColumnElement[bool]:
    return or_(Merge.kept_id == contact_id, Merge.gone_id == contact_id)


def _fingerprint(session: Session, contact_id: int) -> dict[str, Any]:
    """Give what tells whether a contact was changed: its history, its next steps, its merges."""
    steps = session.scalars(
        select(FollowUp).where(FollowUp.contact_id == contact_id).order_by(FollowUp.id)
    )
    last_change = select(func.max(Change.id)).where(Change.contact_id == contact_id)
    last_merge = select(func.max(Merge.id)).where(_is_of(contact_id), Merge.undone_at.is_(None))
    return {
        "change": session.scalar(last_change),
        "merge": session.scalar(last_merge),
        "follow_ups": [
            [one.id, one.kind.value, one.due_on.isoformat(), one.text, one.done_at is not None]
            for one in steps
        ],
    }


def keep_up(session: Session, scan: Scan) -> None:
    """Count what was just added to the contact of a card as a part of its acceptance.

    For what the phone said of the card while it was accepted.
    """
    step = session.scalar(
        select(ReviewStep)
        .where(ReviewStep.scan_id == scan.id, ReviewStep.kind == StepKind.ACCEPT)
        .where(ReviewStep.undone_at.is_(None))
        .order_by(ReviewStep.id.desc())
        .limit(1)
    )
    if step is None or step.before["contact"]["id"] != scan.contact_id:
        return
    session.flush()
    kept = step.before["contact"]
    kept = {**kept, "after": _fingerprint(session, kept["id"])}
    if kept["is_new"]:
        kept["made"] = take_snapshot(session.get_one(Contact, kept["id"]))
    step.before = {**step.before, "contact": kept}
    session.flush()


@undoes(StepKind.ACCEPT)
def _undo_accept(session: Session, scan: Scan, step: ReviewStep, account_id: int | None) -> None:
    kept = step.before["contact"]
    contact = session.get(Contact, kept["id"])
    if contact is not None:
        lock_contact(session, contact)
        _require_unchanged(session, contact, kept)
        if kept.get("merge_id") is not None:
            _part_again(session, kept["merge_id"], account_id)
        if kept["is_new"]:
            _unmake(session, contact, kept["made"], account_id)
        else:
            _give_back(session, contact, kept["marks"], account_id)
    put_outcomes_back(session, scan, step.before["outcomes"])
    if scan.state is not ScanState.REVIEWED:  # opened again since: what is typed there is newer
        before = {name: value for name, value in step.before["scan"].items() if name != "work"}
        step.before = {**step.before, "scan": before}


def _part_again(session: Session, merge_id: int, account_id: int | None) -> None:
    """Take the card out of the known person's contact; what was changed there since stays."""
    try:
        undo_merge(session, session.get_one(Merge, merge_id), account_id=account_id)
    except ConflictError as error:
        raise StepOvertakenError(_CHANGED) from error


def _require_unchanged(session: Session, contact: Contact, kept: Mapping[str, Any]) -> None:
    is_in_bin = contact.deleted_at is not None and contact.merged_into_id is None
    if kept["is_new"] and is_in_bin:
        return  # the person was quicker
    if _fingerprint(session, contact.id) != kept["after"]:
        raise StepOvertakenError(_CHANGED)


def _unmake(
    session: Session, contact: Contact, made: Mapping[str, Any], account_id: int | None
) -> None:
    """Let a contact be gone that a card was accepted as, unless it is more than the card by now."""
    session.flush()
    session.refresh(contact)
    is_deleted = contact.deleted_at is not None
    more = [part for part in changed_parts(made, take_snapshot(contact)) if part != "deleted"]
    if not more and len(contact.scans) <= 1:
        session.delete(contact)
        session.flush()
    elif not is_deleted:
        delete_contact(session, contact, account_id=account_id)


def _give_back(
    session: Session, contact: Contact, marks: Mapping[str, int], account_id: int | None
) -> None:
    """Take from a contact that was there before what accepting a card added to it."""
    changes = _made(session, Change.id, Change.contact_id == contact.id, marks["changes"])
    for change_id in reversed(changes):
        undo_change(session, contact, change_id, account_id=account_id)
    with changing(session, contact, account_id):
        for name, table in _ROWS.items():
            columns = table.__table__.c
            ids = _made(session, columns.id, columns.contact_id == contact.id, marks[name])
            for row_id in ids if table is not Change else ():
                session.delete(session.get_one(table, row_id))
        session.flush()
        session.expire(contact, ["follow_ups", "encounters", "notes", "positions"])
    refresh_days(session, [contact.id])


def _made(
    session: Session,
    column: ColumnElement[int] | InstrumentedAttribute[int],
    is_theirs: ColumnElement[bool],
    highest: int,
) -> list[int]:
    """Give the ids of rows that were added after the one with the highest id, oldest first."""
    return list(session.scalars(select(column).where(is_theirs, column > highest).order_by(column)))
