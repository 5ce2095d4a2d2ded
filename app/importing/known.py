"""Who of a file is in the book already: for certain, or likely.

For certain: the contact says all that the record says, under the same name; or its own uid stands
in the file (Verso's exports say it); or both share a name and an e-mail address, or a name and a
telephone number. What became a part of a contact counts as that contact. Everything else that
app.matching finds is likely: it is imported as new, and shown among the duplicates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.contact_values import ContactValues, sort_name_of, values_of
from app.importing.comparing import Difference, compare
from app.importing.records import Record, name_key
from app.merging import find_kept
from app.models import Contact, ContactEmail, ContactPhone, Scan

CHUNK = 400
"""Records that are looked for at once."""


@dataclass(frozen=True, slots=True)
class Known:
    """A contact that a record is about, for certain."""

    contact_id: int
    name: str
    differences: tuple[Difference, ...]
    """What the record says that the contact does not."""


def find_known(
    session: Session, book_id: int, records: Sequence[Record], *, not_of: int | None = None
) -> list[Known | None]:
    """Find for each record the contact that it is about, if that is certain.

    Args:
        session: Where to look; what was loaded is let go again.
        book_id: Whose contacts. Deleted ones are none.
        records: Checked.
        not_of: An import whose contacts are left out.

    Returns:
        As many as there are records, in their order.
    """
    found: list[Known | None] = []
    for start in range(0, len(records), CHUNK):
        chunk = records[start : start + CHUNK]
        has_portraits = any(one.portrait for one in chunk)
        ids = _candidate_ids(session, book_id, chunk)
        parts = _parts_of(session, book_id, ids)
        candidates = _load(session, book_id, ids | set(parts))
        others = [one for one in candidates if not_of is None or one.import_id != not_of]
        pictured = find_pictured(session, others) if has_portraits else set()
        by_way = _by_way(others, parts, pictured)
        found += [_choose(record, by_way) for record in chunk]
        for contact in candidates:
            session.expunge(contact)
    return found


def _candidate_ids(session: Session, book_id: int, records: Sequence[Record]) -> set[int]:
    emails = {email for one in records for email in one.values.emails}
    emails |= {email.lower() for email in emails}
    numbers = {phone.e164 for one in records for phone in one.values.phones} - {""}
    names = {sort_name_of(one.values) for one in records} - {""}
    uids = {one.uid for one in records} - {""}
    ids: set[int] = set()
    for query, values in (
        (select(ContactEmail.contact_id).where(ContactEmail.book_id == book_id), emails),
        (select(ContactPhone.contact_id).where(ContactPhone.book_id == book_id), numbers),
        (select(Contact.id).where(Contact.book_id == book_id), names),
        (select(Contact.id).where(Contact.book_id == book_id), uids),
    ):
        column = {
            id(emails): ContactEmail.value,
            id(numbers): ContactPhone.e164,
            id(names): Contact.sort_name,
            id(uids): Contact.uid,
        }[id(values)]
        for some in _chunks(values):
            ids.update(session.scalars(query.where(column.in_(some))))
    return ids


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _load(session: Session, book_id: int, ids: set[int]) -> list[Contact]:
    loaded: list[Contact] = []
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        query = select(Contact).where(
            Contact.book_id == book_id,
            Contact.deleted_at.is_(None),
            Contact.id.in_(ordered[start : start + CHUNK]),
        )
        loaded += session.scalars(
            query.options(
                selectinload(Contact.emails),
                selectinload(Contact.phones),
                selectinload(Contact.links),
                selectinload(Contact.addresses),
                selectinload(Contact.tags),
            )
        )
    return loaded


def find_pictured(session: Session, contacts: Iterable[Contact]) -> set[int]:
    """Give the ids of those of some contacts that have a picture: a portrait, or one of a card."""
    found = {one.id for one in contacts if one.portrait_id is not None}
    ids = sorted({one.id for one in contacts} - found)
    for start in range(0, len(ids), CHUNK):
        cards = select(Scan.contact_id).where(Scan.contact_id.in_(ids[start : start + CHUNK]))
        found.update(one for one in session.scalars(cards) if one is not None)
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a contact that became a part of another one."""

    uid: str
    values: ContactValues


