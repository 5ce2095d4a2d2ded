"""Invented people: names as printed, degrees, titles, departments."""

from __future__ import annotations

from dataclasses import dataclass

from training.stock import Stock, entries


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a card prints them."""

    given: str
    family: str
    name: str
    """As printed, without degrees."""
    degrees: str


def make_person(stock: Stock, culture: str) -> Person:
    """Return a person of a culture."""
    rng = stock.rng
    given, family = stock.given(culture), stock.family(culture)
    shown = given
    if rng.random() < 0.1 and culture in {"US", "CA_EN", "GB", "IN", "PH"}:
        shown = f"{given} {rng.choice('ABCDEFGHJKLMPRSTW')}."
    elif rng.random() < 0.08:
        shown = f"{given} {stock.given(culture)}"
    elif rng.random() < 0.05:
        shown = f"{given[0]}."
    elif rng.random() < 0.04:
        shown = f"{given[0]}.{rng.choice('ABCDEFGHJKLMPRSTW')}."
    if rng.random() < (0.3 if culture in {"ES", "MX", "PT", "BR"} else 0.04):
        family = f"{family} {stock.family(culture)}"
    order = rng.random()
    name = f"{shown} {family}"
    if culture in {"FR", "TN", "SN", "CH_FR", "JP", "CN", "HK", "VN"} and order < 0.2:
        name = f"{shown} {family.upper()}"
    elif culture in {"KR", "CN", "HK", "HU", "VN"} and order < 0.4:
        name = f"{family} {shown}" if order < 0.3 else f"{family.upper()} {shown}"
    elif culture in {"FR", "TN", "SN"} and order < 0.26:
        name = f"{family.upper()} {shown}"
    if rng.random() < 0.03:
        name = f'{shown} "{shown[:3].capitalize()}" {family}'
    if rng.random() < 0.07:
        prefixes = [
            "Dr.",
            "Dr",
            "Prof.",
            "Mr.",
            "Mrs.",
            "Ms.",
            "Me",
            "M.",
            "Mme",
            "Ing.",
            "Ir.",
            "Er.",
            "Eng.",
        ]
        name = f"{rng.choice(prefixes)} {name}"
    degrees = ""
    if rng.random() < 0.16:
        count = rng.choice([1, 1, 1, 2, 2, 3])
        degrees = ", ".join(stock.pick(entries("lines", "degrees", "all")) for _ in range(count))
    return Person(given, family, " ".join(name.split()), degrees)


def make_title(stock: Stock, language: str) -> str:
    """Return a title in a language; English where the language has no list."""
    rng = stock.rng
    section = language if entries("titles", language, "whole") else "en"
    if section in {"en", "fr"} and rng.random() < 0.55:
        title = stock.entry("titles", section, "patterns")
        for key in ("level", "head", "field2", "field"):
            source = "fields" if key.startswith("field") else f"{key}s"
            while f"{{{key}}}" in title:
                title = title.replace(f"{{{key}}}", stock.entry("titles", section, source), 1)
    else:
        title = stock.entry("titles", section, "whole")
    if rng.random() < 0.07:
        joint = rng.choice([" & ", ", ", " / ", " - ", " and " if section == "en" else " et "])
        title = title + joint + stock.entry("titles", section, "whole")
    return title


def make_department(stock: Stock, language: str) -> str:
    """Return a department in a language; English where the language has no list."""
    section = language if entries("lines", "departments", language) else "en"
    text = stock.entry("lines", "departments", section)
    for key in ("field2", "field"):
        text = text.replace(f"{{{key}}}", stock.entry("lines", "fields", section))
    return text


def initials_of(text: str) -> str:
    """Return the first letters of a text's words."""
    return "".join(word[0] for word in text.split() if word[:1].isalpha())
