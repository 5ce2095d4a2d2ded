"""Postal addresses taken apart: street, postcode, locality, region, country.

An address is cut at its commas and dashes. Its country, if not printed, is the card's. Where the
postcode stands says where the town is: after it on the continent of Europe and in the Maghreb,
before it where English is written, on either side in Brazil and Japan. Nothing is dropped: what is
neither town nor region nor country is the street, with its floors and boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ocr.fields.addresses import street_words
from ocr.fields.regions import COUNTRIES, is_country_name, postcode_country
from ocr.fields.subdivisions import find_region
from ocr.fields.text import fold, tidy


@dataclass(frozen=True, slots=True)
class AddressParts:
    """The parts of an address; "" for one that is not there."""

    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""


_FOUR: Final = r"\b[1-9]\d{3}\b"
_FIVE: Final = r"\b\d{5}\b"
_POSTCODES: Final = {
    "CA": r"\b(?i:[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?-?\d[A-Z]\d)\b",
    "GB": r"\b(?i:[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2})\b",
    "IE": r"\b[ACDEFHKNPRTVWXY]\d[\dW]\s?[AC-FHKNPRTV-Y\d]{4}\b",
    "BR": r"\b\d{2}\.?\d{3}-\d{3}\b",
    "US": r"\b\d{5}(?:-\d{4})?\b",
    "JP": r"(?:〒\s?)?\b\d{3}-\d{4}\b",
    "PT": r"\b\d{4}-\d{3}\b",
    "NL": r"\b[1-9]\d{3}\s?[A-Z]{2}\b",
    "PL": r"\b\d{2}-\d{3}\b",
    "SE": r"\b(?:SE?-)?\d{3} ?\d{2}\b",
    "CZ": r"\b\d{3} ?\d{2}\b",
    "GR": r"\b\d{3} ?\d{2}\b",
    "IN": r"\b[1-9]\d{2}[ -]?\d{3}\b",
    "CN": r"\b\d{6}\b",
    "SG": r"\b\d{6}\b",
    "RO": r"\b\d{6}\b",
    "RU": r"\b\d{6}\b",
    "TW": r"\b\d{3}(?:\d{2,3})?\b",
    **dict.fromkeys(("FR", "DE", "IT", "ES", "MA", "DZ", "TR", "MX", "FI", "MY", "KR"), _FIVE),
    **dict.fromkeys(("TH", "ID", "PK", "LK", "SA", "EG", "UA", "HR", "RS", "SN", "LB"), _FIVE),
    **dict.fromkeys(("BE", "CH", "AT", "LU", "TN", "DK", "NO", "AU", "NZ", "ZA", "HU"), _FOUR),
    "PH": _FOUR,
}  # fmt: skip
_ANYWHERE: Final = (
    _POSTCODES["CA"], _POSTCODES["GB"], _POSTCODES["BR"],
    r"\b\d{5}-\d{4}\b", r"〒\s?\d{3}-?\d{4}\b",
    r"\b\d{2}-\d{3}\b(?=\s+[^\W\d])", _POSTCODES["PT"], r"\b[1-9]\d{3}\s[A-Z]{2}\b",
    r"\b[1-9]\d{2}\s\d{3}\b", r"\b[1-9]\d{5}\b", _FIVE, r"\b\d{3} \d{2}\b(?=\s+[^\W\d])", _FOUR,
)  # fmt: skip
_NO_POSTCODES: Final = frozenset({"AE", "HK", "CI", "BF", "NG", "QA", "CM", "ML", "BJ", "TG", "GA"})
_TOWN_FIRST: Final = frozenset(
    {"US", "CA", "GB", "IE", "AU", "NZ", "IN", "SG", "ZA", "PK", "TH", "CN", "KR", "PH", "ID", "LK"}
)
_CITIES: Final = frozenset({"luxembourg", "singapore", "singapour", "monaco"})
"""Countries whose name is that of their town."""
_PREFIX: Final = r"(?:\b(?:[A-Z]{1,3})\s?-\s?)?"
_CUTS: Final = re.compile(
    r"\s*[,;|·•]\s*|\s+[-–—]+\s*|(?<=[^\s\d])[–—]+\s*|(?<=[a-zé.])-\s+"
    r"|(?<=Street)-(?=[A-Z])|(?<=Road)-(?=[A-Z])"
)
_BOX: Final = re.compile(
    r"\b(?:b\.?\s?p\.?|c\.?\s?[psc]\.?|tsa|p\.?\s?o\.?\s?b(?:ox)?|box|postfach|case postale"
    r"|apartado|caixa postal|boite postale|bte|bo[iî]te|pmb|dx|n°|no\.?|nr\.?|villa|lot"
    r"|plot|suite|ste|unit|room|km|local|porte|#)\s*[.:]*\s*$",
    re.IGNORECASE,
)
_POSTCODE_LABEL: Final = re.compile(
    r"\b(?:cep|pin(?:\s?code)?|zip(?:\s?code)?|code postal|postcode|postal code|plz)\s*[:.-]*\s*$",
    re.IGNORECASE,
)
_AFRICAN_BOX: Final = re.compile(
    r"\bB\.?P\.?\s*[.:]?\s*\d+(?:\s*[-–,]\s*|\s+)(?:\d{5}\s+)?"
    r"(?P<town>[A-ZÀ-Ý][a-zà-ÿ'’A-ZÀ-Ý]+(?:[- ][A-ZÀ-Ý][\w'’]+)*?)(?:\s+(?:CMS\s+)?\d{1,2})?\s*$"
)
_LABEL: Final = re.compile(r"^(?:A|Add|Addr|Adr|Ad)\s*[:.]\s+", re.IGNORECASE)
_KANJI: Final = re.compile(
    r"(?P<region>東京都|北海道|(?:大阪|京都)府|[一-龥]{2,3}県)"
    r"(?P<town>[^\d\s０-９]{1,8}?[市区郡](?:[^\d\s０-９]{1,6}?[区町村])?)(?P<street>.*)"
)


def parse_address(formatted: str, fallback_country: str = "") -> AddressParts:
    """Take an address apart.

    Args:
        formatted: Its lines, joined by ", ".
        fallback_country: ISO code assumed where the address itself names no country.
    """
    kanji = _in_kanji(formatted)
    if kanji is not None:
        return kanji
    parts = [p for p in (tidy(c) for c in _CUTS.split(_LABEL.sub("", formatted))) if p]
    country, parts = _take_country(parts)
    body = ", ".join(parts)
    code = country_code(country) or postcode_country(body) or fallback_country
    place = _find_postcode(parts, code)
    if place is None:
        return _without_postcode(parts, country, code)
    return _around_postcode(parts, place, country, code)


def country_code(name: str) -> str:
    """Return the ISO code of the country that a name stands for, or ""."""
    plain = fold(name).strip(" .()")
    for code, names in COUNTRIES.items():
        if any(fold(n) == plain for n in names):
            return code
    return ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the postcode stands."""

    part: int
    start: int
    end: int
    code: str


