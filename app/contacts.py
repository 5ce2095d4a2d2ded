"""The questions and changes about contacts. Each change is written into the history and the index.

A change locks its contact first: of two tabs that save at once, the second one sees what the first
one saved. Functions flush and never commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.sql.base import ExecutableOption

from app.contact_days import refresh_days
from app.contact_rows import put_back_encounters, put_back_follow_ups, put_back_positions
from app.contact_values import (
    ContactValues,
    check_values,
    several_lines,
    values_from_json,
    values_of,
    values_to_json,
    write_values,
)
from app.errors import ConflictError, NotFoundError
from app.history import (
    PARTS,
    VALUE_PARTS,
    NothingToUndoError,
    changed_parts,
    find_undoable,
    record_change,
    take_snapshot,
)
from app.models import LARGEST_ID, Contact, Encounter, Note, Photo, Scan, ScanSide, Stage, now
from app.search import index_contact
from app.tags import set_tags

NOTE_LIMIT = 10_000
"""Longest text of a note, characters."""
_MOST_AT_ONCE = 500
"""Contacts in one question: databases take no longer lists of ids."""


class ContactChangedError(ConflictError):
    """The contact is no longer the one that was edited: nothing was saved."""

    code = "contact_changed"
    hint = "This contact was changed in the meantime: nothing was saved. Look at both versions."

    def __init__(self, contact: Contact, values: ContactValues) -> None:
        """Raise.

        Args:
            contact: As it is now.
            values: What was going to be saved.
        """
        super().__init__()
        self.contact = contact
        self.values = values


def get_contact(
    session: Session, book_id: int, contact_id: int, *, even_deleted: bool = False
) -> Contact:
    """Give a contact of a book, with everything that belongs to it.

    Raises:
        NotFoundError: If the book has no such contact, or it was deleted.
    """
    if not 0 < contact_id <= LARGEST_ID:
        raise NotFoundError
    query = select(Contact).where(Contact.id == contact_id, Contact.book_id == book_id)
    contact = session.scalar(query.options(*with_everything()))
    if contact is None or (contact.deleted_at is not None and not even_deleted):
        raise NotFoundError
    return contact


def load_contacts(session: Session, book_id: int, contact_ids: Iterable[int]) -> list[Contact]:
    """Give several contacts of a book, in the order asked for; those it lacks are left out."""
    wanted = [one for one in dict.fromkeys(contact_ids) if 0 < one <= LARGEST_ID]
    query = select(Contact).where(
        Contact.book_id == book_id, Contact.id.in_(wanted), Contact.deleted_at.is_(None)
    )
    found = {one.id: one for one in session.scalars(query.options(*with_everything()))}
    return [found[contact_id] for contact_id in wanted if contact_id in found]


def keep_known(session: Session, book_id: int, contact_ids: Iterable[int]) -> list[int]:
    """Keep the ids of a book's contacts, in the order given, each once."""
    wanted = [one for one in dict.fromkeys(contact_ids) if 0 < one <= LARGEST_ID]
    known: set[int] = set()
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        some = wanted[start : start + _MOST_AT_ONCE]
        query = select(Contact.id).where(Contact.book_id == book_id, Contact.deleted_at.is_(None))
        known.update(session.scalars(query.where(Contact.id.in_(some))))
    return [one for one in wanted if one in known]


def with_everything() -> tuple[ExecutableOption, ...]:
    """Load what belongs to contacts with them, in a few queries however many they are."""
    sides = selectinload(Contact.scans).selectinload(Scan.sides)
    return (
        selectinload(Contact.emails),
        selectinload(Contact.phones),
        selectinload(Contact.links),
        selectinload(Contact.addresses),
        selectinload(Contact.notes).selectinload(Note.picture),
        selectinload(Contact.portrait),
        selectinload(Contact.tags),
        selectinload(Contact.follow_ups),
        selectinload(Contact.encounters).selectinload(Encounter.event),
        selectinload(Contact.positions),
        sides.selectinload(ScanSide.photo),
        sides.selectinload(ScanSide.card),
        selectinload(Contact.scans).selectinload(Scan.event),
    )


