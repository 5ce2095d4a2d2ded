"""What two contacts have in common, and what speaks against their being one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import product
from typing import Final

from app.matching.alike import as_read, count_slips, is_slip
from app.matching.keys import email_key, name_key, number_key
from app.matching.profiles import Number, Profile, is_shared_mailbox
from app.matching.short_names import is_short_for
from ocr.types import PhoneLabel


class Feature(StrEnum):
    """One thing that is true of two contacts. Of each group, one or none."""

    NAME_SAME = "name_same"
    NAME_SHORTENED = "name_shortened"
    """The family name, and a given name that is short for the other."""
    GIVEN_PART = "given_part"
    """The family name, and one given name of two: Jean, Jean-Marc."""
    NAME_INITIAL = "name_initial"
    """The family name, and an initial of the other's given name."""
    NAME_SLIP = "name_slip"
    """The same but for a letter or two."""
    FAMILY_PART = "family_part"
    """The given name, and one of two family names: Tremblay, Tremblay-Roy."""
    FAMILY_CHANGED = "family_changed"
    """The given name alone."""
    MAILBOX_NAMES = "mailbox_names"
    """The given name alone, but a mailbox of one has the family name of the other."""
    GIVEN_DIFFERS = "given_differs"
    """The family name alone."""
    NAME_MISSING = "name_missing"
    """One of them names nobody, or a part of a name only that the other has."""
    NAME_DIFFERS = "name_differs"

    EMAIL_SAME = "email_same"
    EMAIL_SHARED = "email_shared"
    """An address of several people: info@."""
    EMAIL_SLIP = "email_slip"
    EMAIL_DIFFERS = "email_differs"
    """Each has an address of their own at the same host."""

    CELL_SAME = "cell_same"
    NUMBER_SAME = "number_same"
    NUMBER_SHARED = "number_shared"
    """A number of several people, or with two extensions."""
    NUMBER_SLIP = "number_slip"
    NUMBER_DIFFERS = "number_differs"
    CELL_DIFFERS = "cell_differs"

    PROFILE_SAME = "profile_same"
    PROFILE_DIFFERS = "profile_differs"

    FIRM_SAME = "firm_same"
    FIRM_DIFFERS = "firm_differs"

    TITLE_SAME = "title_same"
    TITLE_DIFFERS = "title_differs"

    PLACE_SAME = "place_same"
    TOWN_SAME = "town_same"
    TOWN_DIFFERS = "town_differs"

    NAMESAKES = "namesakes"
    """One more contact of the book has the same name. The more there are, the less it says."""
    NAMESAKES_SEVERAL = "namesakes_several"
    NAMESAKES_MANY = "namesakes_many"


SAME_NAMES: Final = frozenset(
    {
        Feature.NAME_SAME,
        Feature.NAME_SHORTENED,
        Feature.GIVEN_PART,
        Feature.NAME_INITIAL,
        Feature.NAME_SLIP,
        Feature.FAMILY_PART,
    }
)

_MANY: Final = 4
"""Contacts that have a number or an address: from here on it is a switchboard's, not a person's."""
_NAMESAKES: Final = (
    (6, Feature.NAMESAKES_MANY),
    (4, Feature.NAMESAKES_SEVERAL),
    (3, Feature.NAMESAKES),
)
"""From how many contacts with one name on, these two among them."""
_NUMBER_SLIP_LENGTH: Final = 9


def compare(one: Profile, other: Profile, holders: Mapping[str, int]) -> frozenset[Feature]:
    """Compare two contacts.

    Args:
        one: A contact.
        other: Another.
        holders: How many contacts of the book have a key (app.matching.keys), these two among
            them; a key that is not there is held by these two.

    Returns:
        What is true of the pair, at most one feature of each group.
    """
    found = (
        compare_names(one, other),
        _compare_emails(one, other, holders),
        *_compare_numbers(one, other, holders),
        _compare_profiles(one, other),
        _compare_firms(one, other),
        _compare_titles(one, other),
        _compare_places(one, other),
    )
    features = {feature for feature in found if feature is not None}
    if Feature.FAMILY_CHANGED in features and _mailbox_names(one, other):
        features = features - {Feature.FAMILY_CHANGED} | {Feature.MAILBOX_NAMES}
    if features & SAME_NAMES:
        count = _count_namesakes(one, other, holders)
        features.update([feature for most, feature in _NAMESAKES if count >= most][:1])
    return frozenset(features)


def compare_names(one: Profile, other: Profile) -> Feature:
    """Compare two names, in the order that fits better."""
    if not one.has_name or not other.has_name:
        return Feature.NAME_MISSING
    straight = _compare_in_order(one.given, one.family, other.given, other.family)
    if straight is Feature.NAME_SAME:
        return straight
    swapped = _compare_in_order(one.given, one.family, other.family, other.given)
    return min(straight, swapped, key=_ORDER.__getitem__)


