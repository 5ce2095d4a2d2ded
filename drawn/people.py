"""Invents people with their firms: nobody here exists, and nothing leads to anybody who does.

Domains are those that RFC 2606 and RFC 6761 keep for examples (.example, .test, example.com, .org
and .net with anything before them). Telephone numbers come from `drawn.phones`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from drawn.names import CULTURES, CULTURES_OF_COUNTRY, DEGREES, PREFIXES
from drawn.phones import PhoneHabit, draw_phone
from drawn.places import TOWNS, Town, draw_address
from drawn.trades import BRANDS, TRADES, Trade
from drawn.truth import CardFields, NameTruth, PhoneTruth, SocialTruth
from drawn.words import read_rows
from ocr.types import PhoneLabel

# How often each country is drawn: the product speaks French and English first.
COUNTRY_WEIGHTS: dict[str, int] = {
    "QC": 26, "FR": 16, "BE": 4, "CH": 4, "TN": 3, "MA": 2, "DZ": 1,
    "US": 14, "GB": 9, "CA": 10, "DE": 4, "PT": 2, "BR": 1, "ES": 2, "IT": 2,
}  # fmt: skip
LANGUAGE_OF_COUNTRY: dict[str, str] = {
    **dict.fromkeys(("QC", "FR", "BE", "CH", "TN", "MA", "DZ"), "fr"),
    **dict.fromkeys(("US", "GB", "CA"), "en"),
    "DE": "de", "PT": "pt", "BR": "pt", "ES": "es", "IT": "it",
}  # fmt: skip
_LEGAL_FORM = re.compile(
    r"\b(inc|ltd|llc|llp|gmbh|ag|lda|co|sarl|sas|cpas|s\.?l|s\.?r\.?l|s\.?e\.?n\.?c\.?r\.?l)\b\.?",
    re.IGNORECASE,
)
_ENDINGS = (".example",) * 5 + (".test",) * 2 + (".example.com",) * 3 + (".example.org",)
_LONGEST_STEM = 16
_LONGEST_EMAIL = 33
EXTRAS = {language: read_rows(f"extras_{language}") for language in ("fr", "en")}
_EXTRA_PART = 0.22
LANGUAGES = tuple(sorted(set(LANGUAGE_OF_COUNTRY.values())))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone invented, with more than a card prints."""

    country: str
    language: str
    fields: CardFields
    tagline: str
    mark: str
    brand: str
    """The short name of the firm, for a logo."""
    is_woman: bool
    extra: str = ""
    """A line that is none of the fields, such as opening hours; "" for none."""

    @property
    def initials(self) -> str:
        """The firm's or the person's letters, for a monogram."""
        words = [w for w in re.findall(r"\w+", self.brand) if w[0].isupper() or w[0].isdigit()]
        return "".join(word[0] for word in words[:2]).upper()


def invent_person(rng: Random, language: str | None = None, country: str | None = None) -> Person:
    """Invent a person.

    Args:
        rng: Source of chance; the same state gives the same person.
        language: One of `LANGUAGES`; any when None.
        country: Key of `COUNTRY_WEIGHTS`; any that speaks the language when None.

    Raises:
        ValueError: If no country speaks that language.
    """
    country = country or _draw_country(rng, language)
    language = LANGUAGE_OF_COUNTRY[country]
    is_woman = rng.random() < 0.5
    given, family = _draw_name(rng, country, is_woman=is_woman)
    trade = rng.choice(TRADES[language])
    town = rng.choice(TOWNS[country])
    address = draw_address(rng, country, language, town)
    word = rng.choice(BRANDS)
    organization = _name_firm(rng, trade, country, family, word, address.locality)
    domain = draw_domain(rng, organization, word if word in organization else family)
    fields = CardFields(
        name=_dress_name(rng, trade, language, given, family, is_woman=is_woman),
        organization=organization,
        department=rng.choice(trade.departments)
        if trade.departments and rng.random() < 0.35
        else "",
        title=title_for(rng, trade, is_woman=is_woman),
        emails=_draw_emails(rng, given, family, domain, language),
        phones=_draw_phones(rng, country, town),
        urls=(_draw_url(rng, domain),),
        social=_draw_social(rng, given, family, organization),
        addresses=(address,),
    )
    brand = word if word in organization else organization.split(",")[0]
    tagline = rng.choice(trade.taglines)
    extra = _draw_extra(rng, language, country) if rng.random() < _EXTRA_PART else ""
    return Person(country, language, fields, tagline, trade.mark, brand, is_woman, extra)


