"""Tells the lines of another alphabet from those in Latin letters, on cards that have both.

Many cards say everything twice: in Latin letters on one side, in Japanese, Arabic or Greek on the
other. The recogniser reads Chinese and Japanese well and parts of Greek; for the rest it makes up
Latin letters, without much confidence. What is in Latin letters then says who it is.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ocr.fields.phone_numbers import SMALLEST_DIGITS
from ocr.fields.pieces import Piece
from ocr.fields.text import digits
from ocr.fields.typed import FoundPhone, TypedFields
from ocr.types import LineRef, Side

_ENOUGH_LINES: Final = 2
"""Lines in Latin letters that a card needs before the others are set aside; and lines that could
not be read before they mean another alphabet: one alone is a sign or a slogan in a fancy face."""
_LEAST_LETTERS: Final = 3
"""Letters of a line that says something; a rest of "TEL" or "No" does not."""
_UNREAD: Final = 0.8
"""Confidence, a mean by letters, below which the recogniser could not read a side, or a line. Lines
in Hebrew, Thai and Hindi have 0.2 to 0.82; of photographed sides in Latin letters, one in 60 has
less, slogans and handwriting for the most part."""
_HARDLY_READ: Final = 0.75
"""The same for a few lines of a side that is well read else: of 1,200 photographed cards in Latin
letters, two have such lines."""
_WELL_READ: Final = 0.9
"""Confidence of lines in Latin letters, among lines of another alphabet too."""
_LATIN_SHARE: Final = 0.6
"""Share of its letters that a line in Latin letters has at least: a few have one "Λ" for an A."""
_MIXED_SIDE: Final = 0.2
"""Share of Greek or Cyrillic letters from which on a side is in that alphabet: half of its letters
look like Latin ones, and are read so."""
_LOOKALIKES: Final = frozenset("ABCEHIKMNOPTXYZaceiklnopuvxyz")
_MATHEMATICAL: Final = frozenset("∆∏∑Ω")
"""Mathematical signs that capitals are taken for."""
_STRANGE: Final = 3
_LOST: Final = 2
"""Digits at an end of a number that letters beside it add, and that they cost."""


def settle_alphabets(found: TypedFields) -> None:
    """Leave to names, words and places only what a card says in Latin letters, if it says enough.

    Telephones and e-mails have no alphabet: those of the other side stay, but for noise.
    """
    others = _find_others(found.pieces, _repeating_sides(found))
    # Bare numbers may be anything, and one ideograph is what a mark or an icon looks like.
    found.other_alphabets = tuple(
        p.ref for p in found.pieces if p.ref in others and _count_letters(p.rest) > 1
    )
    _drop_noise(found)
    found.pieces = [p.with_rest("") if p.ref in others else p for p in found.pieces]


def _repeating_sides(found: TypedFields) -> frozenset[Side]:
    """Return the sides with a telephone or an e-mail that another side has too."""
    sides: dict[str, set[Side]] = defaultdict(set)
    for phone in found.phones:
        sides[digits(phone.span.value)].add(phone.lines[0].side)
    for email in found.emails:
        sides[email.value.casefold()].add(email.lines[0].side)
    return frozenset(side for several in sides.values() if len(several) > 1 for side in several)


def _find_others(pieces: Sequence[Piece], repeating: frozenset[Side]) -> frozenset[LineRef]:
    """Tell the printed lines that repeat in another alphabet what a card says in Latin letters.

    Args:
        pieces: The lines of all sides, with what typed fields left of them.
        repeating: Sides that say something twice: they most likely say all twice.

    Returns:
        Of a card that says hardly anything in Latin letters, only lines that could not be read, or
        lack letters: something is better than nothing, and nothing better than what nobody wrote.
    """
    printed = [p for p in pieces if p.rest and not p.handwritten]
    telling = [p for p in printed if _count_letters(p.rest) >= _LEAST_LETTERS]
    if _is_all_unread(pieces, telling):
        return frozenset(p.ref for p in telling)
    sides = {side: [p for p in telling if p.ref.side is side] for side in Side}
    # A slogan on the back is no reason to set a blurred front aside.
    reaching = {p.ref.side for p in pieces if p.taken}
    needed = {
        side: _needed(lines, is_alone=not reaching - {side}, is_repeating=side in repeating)
        for side, lines in sides.items()
    }
    mixed = {side for side, lines in sides.items() if _is_mixed(lines)}

    def is_half_read(piece: Piece) -> bool:
        return piece.ref.side in mixed and _may_be_other(piece.rest)

    def is_latin(piece: Piece) -> bool:
        if latin_share(piece.rest) < _LATIN_SHARE or is_half_read(piece):
            return False
        if not sides[piece.ref.side] and not _count_letters(piece.rest):
            # Of Cyrillic and Arabic lines, nothing but their numbers is seen.
            return not reaching - {piece.ref.side}
        return piece.confidence >= needed[piece.ref.side] or not _count_letters(piece.rest)

    if sum(map(is_latin, telling)) < _ENOUGH_LINES:
        return frozenset(p.ref for p in printed if is_half_read(p))
    return frozenset(p.ref for p in printed if not is_latin(p))


def _is_all_unread(pieces: Sequence[Piece], telling: Sequence[Piece]) -> bool:
    """Say whether a card is in letters that could not be read, while its numbers or e-mails were.

    Of a blurred photo, neither can.
    """
    reaching = [p.confidence for p in pieces if p.taken and not p.handwritten]
    is_sharp = bool(reaching) and max(reaching) >= _WELL_READ
    return is_sharp and len(telling) >= _ENOUGH_LINES and _trust(telling) < _HARDLY_READ


def _needed(lines: Sequence[Piece], *, is_alone: bool, is_repeating: bool) -> float:
    """Return the confidence from which on the lines of a side are in Latin letters.

    Args:
        lines: Those of the side that say something.
        is_alone: Whether no other side says how to reach the person.
        is_repeating: Whether another says it with the same telephone or e-mail.
    """
    least = 1 if is_repeating else _ENOUGH_LINES
    if not is_alone and len(lines) >= least and _trust(lines) < _UNREAD:
        return _WELL_READ
    unread = [p for p in lines if p.confidence < _UNREAD]
    well_read = sum(p.confidence >= _WELL_READ for p in lines)
    is_split = _ENOUGH_LINES <= len(unread) <= well_read and _trust(unread) < _HARDLY_READ
    return _UNREAD if is_split else 0.0


@lru_cache(maxsize=8192)
def latin_share(text: str) -> float:
    """Return which share of the letters of a text are Latin, [0, 1]; 1 when it has none."""
    if text.isascii():
        return 1.0
    kinds = [_is_latin_letter(c) for c in text if c.isalpha() or c in _MATHEMATICAL]
    return sum(kinds) / len(kinds) if kinds else 1.0


def _is_latin_letter(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FEMININE", "MASCULINE"))


def _count_letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def _trust(lines: Sequence[Piece]) -> float:
    """Return the mean confidence of lines, by their letters, [0, 1]."""
    letters = [_count_letters(p.rest) for p in lines]
    return sum(n * p.confidence for n, p in zip(letters, lines, strict=True)) / sum(letters)


def _is_mixed(lines: Sequence[Piece]) -> bool:
    """Say whether lines are in Greek or Cyrillic, wholly or two of them at least."""
    letters = [[c for c in p.rest if c.isalpha() or c in _MATHEMATICAL] for p in lines]
    other = [sum(map(_is_greek_or_cyrillic, row)) for row in letters]
    is_plain = [n > (1 - _LATIN_SHARE) * len(row) for n, row in zip(other, letters, strict=True)]
    whole = sum(map(len, letters))
    return sum(is_plain) >= _ENOUGH_LINES or (whole > 0 and sum(other) / whole >= _MIXED_SIDE)


def _is_greek_or_cyrillic(letter: str) -> bool:
    return letter in _MATHEMATICAL or unicodedata.name(letter, "").startswith(("GREEK", "CYRILLIC"))


def _may_be_other(text: str) -> bool:
    """Say whether a text may be Greek or Cyrillic: a letter is, or all look like one."""
    letters = [c for c in unicodedata.normalize("NFKD", text) if c.isalpha() or c in _MATHEMATICAL]
    is_mixed = any(map(_is_greek_or_cyrillic, letters))
    return is_mixed or all(c in _LOOKALIKES for c in letters)


def _drop_noise(found: TypedFields) -> None:
    """Drop what looks like a number under lines in another alphabet, where others are printed too.

    Letters beside a number are read as digits of it: what is then not valid is no number, and what
    has most of a number that is printed elsewhere is that number.
    """
    under = {
        lower.ref
        for upper, lower in pairwise(found.pieces)
        if upper.ref in found.other_alphabets and upper.ref.side is lower.ref.side
    }
    noise = [phone for phone in found.phones if phone.lines[0] in under]
    clean = [phone for phone in found.phones if phone not in noise]
    for phone in noise if clean else ():
        said = digits(phone.span.value)
        twin = next((other for other in clean if _is_most_of(other, said)), None)
        if twin is not None:
            again = replace(twin, lines=(*twin.lines, *phone.lines))
            found.phones[found.phones.index(twin)] = clean[clean.index(twin)] = again
        if twin is not None or not phone.span.e164:
            found.phones.remove(phone)


def _is_most_of(phone: FoundPhone, said: str) -> bool:
    """Say whether a number stands in digits that have up to three strange ones at an end.

    It may then lack two of its own, for there are only so many digits in a number.
    """
    known = digits(phone.span.value)
    if known in said:
        return True
    return any(
        len(said) - strange >= max(SMALLEST_DIGITS, len(known) - _LOST)
        and (known.startswith(said[strange:]) or known.endswith(said[:-strange]))
        for strange in range(1, _STRANGE + 1)
    )