_ORDER: Final = {feature: place for place, feature in enumerate(Feature)}

Parts = tuple[str, ...]


def _compare_in_order(given: Parts, family: Parts, given_2: Parts, family_2: Parts) -> Feature:
    how_given, how_family = _compare_given(given, given_2), _compare_family(family, family_2)
    match how_given, how_family:
        case ("same", "same"):
            return Feature.NAME_SAME
        case ("short", "same"):
            return Feature.NAME_SHORTENED
        case ("part", "same"):
            return Feature.GIVEN_PART
        case ("initial", "same" | "slip" | "part"):
            return Feature.NAME_INITIAL
        case ("same" | "short" | "part" | "slip", "slip") | ("slip", "same"):
            return Feature.NAME_SLIP
        case ("same" | "short" | "part" | "slip", "part"):
            return Feature.FAMILY_PART
        case ("same" | "short" | "part", "differs"):
            return Feature.FAMILY_CHANGED
        case ("missing", _) | (_, "missing"):
            return Feature.NAME_MISSING
        case ("differs", "same" | "slip" | "part"):
            return Feature.GIVEN_DIFFERS
    return Feature.NAME_DIFFERS


def _compare_given(one: Parts, other: Parts) -> str:
    if not one or not other:
        return "missing"
    whole, whole_2 = "".join(one), "".join(other)
    if whole == whole_2:
        return "same"
    if _is_initial(one, other) or _is_initial(other, one):
        return "initial"
    first, first_2 = one[0], other[0]
    is_part = first == first_2 and min(len(one), len(other)) == 1 and len(first) > 1
    # "Jean" for "Jean-Philippe"; "Marc-André A." and "Marc A.".
    if is_part or _begin_alike(one, other):
        return "part"
    if is_short_for(whole, whole_2) or is_short_for(first, first_2):
        return "short"
    if _is_cut_short(*sorted((first, first_2), key=len)):
        return "short"
    return "slip" if _is_given_slip(*sorted((whole, whole_2), key=len)) else "differs"


def _is_cut_short(short: str, full: str) -> bool:
    """Say whether a name is the beginning of another, as nobody listed: Val for Valérie."""
    is_short = 3 <= len(short) <= 4 and len(full) >= len(short) + 3
    return is_short and full.startswith(short) and short not in _WHOLE_NAMES


_WHOLE_NAMES_TEXT: Final = """
alan aldo anne bert carl cora dora emma fern gina ida jane jean joan lea lena leon line lina lise
luc lyne mara marc mark mary nina noel omar paul rene rosa rose ruth sara
"""
_WHOLE_NAMES: Final = frozenset(_WHOLE_NAMES_TEXT.split())
"""Beginnings of other names that are names of their own: Paul and Pauline are two people."""


def _is_given_slip(short: str, long: str) -> bool:
    # One letter makes a man's name a woman's: Martin and Martine share a firm more often than
    # anybody leaves that letter out.
    is_other_gender = long in (f"{short}e", f"{short}a", f"{short}ne", f"{short}le")
    return len(short) >= 5 and not is_other_gender and is_slip(short, long)


def _is_initial(short: Parts, full: Parts) -> bool:
    """Say whether a name is initials of another: J., J.-P. or JP for Jean-Philippe."""
    letters = "".join(short)
    if len(letters) > len(full) or len(full[0]) < 2:
        return False
    return letters == "".join(part[0] for part in full)[: len(letters)]


def _begin_alike(one: Parts, other: Parts) -> bool:
    """Say whether the shorter of two names of several parts begins the longer, or initials do."""
    pairs = list(zip(one, other, strict=False))
    return len(pairs) > 1 and all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs
    )


def _compare_family(one: Parts, other: Parts) -> str:
    if not one or not other:
        return "missing"
    whole, whole_2 = "".join(one), "".join(other)
    if whole == whole_2 or sorted(one) == sorted(other):
        return "same"
    if len(one) != len(other) and (
        not set(one).isdisjoint(other) or whole in other or whole_2 in one
    ):
        return "part"
    if is_slip(whole, whole_2):
        return "slip"
    if len(one) != len(other) and any(is_slip(a, b) for a, b in product(one, other)):
        return "part"
    # "Tremblay R." and "T."
    shorter, longer = sorted((whole, whole_2), key=len)
    if len(shorter) == 1 and longer[0] == shorter:
        return "missing"
    return "differs"


