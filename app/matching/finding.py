"""Finding the contacts of a book that may be the same person as somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contact_values import ContactValues
from app.matching.features import compare
from app.matching.keys import HALVES, WAYS, keys_of
from app.matching.loading import in_chunks, load_profiles
from app.matching.model import LIKELY, Match, probability_of, reasons_of
from app.matching.profiles import Profile, profile_of
from app.models import MatchKey

_MOST_WITH_A_WAY: Final = 8
"""Most contacts that are compared because they share a number or an address: past that it is a
switchboard's, and who is the same person there shares a name as well."""
_MOST_WITH_A_NAME: Final = 12
"""Most contacts that are compared because they share a name, or a part of one and a firm. Of more
namesakes, those are one person who share something else as well."""
_MOST_WITH_A_HALF: Final = 5
"""Most contacts that are compared because they share one name and half of the other. The larger a
book, the more of them do so by chance: this is what keeps the work in proportion to the book."""
_KEYS_AT_ONCE: Final = 2000


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
        found for chunk in in_chunks(many) for found in _find(session, book_id, chunk, frozenset())
    ]


def _find(
    session: Session, book_id: int, many: Sequence[ContactValues], exclude: frozenset[int]
) -> list[list[Match]]:
    profiles = [profile_of(values) for values in many]
    found = find_neighbours(session, book_id, profiles, exclude=exclude)
    known = load_profiles(session, book_id, {one for some in found.ids for one in some})
    return [
        _matches(profile, {one: known[one] for one in ids if one in known}, found.holders)
        for profile, ids in zip(profiles, found.ids, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who is to be compared with whom."""

    ids: tuple[frozenset[int], ...]
    """For each of those asked about, the contacts that share a telling key."""
    holders: Mapping[str, int]
    """How many have each key; see app.matching.features.compare."""


def find_neighbours(
    session: Session,
    book_id: int,
    profiles: Sequence[Profile],
    *,
    exclude: frozenset[int] = frozenset(),
    are_known: bool = False,
) -> Neighbours:
    """Find the contacts of a book that share a telling key with somebody.

    Args:
        session: Where to look.
        book_id: Whose contacts.
        profiles: Those asked about.
        exclude: Contacts to leave out.
        are_known: Whether those asked about are contacts of the book themselves, with keys.
    """
    keys = [keys_of(profile) for profile in profiles]
    having = find_holders(session, book_id, {key for some in keys for key in some})
    more = 0 if are_known else 1
    holders = {key: len(ids - exclude) + more for key, ids in having.items()}
    telling = {key: having[key] for key, count in holders.items() if is_telling(key, count)}
    ids = tuple(
        frozenset(one for key in some for one in telling.get(key, ())) - exclude for some in keys
    )
    return Neighbours(ids, holders)


def _matches(
    profile: Profile, others: Mapping[int, Profile], holders: Mapping[str, int]
) -> list[Match]:
    matches = [judge(one, profile, other, holders) for one, other in others.items()]
    likely = (match for match in matches if match.probability >= LIKELY)
    return sorted(likely, key=lambda match: (-match.probability, match.contact_id))


def judge(contact_id: int, profile: Profile, other: Profile, holders: Mapping[str, int]) -> Match:
    """Say how likely a contact is the same person as another, and why."""
    features = compare(profile, other, holders)
    return Match(contact_id, probability_of(features), reasons_of(features))


def is_telling(key: str, count: int) -> bool:
    """Say whether so few contacts have a key that each is compared with each."""
    if key[0] in WAYS:
        return count <= _MOST_WITH_A_WAY
    return count <= (_MOST_WITH_A_HALF if key[0] in HALVES else _MOST_WITH_A_NAME)


def find_holders(session: Session, book_id: int, keys: Iterable[str]) -> dict[str, set[int]]:
    """Give the contacts of a book that have each of these keys; keys of nobody are left out."""
    having: dict[str, set[int]] = defaultdict(set)
    for chunk in in_chunks(sorted(keys), _KEYS_AT_ONCE):
        rows = session.execute(
            select(MatchKey.key, MatchKey.contact_id).where(
                MatchKey.book_id == book_id, MatchKey.key.in_(chunk)
            )
        )
        for key, contact_id in rows:
            having[key].add(contact_id)
    return having
