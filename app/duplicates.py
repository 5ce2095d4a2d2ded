"""The duplicates of a book: pairs that may be one person, each shown beside the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.contact_values import values_of
from app.contacts import load_contacts
from app.folding import fold
from app.history import PARTS
from app.listed_people import load_people
from app.matching import Match
from app.matching.pairs import compare_waiting, count_pairs, explain_pairs, list_pairs
from app.merged_values import Conflict, find_conflicts
from app.merging import merges_of
from app.models import Contact, ContactEmail, ContactPhone

PAIRS_ON_A_PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two contacts side by side: the one that would stay, and the one that would join it."""

    kept: Contact
    gone: Contact
    match: Match
    conflicts: tuple[Conflict, ...]
    shared: frozenset[str]
    """The folded values that both have: e-mail addresses, numbers."""
    pictures: tuple[int | None, int | None]
    """The front of a card of each."""

    @property
    def by_part(self) -> dict[str, Conflict]:
        """The conflicts by their parts."""
        return {one.part: one for one in self.conflicts}


@dataclass(frozen=True, slots=True)
class PairPage:
    """One page of the duplicates."""

    pairs: tuple[ShownPair, ...]
    total: int
    number: int
    """Counts from 1."""
    waiting: int
    """Contacts that were not compared yet: there may be more pairs."""

    @property
    def has_next(self) -> bool:
        """True when another page follows."""
        return self.number * PAIRS_ON_A_PAGE < self.total


def load_pairs(session: Session, book_id: int, page: int = 1) -> PairPage:
    """Compare some of the contacts that wait for it, and give one page of what was found."""
    waiting = compare_waiting(session, book_id)
    total = count_pairs(session, book_id)
    number = max(1, min(page, -(-total // PAIRS_ON_A_PAGE)))
    ids = list_pairs(session, book_id, limit=PAIRS_ON_A_PAGE, offset=(number - 1) * PAIRS_ON_A_PAGE)
    known = load_contacts(session, book_id, [one for pair in ids for one in pair])
    by_id = {contact.id: contact for contact in known}
    pairs = [
        order_pair(by_id[first], by_id[second])
        for first, second in ids
        if first in by_id and second in by_id
    ]
    return PairPage(show_pairs(session, pairs), total, number, waiting)


def order_pair(one: Contact, other: Contact) -> tuple[Contact, Contact]:
    """Choose which contact stays: the one with more to it, else the one that came first."""
    first, second = sorted((one, other), key=lambda contact: contact.id)
    return (second, first) if _weight(second) > _weight(first) else (first, second)


def _weight(contact: Contact) -> int:
    return len(contact.encounters) + len(contact.follow_ups) + len(contact.notes)


def show_pairs(session: Session, pairs: Sequence[tuple[Contact, Contact]]) -> tuple[ShownPair, ...]:
    """Put contacts of one book beside each other, the one that would stay first."""
    people = load_people(session, sorted({one.id for pair in pairs for one in pair}))
    pictures = {person.id: person.picture_id for person in people}
    matches = explain_pairs(session, pairs)
    return tuple(
        ShownPair(
            kept=kept,
            gone=gone,
            match=match,
            conflicts=find_conflicts(
                values_of(kept), values_of(gone), is_gone_newer=gone.created_at > kept.created_at
            ),
            shared=frozenset(_ways(kept)) & frozenset(_ways(gone)),
            pictures=(pictures.get(kept.id), pictures.get(gone.id)),
        )
        for (kept, gone), match in zip(pairs, matches, strict=True)
    )


@dataclass(frozen=True, slots=True)
class PastMerge:
    """A contact that became a part of the one that is shown."""

    id: int
    gone_name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Merging:
    """What the page of a person says about merges."""

    past: tuple[PastMerge, ...]
    new: int | None
    """The merge that was just made."""
    parted: Contact | None
    """The contact that was just taken out again."""
    left: tuple[str, ...]
    """The parts that undoing left as they were."""


def tell_merging(
    session: Session,
    contact: Contact,
    *,
    merged: int | None = None,
    parted: int | None = None,
    left: str = "",
) -> Merging:
    """Give what the page of a person says about merges.

    Args:
        session: Where they are.
        contact: Whose page.
        merged: The merge that was just made.
        parted: The contact that a merge was just undone for.
        left: Parts, with commas between, that were left as they are.
    """
    merges = [one for one in merges_of(session, contact) if one.kept_id == contact.id]
    past = [
        PastMerge(one.id, gone.shown_name, one.made_at)
        for one in merges
        if (gone := session.get(Contact, one.gone_id)) is not None
    ]
    found = load_contacts(session, contact.book_id, [] if parted is None else [parted])
    return Merging(
        past=tuple(past),
        new=merged if merged in {one.id for one in past} else None,
        parted=found[0] if found else None,
        left=tuple(part for part in left.split(",") if part in PARTS),
    )


def email_way(email: ContactEmail) -> str:
    """Give what two e-mail addresses have in common when they are the same."""
    return fold(email.value)


def number_way(phone: ContactPhone) -> str:
    """Give what two numbers have in common when they are the same."""
    return phone.e164 or phone.value


def _ways(contact: Contact) -> Iterable[str]:
    yield from map(email_way, contact.emails)
    yield from map(number_way, contact.phones)
