"""Whether digits are a telephone number, and which one: E.164, mobile or not, by `phonenumbers`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

from ocr.fields.text import digits

SMALLEST_DIGITS: Final = 6
LARGEST_DIGITS: Final = 15
_TOLL_FREE: Final = PhoneNumberType.TOLL_FREE
# How mobile numbers begin, without the trunk prefix, for numbers that no operator has (yet).
_MOBILE_STARTS: Final = {
    "FR": "[67]", "BE": "4[5-9]", "CH": "7[4-9]", "LU": "6", "DE": "1[567]", "AT": "6[4-9]",
    "GB": "7[1-57-9]", "IE": "8[35-9]", "NL": "6", "IT": "3", "ES": "[67]", "PT": "9", "MA": "[67]",
    "DZ": "[567]", "TN": "[2459]", "SN": "7", "CI": "0[157]", "CM": "6", "IN": "[6-9]",
    "BR": r"\d\d9(?=\d{8}$)|9(?=\d{8}$)", "JP": "[789]0", "CN": "1[3-9]", "KR": "10", "AU": "4",
    "AE": "5", "TR": "5", "MY": "1", "ZA": "[678]", "RU": "9",
    "SG": "[89]", "HK": "[5679]", "AR": "9", "NO": "[49]", "FI": "[45]", "SE": "7", "PL": "[5-8]",
}  # fmt: skip
_MOBILE_LENGTHS: Final = {
    "TN": 8, "CI": 10, "IN": 10, "SN": 9, "FR": 9, "MA": 9, "BR": 11, "SG": 8, "HK": 8, "BE": 9,
    "CH": 9, "GB": 10, "ES": 9, "PT": 9, "NL": 9, "AU": 9, "CN": 11, "AE": 9, "DZ": 9, "ZA": 9,
    "TR": 10, "JP": 10,
}  # fmt: skip
_KEYPAD: Final = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999"
)  # ITU-T E.161
_VANITY: Final = re.compile(
    r"(?<![\w-])(?:\+?1[\s.-]{0,2})?\(?8(?:00|33|44|55|66|77|88)\)?[\s.-]{1,2}"
    r"(?=[A-Z0-9.-]*[A-Z]{3})[A-Z0-9]{1,9}(?:[\s.-][A-Z0-9]{1,7}){0,2}(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A number that the plan of a country contains."""

    e164: str
    is_mobile: bool
    is_fixed: bool


@lru_cache(maxsize=8192)
def parse_number(text: str, regions: tuple[str, ...]) -> Parsed | None:
    """Return the number that a text is for the first country that allows it, or None.

    Args:
        text: Digits and what stands between them, as printed.
        regions: ISO codes of countries, the likeliest first; a number in international form
            needs none.
    """
    cleaned = re.sub(r"\(\s?0\s?\)", " ", text.translate(_PLAIN)).strip()
    plain = digits(cleaned)
    if not SMALLEST_DIGITS <= len(plain) <= LARGEST_DIGITS + 2:
        return None
    if cleaned.lstrip("( ").startswith("+"):
        stripped = plain.removeprefix("00")
        found = _valid("+" + stripped, None)
        return found or (_first_valid(plain, regions) if plain.startswith("0") else None)
    if plain.startswith("00"):
        return _valid("+" + plain[2:], None) or _first_valid(plain, regions)
    return _first_valid(cleaned, regions) or _without_plus(cleaned, regions)


def is_probably_mobile(text: str, regions: tuple[str, ...]) -> bool:
    """Say whether a number that no plan contains begins as mobile numbers of the country do."""
    plain = digits(re.sub(r"\(\s?0\s?\)", " ", text))
    if text.lstrip("( ").startswith("+"):
        regions = _regions_of(plain)
    for region in regions[:1]:
        starts = _MOBILE_STARTS.get(region)
        if starts is None:
            return False
        code = str(phonenumbers.country_code_for_region(region))
        if "+" in text:
            if not plain.startswith(code):
                return False
            plain = plain[len(code) :]
        national = plain if region == "CI" else plain.lstrip("0")
        length = _MOBILE_LENGTHS.get(region)
        if length is not None and len(national) != length and region != "BR":
            return False
        return len(national) >= 8 and re.match(starts, national) is not None
    return False


def _regions_of(plain: str) -> tuple[str, ...]:
    for length in (1, 2, 3):
        known = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(plain[:length] or 0))
        if known:
            return tuple(known)
    return ()


def country_of(e164: str) -> str:
    """Return the ISO code of the country of an E.164 number, or ""."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(e164, None))
    except phonenumbers.NumberParseException:
        return ""
    return region or ""


def find_vanity(text: str) -> list[tuple[int, int, str]]:
    """Return the toll-free numbers spelled with letters: start, end, digits that they dial."""
    found = []
    for match in _VANITY.finditer(text):
        said = match.group()
        dialled = digits(said.upper().translate(_KEYPAD)).removeprefix("1")
        if len(dialled) == 10 or (len(dialled) > 10 and said[-1].isalpha()):
            # Words may be longer than the number: what is dialled too much is not heard.
            found.append((match.start(), match.end(), "1" + dialled[:10]))
    return found


_PLAIN: Final = str.maketrans("·•–‑‐—−/~\u00a0", "--------- ")


_TRUNK: Final = frozenset(
    {"FR", "GB", "BE", "CH", "DE", "MA", "DZ", "JP", "NL", "SE", "AU", "TR", "MY", "KR"}
)
"""Countries where numbers without calling code are always printed with their leading zero."""


def _first_valid(text: str, regions: tuple[str, ...]) -> Parsed | None:
    plain = digits(text)
    for region in regions:
        if region in _TRUNK and not plain.startswith(("0", "1")):
            own = str(phonenumbers.country_code_for_region(region))
            if not (plain.startswith(own) and len(plain) >= 10):
                continue
        parsed = _valid(text, region)
        if parsed is not None:
            return parsed
    return None


def _without_plus(text: str, regions: tuple[str, ...]) -> Parsed | None:
    """Read "(216) 71 550 143" or "91-22-5550 0143": a calling code whose plus is missing."""
    plain = digits(text)
    if len(plain) < 10 or plain.startswith("0"):
        return None
    first = digits(re.split(r"[\s).-]", text.strip("( "), maxsplit=1)[0])
    own = {str(phonenumbers.country_code_for_region(r)) for r in regions}
    is_own = any(plain.startswith(code) and code != "1" for code in own)
    is_apart = 2 <= len(first) <= 3 and int(first) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    if is_own or (is_apart and len(plain) >= 11):
        return _valid("+" + plain, None)
    return None


def _valid(text: str, region: str | None) -> Parsed | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    kind = phonenumbers.number_type(number)
    # Argentina writes a 9 before its mobiles, and only there the library cannot tell.
    is_mobile = kind == PhoneNumberType.MOBILE or e164.startswith("+549")
    return Parsed(e164, is_mobile, kind in (PhoneNumberType.FIXED_LINE, _TOLL_FREE))