def title_for(rng: Random, trade: Trade, *, is_woman: bool) -> str:
    """Draw a title of a trade in the person's gender ("masculine/feminine", in any order)."""
    forms = rng.choice(trade.titles).split("/")
    if len(forms) == 1:
        return forms[0]
    # The feminine is the longer one of the two forms, save for a few such as "Coordonnatrice".
    feminine = max(forms, key=lambda f: (_looks_feminine(f), len(f)))
    masculine = next(f for f in forms if f is not feminine)
    return feminine if is_woman else masculine


def slug_of(text: str) -> str:
    """Fold a text to what a domain or a mailbox may hold: a-z, 0-9."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]", "", folded.encode("ascii", "ignore").decode().lower())


def draw_domain(rng: Random, organization: str, short_name: str) -> str:
    """Draw a domain for a firm under a name that is reserved for examples.

    Args:
        rng: Source of chance.
        organization: The firm's whole name.
        short_name: What it is called when the whole name is too long for a domain.
    """
    core = _LEGAL_FORM.sub("", organization)
    words = [slug_of(w) for w in re.split(r"[\s,&+']+", core) if slug_of(w)]
    small = {"de", "la", "le", "les", "du", "des", "et", "the", "of", "and", "au", "y", "saint"}
    words = [w for w in words if w not in small] or words
    stems = ["".join(words[:3]), "-".join(words[:2]), "".join(words[:2]), slug_of(short_name)]
    # A long address would have to be set in very small type.
    fitting = [stem for stem in stems if len(stem) <= _LONGEST_STEM]
    stem = fitting[0] if fitting else min(stems, key=len)[:_LONGEST_STEM]
    return stem + rng.choice(_ENDINGS)


def is_reserved_host(host: str) -> bool:
    """Say whether a host's name is one that RFC 2606 keeps for examples."""
    labels = host.lower().split(".")
    return labels[-1] in {"example", "test"} or labels[-2:] in (
        ["example", "com"],
        ["example", "org"],
        ["example", "net"],
    )


def _draw_extra(rng: Random, language: str, country: str) -> str:
    rows = [row.rpartition("|") for row in EXTRAS.get(language, ())]
    fitting = [text.strip() for only, _, text in rows if only.strip() in {"", country}]
    return rng.choice(fitting) if fitting else ""


def _draw_country(rng: Random, language: str | None) -> str:
    weights = {
        country: weight
        for country, weight in COUNTRY_WEIGHTS.items()
        if language is None or LANGUAGE_OF_COUNTRY[country] == language
    }
    if not weights:
        raise ValueError(f"no country speaks {language!r}; there is {', '.join(LANGUAGES)}")
    return rng.choices(list(weights), list(weights.values()))[0]


def _draw_name(rng: Random, country: str, *, is_woman: bool) -> tuple[str, str]:
    weighted = CULTURES_OF_COUNTRY[country]
    culture = CULTURES[rng.choices([c for c, _ in weighted], [w for _, w in weighted])[0]]
    given = rng.choice(culture.female if is_woman else culture.male)
    family = rng.choice(culture.family)
    if country in {"US", "CA", "GB"} and rng.random() < 0.15:
        given = f"{given} {rng.choice('ABCDEGHJKLMNPRST')}."
    elif rng.random() < 0.04:
        other = rng.choice(culture.family)
        family = family if other == family else f"{family}-{other}"
    return given, family


def _dress_name(
    rng: Random, trade: Trade, language: str, given: str, family: str, *, is_woman: bool
) -> NameTruth:
    prefix = ""
    if trade.prefixes and rng.random() < 0.6:
        prefix = _prefix_of(rng, trade.prefixes, is_woman=is_woman)
    elif rng.random() < 0.03:
        prefix = rng.choice(PREFIXES[language])
        prefix = {"Mme": "Mme" if is_woman else "M.", "M.": "Mme" if is_woman else "M."}.get(
            prefix, prefix
        )
        prefix = {"Ms.": "Ms." if is_woman else "Mr.", "Dra.": "Dra." if is_woman else "Dr."}.get(
            prefix, prefix
        )
    suffix = rng.choice(DEGREES[language]) if rng.random() < 0.14 else ""
    full = f"{prefix} {given} {family}".strip() + (f", {suffix}" if suffix else "")
    return NameTruth(full, given, family, prefix, suffix)


