"""What the contacts of one person share: only contacts that have a key in common are compared.

A key begins with a letter that says what it is of:

* e, p, l: an e-mail address, a telephone number, a profile on a social service;
* n: a given and a family name, in whatever order;
* a, b, c, d: one of the names, and the beginning or the end of the other. A slip spoils one of
  its halves only;
* g, f: a given or a family name at an organization or a domain;
* o: an organization, of contacts that name nobody.

Names are written as app.matching.alike.as_read does: what readers confuse has the same key.
The keys are kept in the table of match_keys. A change of what is made here needs a migration that
makes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.matching.alike import as_read
from app.matching.profiles import Profile
from app.matching.short_names import full_names_of
from ocr.types import PhoneLabel

KEY_LENGTH: Final = 80
WAYS: Final = frozenset("epl")
"""Keys by which a person is reached: a colleague may share them."""
HALVES: Final = frozenset("abcd")
"""Keys of one name and half of the other."""

_FIRM_LENGTH: Final = 24
_HALF: Final = 4
_GIVEN_HALF: Final = 3


def keys_of(profile: Profile) -> frozenset[str]:
    """Give the keys of a contact, KEY_LENGTH characters each at most."""
    return frozenset(
        key[:KEY_LENGTH]
        for keys in (_way_keys(profile), _name_keys(profile), _firm_keys(profile))
        for key in keys
    )


def email_key(email: str) -> str:
    """Give the key of a folded e-mail address."""
    return f"e:{email}"[:KEY_LENGTH]


def number_key(digits: str) -> str:
    """Give the key of a telephone number's digits."""
    return f"p:{digits}"


def name_key(given: str, family: str) -> str:
    """Give the key of two names, as given_forms and family_forms write them."""
    return "n:" + " ".join(sorted((given, family)))


def _way_keys(profile: Profile) -> Iterator[str]:
    yield from map(email_key, profile.emails)
    yield from (
        number_key(number.digits)
        for number in profile.numbers
        if number.label is not PhoneLabel.FAX
    )
    yield from (f"l:{service}/{page}" for service, page in profile.profiles)


def _name_keys(profile: Profile) -> Iterator[str]:
    for family in family_forms(profile.family):
        for given in given_forms(profile.given):
            yield name_key(given, family)
            yield f"a:{given} {family[:_HALF]}"
            yield f"b:{given} {family[-_HALF:]}"
        if profile.given and len(profile.given[0]) > 1:
            first = as_read(profile.given[0])
            yield f"c:{first[:_GIVEN_HALF]} {family}"
            yield f"d:{first[-_GIVEN_HALF:]} {family}"


def _firm_keys(profile: Profile) -> Iterator[str]:
    firms = set(profile.domains)
    if profile.organization:
        firms.add(profile.firm[:_FIRM_LENGTH])
    for firm in firms:
        yield from (f"g:{given}@{firm}" for given in given_forms(profile.given))
        yield from (f"f:{family}@{firm}" for family in family_forms(profile.family))
        if not profile.has_name:
            yield f"o:{firm}"


def given_forms(given: tuple[str, ...]) -> frozenset[str]:
    """Give the names that a given name may be known by: its first part, the whole, the full ones.

    Initials are none: they say too little.
    """
    written = {given[0], "".join(given)} if given else set()
    return frozenset(
        as_read(full) for name in written if len(name) > 1 for full in full_names_of(name)
    )


def family_forms(family: tuple[str, ...]) -> frozenset[str]:
    """Give the names that a family name may be known by: each of its parts, and the whole."""
    return frozenset(as_read(part) for part in (*family, "".join(family)) if len(part) > 1)
