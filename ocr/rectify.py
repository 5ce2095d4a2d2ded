"""Flattens the cards of a photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr.decode import Photo
from ocr.types import Image, Quad


@dataclass(frozen=True, slots=True)
class FlatCard:
    """A card as it lies on its picture: level and without perspective, maybe upside down."""

    image: Image
    quad: Quad
    """Its corners in the photo at full size, from the top left of ``image``, clockwise."""
    is_found: bool
    """False when this is the whole photo because no card was found in it."""


@dataclass(frozen=True, slots=True)
class RectifyOptions:
    """How cards are looked for."""


def flatten_cards(photo: Photo, options: RectifyOptions) -> tuple[FlatCard, ...]:
    """Return the flattened cards of a photo, or the whole photo."""
    del options
    return (whole_photo(photo),)


def whole_photo(photo: Photo) -> FlatCard:
    """Take the whole photo for the card."""
    return FlatCard(image=photo.image, quad=_frame(photo.size_px), is_found=False)


def turn_card(card: FlatCard, quarter_turns: int) -> FlatCard:
    """Turn a flat card counter-clockwise; its quad then starts at its new top left."""
    turns = quarter_turns % 4
    if turns == 0:
        return card
    image = np.ascontiguousarray(np.rot90(card.image, turns))
    corners = card.quad
    # A corner that was second becomes first when the picture turns once.
    turned = corners[turns:] + corners[:turns]
    a, b, c, d = turned
    return FlatCard(image=image, quad=(a, b, c, d), is_found=card.is_found)


def _frame(size_px: tuple[int, int]) -> Quad:
    width, height = float(size_px[0]), float(size_px[1])
    return ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
