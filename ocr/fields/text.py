"""Small operations on text that every rule of this package needs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


_OTHER_LETTERS = str.maketrans({"’": "'", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
"""What is no letter with an accent to Unicode."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return text without case, accents and typographic variants, for comparing."""
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text.translate(_OTHER_LETTERS)


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: runs of letters and digits."""
    return tuple(_WORD.findall(fold(text)))


def digits(text: str) -> str:
    """Return the ASCII digits of a text."""
    return "".join(c for c in text if c in "0123456789")


def similarity(a: str, b: str, least: float = 0.0) -> float:
    """Return how alike two texts are, [0, 1], by their longest common blocks.

    Or 0 when it is less than ``least``, which most often takes no comparing to see.
    """
    if 2 * min(len(a), len(b)) < least * (len(a) + len(b)):
        return 0.0
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < least:
        return 0.0
    alike = matcher.ratio()
    return alike if alike >= least else 0.0


@lru_cache(maxsize=8192)
def is_capitals(text: str) -> bool:
    """Say whether a text has at least two letters and none of them is small."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and not any(c.islower() for c in letters)


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """Return a text with single spaces and without separators hanging at its ends."""
    text = re.sub(r"\s+", " ", text).strip(" \t,;:|•·*~_=<>–—-/\\")
    opened, closed = text.count("("), text.count(")")
    if opened > closed:
        text = text.rstrip("( ")
    if closed > opened:
        text = text.lstrip(") ")
    return text


def without_controls(text: str) -> str:
    """Return a text whose control and private characters are spaces and whose forms are NFC.

    Signs and letters of full width, which are read among Latin ones too, become plain.
    """
    cleaned = "".join(" " if unicodedata.category(c) in _UNREADABLE else c for c in text)
    return unicodedata.normalize("NFC", cleaned.translate(_FULL_WIDTH))


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_UNREADABLE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
