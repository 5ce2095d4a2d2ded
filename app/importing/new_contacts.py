"""Many new contacts in a few statements.

Ten thousand take seconds, where one by one they would take minutes: what create_contact of
app.contacts writes of one is written here of a batch.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from app.contact_values import write_values
from app.db import insert_unless_there
from app.history import take_snapshot
from app.importing.records import Record
from app.matching.indexing import index_many
from app.models import (
    Base,
    Change,
    Contact,
    ContactAddress,
    ContactEmail,
    ContactLink,
    ContactPhone,
    ContactTag,
    SearchWord,
    Stage,
    Tag,
    now,
)
from app.search import fold_tag, words_of
from app.tags import split_tags

_NOT_WRITTEN = {"id", "contact_id"}


def insert_contacts(
    session: Session,
    book_id: int,
    records: Sequence[Record],
    tags: Iterable[str],
    *,
    import_id: int,
    account_id: int | None,
    portrait_ids: Sequence[int | None] = (),
) -> list[int]:
    """Add contacts that nobody has looked at.

    Args:
        session: Not committed here.
        book_id: Whose contacts.
        records: Checked.
        tags: Names of tags for all of them, beside their own.
        import_id: What brings them in.
        account_id: Who does.
        portrait_ids: Of the photos that show them, in the order of the records; () for none.

    Returns:
        Their ids, in the order of the records.
    """
    if not records:
        return []
    names = [split_tags((*tags, *one.tags)) for one in records]
    tag_ids = find_or_add_tags(session, book_id, {name for some in names for name in some})
    contacts = [_build(book_id, one, some) for one, some in zip(records, names, strict=True)]
    for contact, portrait_id in zip(contacts, portrait_ids, strict=False):
        contact.portrait_id = portrait_id
    ids = _insert(session, contacts, import_id)
    _insert_parts(session, contacts, ids)
    links = [
        {"contact_id": contact_id, "tag_id": tag_ids[fold_tag(name)], "book_id": book_id}
        for contact_id, some in zip(ids, names, strict=True)
        for name in some
    ]
    _write(session, ContactTag, links)
    words = [
        {"book_id": book_id, "word": word, "contact_id": contact_id}
        for contact_id, contact in zip(ids, contacts, strict=True)
        for word in sorted(words_of(contact))
    ]
    _write(session, SearchWord, words)
    index_many(session, book_id, ids)
    moment = now()
    changes = [
        {
            "book_id": book_id,
            "contact_id": contact_id,
            "account_id": account_id,
            "made_at": moment,
            "before": None,
            "after": take_snapshot(contact),
        }
        for contact_id, contact in zip(ids, contacts, strict=True)
    ]
    _write(session, Change, changes)
    return ids


def find_or_add_tags(session: Session, book_id: int, names: Iterable[str]) -> dict[str, int]:
    """Give the ids of a book's tags by their folded names; those it lacks are made."""
    wanted = {fold_tag(name): name for name in sorted(names)}
    query = select(Tag.folded, Tag.id).where(Tag.book_id == book_id)
    folded = sorted(wanted)
    known: dict[str, int] = {}
    for start in range(0, len(folded), 400):
        some = folded[start : start + 400]
        rows = session.execute(query.where(Tag.folded.in_(some))).all()
        for one in set(some) - {row.folded for row in rows}:
            values = {"book_id": book_id, "name": wanted[one], "folded": one}
            insert_unless_there(session, Tag, values)
        known |= {row.folded: row.id for row in session.execute(query.where(Tag.folded.in_(some)))}
    return known


def _build(book_id: int, record: Record, tags: Iterable[str]) -> Contact:
    """Make a contact that no session knows: what is computed of contacts is computed of it."""
    moment = now()
    contact = Contact(
        book_id=book_id,
        uid=str(uuid.uuid4()),
        version=1,
        stage=Stage.CONTACT,
        created_at=moment,
        updated_at=moment,
        has_spare_card=False,
    )
    write_values(contact, record.values)
    # In the order in which a contact's tags are read back.
    contact.tags = [Tag(name=name) for name in sorted(tags, key=fold_tag)]
    return contact


def _insert(session: Session, contacts: Sequence[Contact], import_id: int) -> list[int]:
    own = {"import_id": import_id, "reviewed_at": None}
    rows = _as_rows(Contact, contacts, [own] * len(contacts))
    # Rows come back in any order: their uids tell which is which.
    returned = session.execute(
        insert(cast(Table, Contact.__table__)).returning(Contact.id, Contact.uid), rows
    )
    ids = {uid: contact_id for contact_id, uid in returned}
    return [ids[contact.uid] for contact in contacts]


def _insert_parts(session: Session, contacts: Sequence[Contact], ids: Sequence[int]) -> None:
    for table, name in (
        (ContactEmail, "emails"),
        (ContactPhone, "phones"),
        (ContactLink, "links"),
        (ContactAddress, "addresses"),
    ):
        parts = [
            (part, {"contact_id": contact_id})
            for contact_id, contact in zip(ids, contacts, strict=True)
            for part in getattr(contact, name)
        ]
        rows = _as_rows(table, [part for part, _ in parts], [more for _, more in parts])
        _write(session, table, rows)


def _as_rows(
    table: type[Base], made: Sequence[Base], more: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    # What none of them says is left to the columns' own defaults.
    names = [one.key for one in table.__table__.columns if one.key not in _NOT_WRITTEN]
    said = [name for name in names if any(getattr(one, name) is not None for one in made)]
    return [
        {name: getattr(one, name) for name in said} | extra
        for one, extra in zip(made, more, strict=True)
    ]


def _write(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    # To the table and not to the class: the unit of work would look at each row.
    if rows:
        session.execute(insert(cast(Table, table.__table__)), list(rows))
