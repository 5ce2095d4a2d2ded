"""Invented organizations: full name, the word in the logo, the host name."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from ocr.fields.text import fold
from training.people import initials_of
from training.places import COUNTRIES
from training.stock import Stock, entries

_LEGAL_KEY = {
    "IN": "in", "LK": "in", "JP": "asia", "KR": "asia", "CN": "asia", "HK": "asia", "MY": "asia",
    "VN": "asia", "AE": "asia",
}  # fmt: skip

_COMPANIES = {
    "en": ("& Co", "& Co.", "& Sons", "& Company", "& Associates", "& Partners", "Bros."),
    "fr": ("& Cie", "et Cie", "& Fils", "et fils", "et Associés", "& Associés", "Frères"),
    "de": ("& Co.", "& Söhne", "& Sohn", "& Partner", "Gebrüder"),
    "es": ("y Cía.", "e Hijos", "& Asociados", "Hermanos"),
    "pt": ("& Cia", "& Filhos", "e Associados", "Irmãos"),
    "it": ("& C.", "& Figli", "e Associati", "Fratelli"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Firm:
    """An organization in the forms in which cards print it."""

    full: str
    """As its owners write it, legal form included when they do; "" for people without a firm."""
    logo: tuple[str, ...]
    """What its logo says, line by line; may be the full name, a part of it, or initials."""
    logo_is_full: bool
    """Whether the lines of the logo together are the organization's name."""
    domain: str
    is_institution: bool
    town: str = ""
    """Where it is, when its name says so."""


def make_firm(stock: Stock, country: str, language: str, family: str, given: str) -> Firm:
    """Return an organization of a country; now and then the person's own name is in it."""
    rng = stock.rng
    culture = COUNTRIES[country][0]
    section = language if entries("firms", language, "patterns") else "en"
    is_institution = rng.random() < 0.2
    key = (
        "institutions"
        if is_institution and entries("firms", section, "institutions")
        else "patterns"
    )
    pattern = stock.entry("firms", section, key)
    own_name = rng.random() < 0.5
    brand, acronym = stock.brand(), stock.acronym()
    noun = stock.entry("firms", section, "nouns") or stock.entry("firms", "en", "nouns")
    legal_key = _LEGAL_KEY.get(country, section)
    legal = stock.entry("firms", "legal", legal_key) or "Inc."
    values = {
        "brand": brand, "acro": acronym, "noun": noun, "noun2": stock.entry("firms", section, "nouns"),
        "legal": legal, "town": stock.town(culture), "given": given if own_name else stock.given(culture),
        "family": family if own_name else stock.family(culture), "family2": stock.family(culture),
        "family3": stock.family(culture), "country": rng.choice(["Canada", "Japan", "France", "Brazil"]),
        "field": stock.entry("lines", "fields", section) or "Energy",
    }  # fmt: skip
    full = pattern
    for name in ("noun2", "family3", "family2", *values):
        full = full.replace(f"{{{name}}}", values[name])
    full = " ".join(full.split())
    described = entries("firms", f"descriptors_{section}", "all")
    if described and rng.random() < 0.2:  # a short name, and what it is in smaller letters
        short = rng.choice(
            [
                brand,
                brand,
                f"{values['family']} & {values['family2']}",
                values["family"],
                f"{brand} {noun}",
                acronym,
                f"{values['family']} {rng.choice(_COMPANIES.get(section, _COMPANIES['en']))}",
            ]
        )
        what = stock.pick(described)
        full = f"{short} {what}" if rng.random() < 0.85 else f"{short} & {what}"
        host = _domain(stock, rng.choice([short, full]), legal, short, country)
        if rng.random() < 0.14:
            full = f"{full} {legal}"
        parts = (*_shown(rng, short), full.removeprefix(short).strip())
        return Firm(full, parts, logo_is_full=True, domain=host, is_institution=is_institution)
    if "{legal}" not in pattern and not is_institution and rng.random() < 0.16:
        full = f"{full} {legal}"
    logo, is_full = _logo(stock, full, legal, brand if brand in full else "")
    host = _domain(stock, full, legal, brand, country)
    town = values["town"] if "{town}" in pattern else ""
    return Firm(full, logo, is_full, host, is_institution, town)


