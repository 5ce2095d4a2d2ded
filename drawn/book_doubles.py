"""How a second entry of somebody differs from the first one."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from random import Random

from drawn.book_people import (
    BookPerson,
    Names,
    Numbers,
    card_of,
    draw_firm,
    name_truth,
    print_phone,
    take_mailbox,
)
from drawn.people import slug_of, title_for
from drawn.truth import CardFields, PhoneTruth
from drawn.words import read_rows
from ocr.types import PhoneLabel


class Twist(StrEnum):
    """Why somebody is in the book twice."""

    SAME_CARD = "same_card"
    """The same card, once more."""
    TYPED = "typed"
    """Typed by hand from the card, with a slip or two."""
    MISREAD = "misread"
    """Read from the card, with a letter or two that look alike."""
    JOB_CHANGE = "job_change"
    """Another firm; a mobile number, an own mailbox or a profile page stayed."""
    JOB_CHANGE_IN_TOWN = "job_change_in_town"
    """Another firm in the same town and the same trade; nothing but the name stayed."""
    JOB_CHANGE_BARE = "job_change_bare"
    """Another firm elsewhere; nothing but the name stayed."""
    MARRIED = "married"
    """Another family name."""
    DOUBLE_NAME = "double_name"
    """A second family name, or one of two left out."""
    NICKNAME = "nickname"
    INITIALS = "initials"
    NO_EMAIL = "no_email"
    """A card without any e-mail address."""
    SPARSE = "sparse"
    """A name with one thing more, as address books of phones have it."""
    SWAPPED = "swapped"
    """Given and family name in the wrong fields, or both in one."""
    NEW_MAILBOX = "new_mailbox"
    """The same firm under another domain, or the own mailbox instead of the firm's."""


TWISTS: dict[Twist, int] = {
    Twist.SAME_CARD: 12,
    Twist.TYPED: 10,
    Twist.MISREAD: 12,
    Twist.JOB_CHANGE: 14,
    Twist.JOB_CHANGE_IN_TOWN: 1,
    Twist.JOB_CHANGE_BARE: 1,
    Twist.MARRIED: 6,
    Twist.DOUBLE_NAME: 6,
    Twist.NICKNAME: 8,
    Twist.INITIALS: 6,
    Twist.NO_EMAIL: 8,
    Twist.SPARSE: 8,
    Twist.SWAPPED: 4,
    Twist.NEW_MAILBOX: 4,
}
"""How often each is drawn, in parts of a hundred."""

_LOOK_ALIKE = (
    ("m", "rn"), ("rn", "m"), ("l", "1"), ("i", "l"), ("o", "0"), ("e", "c"), ("d", "cl"),
    ("w", "vv"), ("u", "ii"), ("b", "8"), ("s", "5"), ("n", "ri"), ("t", "f"), ("h", "b"),
)  # fmt: skip
_DIGITS_ALIKE = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "3", "9": "8"}


def draw_twist(rng: Random, person: BookPerson, first: CardFields) -> Twist:
    """Draw how a second entry differs, among what can be of this person."""
    possible = dict(TWISTS)
    if not has_lasting_ways(person, first):
        del possible[Twist.JOB_CHANGE]
    return rng.choices(list(possible), list(possible.values()))[0]


def draw_double(
    rng: Random,
    twist: Twist,
    person: BookPerson,
    first: CardFields,
    names: Names,
    numbers: Numbers,
) -> CardFields:
    """Draw another entry of a person.

    Args:
        rng: Source of chance.
        twist: How it differs.
        person: Who it is.
        first: Their first entry.
        names: Where names come from.
        numbers: Where telephone numbers come from.
    """
    match twist:
        case Twist.SAME_CARD:
            return replace(first, phones=tuple(_printed_anew(rng, one) for one in first.phones))
        case Twist.TYPED:
            return _spoil(rng, first, _mistype)
        case Twist.MISREAD:
            return _spoil(rng, first, _misread)
        case Twist.JOB_CHANGE | Twist.JOB_CHANGE_IN_TOWN | Twist.JOB_CHANGE_BARE:
            return _change_job(rng, twist, person, first, names, numbers)
        case Twist.MARRIED:
            return _rename(rng, person, names.family(person.firm.country), first)
        case Twist.DOUBLE_NAME:
            parts = person.family.split("-")
            added = f"{person.family}-{names.family(person.firm.country)}"
            return _rename(rng, person, parts[0] if len(parts) > 1 else added, first)
        case Twist.NICKNAME:
            return _with_name(card_of(rng, person), nickname_of(rng, person.given), person.family)
        case Twist.INITIALS:
            initials = [f"{part[0]}." for part in person.given.replace("-", " ").split()]
            given = rng.choice(("-".join(initials), initials[0]))
            return _with_name(card_of(rng, person), given, person.family)
        case Twist.NO_EMAIL:
            return replace(card_of(rng, person), emails=())
        case Twist.SPARSE:
            return _thin_out(rng, person, first)
        case Twist.SWAPPED:
            swapped = rng.random() < 0.6
            card = card_of(rng, person)
            if swapped:
                return _with_name(card, person.family, person.given)
            return _with_name(card, f"{person.given} {person.family}", "")
        case Twist.NEW_MAILBOX:
            return _move_mail(rng, person, first)


def nickname_of(rng: Random, given: str) -> str:
    """Draw what somebody is called: a usual short form, the first of two names, or a beginning."""
    forms = [row.split(":") for row in read_rows("nicknames")]
    known = {full.strip(): shorts.split() for full, shorts in forms}
    if given in known:
        return rng.choice(known[given])
    parts = given.replace("-", " ").split()
    if len(parts) > 1:
        return parts[0]
    if len(given) < 6:
        return given
    return given[: 3 if given[2] not in "aeiouyéè" else 4]


def _with_name(card: CardFields, given: str, family: str) -> CardFields:
    return replace(card, name=name_truth(given, family))


def _printed_anew(rng: Random, phone: PhoneTruth) -> PhoneTruth:
    digits = "".join(c for c in phone.value if c.isdigit())[-10:]
    return print_phone(rng, digits, phone.label)


def _mistype(rng: Random, text: str) -> str:
    """Leave out a letter, write it twice, swap it with the next, or hit the one beside it."""
    if len(text) < 4:
        return text
    at = rng.randrange(1, len(text) - 1)
    how = rng.randrange(4)
    if text[at].isdigit():
        return text[:at] + rng.choice("0123456789") + text[at + 1 :]
    if how == 0:
        return text[:at] + text[at + 1 :]
    if how == 1:
        return text[:at] + text[at] + text[at:]
    if how == 2:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + rng.choice("aeinorst") + text[at + 1 :]


def _misread(rng: Random, text: str) -> str:
    """Take a letter or a digit for one that looks like it."""
    fitting = [(a, b) for a, b in _LOOK_ALIKE if a in text[1:]]
    digits = [i for i, c in enumerate(text) if c in _DIGITS_ALIKE]
    if sum(c.isdigit() for c in text) > len(text) / 2 and digits:
        at = rng.choice(digits)
        return text[:at] + _DIGITS_ALIKE[text[at]] + text[at + 1 :]
    if not fitting:
        return text
    seen, read = rng.choice(fitting)
    at = text.index(seen, 1)
    return text[:at] + read + text[at + len(seen) :]


def _spoil(rng: Random, card: CardFields, slip: object) -> CardFields:
    """Make one to three slips, each in another field."""
    assert callable(slip)
    for field in rng.sample(
        ("given", "family", "organization", "email", "phone"), rng.choice((1, 1, 2, 3))
    ):
        name = card.name
        assert name is not None
        if field == "given":
            card = _with_name(card, slip(rng, name.given), name.family)
        elif field == "family":
            card = _with_name(card, name.given, slip(rng, name.family))
        elif field == "organization":
            card = replace(card, organization=slip(rng, card.organization))
        elif field == "email" and card.emails:
            local, _, host = card.emails[0].partition("@")
            card = replace(card, emails=(f"{slip(rng, local)}@{host}", *card.emails[1:]))
        elif field == "phone" and card.phones:
            wrong = replace(card.phones[0], value=slip(rng, card.phones[0].value))
            card = replace(card, phones=(wrong, *card.phones[1:]))
    return card


def _change_job(
    rng: Random,
    twist: Twist,
    person: BookPerson,
    first: CardFields,
    names: Names,
    numbers: Numbers,
) -> CardFields:
    firm = draw_firm(rng, names, numbers)
    if twist is Twist.JOB_CHANGE_IN_TOWN:
        address = replace(firm.address, locality=person.firm.address.locality)
        firm = replace(firm, trade=person.firm.trade, town=person.firm.town, address=address)
    elif rng.random() < 0.6:
        firm = replace(firm, trade=person.firm.trade)
    line = numbers.draw() if rng.random() < 0.4 else ""
    title = title_for(rng, firm.trade, is_woman=person.is_woman)
    mailbox = take_mailbox(firm, person.given, person.family)
    moved = replace(person, firm=firm, line=line, title=title, mailbox=mailbox)
    if twist is not Twist.JOB_CHANGE:
        return card_of(rng, replace(moved, cell="", private_mail="", profile=""))
    card = card_of(rng, moved)
    kept: list[CardFields] = [
        replace(card, phones=(*card.phones, _printed_anew(rng, phone)))
        for phone in first.phones
        if phone.label is PhoneLabel.CELL
    ]
    kept += [
        replace(card, emails=(*card.emails, email))
        for email in first.emails
        if email == person.private_mail
    ]
    kept += [replace(card, social=first.social)] if first.social else []
    return rng.choice(kept)


def has_lasting_ways(person: BookPerson, first: CardFields) -> bool:
    """Say whether a card has anything that stays when the person changes firms."""
    return (
        any(phone.label is PhoneLabel.CELL for phone in first.phones)
        or person.private_mail in first.emails
        or bool(first.social)
    )


def _rename(rng: Random, person: BookPerson, family: str, first: CardFields) -> CardFields:
    """Give somebody another family name; their mailbox follows it half of the time."""
    card = _with_name(card_of(rng, person), person.given, family)
    if rng.random() < 0.5:
        renamed = take_mailbox(person.firm, person.given, family)
        emails = (renamed if email == person.mailbox else email for email in card.emails)
        card = replace(card, emails=tuple(emails))
    return card


def _thin_out(rng: Random, person: BookPerson, first: CardFields) -> CardFields:
    bare = CardFields(name=name_truth(person.given, person.family))
    ways = [replace(bare, phones=(_printed_anew(rng, phone),)) for phone in first.phones]
    ways += [replace(bare, emails=(email,)) for email in first.emails]
    ways.append(replace(bare, organization=first.organization))
    return rng.choice(ways)


def _move_mail(rng: Random, person: BookPerson, first: CardFields) -> CardFields:
    card = card_of(rng, person)
    local = person.mailbox.partition("@")[0]
    host = f"{slug_of(person.firm.name)[:14]}.test"
    private = f"{slug_of(person.given)}{rng.randrange(100)}@gmail.example"
    return replace(card, emails=(rng.choice((f"{local}@{host}", private)),))
