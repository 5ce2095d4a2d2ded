"""The pairs of a whole book that may be one person: found a few contacts at a time, and kept.

Each contact that is new or changed waits to be compared (app.matching.indexing). Whoever looks at
the duplicates works some of the waiting ones off; what was found stays until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from app.contact_values import values_of
from app.db import insert_all_unless_there, insert_unless_there
from app.matching.finding import find_holders, find_neighbours, judge
from app.matching.indexing import ask_to_compare, forget_pairs
from app.matching.keys import keys_of
from app.matching.loading import in_chunks, load_profiles
from app.matching.model import LIKELY, Match
from app.matching.profiles import profile_of
from app.models import Contact, DistinctPair, LikelyPair, UncomparedContact, now

COMPARED_AT_ONCE: Final = 1000
"""Contacts that are compared in one request: about a second of work."""


def compare_waiting(session: Session, book_id: int, limit: int = COMPARED_AT_ONCE) -> int:
    """Compare contacts that wait for it with all others of their book, and keep the likely pairs.

    Args:
        session: Not committed here.
        book_id: Whose contacts.
        limit: Most contacts to compare now.

    Returns:
        How many still wait.
    """
    mine = UncomparedContact.book_id == book_id
    first = select(UncomparedContact.contact_id).where(mine).order_by(UncomparedContact.contact_id)
    for chunk in in_chunks(session.scalars(first.limit(limit)).all()):
        # First, which also takes the lock: who is changed from here on waits again afterwards.
        session.execute(
            delete(UncomparedContact)
            .where(mine, UncomparedContact.contact_id.in_(chunk))
            .execution_options(synchronize_session=False)
        )
        likely = _compare(session, book_id, chunk)
        rows = [
            {"first_id": one, "second_id": other, "book_id": book_id, "probability": probability}
            for (one, other), probability in likely.items()
        ]
        insert_all_unless_there(session, LikelyPair, rows)
    return session.scalar(select(func.count()).where(mine)) or 0


def _compare(
    session: Session, book_id: int, contact_ids: Sequence[int]
) -> dict[tuple[int, int], float]:
    """Compare contacts that wait no longer; with one that still does, that one does it itself."""
    profiles = load_profiles(session, book_id, contact_ids)
    found = find_neighbours(session, book_id, list(profiles.values()), are_known=True)
    others = {one for ids in found.ids for one in ids} - profiles.keys()
    others -= _who_waits(session, others)
    known = profiles | load_profiles(session, book_id, others)
    likely = {}
    for (contact_id, profile), ids in zip(profiles.items(), found.ids, strict=True):
        for other_id in ids & known.keys():
            if other_id == contact_id or (other_id > contact_id and other_id in profiles):
                continue
            match = judge(other_id, profile, known[other_id], found.holders)
            if match.probability >= LIKELY:
                pair = (min(contact_id, other_id), max(contact_id, other_id))
                likely[pair] = match.probability
    for pair in find_distinct(session, book_id, likely):
        del likely[pair]
    return likely


def _who_waits(session: Session, contact_ids: Iterable[int]) -> set[int]:
    """Give those of some contacts that were not compared yet."""
    waits = UncomparedContact.contact_id
    return {
        one
        for chunk in in_chunks(sorted(contact_ids))
        for one in session.scalars(select(waits).where(waits.in_(chunk)))
    }


def find_distinct(
    session: Session, book_id: int, pairs: Sequence[tuple[int, int]] | dict[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """Give those pairs of which a person said that they are two people."""
    said = select(DistinctPair.first_id, DistinctPair.second_id).where(
        DistinctPair.book_id + 0 == book_id,
        DistinctPair.first_id.in_({first for first, _ in pairs}),
    )
    known = {(first, second) for first, second in session.execute(said)}
    return [pair for pair in pairs if pair in known]


def list_pairs(
    session: Session, book_id: int, *, limit: int, offset: int = 0
) -> list[tuple[int, int]]:
    """Give the pairs that may be one person, the likeliest first."""
    query = (
        select(LikelyPair.first_id, LikelyPair.second_id)
        .where(LikelyPair.book_id == book_id)
        .order_by(LikelyPair.probability.desc(), LikelyPair.first_id, LikelyPair.second_id)
    )
    return [(first, second) for first, second in session.execute(query.limit(limit).offset(offset))]


def count_pairs(session: Session, book_id: int) -> int:
    """Count the pairs that may be one person."""
    query = select(func.count()).where(LikelyPair.book_id == book_id)
    return session.scalar(query) or 0


def explain_pairs(session: Session, pairs: Sequence[tuple[Contact, Contact]]) -> list[Match]:
    """Say of pairs of contacts of one book how likely each is one person, and why."""
    profiles = [(profile_of(values_of(one)), profile_of(values_of(other))) for one, other in pairs]
    keys = {key for pair in profiles for profile in pair for key in keys_of(profile)}
    book_id = pairs[0][0].book_id if pairs else 0
    holders = {key: len(ids) for key, ids in find_holders(session, book_id, keys).items()}
    return [
        judge(other.id, first, second, holders)
        for (_, other), (first, second) in zip(pairs, profiles, strict=True)
    ]


def keep_apart(session: Session, one: Contact, other: Contact, *, account_id: int | None) -> None:
    """Keep in mind that two contacts of a book are two people; saying so twice says it once."""
    keep_apart_ids(session, one.book_id, one.id, other.id, account_id=account_id)


def keep_apart_ids(
    session: Session, book_id: int, one_id: int, other_id: int, *, account_id: int | None
) -> None:
    """Keep two contacts apart by their ids; see keep_apart. One contact is not kept from itself."""
    if one_id == other_id:
        return
    first, second = sorted((one_id, other_id))
    pair = {"first_id": first, "second_id": second, "book_id": book_id}
    insert_unless_there(session, DistinctPair, pair | {"account_id": account_id, "made_at": now()})
    session.execute(
        delete(LikelyPair)
        .where(LikelyPair.first_id == first, LikelyPair.second_id == second)
        .execution_options(synchronize_session=False)
    )


def find_apart(session: Session, contact: Contact) -> set[int]:
    """Give the contacts of which a person said that they are not this one."""
    rows = session.execute(
        select(DistinctPair.first_id, DistinctPair.second_id).where(
            DistinctPair.book_id + 0 == contact.book_id,
            or_(DistinctPair.first_id == contact.id, DistinctPair.second_id == contact.id),
        )
    )
    return {one for pair in rows for one in pair} - {contact.id}


def ask_again(session: Session, one: Contact, other: Contact) -> None:
    """Forget that two contacts are two people, and compare them again."""
    first, second = sorted((one.id, other.id))
    session.execute(
        delete(DistinctPair)
        .where(
            DistinctPair.book_id == one.book_id,
            DistinctPair.first_id == first,
            DistinctPair.second_id == second,
        )
        .execution_options(synchronize_session=False)
    )
    forget_pairs(session, one.book_id, second)
    ask_to_compare(session, one.book_id, second)