def create_contact(
    session: Session,
    book_id: int,
    values: ContactValues,
    *,
    account_id: int | None,
    region: str,
    tags: Iterable[str] = (),
    notes: Iterable[Note] = (),
    encounters: Iterable[Encounter] = (),
    is_reviewed: bool = True,
) -> Contact:
    """Add a contact to a book.

    Args:
        session: Not committed here.
        book_id: Whose contact it is.
        values: As they came.
        account_id: Who adds it.
        region: Country of telephone numbers that name none.
        tags: Names of its tags.
        notes: Rows without a contact yet.
        encounters: Rows without a contact yet.
        is_reviewed: False for values that no person has looked at.

    Raises:
        InvalidContactError: If something cannot be kept.
    """
    checked = check_values(values, region)
    contact = Contact(book_id=book_id)
    write_values(contact, checked)
    contact.notes.extend(notes)
    contact.encounters.extend(encounters)
    contact.reviewed_at = now() if is_reviewed else None
    session.add(contact)
    session.flush()
    set_tags(session, contact, tags)
    if contact.encounters:
        refresh_days(session, [contact.id])
    index_contact(session, contact)
    record_change(session, contact, account_id, None)
    return contact


def update_contact(
    session: Session,
    contact: Contact,
    values: ContactValues,
    *,
    version: int,
    account_id: int | None,
    region: str,
    is_reviewed: bool = True,
) -> None:
    """Save new values of a contact.

    Args:
        session: Not committed here.
        contact: What to change.
        values: All of its values, as they came.
        version: The contact's version that these values were made from.
        account_id: Who saves.
        region: Country of telephone numbers that name none.
        is_reviewed: False for values that no person has looked at.

    Raises:
        InvalidContactError: If something cannot be kept.
        ContactChangedError: If the contact has another version now. Nothing is changed.
    """
    checked = check_values(values, region)
    lock_contact(session, contact)
    if contact.version != version:
        raise ContactChangedError(contact, checked)
    if is_reviewed:
        write_beside(session, contact, reviewed_at=now())
    _write(session, contact, checked, account_id)


def _write(
    session: Session, contact: Contact, checked: ContactValues, account_id: int | None
) -> None:
    before = take_snapshot(contact)
    if values_of(contact) == checked:
        return
    write_values(contact, checked)
    _save(session, contact, account_id, before)


def _save(
    session: Session, contact: Contact, account_id: int | None, before: dict[str, Any]
) -> None:
    # A change of the phones alone would leave the contact's row, and so its version, as it was.
    contact.updated_at = now()
    flag_modified(contact, "updated_at")
    session.flush()
    index_contact(session, contact)
    record_change(session, contact, account_id, before)


def merge_values(current: ContactValues, mine: ContactValues, keep: Iterable[str]) -> ContactValues:
    """Mix two versions of a contact.

    Args:
        current: As it was saved meanwhile.
        mine: As it was going to be saved.
        keep: Parts (app.history.VALUE_PARTS) to take from `current`; the rest is from `mine`.
    """
    theirs, merged = values_to_json(current), values_to_json(mine)
    for part in keep:
        if part in VALUE_PARTS:
            merged.update({key: theirs[key] for key in PARTS[part]})
    return values_from_json(merged)


@contextmanager
def changing(session: Session, contact: Contact, account_id: int | None) -> Iterator[None]:
    """Lock a contact, and write what is done to it inside into the history and the index.

    It is for what is not on the contact's form, such as tags, notes, encounters and the stage: a
    form that is open stays good, so the version stays.
    """
    lock_contact(session, contact)
    before = take_snapshot(contact)
    yield
    _save_beside(session, contact, account_id, before)


def _save_beside(
    session: Session, contact: Contact, account_id: int | None, before: dict[str, Any]
) -> None:
    session.flush()
    if not changed_parts(before, take_snapshot(contact)):
        return
    # When it was changed last is for vCards.
    session.execute(
        update(Contact)
        .where(Contact.id == contact.id)
        .values(updated_at=now())
        .execution_options(synchronize_session=False)
    )
    session.expire(contact, ["updated_at"])
    index_contact(session, contact)
    record_change(session, contact, account_id, before)


