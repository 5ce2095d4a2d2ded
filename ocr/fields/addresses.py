"""Postal addresses: which words belong to one, and its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ocr.fields.regions import COUNTRIES, country_in, postcode_country
from ocr.fields.text import fold, tidy
from ocr.fields.words import word_list


@dataclass(frozen=True, slots=True)
class AddressParts:
    """The parts of an address; "" for one that is not there."""

    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""


_LABEL: Final = re.compile(
    r"^\s*(?:(?:postal |mailing |office |registered |head |business |work )?address(?:e)?|adresse"
    r"(?: postale)?|endere[çc]o|direcci[óo]n|anschrift|add|adr|addr|off(?:ice)?"
    r"|si[èe]ge(?: social)?|head ?office|regd?\.? ?off(?:ice)?|h\.?o|hq|bureau|lojas?"
    r"|res(?:i(?:dence)?)?|home)\s*\.?\s*[:;]\s*",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"^\s*(?:(?:head|branch|regional|registered|regd\.?|corporate|main|sales|[A-Z]\w+)\s"
    r"(?:office|branch|factory|works|plant|showroom)|americas|europe|asia pacific|matriz|filial"
    r"|sucursal(?: \w+)?|si[èe]ge social|succursale(?: \w+)?)\s*[:–-]?\s*(?=[\d#A-Z(])",
    re.IGNORECASE,
)
"""What stands before an address in its first line: "Head Office 12 Elm Street"."""
_HOME_LABEL: Final = re.compile(
    r"^\s*(?:res(?:i(?:dence)?)?|home|domicile)\s*\.?\s*[:;]", re.IGNORECASE
)
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
)
_STREET: Final = re.compile(
    rf"(?<![a-z])(?:{_STREET_WORDS})(?![a-z])|(?<=[a-z])(?:strasse|straße|straat|laan|gasse|weg|platz|allee)\b",
    re.I,
)
_ANY_POSTCODE: Final = re.compile(
    r"(?P<ca>\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?-?\d[A-Z]\d\b)"
    r"|(?P<gb>\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b)"
    r"|(?P<br>\b\d{2}\.?\d{3}-\d{3}\b)"
    r"|(?P<us9>\b\d{5}-\d{4}\b)"
    r"|(?P<jp>〒?\b\d{3}-\d{4}\b)"
    r"|(?P<pt>\b\d{4}-\d{3}\b)"
    r"|(?P<nl>\b[1-9]\d{3}\s[A-Z]{2}\b)"
    r"|(?P<in>\b[1-9]\d{2}\s\d{3}\b)"
    r"|(?P<six>\b[1-9]\d{5}\b)"
    r"|(?P<five>\b(?:[A-Z]{1,2}-)?\d{5}\b)"
    r"|(?P<four>\b(?:[A-Z]{1,3}-)?[1-9]\d{3}\b)"
)
_US_STATES: Final = word_list("us_states")
_US_STATE_NAMES: Final = word_list("us_state_names")
_CA_PROVINCES: Final = word_list("ca_provinces")
_BR_STATES: Final = word_list("br_states")
_IN_STATES: Final = word_list("in_states")
_GLUED_POSTCODE: Final = re.compile(r"(?<=[A-Za-z]{2})(?=\d{5}(?:-\d{4})?\b)")
"""Where reading lost the blank before a postcode: "OR97477"."""
_REGION_NAMES: Final = {
    "US": [*_US_STATE_NAMES, *_US_STATES],
    "CA": [*_CA_PROVINCES, "British Columbia", "Nova Scotia", "New Brunswick", "Newfoundland"],
    "BR": _BR_STATES,
    "IN": _IN_STATES,
}
_DISPLAY: Final = {code: names[0] for code, names in COUNTRIES.items()}


def strip_label(text: str) -> tuple[str, bool]:
    """Return an address line without its label, and whether the label says it is a home."""
    return _HEADING.sub("", _LABEL.sub("", text)), bool(_HOME_LABEL.match(text))


def is_labelled(text: str) -> bool:
    """Say whether a line begins with a label such as "Address:" or "Res:"."""
    return bool(_LABEL.match(text) or _HEADING.match(text))


def street_words(text: str) -> int:
    """Return how many words of a line are usual in streets, buildings and quarters."""
    return len(_STREET.findall(fold(text)))


def has_postcode(text: str, *, is_first: bool = False) -> bool:
    """Say whether a line has a postcode; four bare digits are too few to be sure.

    Args:
        text: The line.
        is_first: Whether it begins an address: digits at its start are then a house's number.
    """
    return any(
        match.lastgroup != "four" and not (is_first and match.start() == 0)
        for match in _ANY_POSTCODE.finditer(text)
    )


def join_lines(lines: list[str]) -> str:
    """Return the lines of an address as one text, joined by ", "."""
    joined = ", ".join(piece for piece in (tidy(line) for line in lines) if piece)
    return _GLUED_POSTCODE.sub(" ", joined)


def parse_address(formatted: str, fallback_country: str = "") -> AddressParts:
    """Take an address apart by the shape of its postcode and the names of countries and regions.

    Args:
        formatted: Its lines, joined by ", ".
        fallback_country: ISO code assumed where the address itself names no country.
    """
    body, country = _split_country(formatted)
    code = country_in(country) or postcode_country(body) or fallback_country
    matches = [m for m in _ANY_POSTCODE.finditer(body) if _is_postcode(m, body, code)]
    if not matches:
        return _without_postcode(body, country, code)
    match = matches[-1]
    before = body[: match.start()]
    after = tidy(body[match.end() :])
    # "75001 Paris", "1000 Bruxelles": the town follows. "Springfield, OR 97477": it comes before.
    head = [part for part in (tidy(p) for p in re.split(r",|\s[-–·|]\s", before)) if part]
    region, after = _take_region(after, code)
    if after and not _begins_street(after):
        town, *more = [p for p in (tidy(p) for p in re.split(r",|\s[-–·|]\s", after)) if p] or [""]
        region = region or (more[0] if more else "")
        return AddressParts(", ".join(head), match.group(), town, region, country)
    locality = ""
    if head:
        tail_region, tail = _take_region(head[-1], code)
        region = region or tail_region
        head[-1] = tail
        head = [part for part in head if part]
    if head and (len(head) > 1 or street_words(head[-1]) == 0):
        locality = head.pop()
    return AddressParts(", ".join(head), match.group(), locality, region, country)


def _without_postcode(body: str, country: str, code: str) -> AddressParts:
    head = [part for part in (tidy(p) for p in re.split(r",|\s[-–·|]\s", body)) if part]
    region = ""
    if len(head) > 1:
        region, rest = _take_region(head[-1], code)
        head[-1] = rest
        head = [part for part in head if part]
    locality = ""
    if len(head) > 1 and not any(c.isdigit() for c in head[-1]):
        locality = head.pop()
    return AddressParts(", ".join(head), "", locality, region, country)


def _split_country(text: str) -> tuple[str, str]:
    """Cut the name of a country off the end of an address."""
    folded = fold(text).rstrip(" .")
    if len(folded) > len(text):
        return text, ""
    for names in COUNTRIES.values():
        for name in sorted(names, key=len, reverse=True):
            plain = fold(name)
            if folded.endswith(plain) and _is_country_name(name):
                start = len(folded) - len(plain)
                if start == 0 or not folded[start - 1].isalnum():
                    return tidy(text[:start]), tidy(text[start:])
    return text, ""


_COUNTRY_NAMES: Final = frozenset(word_list("country_names"))


def _is_country_name(name: str) -> bool:
    several = {
        "united states", "etats-unis", "united kingdom", "great britain", "royaume-uni",
        "northern ireland", "the netherlands", "south korea", "republic of korea", "p.r. china",
        "hong kong", "viet nam", "sri lanka", "united arab emirates", "emirats arabes unis",
        "saudi arabia", "cote d'ivoire", "côte d'ivoire", "south africa", "new zealand",
        "czech republic",
    }  # fmt: skip
    return name in _COUNTRY_NAMES or name in several


def _is_postcode(match: re.Match[str], body: str, code: str) -> bool:
    if match.lastgroup == "four":
        # Four digits are a postcode only where a country uses them, or a town follows.
        after = body[match.end() :].lstrip(" ")
        is_four_digit_country = code in {
            "BE",
            "CH",
            "AT",
            "LU",
            "TN",
            "DK",
            "NO",
            "AU",
            "NZ",
            "HU",
            "ZA",
        }
        is_number_first = match.start() == 0 and street_words(body[: match.end() + 24]) > 0
        return bool(after[:1].isupper() and not is_number_first) or (
            is_four_digit_country and match.start() > 0
        )
    if match.lastgroup == "five":
        return match.start() > 0 or street_words(body[match.end() : match.end() + 30]) == 0
    if match.lastgroup == "jp":
        return code in {"JP", ""} or match.group().startswith("〒")
    return True


def _begins_street(text: str) -> bool:
    return text[:1].isdigit()


def _take_region(text: str, code: str) -> tuple[str, str]:
    """Split a state or province off the end (or the whole) of a text."""
    for known in (code,) if code in _REGION_NAMES else ("US", "CA"):
        for name in _REGION_NAMES.get(known, ()):
            expression = rf"(?:^|[\s,(\-/]){re.escape(name)}\.?\)?$"
            flags = 0 if len(name) == 2 else re.IGNORECASE
            found = re.search(expression, text, flags)
            if found:
                return tidy(found.group()).strip("()"), tidy(text[: found.start()])
    return "", text
