"""Which lines may be one value together: those under one another, and halves of one row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.address_starts import begins_another
from ocr.fields.addresses import has_postcode, is_street
from ocr.fields.evidence import Scene, relation_to_others
from ocr.fields.pieces import Piece, gap_below, is_same_column, is_same_row
from ocr.fields.text import words

_LONGEST: Final = {"name": 3, "title": 3, "department": 2, "organization": 4, "address": 6}
_WIDEST_GAP: Final = {
    "name": 1.5,
    "title": 1.0,
    "department": 1.0,
    "organization": 1.3,
    "address": 1.4,
}
_WIDEST_EVEN_GAP: Final = {"address": 2.5, "organization": 2.0}
"""The same in a column whose lines all stand so far apart."""
_MOST_UNLIKE: Final = {"address": 2.0, "name": 2.2}
"""How much higher one line of a value is than another at most. Boxes of figures alone are lower
than those of accents and commas; some print the family name larger."""
_EVEN: Final = 0.12
"""By what share distances of lines that stand evenly differ at most."""
_LEAST: Final = {
    "name": 0.005,
    "title": 0.02,
    "department": 0.02,
    "organization": 0.02,
    "address": 0.02,
}
"""Lines below these probabilities begin no candidate of a role: a person's name may be the sign."""
_LEAST_LATER: Final = {
    "name": 0.003,
    "title": 0.01,
    "department": 0.01,
    "organization": 0.01,
    "address": 0.01,
}
"""Nor do lines below these go on with a candidate."""
_SIGN_GAP: Final = 1.1
"""How far below a sign, in its own heights, what belongs to it stands at most."""


def find_chains(scene: Scene, role: str, share: NDArray[np.float64]) -> Iterator[tuple[int, ...]]:
    """Yield runs of lines that may be one value of a role together.

    Args:
        scene: The card.
        role: One of CANDIDATE_ROLES.
        share: Probability of the role for each piece, shape (pieces,).
    """

    def runs(chain: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        yield chain
        if len(chain) == _LONGEST[role]:
            return
        for nxt in _next(scene, chain, role):
            if nxt in chain or share[nxt] < _LEAST_LATER[role]:
                continue
            if _is_alike(scene, role, chain[0], nxt) and _may_continue(scene, role, chain, nxt):
                yield from runs((*chain, nxt))

    for start in range(len(scene.pieces)):
        if share[start] >= _LEAST[role]:
            yield from runs((start,))


def _is_alike(scene: Scene, role: str, first: int, nxt: int) -> bool:
    """Say whether two lines are as high as lines of one value may be; any sign goes with a firm."""
    ratio = scene.pieces[nxt].height / scene.pieces[first].height
    largest = _MOST_UNLIKE.get(role, 1.7)
    return role == "organization" or 1 / largest < ratio < largest


def _may_continue(scene: Scene, role: str, chain: Sequence[int], nxt: int) -> bool:
    """Say whether a line may belong to the same value as the lines before it."""
    text = scene.pieces[nxt].rest
    if role == "address":
        piece, last = scene.pieces[nxt], [scene.pieces[i] for i in chain]
        if _has_own_number(piece) and any(map(_has_own_number, last)):
            return False
        return not begins_another([p.rest for p in last], text)
    if role == "organization":
        own = words(text)
        return not has_postcode(text) and all(
            relation_to_others(scene.pieces[i].rest, (text,))[key] == 0 and own
            for i in chain
            for key in ("repeated", "part_of", "holds", "initials_of", "has_initials")
        )
    return True


def _has_own_number(piece: Piece) -> bool:
    """Say whether a line is a street with its telephone: one of a list of shops."""
    return "phone" in piece.taken and is_street(piece.rest)


def _next(scene: Scene, chain: Sequence[int], role: str) -> list[int]:
    """Return the lines that may continue a run: beside its last in the same row, or right under."""
    i = chain[-1]
    piece = scene.pieces[i]
    found = []
    row = [j for j, p in enumerate(scene.pieces) if j != i and is_same_row(piece, p)]
    right = [j for j in row if scene.pieces[j].left >= piece.right]
    if right:
        beside = min(right, key=lambda j: scene.pieces[j].left)
        other = scene.pieces[beside]
        # The halves of an address may stand at the two ends of a row.
        is_town = role == "address" and has_postcode(other.rest) and not has_postcode(piece.rest)
        height = max(piece.height, other.height) if role == "organization" else piece.height
        if is_town or other.left - piece.right < 1.5 * height:
            found.append(beside)
    below = scene.below[i]
    if below is not None:
        other = scene.pieces[below]
        if _is_near(scene, chain, other, role) and _nothing_between(scene, piece, other):
            found.append(below)
    return found


def _is_near(scene: Scene, chain: Sequence[int], lower: Piece, role: str) -> bool:
    """Say whether a line stands so close under a run that it may belong to it."""
    last = scene.pieces[chain[-1]]
    gap = gap_below(last, lower)
    if gap <= _WIDEST_EVEN_GAP.get(role, 0.0) and is_evenly_spaced(scene, last, lower):
        return True
    if role != "organization":
        return gap <= _WIDEST_GAP[role]
    # What a firm does stands as far below its sign as suits the sign, in small letters.
    small, large = sorted((last.height, lower.height))
    sign = max(scene.pieces[i].height for i in chain)
    return gap * math.sqrt(small / large) <= _WIDEST_GAP[role] or gap * small <= _SIGN_GAP * sign


def is_evenly_spaced(scene: Scene, upper: Piece, lower: Piece) -> bool:
    """Say whether two lines stand as far apart as the lines above or below them in their column."""
    column = [
        p
        for p in scene.typed.pieces
        if p.ref.side == upper.ref.side and is_same_column(p, upper) and is_same_column(p, lower)
    ]
    above = [p for p in column if p.middle_y < upper.top]
    below = [p for p in column if p.middle_y > lower.bottom]
    pairs = [(max(above, key=_middle_y), upper)] if above else []
    pairs += [(lower, min(below, key=_middle_y))] if below else []
    return any(_is_one_pitch(pair, (upper, lower)) for pair in pairs)


def _middle_y(piece: Piece) -> float:
    return piece.middle_y


def _is_one_pitch(first: tuple[Piece, Piece], second: tuple[Piece, Piece]) -> bool:
    """Say whether two pairs of lines are as far apart: boxes with commas and accents are higher."""
    distances = [
        [b.top - a.top, b.middle_y - a.middle_y, b.bottom - a.bottom] for a, b in (first, second)
    ]
    return any(abs(one - other) < _EVEN * other for one, other in zip(*distances, strict=True))


def _nothing_between(scene: Scene, upper: Piece, lower: Piece) -> bool:
    """Say whether no typed field (a telephone, say) is printed between two lines."""
    return not any(
        p.taken
        and p.ref.side == upper.ref.side
        and upper.middle_y < p.middle_y < lower.middle_y
        and min(p.right, lower.right, upper.right) > max(p.left, lower.left, upper.left)
        for p in scene.typed.pieces
    )
