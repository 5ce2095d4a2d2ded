"""Keeping what contacts are matched by: their keys, and who is to be compared again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from app.contact_values import values_of
from app.db import insert_unless_there
from app.matching.keys import keys_of
from app.matching.loading import in_chunks, load_profiles
from app.matching.profiles import profile_of
from app.models import Contact, LikelyPair, MatchKey, UncomparedContact


def index_matches(session: Session, contact: Contact) -> None:
    """Write a contact's keys; only those that changed are touched.

    The contact must have been flushed. A deleted contact has no keys.
    """
    is_there = contact.deleted_at is None
    wanted = keys_of(profile_of(values_of(contact))) if is_there else frozenset[str]()
    # With the 0, or SQLite reads the keys of the whole book, by the index that begins with it.
    mine = (MatchKey.book_id + 0 == contact.book_id, MatchKey.contact_id == contact.id)
    known = set(session.scalars(select(MatchKey.key).where(*mine)))
    if wanted == known:
        return
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
    if known:
        forget_pairs(session, contact.book_id, contact.id)
    ask_to_compare(session, contact.book_id, contact.id, is_there=is_there)


def forget_pairs(session: Session, book_id: int, contact_id: int) -> None:
    """Let no pair of a contact be proposed until it was compared again."""
    session.execute(
        delete(LikelyPair)
        .where(
            LikelyPair.book_id + 0 == book_id,
            or_(LikelyPair.first_id == contact_id, LikelyPair.second_id == contact_id),
        )
        .execution_options(synchronize_session=False)
    )


def ask_to_compare(
    session: Session, book_id: int, contact_id: int, *, is_there: bool = True
) -> None:
    """Have a contact compared with the others of its book, or, when it is gone, not."""
    if is_there:
        insert_unless_there(
            session, UncomparedContact, {"contact_id": contact_id, "book_id": book_id}
        )
        return
    session.execute(
        delete(UncomparedContact)
        .where(UncomparedContact.book_id == book_id, UncomparedContact.contact_id == contact_id)
        .execution_options(synchronize_session=False)
    )


def index_many(session: Session, book_id: int, contact_ids: Sequence[int]) -> None:
    """Write the keys of contacts of a book that have none, and have them compared."""
    for chunk in in_chunks(contact_ids):
        profiles = load_profiles(session, book_id, chunk)
        rows = [
            {"book_id": book_id, "key": key, "contact_id": contact_id}
            for contact_id, profile in profiles.items()
            for key in sorted(keys_of(profile))
        ]
        if rows:
            session.execute(insert(MatchKey), rows)
        waiting = [{"contact_id": one, "book_id": book_id} for one in profiles]
        if waiting:
            session.execute(insert(UncomparedContact), waiting)
