"""Finding the contacts of a book that may be the same person as somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.contact_values import AddressValue, ContactValues, LinkValue, PhoneValue, values_of
from app.matching.features import compare
from app.matching.keys import WAYS, keys_of
from app.matching.model import LIKELY, Match, probability_of, reasons_of
from app.matching.profiles import Profile, profile_of
from app.models import (
    Contact,
    ContactAddress,
    ContactEmail,
    ContactLink,
    ContactPhone,
    MatchKey,
)

Item = TypeVar("Item")

_MOST_WITH_A_WAY: Final = 12
"""Most contacts that are compared because they share a number or an address: past that it is a
switchboard's, and who is the same person there shares a name as well."""
_MOST_WITH_A_NAME: Final = 60
"""Most contacts that are compared because they share a name."""
_CHUNK: Final = 400
"""Contacts, or keys, of one question to the database."""


def index_matches(session: Session, contact: Contact) -> bool:
    """Write a contact's keys; only those that changed are touched.

    The contact must have been flushed. A deleted contact has no keys.

    Returns:
        Whether any changed.
    """
    is_there = contact.deleted_at is None
    wanted = keys_of(profile_of(values_of(contact))) if is_there else frozenset[str]()
    mine = (MatchKey.book_id == contact.book_id, MatchKey.contact_id == contact.id)
    known = set(session.scalars(select(MatchKey.key).where(*mine)))
    gone = known - wanted
    if gone:
        session.execute(
            delete(MatchKey)
            .where(*mine, MatchKey.key.in_(gone))
            .execution_options(synchronize_session=False)
        )
    rows = [
        {"book_id": contact.book_id, "key": key, "contact_id": contact.id}
        for key in sorted(wanted - known)
    ]
    if rows:
        session.execute(insert(MatchKey), rows)
    return wanted != known


def find_matches(
    session: Session,
    book_id: int,
    values: ContactValues,
    *,
    exclude: Collection[int] = (),
    limit: int = 5,
) -> list[Match]:
    """Find the contacts of a book that may be the person whom these values describe.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        values: Clean (app.contact_values.clean_values): E.164 is what numbers are compared by.
        exclude: Contacts to leave out, such as the one that the values are of.
        limit: Most matches to give.

    Returns:
        Those at least LIKELY, the likeliest first; deleted and merged contacts are none.
    """
    return _find(session, book_id, [values], frozenset(exclude))[0][:limit]


def find_many_matches(
    session: Session, book_id: int, many: Sequence[ContactValues]
) -> list[list[Match]]:
    """Find for each of several people who in a book they may be; see find_matches.

    Returns:
        As many lists as `many` has values, in its order.
    """
    return [
        found
        for chunk in _chunks(many, _CHUNK)
        for found in _find(session, book_id, chunk, frozenset())
    ]


def _find(
    session: Session, book_id: int, many: Sequence[ContactValues], exclude: frozenset[int]
) -> list[list[Match]]:
    profiles = [profile_of(values) for values in many]
    keys = [keys_of(profile) for profile in profiles]
    having = find_holders(session, book_id, {key for some in keys for key in some})
    holders = {key: len(ids - exclude) + 1 for key, ids in having.items()}
    asked = [
        {
            one
            for key in some
            if key in having and is_telling(key, holders[key])
            for one in having[key]
        }
        - exclude
        for some in keys
    ]
    known = load_profiles(session, book_id, {one for some in asked for one in some})
    return [
        _matches(profile, {one: known[one] for one in some if one in known}, holders)
        for profile, some in zip(profiles, asked, strict=True)
    ]


def _matches(
    profile: Profile, others: Mapping[int, Profile], holders: Mapping[str, int]
) -> list[Match]:
    matches = []
    for contact_id, other in others.items():
        features = compare(profile, other, holders)
        probability = probability_of(features)
        if probability >= LIKELY:
            matches.append(Match(contact_id, probability, reasons_of(features)))
    return sorted(matches, key=lambda match: (-match.probability, match.contact_id))


def is_telling(key: str, count: int) -> bool:
    """Say whether so few contacts have a key that each is compared with each."""
    return count <= (_MOST_WITH_A_WAY if key[0] in WAYS else _MOST_WITH_A_NAME)


def find_holders(session: Session, book_id: int, keys: Iterable[str]) -> dict[str, set[int]]:
    """Give the contacts of a book that have each of these keys; keys of nobody are left out."""
    having: dict[str, set[int]] = defaultdict(set)
    for chunk in _chunks(sorted(keys), _CHUNK):
        rows = session.execute(
            select(MatchKey.key, MatchKey.contact_id).where(
                MatchKey.book_id == book_id, MatchKey.key.in_(chunk)
            )
        )
        for key, contact_id in rows:
            having[key].add(contact_id)
    return having


def load_profiles(session: Session, book_id: int, contact_ids: Iterable[int]) -> dict[int, Profile]:
    """Give what is compared of contacts; deleted ones and those of other books are left out."""
    return {
        contact_id: profile_of(values)
        for chunk in _chunks(sorted(contact_ids), _CHUNK)
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
            Contact.book_id == book_id, Contact.id.in_(contact_ids), Contact.deleted_at.is_(None)
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
    query = select(table.contact_id, *columns).where(
        table.book_id == book_id, table.contact_id.in_(contact_ids)
    )
    for contact_id, *values in session.execute(query):
        found[contact_id].append(tuple(values))
    return found


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk
