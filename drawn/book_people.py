"""People and firms of a drawn book: who works where, and what colleagues and families share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from faker import Faker

from drawn.people import LANGUAGE_OF_COUNTRY, slug_of, title_for
from drawn.places import TOWNS, Town, draw_address
from drawn.trades import TRADES, Trade
from drawn.truth import AddressTruth, CardFields, NameTruth, PhoneTruth, SocialTruth
from ocr.types import PhoneLabel

COUNTRIES = {"QC": 45, "FR": 25, "CA": 20, "GB": 10}
_LOCALES = {"QC": "fr_CA", "FR": "fr_FR", "CA": "en_CA", "GB": "en_CA"}
_SYLLABLES = (
    "al an ar bo bra ca cel cor da del do el en fa fil gra ha in jo ka kel la lan lo lu ma mi mon "
    "na nor o pa per qui ra ri ro sa sel si so sta ta tel tri va vel vi wa xa yo za zen"
)
_SUFFIXES = ("inc.", "ltée", "Ltd", "SARL", "", "", "", "")
FREE_MAIL = ("gmail.example", "outlook.example", "videotron.example", "orange.example")
"""Providers as their hosts begin, under the ending that is kept for examples."""
SHARED_MAILBOXES = ("info", "contact", "bonjour", "hello", "reception", "ventes")


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm, with what all who work there share."""

    country: str
    name: str
    domain: str
    trade: Trade
    town: Town
    address: AddressTruth
    switchboard: str
    """National digits; "" when everybody has a line of their own."""
    family: str
    """The family that owns it; "" when none does."""
    mail_habit: int
    """Which form of the name its mailboxes have."""
    mailboxes: set[str]
    """Those that are taken: no two people have one."""


@dataclass(frozen=True, slots=True)
class BookPerson:
    """Somebody, and what stays theirs whatever firm they work for."""

    who: int
    firm: Firm
    is_woman: bool
    given: str
    family: str
    cell: str
    """National digits; "" for none."""
    private_mail: str
    profile: str
    mailbox: str
    """Their address at the firm."""
    line: str
    """Their own line at the firm, national digits; "" for none."""
    title: str


