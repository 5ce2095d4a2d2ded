"""What is compared of contacts, read from the database for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue
from app.matching.profiles import Profile, profile_of
from app.models import Contact, ContactAddress, ContactEmail, ContactLink, ContactPhone

Item = TypeVar("Item")

_CHUNK: Final = 400
"""Contacts, or keys, of one question to the database."""


def load_profiles(session: Session, book_id: int, contact_ids: Iterable[int]) -> dict[int, Profile]:
    """Give what is compared of contacts; deleted ones and those of other books are left out."""
    return {
        contact_id: profile_of(values)
        for chunk in in_chunks(sorted(contact_ids))
        for contact_id, values in _load_values(session, book_id, chunk)
    }


def _load_values(
    session: Session, book_id: int, contact_ids: Sequence[int]
) -> Iterator[tuple[int, ContactValues]]:
    # As plain columns: objects of thousands of contacts would take most of the time.
    where = (session, book_id, contact_ids)
    emails = _rows(*where, ContactEmail, "value")
    phones = _rows(*where, ContactPhone, "value", "label", "extension", "e164")
    links = _rows(*where, ContactLink, "value", "service")
    addresses = _rows(*where, ContactAddress, "postcode", "locality")
    contacts = session.execute(
        select(Contact.id, *(getattr(Contact, name) for name in _TEXTS)).where(
            Contact.book_id + 0 == book_id,
            Contact.id.in_(contact_ids),
            Contact.deleted_at.is_(None),
        )
    )
    for contact_id, *texts in contacts:
        yield (
            contact_id,
            ContactValues(
                **dict(zip(_TEXTS, texts, strict=True)),
                emails=tuple(value for (value,) in emails[contact_id]),
                phones=tuple(PhoneValue(*row) for row in phones[contact_id]),
                links=tuple(LinkValue(*row) for row in links[contact_id]),
                addresses=tuple(
                    AddressValue(postcode=postcode, locality=locality)
                    for postcode, locality in addresses[contact_id]
                ),
            ),
        )


_TEXTS: Final = ("given_name", "family_name", "full_name", "organization", "title")


def _rows(
    session: Session,
    book_id: int,
    contact_ids: Sequence[int],
    table: type[ContactEmail | ContactPhone | ContactLink | ContactAddress],
    *names: str,
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    columns = (getattr(table, name) for name in names)
    # With the 0, or SQLite reads what the whole book has, by an index that begins with the book.
    query = select(table.contact_id, *columns).where(
        table.book_id + 0 == book_id, table.contact_id.in_(contact_ids)
    )
    for contact_id, *values in session.execute(query):
        found[contact_id].append(tuple(values))
    return found


def in_chunks(items: Iterable[Item], size: int = _CHUNK) -> Iterator[list[Item]]:
    """Give items in lists that one question to the database can hold."""
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk
