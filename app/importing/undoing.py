"""An import taken back as a whole: what it made goes, what it changed is as it was.

What a person worked on since stays, and is told one by one: a contact that was edited, met or
planned for, a value that was changed again, a card that was reviewed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts import delete_contact, get_contact, undo_change
from app.errors import ConflictError, NotFoundError
from app.history import NothingToUndoError, changed_parts, take_snapshot
from app.i18n import mark
from app.importing.queue import ImportQueue, Work
from app.models import Change, Contact, Import, ImportKind, ImportRow, ImportState, Scan
from app.scans import discard_scan

BATCH = 100
_TOLD_LIMIT = 500
"""Most rows that are told one by one."""

CHANGED_SINCE = mark("Worked on since: it stays.")
VALUES_CHANGED_SINCE = mark("Changed since: its values stay.")
REVIEWED_SINCE = mark("Reviewed since: the card stays.")


def undo_import(queue: ImportQueue, work: Work) -> None:
    """Take an import back, the last rows first, batch by batch.

    Raises:
        ImportLostError: If somebody else has the import now.
    """
    while True:
        with Session(queue.engine) as session, session.begin():
            queue.keep(session, work)
            found = session.execute(
                select(Import.rows_done, Import.report).where(Import.id == work.import_id)
            ).one()
            report = dict(found.report or {})
            rows = _last_rows(session, work, found.rows_done)
            if not rows:
                queue.finish(session, work, ImportState.UNDONE, rows_done=0)
                return
            undone = dict(report.get("undone", {"done": 0, "kept": []}))
            for row in rows:
                _undo_row(session, work, row, undone)
            report["undone"] = undone
            queue.keep(session, work, rows_done=rows[-1].number - 1, report=report)
            session.expunge_all()


def _last_rows(session: Session, work: Work, last: int) -> list[ImportRow]:
    query = (
        select(ImportRow)
        .where(ImportRow.import_id == work.import_id, ImportRow.number <= last)
        .order_by(ImportRow.number.desc())
        .limit(BATCH)
    )
    return list(session.scalars(query))


def _undo_row(session: Session, work: Work, row: ImportRow, undone: dict[str, Any]) -> None:
    kept = ""
    if work.kind is ImportKind.PHOTOS:
        if row.scan_id is None:
            return
        kept = _undo_scan(session, row.scan_id)
    elif row.contact_id is None:
        return
    elif row.change_id is not None:
        kept = _undo_values(session, work, row)
    else:
        try:
            contact = get_contact(session, work.book_id, row.contact_id)
        except NotFoundError:
            return  # deleted by hand, or with the row that made it
        if contact.import_id != work.import_id:
            return  # it was the same already
        kept = _undo_contact(session, work, contact)
    if not kept:
        undone["done"] += 1
    elif len(undone["kept"]) < _TOLD_LIMIT:
        told = {"number": row.number, "contact": row.contact_id, "scan": row.scan_id, "why": kept}
        undone["kept"] = [*undone["kept"], told]


def _undo_contact(session: Session, work: Work, contact: Contact) -> str:
    made = session.scalar(
        select(Change)
        .where(Change.contact_id == contact.id, Change.before.is_(None))
        .order_by(Change.id)
        .limit(1)
    )
    is_untouched = (
        made is not None
        and not changed_parts(made.after, take_snapshot(contact))
        and contact.reviewed_at is None
        and not (contact.follow_ups or contact.encounters or contact.scans)
    )
    if not is_untouched:
        return CHANGED_SINCE
    delete_contact(session, contact, account_id=work.account_id)
    return ""


def _undo_values(session: Session, work: Work, row: ImportRow) -> str:
    assert row.contact_id is not None
    try:
        contact = get_contact(session, work.book_id, row.contact_id)
        undo_change(session, contact, row.change_id, account_id=work.account_id)
    except NotFoundError:
        return ""  # deleted by hand since
    except NothingToUndoError:
        return VALUES_CHANGED_SINCE
    return ""


def _undo_scan(session: Session, scan_id: int) -> str:
    scan = session.get(Scan, scan_id)
    if scan is None:
        return ""
    try:
        discard_scan(session, scan)
    except ConflictError:
        return REVIEWED_SINCE
    return ""
