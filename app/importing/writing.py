"""A confirmed import, written into the book batch by batch.

What a batch writes and how far the import is are one transaction: after a crash it goes on where
it was. Each row is compared once more, with the book as it is now: another import, or a person,
may have been there in the meantime.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.contact_values import values_of, write_values
from app.contacts import changing, get_contact
from app.errors import NotFoundError
from app.importing.comparing import compare, merge_record
from app.importing.known import find_known, find_pictured
from app.importing.new_contacts import insert_contacts
from app.importing.queue import ImportClaim, ImportQueue
from app.importing.records import Record, record_from_json
from app.merging import find_kept
from app.models import Book, Change, Contact, Import, ImportRow, ImportState, RowOutcome, now
from app.tags import set_tags

BATCH = 250
"""Rows of one transaction: a second or two in which nobody else can write on SQLite."""


def write_contacts(queue: ImportQueue, claim: ImportClaim) -> None:
    """Write what its owner wants of an import of contacts into the book.

    Raises:
        LeaseLostError: If somebody else has the import now, or it was stopped.
    """
    while True:
        with Session(queue.engine) as session, session.begin():
            queue.keep(session, claim)
            found = session.execute(
                select(Import.rows_done, Import.choices, Import.report).where(
                    Import.id == claim.import_id
                )
            ).one()
            rows = _next_rows(session, claim, found.rows_done)
            if not rows:
                queue.finish(session, claim, ImportState.DONE)
                return
            lock_book(session, claim.book_id)
            counts = _write_batch(session, claim, rows, dict(found.choices or {}))
            written = Counter((found.report or {}).get("written", {})) + counts
            report = dict(found.report or {}) | {"written": dict(written)}
            queue.keep(session, claim, rows_done=rows[-1].number, report=report)


def lock_book(session: Session, book_id: int) -> None:
    """Let no other import of a book write until this transaction ends.

    Two imports of one file would both find a person new. On SQLite whoever writes is alone anyway.
    """
    session.execute(select(Book.id).where(Book.id == book_id).with_for_update())


def _next_rows(session: Session, claim: ImportClaim, after: int) -> list[ImportRow]:
    query = (
        select(ImportRow)
        .where(ImportRow.import_id == claim.import_id, ImportRow.number > after)
        .order_by(ImportRow.number)
        .limit(BATCH)
    )
    return list(session.scalars(query))


def _write_batch(
    session: Session, claim: ImportClaim, rows: Sequence[ImportRow], choices: dict[str, Any]
) -> Counter[str]:
    tags = list(choices.get("tags", ()))
    counts: Counter[str] = Counter()
    strangers: list[tuple[ImportRow, Record]] = []
    others: list[tuple[ImportRow, Record]] = []
    wanted = [row for row in rows if row.is_wanted and row.outcome is not RowOutcome.REFUSED]
    counts["left_out"] += sum(
        1 for row in rows if not row.is_wanted and row.outcome is not RowOutcome.REFUSED
    )
    for row in wanted:
        record = record_from_json(row.content)
        is_first = row.contact_id is None and "twin" not in row.content
        (strangers if is_first else others).append((row, record))
    # Not those that this very import made: who is who in the file was said in the preview.
    known = find_known(
        session, claim.book_id, [record for _, record in strangers], not_of=claim.import_id
    )
    new: list[tuple[ImportRow, Record]] = []
    for (row, record), match in zip(strangers, known, strict=True):
        if match is None:
            new.append((row, record))
        else:
            row.contact_id = match.contact_id  # it came in since the preview
            row.outcome = RowOutcome.CHANGED if match.differences else RowOutcome.SAME
            others.append((row, record))
    counts["new"] += _insert(session, claim, new, tags)
    for row, record in others:
        if row.outcome is RowOutcome.SAME:
            counts["same"] += 1
            continue
        counts[_write_known(session, claim, row, record, tags)] += 1
    session.flush()
    return counts


def _insert(
    session: Session,
    claim: ImportClaim,
    new: Sequence[tuple[ImportRow, Record]],
    tags: Iterable[str],
) -> int:
    ids = insert_contacts(
        session,
        claim.book_id,
        [record for _, record in new],
        tags,
        import_id=claim.import_id,
        account_id=claim.account_id,
        portrait_ids=[row.picture_id for row, _ in new],
    )
    for (row, _), contact_id in zip(new, ids, strict=True):
        row.contact_id = contact_id
    session.flush()
    return len(ids)


def _write_known(
    session: Session, claim: ImportClaim, row: ImportRow, record: Record, tags: Sequence[str]
) -> str:
    """Bring a contact that is there up to a record; says as what it counts."""
    contact_id = row.contact_id or _contact_of_twin(session, row) or 0
    # Somebody may have made it a part of another contact since the preview.
    kept = find_kept(session, claim.book_id, contact_id)
    try:
        contact = get_contact(session, claim.book_id, kept.id if kept else contact_id)
    except NotFoundError:
        # Left out, or deleted since the preview: there is nobody to add to.
        row.outcome = RowOutcome.NEW
        _insert(session, claim, [(row, record)], tags)
        return "new"
    row.contact_id = contact.id
    take = set(row.content.get("take", ()))
    tag_names = [tag.name for tag in contact.tags]
    has_picture = row.picture_id is None or bool(find_pictured(session, [contact]))
    differences = compare(values_of(contact), tag_names, record, has_picture=has_picture)
    merged = merge_record(values_of(contact), record, differences, take)
    more = {one.part for one in differences} & {"tags", "portrait"}
    if merged == values_of(contact) and not more:
        return "same"
    last = _last_change_id(session, contact)
    with changing(session, contact, claim.account_id):
        write_values(contact, merged)
        # A form that is open must not save over what came in: the version goes on.
        contact.updated_at = now()
        flag_modified(contact, "updated_at")
        set_tags(session, contact, [*tag_names, *record.tags, *tags])
        if "portrait" in more:
            contact.portrait_id = row.picture_id
    change_id = _last_change_id(session, contact)
    row.change_id = change_id if change_id != last else None
    session.expunge(contact)
    return "changed"


def _contact_of_twin(session: Session, row: ImportRow) -> int | None:
    query = select(ImportRow.contact_id).where(
        ImportRow.import_id == row.import_id, ImportRow.number == int(row.content.get("twin", 0))
    )
    return session.scalar(query)


def _last_change_id(session: Session, contact: Contact) -> int | None:
    query = select(Change.id).where(Change.contact_id == contact.id)
    return session.scalar(query.order_by(Change.id.desc()).limit(1))