def _take_country(parts: list[str]) -> tuple[str, list[str]]:
    """Take the country out of the parts: the last one that is one, or ends with one."""
    for k in range(len(parts) - 1, -1, -1):
        plain = parts[k].strip(" .()")
        if is_country_name(fold(plain)) or is_country_name(plain.casefold()):
            return plain, parts[:k] + parts[k + 1 :]
    if parts:
        words = parts[-1].split()
        for count in (3, 2, 1):
            tail = " ".join(words[-count:])
            plain = tail.strip(" .()")
            if len(words) > count and is_country_name(plain.casefold()):
                if plain.casefold() in {"wales", "mexico"} and count == 1:
                    continue
                return plain, [*parts[:-1], tidy(" ".join(words[:-count]))]
    return "", parts


def _find_postcode(parts: list[str], code: str) -> _Place | None:
    if code in _NO_POSTCODES:
        return None
    own = _POSTCODES.get(code)
    for expression in (own,) if own else ():
        place = _last_match(parts, expression, code)
        if place is not None:
            return place
    for expression in _ANYWHERE:
        place = _last_match(parts, expression, code)
        if place is not None:
            return place
    return None


def _last_match(parts: list[str], expression: str, code: str) -> _Place | None:
    pattern = re.compile(_PREFIX + f"(?P<code>{expression})")
    for k in range(len(parts) - 1, -1, -1):
        for match in reversed(list(pattern.finditer(parts[k]))):
            if _is_postcode(parts, k, match, code):
                return _Place(k, match.start(), match.end(), match.group("code").strip("〒 "))
    return None


def _is_postcode(parts: list[str], k: int, match: re.Match[str], code: str) -> bool:
    before, after = parts[k][: match.start()].strip(), parts[k][match.end() :].strip()
    said = match.group("code")
    if _BOX.search(before) or re.match(r"[/\d]|[A-Za-z]\b(?!\.)", after):
        return False
    if not said.isdigit() or match.start() < match.start("code"):
        return True  # "L-1645" is no house
    if not before and after:
        first = after.split()[0]
        is_town = "cedex" in fold(after)
        is_sure = k > 0 and code not in _TOWN_FIRST and (bool(code) or len(said) == 5)
        is_street = street_words(first if is_sure else after) > 0
        if (is_street and not is_town) or (k == 0 and code in _TOWN_FIRST):
            return False
    if len(said) == 4:
        is_house = bool(before) and street_words(before) > 0 and not after
        if not before and not after and k == 0:
            return False
        is_known = len(_POSTCODES.get(code, "")) == len(_FOUR)
        return (is_known and not is_house) or (not before and after[:1].isupper())
    # "Rua das Flores 12345" is a house; "Street 12, Town 12345" a postcode.
    return not (k == 0 and before and not after and street_words(before) > 0 and len(parts) > 1)


