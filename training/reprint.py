"""Prints the lines of a composed card otherwise than they were composed.

Where a sign, a name or an address is broken depends on the room that a card leaves, not on what it
says: one firm stands on one line here, on three there. So do its town and its telephone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ocr.types import Quad
from training.printed import KnownLine

_BESIDE_SHARE: Final = 0.08
"""Of sides are read with an address and a telephone on one line, where they print them apart."""
_JOINTS: Final = ("  ", "   ", " - ", " – ", " • ", " | ", " · ", ", ", " / ")
_BROKEN: Final = {"organization": 0.14, "address": 0.06, "name": 0.05, "title": 0.05}
"""How often a line of each role is broken in two or more."""
_JOINED: Final = {"organization": 0.08, "name": 0.3, "title": 0.05, "address": 0.06}
"""How often two lines of one value are printed on one."""
_FEWEST_WORDS: Final = {"organization": 2, "address": 3, "name": 2, "title": 3}
_IN_THREE_WORDS: Final = 4
"""Words of a line that may be broken in three."""
_LONGEST_JOINED: Final = 60
"""Letters of a joined line at most; a longer one would leave the card."""
_ALIKE: Final = 1.25
"""Lines are joined whose heights differ by less ..."""
_NEAR: Final = 1.2
"""... and whose gap is at most so many heights."""
_CLINGING: Final = frozenset({
    "&", "-", "–", "—", "/", "|", "·", "and", "the", "of", "for", "in", "et", "de", "du", "des",
    "d", "la", "le", "les", "en", "à", "aux", "und", "für", "der", "die", "e", "y", "da", "do",
    "di", "del", "della", "los", "van", "von",
})  # fmt: skip
"""Words that printers leave at the end of no line."""


def reprint(known: Sequence[KnownLine], rng: random.Random) -> list[KnownLine]:
    """Return the lines of a side, now and then joined, broken or beside one another."""
    lines = list(known)
    if rng.random() < _BESIDE_SHARE:
        lines = _with_number_beside(lines, rng)
    for role, share in _JOINED.items():
        if rng.random() < share:
            lines = _joined(lines, role, rng)
    for role, share in _BROKEN.items():
        if rng.random() < share:
            lines = _broken(lines, role, rng)
    return lines


def _with_number_beside(known: Sequence[KnownLine], rng: random.Random) -> list[KnownLine]:
    """Put a telephone behind a line of an address, on the same line, as many cards do."""
    places = [line for line in known if line.roles == ("address",)]
    numbers = [
        line
        for line in known
        if line.roles == ("contact",) and "@" not in line.text and _count_digits(line.text) >= 7
    ]
    if not places or not numbers:
        return list(known)
    place, number = rng.choice(places), rng.choice(numbers)
    text = f"{place.text}{rng.choice(_JOINTS)}{number.text}"
    quad = _part_of(place.quad, 0, len(text) / len(place.text))
    joined = KnownLine(text, quad, ("address", "contact"))
    return [joined if line is place else line for line in known if line is not number]


def _joined(known: Sequence[KnownLine], role: str, rng: random.Random) -> list[KnownLine]:
    """Print two lines of a value on one, if they stand close and are as large as one another."""
    own = sorted((line for line in known if _is_plain(line, role)), key=lambda line: _top(line))
    pairs = [
        (a, b)
        for a, b in pairwise(own)
        if max(_height(a), _height(b)) < _ALIKE * min(_height(a), _height(b))
        and -_height(a) / 2 < _top(b) - _bottom(a) < _NEAR * _height(a)
        and len(a.text) + len(b.text) < _LONGEST_JOINED
    ]
    if not pairs:
        return list(known)
    upper, lower = rng.choice(pairs)
    joint = ", " if role == "address" and not upper.text.rstrip().endswith(",") else " "
    text = f"{upper.text.rstrip()}{joint}{lower.text.lstrip()}"
    quad = _part_of(upper.quad, 0, len(text) / len(upper.text))
    whole = KnownLine(text, quad, upper.roles)
    return [whole if line is upper else line for line in known if line is not lower]


def _broken(known: Sequence[KnownLine], role: str, rng: random.Random) -> list[KnownLine]:
    """Break a line of a value in two or three; what stands below it makes room."""
    own = [
        line
        for line in known
        if _is_plain(line, role) and len(line.text.split()) >= _FEWEST_WORDS[role]
    ]
    if not own:
        return list(known)
    line = rng.choice(own)
    texts = _break(line.text, role, rng)
    if len(texts) == 1:
        return list(known)
    align = _alignment(line, known)
    small = rng.randrange(len(texts)) if role == "organization" and rng.random() < 0.4 else -1
    parts: list[KnownLine] = []
    top = _top(line)
    for k, text in enumerate(texts):
        size = rng.uniform(0.55, 0.9) if k == small else 1.0
        share = size * len(text) / len(line.text)
        quad = _part_of(line.quad, align * (1 - share), align * (1 - share) + share, size)
        parts.append(replace(line, text=text, quad=_lowered(quad, top - quad[0][1])))
        top = _bottom(parts[-1]) + rng.uniform(0.1, 0.7) * _height(line)
    room = _bottom(parts[-1]) - _bottom(line)
    middle = (_top(line) + _bottom(line)) / 2
    return [
        printed
        for other in known
        for printed in (
            parts
            if other is line
            else [replace(other, quad=_lowered(other.quad, room))]
            if (_top(other) + _bottom(other)) / 2 > middle + _height(line) / 2
            else [other]
        )
    ]


def _break(text: str, role: str, rng: random.Random) -> list[str]:
    """Return a text on several lines; on one where no break looks like a printer's."""
    tokens = text.split()
    places = list(_break_places(tokens, role))
    count = 2 if len(tokens) >= _IN_THREE_WORDS and role != "name" and rng.random() < 0.3 else 1
    if not places:
        return [text]
    chosen = sorted(rng.sample(places, min(count, len(places))))
    lines = [" ".join(tokens[a:b]) for a, b in pairwise([0, *chosen, len(tokens)])]
    if role == "address":
        return [line.rstrip(" ,") for line in lines]
    return lines


