"""Same person, same card: who a card under review may be of, and making it a card of theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_days import find_zone
from app.contact_values import ContactValues, values_of
from app.contacts import load_contacts
from app.encounters import day_of_scan
from app.errors import ConflictError
from app.matching import Match, find_matches
from app.matching.pairs import keep_apart_ids
from app.merged_values import POSITION_PARTS, Choice, Conflict, find_conflicts
from app.merging import merge_contacts
from app.models import Contact, Merge, Scan


class SameHow(StrEnum):
    """What a card is to a person who is known already."""

    MERGE = "merge"
    """The same card, or one more: everything of both is kept."""
    NEW_CARD = "new_card"
    """The card of a new position: the old one becomes what the person did before."""


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Whom a person takes a card for."""

    contact_id: int
    how: SameHow = SameHow.MERGE
    choices: Mapping[Any, Choice] = field(default_factory=dict)
    """"kept" for the known contact's part, "gone" for the card's; see app.merged_values."""


class SamePersonGoneError(ConflictError):
    """The contact that a card was said to be of is no longer there."""

    code = "same_person_gone"
    hint = "The contact that this card was to join is gone. Nothing was saved."


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known contact that somebody may be."""

    contact: Contact
    match: Match
    conflicts: tuple[Conflict, ...]
    """Where the two differ; "gone" is the card."""

    @property
    def has_new_position(self) -> bool:
        """Whether the card names another organization: perhaps a moment to congratulate."""
        return any(one.part == "organization" for one in self.conflicts)


def find_likenesses(
    session: Session,
    book_id: int,
    values: ContactValues,
    *,
    exclude: Collection[int] = (),
    limit: int = 3,
) -> list[Likeness]:
    """Find whom clean values may be of, the likeliest first, each with where they differ."""
    matches = find_matches(session, book_id, values, exclude=exclude, limit=limit)
    known = load_contacts(session, book_id, [match.contact_id for match in matches])
    by_id = {contact.id: contact for contact in known}
    return [
        Likeness(
            contact=by_id[match.contact_id],
            match=match,
            conflicts=find_conflicts(
                values_of(by_id[match.contact_id]), values, is_gone_newer=True
            ),
        )
        for match in matches
        if match.contact_id in by_id
    ]


def join(
    session: Session,
    scan: Scan,
    contact: Contact,
    same: SamePerson,
    *,
    account_id: int | None,
    region: str,
) -> Merge:
    """Make the contact that a card was just accepted as a part of a known person's.

    Args:
        session: Not committed here.
        scan: The card, of the contact.
        contact: New.
        same: Who it is.
        account_id: Who says so.
        region: Country of telephone numbers that name none.

    Raises:
        SamePersonGoneError: If the known contact was deleted or merged, or is none of the book.
    """
    found = load_contacts(session, scan.book_id, [same.contact_id])
    if not found:
        raise SamePersonGoneError
    differences = find_conflicts(values_of(found[0]), values_of(contact), is_gone_newer=True)
    choices: dict[str, Choice] = {one.part: one.suggested for one in differences}
    choices.update(same.choices)
    if same.how is SameHow.NEW_CARD:
        choices.update(dict.fromkeys(POSITION_PARTS, "gone"))
    return merge_contacts(
        session,
        found[0],
        contact,
        account_id=account_id,
        region=region,
        choices=choices,
        left_on=day_of_scan(scan, find_zone(session, scan.book_id, account_id)),
        scan_id=scan.id,
    )


def keep_distinct(
    session: Session, contact: Contact, others: Iterable[int], *, account_id: int | None
) -> None:
    """Keep in mind whom a contact is not, of the book's contacts."""
    there = select(Contact.id).where(
        Contact.book_id == contact.book_id,
        Contact.deleted_at.is_(None),
        Contact.id.in_(sorted(set(others))),
    )
    for other_id in session.scalars(there).all():
        if other_id != contact.id:
            keep_apart_ids(session, contact.book_id, contact.id, other_id, account_id=account_id)