def _around_postcode(parts: list[str], place: _Place, country: str, code: str) -> AddressParts:
    part = parts[place.part]
    before = tidy(_POSTCODE_LABEL.sub("", part[: place.start]))
    after = tidy(part[place.end :]).lstrip(". ")
    head, tail = parts[: place.part], parts[place.part + 1 :]
    region = ""
    if after.startswith("(") or find_region(after, code)[0] == after.strip("()"):
        region, after = after.strip("() "), ""
    if after and any(c.isalpha() for c in after) and street_words(after) < 2:
        # "75001 Paris": the town follows.
        head = [*head, before] if before else head
        locality, own = _split_town(after, code)
        region = region or own
    else:
        rest = before
        own, rest = find_region(rest, code)
        region = region or own
        if not rest and head:
            more, last = find_region(head[-1], code)
            if more and last:
                region, rest, head = region or more, last, head[:-1]
            elif more and not region and len(head) > 1:
                region, head = more, head[:-1]
        if fold(country) in _CITIES:
            locality, head = country, [*head, rest] if rest else head
        else:
            locality, head = _town_before(rest, head, tail, code)
    if not locality and tail and not any(c.isdigit() for c in tail[0]):
        locality, tail = tail[0], tail[1:]
    if tail and not region and not any(c.isdigit() for c in " ".join(tail)):
        region, tail = re.sub(r"^\((.*)\)$", r"\1", tail[0]), tail[1:]
    if not locality and fold(region) in {"quebec", "new york"}:
        locality, region = region, ""
    street = ", ".join([*head, *tail])
    return AddressParts(street, place.code, locality.strip(" .,"), region, country)


def _town_before(rest: str, head: list[str], tail: list[str], code: str) -> tuple[str, list[str]]:
    """Return the town that stands before a postcode, and the parts before the town."""
    if rest and not _is_street(rest):
        return rest, head
    if rest:
        return "", [*head, rest]
    if not head or (len(head) == 1 and _is_street(head[0])):
        return "", head
    if code not in _TOWN_FIRST and tail and not any(c.isdigit() for c in tail[0]):
        return "", head
    return head[-1], head[:-1]


def _is_street(text: str) -> bool:
    return street_words(text) > 0 and any(c.isdigit() for c in text)


def _split_town(text: str, code: str) -> tuple[str, str]:
    """Split "Roccafederighi (GR)", "São Paulo/SP", "Bağcılar / İSTANBUL" in town and region."""
    opened = re.match(r"(?P<town>.+?)\s*\((?P<region>[^)]+)\)$", text)
    if opened is not None:
        return opened.group("town"), opened.group("region")
    slash = re.match(r"(?P<town>[^/]+?)\s*/\s*(?P<region>[^/\d]+)$", text)
    if slash is not None and code not in {"BE", "CH"}:
        return slash.group("town"), slash.group("region").strip()
    if code in {"FR", "BE", "CH", "IT", "ES", "DE"}:
        return text, ""
    region, town = find_region(text, code)
    return (town, region) if town else (text, "")


def _without_postcode(parts: list[str], country: str, code: str) -> AddressParts:
    parts = list(parts)
    box = next((m for p in parts if (m := _AFRICAN_BOX.search(p))), None)
    region = locality = ""
    if parts:
        region, rest = find_region(parts[-1], code)
        if region and (rest or len(parts) > 1):
            parts = [*parts[:-1], rest] if rest else parts[:-1]
        else:
            region = ""
        opened = re.match(r"(?P<town>[^()\d]+?)\s*\((?P<region>[^)\d]+)\)$", parts[-1])
        if opened is not None and not region and len(parts) > 1:
            parts[-1], region = opened.group("town"), opened.group("region")
    if len(parts) > 1 and not any(c.isdigit() for c in parts[-1]):
        locality = parts.pop()
    elif box is not None:
        locality = box.group("town")
    return AddressParts(", ".join(parts), "", locality.strip(" ."), region, country)


def _in_kanji(text: str) -> AddressParts | None:
    """Take apart an address in Japanese order: postcode, prefecture, town, street."""
    match = _KANJI.search(text)
    if match is None:
        return None
    postcode = re.search(r"\d{3}-\d{4}", text)
    return AddressParts(
        tidy(match.group("street")),
        postcode.group() if postcode else "",
        match.group("town"),
        match.group("region"),
        "",
    )
