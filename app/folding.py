"""Text folded for comparing: without case, accents, ligatures and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WORD_LIMIT = 60
"""Longest word that is kept, characters; longer ones are found by their beginning."""

# Letters that no decomposition of Unicode takes apart, the way people type them without.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
# What joins parts of a word: L'Oréal is found as l, oreal and loreal; Tessier-Roy likewise.
_JOINERS = "'’‘ʼ´`-‐‑‒–.&+/"
_JOINED = re.compile(rf"[\w]+(?:[{re.escape(_JOINERS)}]+[\w]+)*", re.UNICODE)
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")


def fold(text: str) -> str:
    """Fold a text: case, accents and ligatures go, everything else stays in its place.

    Returns:
        The same letters however they were typed: "Œuvre" and "oeuvre" fold alike.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    # Only the marks that European letters carry: a Hindi vowel sign is a part of its word.
    bare = _MARKS.sub("", decomposed)
    return unicodedata.normalize("NFC", bare).casefold().translate(_LETTERS)


def split_words(text: str) -> Iterator[str]:
    """Give the folded words of a text, at most WORD_LIMIT characters each, repeats included.

    Words joined by an apostrophe, a hyphen or a full stop come in parts and as one.
    """
    for match in _JOINED.finditer(fold(text).replace("_", " ")):
        parts = [part for part in re.split(r"[^\w]+", match.group()) if part]
        yield from (part[:WORD_LIMIT] for part in parts)
        if len(parts) > 1:
            yield "".join(parts)[:WORD_LIMIT]


def fold_name(text: str) -> str:
    """Fold a name for sorting: its words with one space between, nothing else."""
    return " ".join(re.split(r"[\W_]+", fold(text))).strip()


def same_words(one: str, other: str) -> bool:
    """Say whether two texts have the same words, in whatever order, case and punctuation."""
    return sorted(fold_name(one).split()) == sorted(fold_name(other).split())
