"""States, provinces, counties and prefectures as addresses print them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from ocr.fields.text import fold

_GUESSED = (
    "US",
    "CA",
    "AU",
    "IN",
    "GB",
    "IE",
    "BR",
    "MY",
    "ZA",
    "JP",
    "KR",
    "CN",
    "PH",
    "NG",
    "MX",
)
"""Countries tried, in this order, when the card does not say which it is from."""


@lru_cache(maxsize=2048)
def find_region(text: str, country: str) -> tuple[str, str]:
    """Split a state or province off the end of a text.

    Args:
        text: A part of an address, such as "Springfield, OR" or "Montréal (Québec)".
        country: ISO code, or "" when it is not known.

    Returns:
        The region as printed, without brackets, and what stands before it; "" and the whole text
        when the text does not end with a region.
    """
    for names in _tried(country):
        match = names.search(text)
        if match is not None:
            region = match.group("open") or match.group("plain")
            return region.strip(), text[: match.start()].rstrip(" ,-–—/(")
    return "", text


@cache
def _tried(country: str) -> tuple[re.Pattern[str], ...]:
    """Return what is tried: the country's own names, then others' that are no abbreviations."""
    lists = _lists()
    found = list(lists.get(country, ()))
    for code in _GUESSED:
        if code != country:
            found += lists[code][:1] if country else lists[code]
    return tuple(found)


@cache
def _lists() -> dict[str, tuple[re.Pattern[str], ...]]:
    path = resources.files("ocr.fields").joinpath("data/subdivisions.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code: _expressions(text.split("|")) for code, text in rows.items()}


def _expressions(names: list[str]) -> tuple[re.Pattern[str], ...]:
    """Return what finds full names in any case, and what finds abbreviations in capitals only."""
    names = sorted(names, key=len, reverse=True)
    long = [n for n in names if len(n) > 3]
    short = [n for n in names if len(n) <= 3]
    found = []
    for some, flags in ((long, re.IGNORECASE), (short, 0)):
        if some:
            spelled = "|".join(re.escape(n) for n in some)
            plain = "|".join(re.escape(n) for n in {fold(n) for n in some} - set(some))
            every = f"{spelled}|{plain}" if flags and plain else spelled
            found.append(
                re.compile(
                    rf"(?:^|(?<=[\s,(\-–/]))(?:\((?P<open>{every})\.?\)|(?P<plain>{every}))[\s.,)]*$",
                    flags,
                )
            )
    return tuple(found)