class Numbers:
    """Hands out telephone numbers that ring nowhere, each once.

    North American numbers with the area code 555 and an exchange that begins with 0 or 1: the
    numbering plan has neither, so that no number can ever be somebody's. There are two million.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def draw(self) -> str:
        """Draw one that was not drawn before, ten digits."""
        while True:
            digits = f"555{self._rng.randrange(2_000_000):07d}"
            if digits not in self._given:
                self._given.add(digits)
                return digits


class Names:
    """Draws names as often as they are borne: some of many, most of few."""

    def __init__(self, seed: int) -> None:
        self._fakers = {country: Faker(locale) for country, locale in _LOCALES.items()}
        for faker in self._fakers.values():
            faker.seed_instance(seed)

    def given(self, country: str, *, is_woman: bool) -> str:
        """Draw a given name."""
        faker = self._fakers[country]
        return str(faker.first_name_female() if is_woman else faker.first_name_male())

    def family(self, country: str) -> str:
        """Draw a family name."""
        return str(self._fakers[country].last_name())


def draw_firm(rng: Random, names: Names, numbers: Numbers, owner: str = "") -> Firm:
    """Draw a firm.

    Args:
        rng: Source of chance.
        names: Where family names come from.
        numbers: Where telephone numbers come from.
        owner: The family that it is called after; "" for a made-up brand or no matter whom.
    """
    country = rng.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
    language = LANGUAGE_OF_COUNTRY[country]
    trade = rng.choice(TRADES[language])
    town = rng.choice(TOWNS[country])
    syllables = _SYLLABLES.split()
    brand = "".join(rng.choice(syllables) for _ in range(rng.choice((3, 3, 4)))).capitalize()
    family = owner or (names.family(country) if rng.random() < 0.25 else "")
    pattern = rng.choice(
        [one for one in trade.firms if ("{family}" in one) is bool(family)]
        or ["{family} & Associés" if family else "{word}"]
    )
    name = pattern.format(family=family, other=names.family(country), word=brand, town=town.name)
    suffix = rng.choice(_SUFFIXES)
    if suffix and suffix not in name:
        name = f"{name} {suffix}"
    stem = slug_of(brand if brand in name else f"{family}{brand[:3]}")
    return Firm(
        country=country,
        name=name,
        domain=f"{stem}.example",
        trade=trade,
        town=town,
        address=draw_address(rng, country, language, town),
        switchboard=numbers.draw() if rng.random() < 0.7 else "",
        family=family,
        mail_habit=rng.randrange(4),
        mailboxes=set(),
    )


def draw_person(
    rng: Random, who: int, firm: Firm, names: Names, numbers: Numbers, **given: str | bool
) -> BookPerson:
    """Draw somebody who works at a firm.

    Args:
        rng: Source of chance.
        who: Which person it is.
        firm: Where they work.
        names: Where names come from.
        numbers: Where telephone numbers come from.
        given: What is known of them: given, family, is_woman, title.
    """
    is_woman = bool(given.get("is_woman", rng.random() < 0.5))
    first = str(given.get("given") or names.given(firm.country, is_woman=is_woman))
    family = str(given.get("family") or names.family(firm.country))
    if "given" not in given and firm.country != "QC" and rng.random() < 0.05:
        first = f"{first} {rng.choice('ABCDEGHJKLMNPRST')}."
    if "family" not in given and rng.random() < 0.04:
        family = f"{family}-{names.family(firm.country)}"
    slugs = slug_of(first.split()[0]), slug_of(family)
    return BookPerson(
        who=who,
        firm=firm,
        is_woman=is_woman,
        given=first,
        family=family,
        cell=numbers.draw() if rng.random() < 0.6 else "",
        private_mail=f"{slugs[0]}.{slugs[1]}{rng.randrange(10, 99)}@{rng.choice(FREE_MAIL)}"
        if rng.random() < 0.3
        else "",
        profile=f"in/{slugs[0]}-{slugs[1]}-{rng.randrange(16**4):04x}-example"
        if rng.random() < 0.25
        else "",
        mailbox=take_mailbox(firm, first, family),
        line=numbers.draw() if rng.random() < (0.3 if firm.switchboard else 0.8) else "",
        title=str(given.get("title") or title_for(rng, firm.trade, is_woman=is_woman)),
    )


def take_mailbox(firm: Firm, given: str, family: str) -> str:
    """Give somebody the address that people have at a firm, or one beside it that is free."""
    whole = slug_of(given)
    first, last = slug_of(given.split()[0]), slug_of(family)
    forms = [f"{first}.{last}", f"{first[0]}{last}", first, f"{first[0]}.{last}"]
    usual = forms[firm.mail_habit]
    more = [f"{whole}.{last}", *(f"{usual}{number}" for number in range(2, 99))]
    local = next(one for one in (usual, *more) if one not in firm.mailboxes)
    firm.mailboxes.add(local)
    return f"{local}@{firm.domain}"


def card_of(rng: Random, person: BookPerson) -> CardFields:
    """Draw a card of a person: not every card has everything."""
    firm = person.firm
    emails = [person.mailbox] if rng.random() < 0.85 else []
    if rng.random() < 0.08:
        emails.append(f"{rng.choice(SHARED_MAILBOXES)}@{firm.domain}")
    if person.private_mail and (not emails or rng.random() < 0.3):
        emails.append(person.private_mail)
    phones = [
        phone
        for digits, label, part in (
            (firm.switchboard, PhoneLabel.WORK, 0.85),
            (person.line, PhoneLabel.WORK, 0.9),
            (person.cell, PhoneLabel.CELL, 0.9),
        )
        if digits and rng.random() < part
        for phone in [print_phone(rng, digits, label)]
    ]
    return CardFields(
        name=name_truth(person.given, person.family),
        organization=firm.name,
        title=person.title if rng.random() < 0.85 else "",
        emails=tuple(emails),
        phones=tuple(phones),
        social=(SocialTruth("linkedin", person.profile),)
        if person.profile and rng.random() < 0.7
        else (),
        addresses=(firm.address,) if rng.random() < 0.7 else (),
    )


def name_truth(given: str, family: str) -> NameTruth:
    """Give a name in its usual order."""
    return NameTruth(f"{given} {family}".strip(), given, family)


def print_phone(rng: Random, digits: str, label: PhoneLabel) -> PhoneTruth:
    """Print a number in one of the ways that cards do; it has no E.164, being nobody's."""
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    printed = rng.choice(_PATTERNS).format(area, exchange, line)
    return PhoneTruth(printed, "", label)


_PATTERNS: Sequence[str] = ("{} {}-{}", "({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "+1 {} {} {}")
