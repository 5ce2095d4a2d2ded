"""Draws a whole address book of invented people, with doubles that are known to be doubles.

Besides people who are themselves once, it has everything that looks like a double and is none:
colleagues with one switchboard and one info@, families in one firm, couples with one number,
namesakes in other firms, some of them in the same town or the same trade.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from drawn.book_doubles import Twist, draw_double, draw_twist
from drawn.book_people import (
    BookPerson,
    Firm,
    Names,
    Numbers,
    card_of,
    draw_firm,
    draw_person,
)
from drawn.truth import CardFields

_DOUBLE_PART = 0.12
"""Part of the entries that are a double of another one."""
_FAMILY_FIRM_PART = 0.12
_NAMESAKE_PART = 0.02
_COUPLE_PART = 0.01
_THIRD_PART = 0.1
"""Part of the doubles that are a third entry of somebody who has one already."""


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One contact of a drawn book."""

    who: int
    """Entries with the same number are one person."""
    twist: Twist | None
    """How it differs from the person's first entry; None for the first one."""
    fields: CardFields


def draw_book(count: int, seed: int) -> tuple[BookEntry, ...]:
    """Draw a book.

    Args:
        count: How many entries.
        seed: The same gives the same book.

    Returns:
        The entries in no order.
    """
    rng = Random(seed)
    names, numbers = Names(seed), Numbers(rng)
    doubles = round(count * _DOUBLE_PART)
    people = _draw_people(rng, count - doubles, names, numbers)
    entries = [BookEntry(one.who, None, card_of(rng, one)) for one in people]
    doubled: list[BookPerson] = rng.sample(people, round(doubles * (1 - _THIRD_PART)))
    doubled += rng.choices(doubled, k=doubles - len(doubled))
    first = {entry.who: entry.fields for entry in entries}
    for person in doubled:
        twist = draw_twist(rng, person, first[person.who])
        fields = draw_double(rng, twist, person, first[person.who], names, numbers)
        entries.append(BookEntry(person.who, twist, fields))
    rng.shuffle(entries)
    return tuple(entries)


def _draw_people(rng: Random, count: int, names: Names, numbers: Numbers) -> list[BookPerson]:
    people: list[BookPerson] = []
    while len(people) < count:
        people.extend(_draw_staff(rng, len(people), names, numbers))
        if rng.random() < _NAMESAKE_PART * 2:
            people.append(_draw_namesake(rng, len(people), rng.choice(people), names, numbers))
        if rng.random() < _COUPLE_PART * 2:
            people.append(_draw_partner(rng, len(people), rng.choice(people), names, numbers))
    return people[:count]


def _draw_staff(rng: Random, first: int, names: Names, numbers: Numbers) -> list[BookPerson]:
    """Draw those of one firm whose cards one has: mostly one or two, seldom dozens."""
    firm = draw_firm(rng, names, numbers)
    size = min(int(rng.paretovariate(1.1)), 60)
    if firm.family and rng.random() < _FAMILY_FIRM_PART * 4:
        return _draw_family(rng, first, firm, names, numbers)
    return [draw_person(rng, first + place, firm, names, numbers) for place in range(size)]


def _draw_family(
    rng: Random, first: int, firm: Firm, names: Names, numbers: Numbers
) -> list[BookPerson]:
    """Draw parents, children and siblings who have a firm together, some with names alike."""
    family = [draw_person(rng, first, firm, names, numbers, family=firm.family)]
    for place in range(1, rng.choice((2, 2, 3))):
        known: dict[str, str | bool] = {"family": firm.family}
        name = family[0].given
        if rng.random() < 0.12 and not name.endswith("e") and not family[0].is_woman:
            known |= {"given": f"{name}e", "is_woman": True}  # Martin and Martine
        elif rng.random() < 0.12:
            second = names.given(firm.country, is_woman=family[0].is_woman)
            known |= {"given": f"{name}-{second}", "is_woman": family[0].is_woman}
        one = draw_person(rng, first + place, firm, names, numbers, **known)
        if family[0].line and rng.random() < 0.5:
            one = replace(one, line=family[0].line)
        family.append(one)
    return family


def _draw_namesake(
    rng: Random, who: int, other: BookPerson, names: Names, numbers: Numbers
) -> BookPerson:
    """Draw somebody else of the same name: elsewhere, or in the same town, or in the same trade."""
    firm = draw_firm(rng, names, numbers)
    likeness = rng.random()
    if likeness < 0.3:
        firm = replace(
            firm,
            town=other.firm.town,
            address=replace(
                firm.address, locality=other.firm.address.locality, postcode=firm.address.postcode
            ),
        )
    elif likeness < 0.5:
        firm = replace(firm, trade=other.firm.trade)
    return draw_person(
        rng, who, firm, names, numbers,
        given=other.given, family=other.family, is_woman=other.is_woman,
    )  # fmt: skip


def _draw_partner(
    rng: Random, who: int, other: BookPerson, names: Names, numbers: Numbers
) -> BookPerson:
    """Draw somebody's partner: at another firm, with one number, or one mailbox, for the two."""
    firm = draw_firm(rng, names, numbers)
    family = other.family if rng.random() < 0.6 else names.family(firm.country)
    partner = draw_person(
        rng, who, firm, names, numbers, family=family, is_woman=not other.is_woman
    )
    if other.private_mail and rng.random() < 0.4:
        return replace(partner, private_mail=other.private_mail)
    return replace(partner, cell=other.cell or partner.cell)