def _syllables(rng: random.Random, words: list[str]) -> str:
    """Return a name made of the beginnings of words, as SOciété DE TRAnsport makes SODETRA."""
    kept = [w for w in words if w[0].isalpha() and (len(w) > 3 or rng.random() < 0.3)][:4]
    parts = [fold(word)[: rng.choice([2, 2, 3, 3])] for word in kept]
    text = re.sub(r"[^a-z]", "", "".join(parts))
    return text.upper() if rng.random() < 0.7 else text.capitalize()


def _shown(rng: random.Random, short: str) -> tuple[str, ...]:
    """Return the lines of a short name in a logo: one, now and then a line a word."""
    words = short.split()
    if len(words) == 2 and rng.random() < 0.25:
        return tuple(words)
    return (short,)


def make_own_site(stock: Stock, country: str, family: str, given: str) -> Firm:
    """Return what people who work for themselves have: a host named after them, and no firm."""
    rng = stock.rng
    first, last = (re.sub(r"[^a-z]", "", fold(name)) or "me" for name in (given, family))
    label = rng.choice(
        [
            f"{first}{last}",
            f"{first}-{last}",
            last,
            first,
            f"{first[0]}{last}",
            f"{first}{last}art",
            f"{last}studio",
        ]
    )
    host = f"{label}.{rng.choice(COUNTRIES[country][2])}"
    return Firm("", (), logo_is_full=False, domain=host, is_institution=False)


def _logo(stock: Stock, full: str, legal: str, brand: str) -> tuple[tuple[str, ...], bool]:
    rng = stock.rng
    bare = full.removesuffix(legal).strip(" ,") or full
    words = bare.split()
    kind = rng.random()
    if kind < 0.26 or len(words) == 1:
        return (bare,), True
    if kind < 0.6:
        cut = rng.randint(1, len(words) - 1)
        lines = [" ".join(words[:cut]), " ".join(words[cut:])]
        if len(words) - cut > 3 and rng.random() < 0.5:
            middle = cut + (len(words) - cut) // 2
            lines = [lines[0], " ".join(words[cut:middle]), " ".join(words[middle:])]
        return tuple(lines), True
    if len(words) > 2 and kind < 0.64:
        short = _syllables(rng, words)
        if len(short) > 3:
            return (short,), False
    if kind < 0.77:
        initials = initials_of(re.sub(r"\b(?:of|de|des|du|the|and|et|la|le)\b|&", "", bare)).upper()
        return ((initials if len(initials) > 1 else words[0]),), False
    if kind < 0.9 and brand:
        return (brand,), False
    return (words[0],), False


def _domain(stock: Stock, full: str, legal: str, brand: str, country: str) -> str:
    rng = stock.rng
    ending = rng.choice(COUNTRIES[country][2])
    bare = re.sub(r"[^a-z0-9 ]", "", fold(full.removesuffix(legal)))
    words = [
        w
        for w in bare.split()
        if w not in {"the", "of", "and", "et", "de", "la", "le", "du", "les", "des"}
    ]
    kind = rng.random()
    if not words:
        words = ["office"]
    if kind < 0.45:
        label = "".join(words)
    elif kind < 0.6:
        label = words[0] if len(words[0]) > 3 else "".join(words[:2])
    elif kind < 0.75 and len(words) > 1:
        label = "".join(w[0] for w in words) + rng.choice(["", "", "group", "inc", "online"])
    elif kind < 0.85:
        label = "-".join(words[:2])
    elif kind < 0.93:
        label = "".join(w[:4] for w in words[:3])
    else:
        label = re.sub(r"[^a-z0-9]", "", fold(stock.brand())) or "mail"
    if len(label) < 2:
        label += "net"
    return f"{label[:24].strip('-') or 'mail'}.{ending}"