def _break_places(tokens: Sequence[str], role: str) -> Iterator[int]:
    """Yield before which words a line may be broken."""
    for k in range(1, len(tokens)):
        before, after = " ".join(tokens[:k]), " ".join(tokens[k:])
        if tokens[k - 1].casefold().rstrip(".'’") in _CLINGING:
            continue
        if role == "address":
            if before.endswith(",") and _count_letters(before) > 3 < _count_letters(after):
                yield k
        elif _count_letters(before) > 1 < _count_letters(after):
            yield k


def _alignment(line: KnownLine, known: Sequence[KnownLine]) -> float:
    """Return where most lines are flush with one: 0 at its left, 0.5 in the middle, 1 right."""

    def count(align: float) -> int:
        x = _across(line.quad, align)
        return sum(abs(_across(o.quad, align) - x) < _height(line) / 3 for o in known)

    return max((0.0, 0.5, 1.0), key=count)


def _is_plain(line: KnownLine, role: str) -> bool:
    """Say whether a line is of one role and stands upright."""
    (ax, ay), (bx, by), *_ = line.quad
    return line.roles == (role,) and bx > ax and abs(by - ay) < (bx - ax) / 10


def _part_of(quad: Quad, first: float, last: float, size: float = 1.0) -> Quad:
    """Return a line's quad from one share of its width to another, (0, 1) being all of it."""
    a, b, c, d = quad

    def at(p: tuple[float, float], q: tuple[float, float], share: float) -> tuple[float, float]:
        return (p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share)

    left, right = at(a, b, first), at(a, b, last)
    return left, right, at(right, at(d, c, last), size), at(left, at(d, c, first), size)


def _lowered(quad: Quad, by: float) -> Quad:
    a, b, c, d = ((x, y + by) for x, y in quad)
    return a, b, c, d


def _across(quad: Quad, align: float) -> float:
    return quad[0][0] + (quad[1][0] - quad[0][0]) * align


def _top(line: KnownLine) -> float:
    return line.quad[0][1]


def _bottom(line: KnownLine) -> float:
    return line.quad[3][1]


def _height(line: KnownLine) -> float:
    return _bottom(line) - _top(line)


def _count_digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))