def _compare_emails(one: Profile, other: Profile, holders: Mapping[str, int]) -> Feature | None:
    common = one.emails & other.emails
    if common:
        is_own = any(
            not is_shared_mailbox(email) and holders.get(email_key(email), 2) < _MANY
            for email in common
        )
        return Feature.EMAIL_SAME if is_own else Feature.EMAIL_SHARED
    own = [
        (a.partition("@"), b.partition("@"))
        for a, b in product(one.emails, other.emails)
        if not is_shared_mailbox(a) and not is_shared_mailbox(b)
    ]
    if any(_is_email_slip(a, b) for a, b in own):
        return Feature.EMAIL_SLIP
    if any(a[2] == b[2] for a, b in own):
        return Feature.EMAIL_DIFFERS
    return None


def _is_email_slip(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    (local, _, host), (local_2, _, host_2) = one, other
    if local == local_2:
        return len(local) >= 4 and is_slip(host, host_2)
    return host == host_2 and len(local) >= 6 and count_slips(local, local_2) == 1


def _mailbox_names(one: Profile, other: Profile) -> bool:
    """Say whether a mailbox has the family name that its owner no longer has, or not yet."""
    return any(
        len(family) > 3 and family in mailbox and "".join(who.family) not in mailbox
        for who, whom in ((one, other), (other, one))
        for family in ("".join(whom.family), *whom.family)
        for mailbox in (re.sub(r"[\W_]", "", email.partition("@")[0]) for email in who.emails)
    )


def _compare_numbers(
    one: Profile, other: Profile, holders: Mapping[str, int]
) -> Iterator[Feature | None]:
    pairs = [
        (a, b)
        for a, b in product(one.numbers, other.numbers)
        if PhoneLabel.FAX not in (a.label, b.label)
    ]
    same = [(a, b) for a, b in pairs if a.digits == b.digits]
    if same:
        own = [(a, b) for a, b in same if _is_own(a, b, holders)]
        if not own:
            yield Feature.NUMBER_SHARED
        elif any(_is_cell(a) or _is_cell(b) for a, b in own):
            yield Feature.CELL_SAME
        else:
            yield Feature.NUMBER_SAME
    elif any(_is_number_slip(a, b) for a, b in pairs):
        yield Feature.NUMBER_SLIP
    elif any(_is_cell(a) and _is_cell(b) for a, b in pairs):
        yield Feature.CELL_DIFFERS
    elif pairs:
        yield Feature.NUMBER_DIFFERS


def _is_cell(number: Number) -> bool:
    return number.label is PhoneLabel.CELL


def _is_own(one: Number, other: Number, holders: Mapping[str, int]) -> bool:
    if one.extension and other.extension and one.extension != other.extension:
        return False
    # Nobody's switchboard is a mobile: who has one in many contacts is in the book many times.
    if _is_cell(one) and _is_cell(other):
        return True
    return holders.get(number_key(one.digits), 2) < _MANY


def _is_number_slip(one: Number, other: Number) -> bool:
    if min(len(one.digits), len(other.digits)) < _NUMBER_SLIP_LENGTH:
        return False
    return count_slips(one.digits, other.digits, 1) == 1


def _compare_profiles(one: Profile, other: Profile) -> Feature | None:
    if one.profiles & other.profiles:
        return Feature.PROFILE_SAME
    services = {service for service, _ in one.profiles} & {service for service, _ in other.profiles}
    return Feature.PROFILE_DIFFERS if services else None


def _compare_firms(one: Profile, other: Profile) -> Feature | None:
    if one.domains & other.domains:
        return Feature.FIRM_SAME
    if not one.organization or not other.organization:
        bare, named = sorted((one, other), key=lambda profile: bool(profile.organization))
        # By the domain of the one that names no firm: the other's own says nothing of the two.
        if any(len(word) > 3 and word in named.firm for word in bare.domains):
            return Feature.FIRM_SAME
        return Feature.FIRM_DIFFERS if bare.domains and named.domains else None
    words, words_2 = set(one.organization), set(other.organization)
    smaller = min(words, words_2, key=len)
    if words <= words_2 or words_2 <= words:
        return Feature.FIRM_SAME if max(map(len, smaller)) > 3 else None
    if is_slip(one.firm, other.firm):
        return Feature.FIRM_SAME
    return Feature.FIRM_DIFFERS


def _compare_titles(one: Profile, other: Profile) -> Feature | None:
    if not one.title or not other.title:
        return None
    if one.title <= other.title or other.title <= one.title:
        return Feature.TITLE_SAME
    return Feature.TITLE_DIFFERS


def _compare_places(one: Profile, other: Profile) -> Feature | None:
    if one.postcodes & other.postcodes:
        return Feature.PLACE_SAME
    if one.towns & other.towns:
        return Feature.TOWN_SAME
    return Feature.TOWN_DIFFERS if one.towns and other.towns else None


def _count_namesakes(one: Profile, other: Profile, holders: Mapping[str, int]) -> int:
    keys = (
        name_key(as_read("".join(who.given)), as_read("".join(who.family))) for who in (one, other)
    )
    return max(holders.get(key, 0) for key in keys)
