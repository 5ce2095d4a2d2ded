"""Out of sight: the archive, where contacts stay for good, and the bin, where they stay 30 days.

What is in the bin is thrown away once a day (app.housekeeping). A contact that became a part of
another one is in neither: the merge can be undone for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from app.contacts import changing, write_beside
from app.history import NothingToUndoError
from app.models import Contact, Scan, ScanState, now

KEPT_FOR = timedelta(days=30)
"""How long a deleted contact can be brought back."""
_MOST_AT_ONCE = 500


def archive_contact(session: Session, contact: Contact, *, account_id: int | None) -> None:
    """Take a contact out of sight, for good; its values, cards and history stay."""
    with changing(session, contact, account_id):
        write_beside(session, contact, archived_at=contact.archived_at or now())


def unarchive_contact(session: Session, contact: Contact, *, account_id: int | None) -> None:
    """Bring an archived contact back into the list."""
    with changing(session, contact, account_id):
        write_beside(session, contact, archived_at=None)


def restore_contact(session: Session, contact: Contact, *, account_id: int | None) -> None:
    """Bring a contact back from the bin; one that was never deleted stays as it is.

    Raises:
        NothingToUndoError: If it is a part of another contact: then the merge can be undone.
    """
    if contact.merged_into_id is not None:
        raise NothingToUndoError
    with changing(session, contact, account_id):
        write_beside(session, contact, deleted_at=None)


def list_bin(session: Session, book_id: int, *, limit: int, offset: int = 0) -> list[Contact]:
    """Give the contacts in a book's bin, the one deleted last first."""
    query = (
        select(Contact)
        .where(*_in_bin(book_id))
        .order_by(Contact.deleted_at.desc(), Contact.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return list(session.scalars(query))


def count_bin(session: Session, book_id: int) -> int:
    """Count the contacts in a book's bin."""
    query = select(func.count()).select_from(Contact).where(*_in_bin(book_id))
    return session.scalar(query) or 0


def _in_bin(book_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Contact.book_id == book_id,
        Contact.deleted_at.is_not(None),
        Contact.merged_into_id.is_(None),
    )


def purge_bin(session: Session, older_than: timedelta = KEPT_FOR) -> int:
    """Throw away what has been in the bins of all books for longer than this.

    Their cards are discarded: no photo is thrown away with a contact.

    Returns:
        How many contacts are gone.
    """
    query = (
        select(Contact.id)
        .where(Contact.deleted_at < now() - older_than, Contact.merged_into_id.is_(None))
        .order_by(Contact.id)
    )
    return _throw_away(session, list(session.scalars(query)))


def _with_parts(session: Session, ids: Sequence[int]) -> list[int]:
    """Add to contacts those that became a part of them: they would be left in the bin alone."""
    known = set(ids)
    newest = list(ids)
    while newest:
        found: set[int] = set()
        for start in range(0, len(newest), _MOST_AT_ONCE):
            some = newest[start : start + _MOST_AT_ONCE]
            found.update(
                session.scalars(select(Contact.id).where(Contact.merged_into_id.in_(some)))
            )
        newest = sorted(found - known)
        known.update(newest)
    return sorted(known)


def throw_away(session: Session, book_id: int, contact_ids: Sequence[int]) -> int:
    """Throw contacts of a book's bin away before their time, because somebody wants to.

    Args:
        session: Not committed here.
        book_id: Whose bin.
        contact_ids: Those that are not in the bin stay.

    Returns:
        How many contacts are gone.
    """
    wanted = set(contact_ids)
    in_bin = session.scalars(select(Contact.id).where(*_in_bin(book_id)))
    return _throw_away(session, [one for one in in_bin if one in wanted])


def _throw_away(session: Session, ids: Sequence[int]) -> int:
    with_parts = _with_parts(session, ids)
    for start in range(0, len(with_parts), _MOST_AT_ONCE):
        some = with_parts[start : start + _MOST_AT_ONCE]
        session.execute(
            update(Scan)
            .where(Scan.contact_id.in_(some), Scan.state == ScanState.REVIEWED)
            .values(state=ScanState.DISCARDED, discarded_at=now())
            .execution_options(synchronize_session=False)
        )
        # By the database: its foreign keys take along what belongs to them.
        session.execute(
            delete(Contact).where(Contact.id.in_(some)).execution_options(synchronize_session=False)
        )
    session.expire_all()
    return len(ids)
