"""Who else is named on a card: a contact is one person, the others stay lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ocr.fields.candidates import Candidate
from ocr.fields.degrees import split_degrees
from ocr.fields.evidence import Scene
from ocr.fields.text import words
from ocr.fields.text_model import ROLES

_LEAST: Final = 0.85
"""Probability of being a name that the line of another person has at least."""
_MOST_UNLIKE: Final = 1.35
"""People who share a card are printed alike: so much taller or smaller is no name beside a name."""


def find_other_people(
    scene: Scene, shares: Iterable[Iterable[float]], name: Candidate, used: int
) -> list[int]:
    """Return the pieces that name somebody other than the contact.

    Args:
        scene: The card.
        shares: Probability of each of ROLES for each piece.
        name: The contact's name.
        used: Bits of the pieces that some field uses, as `Candidate.mask` has them.
    """
    column = ROLES.index("name")
    first = scene.pieces[name.pieces[0]]
    own = set(words(name.text))
    found = []
    for i, (piece, row) in enumerate(zip(scene.pieces, shares, strict=True)):
        said = words(split_degrees(piece.rest)[0])
        if (
            piece.handwritten
            or used >> (2 * i) & 3
            or len(said) < 2
            or set(said) <= own
            or own <= set(said)
        ):
            continue
        ratio = piece.height / first.height
        is_alike = 1 / _MOST_UNLIKE < ratio < _MOST_UNLIKE
        if piece.ref.side == first.ref.side and is_alike and list(row)[column] >= _LEAST:
            found.append(i)
    return found