def _prefix_of(rng: Random, prefixes: tuple[str, ...], *, is_woman: bool) -> str:
    feminine = {"Dre"}
    fitting = [p for p in prefixes if (p in feminine) <= is_woman]
    if is_woman and "Dre" in prefixes:
        return "Dre"
    return rng.choice(fitting or list(prefixes))


def _looks_feminine(form: str) -> bool:
    first = form.split()[0].split("-")[0].rstrip(",")
    return first.endswith(("e", "trice", "euse", "in", "a"))


def _name_firm(rng: Random, trade: Trade, country: str, family: str, word: str, town: str) -> str:
    weighted = CULTURES_OF_COUNTRY[country]
    other = rng.choice([f for f in CULTURES[weighted[0][0]].family if f != family])
    return rng.choice(trade.firms).format(
        family=family.split("-")[0], other=other, word=word, town=town
    )


def _draw_emails(
    rng: Random, given: str, family: str, domain: str, language: str
) -> tuple[str, ...]:
    first, last = slug_of(given.split()[0]), slug_of(family)
    forms = [f"{first}.{last}", f"{first}.{last}", f"{first[0]}{last}", f"{first[0]}.{last}"]
    forms += [first, f"{first}{last[0]}", f"{first}_{last}", f"{last}.{first}"]
    forms.append({"fr": "bonjour", "en": "hello", "de": "kontakt"}.get(language, "info"))
    room = _LONGEST_EMAIL - len(domain) - 1
    mailbox = rng.choice([form for form in forms if len(form) <= room] or [f"{first[0]}{last[0]}"])
    if rng.random() < 0.06:
        return (f"{mailbox}@{domain}", f"info@{domain}")
    return (f"{mailbox}@{domain}",)


def _draw_phones(rng: Random, country: str, town: Town) -> tuple[PhoneTruth, ...]:
    labels = rng.choice(
        [
            (PhoneLabel.WORK,),
            (PhoneLabel.WORK,),
            (PhoneLabel.CELL,),
            (PhoneLabel.CELL,),
            (PhoneLabel.WORK, PhoneLabel.CELL),
            (PhoneLabel.WORK, PhoneLabel.CELL),
            (PhoneLabel.WORK, PhoneLabel.FAX),
            (PhoneLabel.WORK, PhoneLabel.CELL, PhoneLabel.FAX),
        ]
    )
    habit = PhoneHabit(is_international=rng.random() < 0.45, choice=rng.random())
    area = rng.choice(town.areas) if town.areas else ""
    phones: list[PhoneTruth] = []
    for label in labels:
        phone = draw_phone(rng, country, label, area, habit)
        while phone.e164 in {other.e164 for other in phones}:
            # North America has a hundred such numbers an area: two alike would be one number.
            phone = draw_phone(rng, country, label, area, habit)
        phones.append(phone)
    if labels[0] is PhoneLabel.WORK and rng.random() < 0.18:
        first = phones[0]
        extension = str(rng.randint(12, 989))
        phones[0] = PhoneTruth(first.value, first.e164, first.label, extension)
    return tuple(phones)


def _draw_url(rng: Random, domain: str) -> str:
    return rng.choice(["www.{}", "www.{}", "www.{}", "{}", "{}", "https://{}"]).format(domain)


def _draw_social(
    rng: Random, given: str, family: str, organization: str
) -> tuple[SocialTruth, ...]:
    if rng.random() > 0.16:
        return ()
    # No service keeps profile names for examples, so these say that they are one.
    handle = f"{slug_of(given.split()[0])}-{slug_of(family)}-example"
    if rng.random() < 0.6:
        return (SocialTruth("linkedin", f"in/{handle}"),)
    return (SocialTruth("instagram", f"@{slug_of(organization)[:16]}.example"),)
