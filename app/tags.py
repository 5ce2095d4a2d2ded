"""Tags: words that people are found by. Two spellings of one word are one tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.contact_values import one_line
from app.db import insert_unless_there
from app.folding import WORD_LIMIT
from app.models import Contact, ContactTag, Tag
from app.search import fold_tag

TAGS_LIMIT = 30
"""Most tags of one contact."""


@dataclass(frozen=True, slots=True)
class UsedTag:
    """A tag and how many contacts have it."""

    id: int
    name: str
    folded: str
    contacts: int


def split_tags(texts: Iterable[str]) -> list[str]:
    """Take tags apart: separated by commas or semicolons, each once, in the order given."""
    names: dict[str, str] = {}
    for text in texts:
        for part in re.split(r"[,;\n]", text):
            name = one_line(part).lstrip("#").strip()[:WORD_LIMIT]
            if fold_tag(name):
                names.setdefault(fold_tag(name), name)
    return list(names.values())[:TAGS_LIMIT]


def list_tags(session: Session, book_id: int, limit: int | None = None) -> list[UsedTag]:
    """Give a book's tags that some contact has, the most used first."""
    # Counted in one index, and those in the bin by another: joined, both tables are read whole.
    having = select(func.count()).where(ContactTag.tag_id == Tag.id).scalar_subquery()
    rows = session.execute(
        select(Tag.id, Tag.name, Tag.folded, having).where(Tag.book_id == book_id)
    )
    gone = _count_in_bin(session, book_id)
    used = (UsedTag(row[0], row[1], row[2], row[3] - gone.get(row[0], 0)) for row in rows)
    known = [tag for tag in used if tag.contacts]
    return sorted(known, key=lambda tag: (-tag.contacts, tag.folded))[:limit]


def _count_in_bin(session: Session, book_id: int) -> dict[int, int]:
    rows = session.execute(
        select(ContactTag.tag_id, func.count())
        .join(Contact, Contact.id == ContactTag.contact_id)
        .where(Contact.book_id == book_id, Contact.deleted_at.is_not(None))
        .group_by(ContactTag.tag_id)
    )
    return {row[0]: row[1] for row in rows}


def list_recent_tags(session: Session, book_id: int, limit: int) -> list[str]:
    """Give the names of a book's tags, those of the contacts changed last first."""
    rows = session.execute(
        select(Tag.name)
        .join(ContactTag, ContactTag.tag_id == Tag.id)
        .join(Contact, Contact.id == ContactTag.contact_id)
        .where(Tag.book_id == book_id, Contact.deleted_at.is_(None))
        .group_by(Tag.id, Tag.name, Tag.folded)
        .order_by(func.max(Contact.updated_at).desc(), func.count().desc(), Tag.folded)
        .limit(limit)
    )
    return [row.name for row in rows]


def set_tags(session: Session, contact: Contact, names: Iterable[str]) -> None:
    """Give a contact exactly these tags; those the book lacks are made.

    Neither the history nor the search words are written here: see app.contacts.
    """
    wanted = [make_tag(session, contact.book_id, name) for name in split_tags(names)]
    known = {tag.id for tag in contact.tags}
    keep = {tag.id for tag in wanted}
    session.execute(
        delete(ContactTag)
        .where(ContactTag.contact_id == contact.id, ContactTag.tag_id.in_(known - keep))
        .execution_options(synchronize_session=False)
    )
    for tag_id in keep - known:
        values = {"contact_id": contact.id, "tag_id": tag_id, "book_id": contact.book_id}
        insert_unless_there(session, ContactTag, values)
    session.expire(contact, ["tags"])


def make_tag(session: Session, book_id: int, name: str) -> Tag:
    """Give a book's tag of a name, which is made when the book lacks it."""
    values = {"book_id": book_id, "name": name, "folded": fold_tag(name)}
    insert_unless_there(session, Tag, values)
    return session.scalars(
        select(Tag).where(Tag.book_id == book_id, Tag.folded == values["folded"])
    ).one()
