"""Finds out which way up a card is by reading it.

EXIF says how the phone was held, not how the card lay. The recogniser itself tells best: over
24 photographed cards it was 0.97 or surer of every one that stood upright, and 0.75 at most of the
same card on its head; handwriting gave 0.82 and more, and 0.72.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ocr.engine import ReadsSoftly, Recogniser
from ocr.geometry import reduce_image, to_corners, to_quad
from ocr.rectify import FlatCard, turn_card
from ocr.types import Line

_SURE: Final = 0.8
_LOST: Final = 0.6
"""Text that is sideways, or no text at all, reads below this: 0.55 at most was seen."""
_ENOUGH_OF_SEEN: Final = 0.75
"""Of what was seen at the first look. A card slightly out of focus had 9 lines at 640 pixels and
at 960, and 4 at 896."""
_CLEARLY_BETTER: Final = 1.1
"""Text read elsewhere for text read on a card: a panel of a card has less of it by far."""
_SMALLER_PX: Final = 720


@dataclass(frozen=True, slots=True)
class UprightCard:
    """A card turned so that its text stands upright, with the lines read on it."""

    card: FlatCard
    lines: tuple[Line, ...]

    @property
    def is_sure(self) -> bool:
        """Whether the text reads as well as upright text does; true when there is none."""
        return not self.lines or mean_confidence(self.lines) >= _SURE


def read_upright(
    card: FlatCard, recogniser: Recogniser, *, may_turn: bool = True, is_alone: bool = True
) -> UprightCard:
    """Read a card, turning it when its text is upside down or sideways.

    One reading when the card is upright, two when it is upside down, four when it is hopeless; one
    more where nothing is seen at first.

    Args:
        card: A card whose text is expected to run from left to right, either way up.
        recogniser: The engine.
        may_turn: False when a person has said which way up it is.
        is_alone: Whether the photo shows no other card. A card of several that is enlarged has
            small print, but may be sharp.
    """
    is_soft = card.is_enlarged and is_alone and isinstance(recogniser, ReadsSoftly)
    best = _read(card, recogniser, is_soft=is_soft)
    if not best.lines and is_alone:
        # Handwriting in large letters is seen at one size and not at the other.
        is_soft = not is_soft
        best = _read(card, recogniser, is_soft=is_soft)
    for turns in (2, 1, 3) if may_turn else ():
        if best.is_sure or (turns != 2 and mean_confidence(best.lines) >= _LOST):
            break
        best = _better(best, _read(turn_card(card, turns), recogniser, is_soft=is_soft))
    if best.lines and best.is_sure and len(best.lines) < _ENOUGH_OF_SEEN * card.texts_seen:
        # At another size lines may be seen again.
        best = _better(best, _read(best.card, recogniser, is_soft=not is_soft))
    return best


def _read(card: FlatCard, recogniser: Recogniser, *, is_soft: bool) -> UprightCard:
    if not is_soft:
        return UprightCard(card, recogniser.read(card.image))
    if isinstance(recogniser, ReadsSoftly):
        return UprightCard(card, recogniser.read_soft(card.image))
    return _read_smaller(card, recogniser)


def _read_smaller(card: FlatCard, recogniser: Recogniser) -> UprightCard:
    """Read a card at a smaller size, where soft print looks sharper: lines may be seen again."""
    height, width = card.image.shape[:2]
    ratio = min(1.0, _SMALLER_PX / max(height, width))
    small = reduce_image(card.image, (max(1, round(width * ratio)), max(1, round(height * ratio))))
    lines = tuple(
        replace(line, quad=to_quad(to_corners(line.quad) / np.float32(ratio)))
        for line in recogniser.read(small)
    )
    return UprightCard(card, lines)


def read_better(
    cards: Sequence[UprightCard], other: FlatCard, recogniser: Recogniser
) -> UprightCard:
    """Read another view, and return it where it reads clearly better than all of some cards.

    Otherwise the best of these cards is returned: as much is seen on it, and its place is known.
    """
    best = max(cards, key=lambda card: _weight(card.lines))
    view = read_upright(other, recogniser)
    return view if _weight(view.lines) > _CLEARLY_BETTER * _weight(best.lines) else best


def mean_confidence(lines: Sequence[Line]) -> float:
    """Return the mean confidence per character, 0 when there is none."""
    characters = sum(len(line.text) for line in lines)
    return _weight(lines) / characters if characters else 0.0


def _better(a: UprightCard, b: UprightCard) -> UprightCard:
    return b if _weight(b.lines) > _weight(a.lines) else a


def _weight(lines: Sequence[Line]) -> float:
    return sum(len(line.text) * line.confidence for line in lines)
