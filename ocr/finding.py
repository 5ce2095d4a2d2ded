"""Finds every card of a photo: the one that it usually shows, or the several on a table.

Several are only looked for where the text is too small for one card; that takes a closer look at
the text and costs half a second and more. Where no text is seen, the outline of a card is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ocr.blank import BlankOptions, find_blank_card
from ocr.corners import FoundCard
from ocr.decode import Photo
from ocr.edges import Floats
from ocr.engine import Recogniser
from ocr.geometry import Corners, to_corners, to_quad
from ocr.quads import texts_inside
from ocr.rectify import RectifyOptions, locate_cards
from ocr.several import SeveralOptions, find_several, may_be_several
from ocr.types import Image, Line, Quad

_TILES_ALONG: Final = 3
_TILE_OVERLAP_RATIO: Final = 0.08
_ADDRESS: Final = re.compile(r"@|www\.|\w\.[a-z]{2,}\b", re.IGNORECASE)
"""Something of an e-mail address or a site."""
_PHONE_DIGITS: Final = 7
_CERTAINLY_SEVERAL: Final = 3
"""So many cards of one size are no chance, whatever text lies beside them: a letter, a screen."""


@dataclass(frozen=True, slots=True)
class FindOptions:
    """How cards are looked for."""

    several: SeveralOptions = field(default_factory=SeveralOptions)
    blank: BlankOptions = field(default_factory=BlankOptions)
    max_texts_of_blank: int = 5
    """With more a card is found by its text, or is not clear."""
    min_text_ratio: float = 0.6
    """Two cards hold at least this share of the text, or they are parts of something else."""
    min_text_ratio_of_one: float = 0.9
    min_score_of_one: float = 0.8
    """One card this clear is taken without a closer look."""
    min_score_without_contact: float = 0.5
    """One of several that is less clear is a card when there is a way to reach somebody on it: of
    14 drawn tables, four sheets and books scored 0.2 to 0.4, and two cards in 168."""


@dataclass(frozen=True, slots=True)
class FoundCards:
    """The cards of a photo, and the text that was seen while they were looked for."""

    corners: tuple[Corners, ...]
    """Pixels of the photo at full size; several are in rows from left to right."""
    text: tuple[Quad, ...]
    """Pixels of the photo as it was decoded."""
    scores: tuple[float, ...] = ()
    """How clear each is, [0, 1]; told of several only."""


def find_in_photo(
    photo: Photo,
    text: tuple[Quad, ...],
    recogniser: Recogniser,
    rectify: RectifyOptions,
    options: FindOptions,
) -> FoundCards:
    """Find the cards of a photo.

    Args:
        photo: The photo.
        text: Where text was seen at a first look, pixels of ``photo.image``.
        recogniser: Takes a closer look where several cards are thought of.
        rectify: How one card is looked for.
        options: How several are.

    Returns:
        No corners when no card is clear, and the whole photo should be read.

    Raises:
        EngineError: If the engine stopped.
    """
    one = locate_cards(photo, text, rectify) or _locate_blank(photo, text, options)
    reduced = [corners / np.float32(photo.reduction) for corners in one]
    height, width = photo.image.shape[:2]
    if not may_be_several(text, reduced, (width, height), options.several):
        return FoundCards(one, text)
    first = _search_several(photo, text, options)
    if len(first) <= 1:
        # Small print on one card: on a table some cards are seen without a closer look.
        if one:
            return FoundCards(one, text)
        if _is_certain(first, text, options):
            return _found(first, text, photo)
    closer = _look_closer(photo.image, recogniser)
    seen, cards = text, first
    if len(closer) > len(text):
        seen, cards = closer, _search_several(photo, closer, options)
    if not _is_better(len(cards), len(one), _text_ratio(cards, seen), options):
        return FoundCards(one, text)
    return _found(cards, seen, photo)


def _locate_blank(photo: Photo, text: Sequence[Quad], options: FindOptions) -> tuple[Corners, ...]:
    """Find a card with hardly any text by its outline: a logo alone says nothing of its slant."""
    if len(text) > options.max_texts_of_blank:
        return ()
    blank = find_blank_card(photo.image, options.blank)
    if blank is None or (text and _text_ratio([blank], text) < 1.0):
        return ()
    return (blank.corners * np.float32(photo.reduction),)


def _found(cards: Sequence[FoundCard], text: tuple[Quad, ...], photo: Photo) -> FoundCards:
    return FoundCards(
        tuple(c.corners * np.float32(photo.reduction) for c in cards),
        text,
        tuple(c.score for c in cards),
    )


def has_contact(lines: Sequence[Line]) -> bool:
    """Tell whether an e-mail address, a telephone number or a site stands on a card."""
    return any(
        _ADDRESS.search(line.text) is not None
        or sum(letter.isdigit() for letter in line.text) >= _PHONE_DIGITS
        for line in lines
    )


def _is_certain(cards: Sequence[FoundCard], text: Sequence[Quad], options: FindOptions) -> bool:
    """Tell whether one clear card holds the text."""
    return (
        len(cards) == 1
        and cards[0].score >= options.min_score_of_one
        and _text_ratio(cards, text) >= options.min_text_ratio_of_one
    )


def _search_several(
    photo: Photo, text: Sequence[Quad], options: FindOptions
) -> tuple[FoundCard, ...]:
    return find_several(photo.image, [to_corners(quad) for quad in text], options.several)


def _is_better(several: int, one: int, text_ratio: float, options: FindOptions) -> bool:
    if several >= _CERTAINLY_SEVERAL:
        return True
    if several == 1:
        return not one and text_ratio >= options.min_text_ratio_of_one
    return several > 1 and text_ratio >= options.min_text_ratio


def _text_ratio(cards: Sequence[FoundCard], text: Sequence[Quad]) -> float:
    """Say which share of the texts lies on one of the cards."""
    if not cards or not text:
        return 0.0
    boxes: Floats = np.stack([to_corners(quad) for quad in text])
    return float(texts_inside(np.stack([card.corners for card in cards]), boxes).any(axis=0).mean())


def _look_closer(image: Image, recogniser: Recogniser) -> tuple[Quad, ...]:
    """Find text on nine overlapping tiles of a picture, where it shows three times as large."""
    height, width = image.shape[:2]
    size = np.array([width, height]) / _TILES_ALONG * (1 + _TILE_OVERLAP_RATIO)
    found = []
    for row in range(_TILES_ALONG):
        for column in range(_TILES_ALONG):
            share = np.array([column, row]) / (_TILES_ALONG - 1)
            left, top = np.floor(share * ([width, height] - size)).astype(int)
            right, bottom = np.ceil(np.add([left, top], size)).astype(int)
            tile = np.ascontiguousarray(image[top:bottom, left:right])
            found += [
                to_quad(to_corners(quad) + np.array([left, top], dtype=np.float32))
                for quad in recogniser.find(tile)
            ]
    return tuple(found)