def _parts_of(session: Session, book_id: int, ids: set[int]) -> dict[int, list[_Part]]:
    """Give the merged ones among some contacts, by the contact that they are a part of now."""
    merged: list[Contact] = []
    for start in range(0, len(ids), CHUNK):
        query = select(Contact).where(
            Contact.book_id == book_id,
            Contact.merged_into_id.is_not(None),
            Contact.id.in_(sorted(ids)[start : start + CHUNK]),
        )
        merged += session.scalars(query)
    parts: dict[int, list[_Part]] = defaultdict(list)
    for contact in merged:
        kept = find_kept(session, book_id, contact.id)
        if kept is not None:
            parts[kept.id].append(_Part(contact.uid, values_of(contact)))
    return parts


@dataclass(frozen=True, slots=True)
class _Candidate:
    contact_id: int
    name: str
    values: ContactValues
    tags: tuple[str, ...]
    uids: frozenset[str]
    """Its own, and those of what became a part of it; as the names and keys."""
    name_keys: frozenset[str]
    certain_keys: frozenset[str]
    has_picture: bool


def _by_way(
    contacts: Iterable[Contact], parts: Mapping[int, Sequence[_Part]], pictured: Collection[int]
) -> dict[str, list[_Candidate]]:
    by_way: dict[str, list[_Candidate]] = defaultdict(list)
    for contact in contacts:
        values = values_of(contact)
        all_of_it = [_Part(contact.uid, values), *parts.get(contact.id, ())]
        one = _Candidate(
            contact_id=contact.id,
            name=contact.shown_name,
            values=values,
            tags=tuple(tag.name for tag in contact.tags),
            uids=frozenset(part.uid for part in all_of_it),
            name_keys=frozenset(name_key(part.values) for part in all_of_it),
            certain_keys=frozenset().union(*(certain_keys(part.values) for part in all_of_it)),
            has_picture=contact.id in pictured,
        )
        ways = {way for part in all_of_it for way in ways_of(part.values)}
        for way in ways | {f"uid {uid}" for uid in one.uids}:
            by_way[way].append(one)
    return by_way


def ways_of(values: ContactValues) -> set[str]:
    """Give what two records of one person share, one of them at the least."""
    return (
        {f"email {email.lower()}" for email in values.emails}
        | {f"phone {phone.e164}" for phone in values.phones if phone.e164}
        | {f"name {sort_name_of(values)}"}
    )


def certain_keys(values: ContactValues) -> set[str]:
    """Give what makes two records one person for certain: a name together with a way to reach."""
    name = name_key(values)
    if not name:
        return set()
    return {f"{name}\n{way}" for way in ways_of(values) if not way.startswith("name ")}


def _choose(record: Record, by_way: dict[str, list[_Candidate]]) -> Known | None:
    ways = {*ways_of(record.values)}
    if record.uid:
        ways.add(f"uid {record.uid}")
    candidates = {one.contact_id: one for way in ways for one in by_way.get(way, ())}
    keys = certain_keys(record.values)
    best: tuple[int, int, Known] | None = None
    for one in candidates.values():
        differences = compare(one.values, one.tags, record, has_picture=one.has_picture)
        values = [each for each in differences if each.part not in ("tags", "portrait")]
        says_it_all = not values and name_key(record.values) in one.name_keys
        is_own = bool(record.uid) and record.uid in one.uids
        if not (says_it_all or is_own or keys & one.certain_keys):
            continue
        known = Known(one.contact_id, one.name, tuple(differences))
        rank = (0 if is_own else 1, len(values), known)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best else None
