"""An import taken back as a whole: what it made goes, what it changed is as it was.

What a person worked on since stays, and is told one by one: a contact that was edited, met or
planned for, a value that was changed again, a card that was reviewed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contacts import get_contact, load_contacts, undo_change
from app.errors import ConflictError, NotFoundError
from app.history import NothingToUndoError, changed_parts, take_snapshot
from app.i18n import mark
from app.importing.many import delete_contacts, lock_contacts
from app.importing.queue import ImportClaim, ImportQueue
from app.models import (
    Change,
    Contact,
    Import,
    ImportKind,
    ImportRow,
    ImportState,
    ReviewStep,
    RowOutcome,
    Scan,
    ScanState,
    StepKind,
)
from app.scans import discard_scan

BATCH = 100
_TOLD_LIMIT = 500
"""Most rows that are told one by one."""

CHANGED_SINCE = mark("Worked on since: it stays.")
VALUES_CHANGED_SINCE = mark("Changed since: its values stay.")
REVIEWED_SINCE = mark("Reviewed since: the card stays.")


def undo_import(queue: ImportQueue, claim: ImportClaim) -> None:
    """Take an import back, the last rows first, batch by batch.

    Raises:
        LeaseLostError: If somebody else has the import now.
    """
    while True:
        with Session(queue.engine) as session, session.begin():
            queue.keep(session, claim)
            found = session.execute(
                select(Import.rows_done, Import.report).where(Import.id == claim.import_id)
            ).one()
            report = dict(found.report or {})
            rows = _last_rows(session, claim, found.rows_done)
            if not rows:
                queue.finish(session, claim, ImportState.UNDONE, rows_done=0)
                return
            undone = dict(report.get("undone", {"done": 0, "kept": []}))
            for row, why in _undo_rows(session, claim, rows):
                _tell(row, why, undone)
            report["undone"] = undone
            queue.keep(session, claim, rows_done=rows[-1].number - 1, report=report)
            session.expunge_all()


def _last_rows(session: Session, claim: ImportClaim, last: int) -> list[ImportRow]:
    query = (
        select(ImportRow)
        .where(ImportRow.import_id == claim.import_id, ImportRow.number <= last)
        .order_by(ImportRow.number.desc())
        .limit(BATCH)
    )
    return list(session.scalars(query))


def _undo_rows(
    session: Session, claim: ImportClaim, rows: Sequence[ImportRow]
) -> Iterator[tuple[ImportRow, str]]:
    """Take a batch of rows back; gives those that did something, and why what they did stays."""
    if claim.kind is ImportKind.PHOTOS:
        yield from (
            (row, _undo_scan(session, row.scan_id))
            for row in rows
            if row.scan_id is not None and row.outcome is RowOutcome.NEW
        )
        return
    # The last first: what a later row added to a contact goes before the contact itself.
    for row in rows:
        if row.change_id is not None:
            yield row, _undo_values(session, claim, row)
    made = {
        row.contact_id: row
        for row in rows
        if row.contact_id is not None and row.outcome is RowOutcome.NEW
    }
    contacts = [
        contact
        for contact in load_contacts(session, claim.book_id, made)
        if contact.import_id == claim.import_id
    ]
    lock_contacts(session, [contact.id for contact in contacts])
    untouched = _untouched(session, contacts)
    delete_contacts(session, untouched, account_id=claim.account_id)
    gone = {contact.id for contact in untouched}
    for contact in contacts:
        yield made[contact.id], "" if contact.id in gone else CHANGED_SINCE
    for contact_id in _merged(session, claim, made):
        yield made[contact_id], CHANGED_SINCE


def _merged(session: Session, claim: ImportClaim, contact_ids: Collection[int]) -> Sequence[int]:
    """Give those that somebody made a part of another contact: undoing the merge parts them."""
    query = select(Contact.id).where(
        Contact.id.in_(contact_ids),
        Contact.import_id == claim.import_id,
        Contact.merged_into_id.is_not(None),
    )
    return session.scalars(query.order_by(Contact.id)).all()


def _tell(row: ImportRow, why: str, undone: dict[str, Any]) -> None:
    if not why:
        undone["done"] += 1
    elif len(undone["kept"]) < _TOLD_LIMIT:
        told = {"number": row.number, "contact": row.contact_id, "scan": row.scan_id, "why": why}
        undone["kept"] = [*undone["kept"], told]


def _untouched(session: Session, contacts: Sequence[Contact]) -> list[Contact]:
    """Keep those contacts on which nobody has worked since they came in."""
    ids = [contact.id for contact in contacts]
    first = select(func.min(Change.id)).where(Change.contact_id.in_(ids))
    query = select(Change).where(Change.id.in_(first.group_by(Change.contact_id)))
    made = {change.contact_id: change for change in session.scalars(query)}
    return [
        contact
        for contact in contacts
        if contact.id in made
        and made[contact.id].before is None
        and not changed_parts(made[contact.id].after, take_snapshot(contact))
        and contact.reviewed_at is None
        and not (contact.follow_ups or contact.encounters or contact.scans)
    ]


def _undo_values(session: Session, claim: ImportClaim, row: ImportRow) -> str:
    assert row.contact_id is not None
    try:
        contact = get_contact(session, claim.book_id, row.contact_id)
        undo_change(session, contact, row.change_id, account_id=claim.account_id)
    except NotFoundError:
        # Deleted by hand since, or a part of another contact with what the import gave it.
        return VALUES_CHANGED_SINCE if _merged_away(session, row.contact_id) else ""
    except NothingToUndoError:
        return VALUES_CHANGED_SINCE
    return ""


def _merged_away(session: Session, contact_id: int) -> bool:
    contact = session.get(Contact, contact_id)
    return contact is not None and contact.merged_into_id is not None


def _undo_scan(session: Session, scan_id: int) -> str:
    scan = session.get(Scan, scan_id)
    if scan is None:
        return ""
    steps = select(ReviewStep.id).where(
        ReviewStep.scan_id == scan.id,
        ReviewStep.undone_at.is_(None),
        ReviewStep.kind != StepKind.DISCARD,
    )
    if scan.work is not None or session.scalar(steps.limit(1)) is not None:
        return REVIEWED_SINCE if scan.state is ScanState.REVIEWED else CHANGED_SINCE
    try:
        discard_scan(session, scan)
    except ConflictError:
        return REVIEWED_SINCE
    return ""