def tag_contact(
    session: Session, contact: Contact, names: Iterable[str], *, account_id: int | None
) -> None:
    """Give a contact exactly these tags."""
    with changing(session, contact, account_id):
        set_tags(session, contact, names)


def edit_note(
    session: Session, contact: Contact, note: Note, text: str, *, account_id: int | None
) -> None:
    """Correct what was read of a handwritten note; its picture stays."""
    with changing(session, contact, account_id):
        note.text = several_lines(text)[:NOTE_LIMIT]


def change_stage(
    session: Session, contact: Contact, stage: Stage, *, account_id: int | None
) -> None:
    """Say how deep the tie with a contact is."""
    with changing(session, contact, account_id):
        write_beside(session, contact, stage=stage)


def write_beside(session: Session, contact: Contact, **values: Any) -> None:
    """Write columns that are not on the contact's form: its version stays."""
    session.execute(
        update(Contact)
        .where(Contact.id == contact.id)
        .values(updated_at=Contact.updated_at, **values)
        .execution_options(synchronize_session=False)
    )
    session.expire(contact, list(values))


def delete_contact(session: Session, contact: Contact, *, account_id: int | None) -> None:
    """Delete a contact so that it can be brought back: undo does it."""
    lock_contact(session, contact)
    if contact.deleted_at is not None:
        return
    before = take_snapshot(contact)
    contact.deleted_at = now()
    _save(session, contact, account_id, before)


def undo_change(
    session: Session, contact: Contact, change_id: int | None = None, *, account_id: int | None
) -> None:
    """Take a change of a contact back: the one asked for, else the newest.

    Raises:
        NotFoundError: If the contact has no such change.
        NothingToUndoError: If what it changed was changed again since, or if the contact is a part
            of another one now: then the merge is what can be undone.
    """
    lock_contact(session, contact)
    if contact.merged_into_id is not None:
        raise NothingToUndoError
    restored = find_undoable(session, contact, change_id)
    before = take_snapshot(contact)
    if "encounters" in restored:
        put_back_encounters(session, contact, restored["encounters"])
    if "positions" in restored:
        put_back_positions(session, contact, restored["positions"])
    if "follow_ups" in restored:
        put_back_follow_ups(session, contact, restored["follow_ups"])
    if "tags" in restored:
        set_tags(session, contact, restored["tags"])
    for note in contact.notes:
        note.text = restored.get("notes", {}).get(str(note.id), note.text)
    write_beside(session, contact, **_columns_of(session, restored))
    on_form = {key for part in (*VALUE_PARTS, "deleted") for key in PARTS[part]}
    if not on_form & restored.keys():
        _save_beside(session, contact, account_id, before)
        return
    write_values(contact, values_from_json({**before, **restored}))
    if "deleted" in restored:
        contact.deleted_at = now() if restored["deleted"] else None
    _save(session, contact, account_id, before)


def _columns_of(session: Session, restored: Mapping[str, Any]) -> dict[str, Any]:
    """Give the columns beside the contact's form, of parts that are put back."""
    columns: dict[str, Any] = {}
    if "portrait" in restored:
        # Its picture may have been thrown away since nobody showed it any more.
        photo = session.get(Photo, restored["portrait"] or 0)
        columns["portrait_id"] = photo.id if photo is not None else None
    if "stage" in restored:
        columns["stage"] = Stage(restored["stage"])
    if "archived" in restored:
        columns["archived_at"] = now() if restored["archived"] else None
    return columns


def lock_contact(session: Session, contact: Contact) -> None:
    """Look at a contact as it is now, and let nobody change it until the transaction ends."""
    # SQLite knows no row locks: writing something takes the whole database's.
    if session.get_bind().dialect.name == "sqlite":
        touch = (
            update(Contact)
            .where(Contact.id == contact.id)
            .values(uid=Contact.uid, updated_at=Contact.updated_at)
        )
        session.execute(touch.execution_options(synchronize_session=False))
    session.refresh(contact, with_for_update=True)
    session.expire(
        contact,
        [
            "emails", "phones", "links", "addresses",
            "notes", "tags", "follow_ups", "encounters", "positions",
        ],
    )  # fmt: skip
