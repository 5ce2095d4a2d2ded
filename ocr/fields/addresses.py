"""Lines of postal addresses: which words belong to one, and what stands before it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ocr.fields.text import fold, tidy

_LABEL: Final = re.compile(
    r"^\s*(?:(?:postal |mailing |office |registered |head |business |work )?address(?:e)?|adresse"
    r"(?: postale)?|endere[çc]o|direcci[óo]n|anschrift|add|adr|addr|off(?:ice)?"
    r"|si[èe]ge(?: social)?|head ?office|regd?\.? ?off(?:ice)?|h\.?o|hq|bureau|lojas?"
    r"|res(?:i(?:dence)?)?|home|visitors?|visiting address|visit us|bes[øöo]k(?:s?adress?e?)?"
    r"|(?:bezoek|post|correspondentie)adres|postadress?e?|hausanschrift|postanschrift|indirizzo"
    r"|courrier|correspondan?ce|livraisons?|deliver(?:y|ies)|shipping|mail(?:ing)?|adres"
    r"|pobo[cč]ka|oddzia[lł]|kontor|kancel[aá][rř]|iroda|cím|adresa)"
    r"\s*\.?\s*[:;]\s*"
    r"|^\s*(?:bezoek|post|correspondentie)adres\s+(?=[A-Z]\w*\s)",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"^\s*(?:(?!post\s)(?:head|branch|regional|registered|regd\.?|corporate|main|sales|[A-Z]\w+)\s"
    r"(?:office|branch|factory|works|plant|showroom)"
    r"(?!\s(?:building|park|tower|cent|complex|plaza|block))|americas|europe|asia pacific"
    r"|matriz|filial|sucursal(?: \w+)?|si[èe]ge social|succursale(?: \w+)?)\b"
    r"\s*[:–-]?\s*(?=[\d#A-Z(])"
    r"|^\s*(?:sede|ufficio|bureau|agence|cabinet|filiale|niederlassung|b[üu]ro|loja|oficina|showroom"
    r"|warehouse|entrep[ôo]t|atelier|usine|magasin|factory)(?:\s[\w'’-]+){0,3}\s*:\s*",
    re.IGNORECASE,
)
"""What stands before an address in its first line: "Head Office 12 Elm Street"."""
_HOME_LABEL: Final = re.compile(
    r"^\s*(?:res(?:i(?:dence)?)?|home|domicile)\s*\.?\s*[:;]", re.IGNORECASE
)
_HOME_HEADING: Final = re.compile(
    r"\s*[(\[]?(?:res(?:i(?:dence)?)?|home|domicile|privat)(?: address)?\s*[.:)\]]*\s*",
    re.IGNORECASE,
)
"""A line that says of the address below that it is a home."""
_STREET_WORDS: Final = (
    r"street|st|road|rd|avenue|ave?|av|boulevard|blvd|boul|bd|bvd|lane|ln|drive|dr|way|court|ct|place|pl"
    r"|square|sq|parkway|pkwy|highway|hwy|circle|cir|terrace|suite|ste|floor|fl|room|rm|unit|building"
    r"|bldg|tower|block|plot|level|house|crescent|close|gate|wharf|park|plaza|box|rue|ruelle|allee|allée"
    r"|chemin|ch|route|rte|rang|impasse|quai|cours|place|passage|montee|côte|faubourg|residence|immeuble"
    r"|imm|etage|bureau|bp|cp|zi|za|zac|lotissement|cite|hay|cedex|strasse|straße|str|gasse|platz|weg"
    r"|allee|damm|ring|ufer|rua|r|avenida|travessa|praca|praça|alameda|estrada|rodovia|largo|calcada"
    r"|bairro|jd|jardim|sala|andar|conj|calle|c|carrera|cra|paseo|plaza|colonia|col|via|viale|piazza|corso"
    r"|straat|laan|plein|jalan|jln|jl|lorong|nagar|marg|colony|layout|sector|phase|cross|main|opp|near"
    r"|behind|township|enclave|cho|chome|ku|dong|gu|ro|gil|shi|machi|cad|caddesi|sok|sokak|mah|ul|ulica"
    r"|utca|utja|koz|korut|krt|gatve|g(?=\.\s?\d)|aleja|os(?=\.)|namesti|nam(?=\.)|trida|ulice|cesta|trg"
    r"|strada|calea|soseaua|sos(?=\.)|bulevardul|bul(?=\.)|leoforos|odos|duong|hem|facing|derriere|face"
)
_STREET: Final = re.compile(
    rf"(?<![a-z])(?:{_STREET_WORDS})(?![a-z])|(?<=[a-z])(?:strasse|straße|straat|laan|gasse|weg|platz|allee"
    r"|gatan?|v[aä]gen|katu|gade|vej(?:en)?|gaten|veien|kade|gracht|dijk|singel|plein|ufer|damm)\b",
    re.I,
)
_ANY_POSTCODE: Final = re.compile(
    r"(?P<ca>\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?-?\d[A-Z]\d\b)"
    r"|(?P<gb>\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b)"
    r"|(?P<br>\b\d{2}\.?\d{3}-\d{3}\b)"
    r"|(?P<us9>\b\d{5}-\d{4}\b)"
    r"|(?P<jp>〒?\b\d{3}-\d{4}\b)"
    r"|(?P<pt>\b\d{4}-\d{3}\b(?!-\d))"
    r"|(?P<nl>\b[1-9]\d{3}\s[A-Z]{2}\b)"
    r"|(?P<in>\b[1-9]\d{2}\s\d{3}\b)"
    r"|(?P<gr>\b[1-9]\d{2}\s\d{2}(?=,?\s[A-ZÀ-ÝΑ-Ω]))"
    r"|(?P<au>\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),?\s\d{4}\b)"
    r"|(?P<ie>\b[AC-FHKNPRTV-Y]\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}\b)"
    r"|(?P<six>\b[1-9]\d{5}\b)"
    r"|(?P<five>\b(?:[A-Z]{1,2}-)?\d{5}(?:\b|(?=[A-ZÀ-Ý][A-Za-zÀ-ÿ]{2})))"
    r"|(?P<four>\b(?:[A-Z]{1,3}-)?[1-9]\d{3}\b)"
)
_UNIT: Final = re.compile(
    r"\b(?:suites?|ste|floor|fl|rooms?|rm|units?|bureaux?|offices?|local|apt|app|[ée]tage|piso|sala"
    r"|andar|loja|conj|buildings?|bldg|b[âa]t|blocks?|imm|immeuble|p\.? ?o\.? ?box|box|bp|cp)"
    r"\b[\s.:#°-]*\w*\d\w*",
    re.IGNORECASE,
)
"""A part of a building, or a box at the post: no street by itself."""
_BOX: Final = re.compile(
    r"\b(?:dept|lot|plot|cs|bp|b\.\s?p|tsa|dx|docex|po ?b|(?:p\.?\s?o\.?\s?)?box|postfach|postbus"
    r"|posbus|casilla|apartado|apdo)"
    r"\.?\s*(?:n[°o.]*)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
"""What stands before the number of a box at the post or a lot, which looks like a postcode."""
_BOX_FIRST: Final = re.compile(
    r"(?:postboks|postbus|posbus|docex|postfach|postlada|postilokero|apartado|casilla|boite postale"
    r"|post office box|p\.?\s?o\.?\s?box|box|pb|bp)\.?\s*:?\s*\d",
)
_NUMBER_WITH_LETTERS: Final = re.compile(r"(?<![\w.])(?:[oO]\d[\doO]*|\d[\doO]{3,})(?!\w)")
_CANADIAN_WITH_LETTERS: Final = re.compile(
    r"(?<!\w)([ABCEGHJ-NPRSTVXY])([\dO])([A-Z])(\s?-?)([\dO])([A-Z])([\dO])(?!\w)", re.IGNORECASE
)
_CANADIAN_WITHOUT_FIGURES: Final = re.compile(
    r"(?<!\w)[ABCEGHJ-NPRSTVXY]o[A-Z]\s?o[A-Z]o(?!\w)"
    r"|(?<=\b[A-Z]{2} |[a-zA-Z]\) )[ABCEGHJ-NPRSTVXY]O[A-Z]\s?O[A-Z]O(?!\w)"
)
"""Codes of the country, whose figures are often zeros alone: "GoS oAo", "(Québec) GOS OAO"."""
_GLUED_HOUSE: Final = re.compile(r"^(\d{1,4})(?=[A-Z][a-z]{3})")
"""Where reading lost the blank behind the number of a house: "1Queen's Wharf"."""
_GLUED_POSTCODE: Final = re.compile(
    r"(?<=[A-Za-z]{2})(?=\d{5}(?:-\d{4})?\b)|(?<=\b\d{5})(?=[A-ZÀ-Ý][A-Za-zÀ-ÿ]{2})"
)
"""Where reading lost the blank before or behind a postcode: "OR97477", "57000Northbay"."""


@lru_cache(maxsize=4096)
def strip_label(text: str) -> tuple[str, bool]:
    """Return an address line without its label, and whether the label says it is a home."""
    return _HEADING.sub("", _LABEL.sub("", text)), bool(_HOME_LABEL.match(text))


def is_home_heading(text: str) -> bool:
    """Say whether a line is nothing but the heading of a home: "Res :", "Residence"."""
    return bool(_HOME_HEADING.fullmatch(text))


def is_labelled(text: str) -> bool:
    """Say whether a line begins with a label such as "Address:" or "Res:"."""
    return bool(_LABEL.match(text) or _HEADING.match(text))


@lru_cache(maxsize=4096)
def street_words(text: str) -> int:
    """Return how many words of a line are usual in streets, buildings and quarters."""
    return len(_STREET.findall(fold(text)))


@lru_cache(maxsize=4096)
def has_postcode(text: str, *, is_first: bool = False) -> bool:
    """Say whether a line has a postcode; four bare digits are too few to be sure.

    Args:
        text: The line.
        is_first: Whether it begins an address: digits at its start are then a house's number.
    """
    text = with_figures(text)
    return any(
        match.lastgroup != "four"
        and not (is_first and match.start() == 0)
        and not _BOX.search(text[: match.start()])
        for match in _ANY_POSTCODE.finditer(text)
    )


@lru_cache(maxsize=4096)
def is_street(text: str) -> bool:
    """Say whether a line is a street with a number in it, not only a floor or a box."""
    street = _UNIT.sub(" ", text)
    return street_words(street) > 0 and any(c.isdigit() for c in street)


@lru_cache(maxsize=4096)
def is_box(text: str) -> bool:
    """Say whether a line begins with a box at the post: "Postfach 12 34"."""
    return bool(_BOX_FIRST.match(fold(text).strip()))


def with_figures(text: str) -> str:
    """Return a line of an address in which letters that were read for a zero are figures again."""
    text = _CANADIAN_WITH_LETTERS.sub(_canadian, text)
    text = _CANADIAN_WITHOUT_FIGURES.sub(lambda m: re.sub("[oO]", "0", m.group()), text)
    return _NUMBER_WITH_LETTERS.sub(lambda m: re.sub("[oO]", "0", m.group()), text)


def _canadian(match: re.Match[str]) -> str:
    a, b, c, blank, d, e, f = match.groups()
    has_figure = any(x.isdigit() for x in (b, d, f))
    if not has_figure or not any(x.isupper() for x in (a, c, e)):
        return match.group()  # two words: "too mom"
    b, d, f = (re.sub("[oO]", "0", x) for x in (b, d, f))
    return f"{a}{b}{c}{blank}{d}{e}{f}".upper()


def join_lines(lines: list[str]) -> str:
    """Return the lines of an address as one text, joined by ", "."""
    read = (_GLUED_HOUSE.sub(r"\1 ", with_figures(tidy(line))) for line in lines)
    joined = ", ".join(piece for piece in read if piece)
    return _GLUED_POSTCODE.sub(" ", joined)
