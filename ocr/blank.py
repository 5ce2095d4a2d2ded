"""Finds a card on which no text was seen: the back of one, with a few words by hand or nothing.

Elsewhere the text says where to look for a card, and which quad is one. Here regions that stand out
and the middle of the photo say where, so the edges have to be clearer, and of a card's shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import cv2
import numpy as np

from ocr.corners import CornerOptions, FoundCard, find_cards
from ocr.edges import Floats
from ocr.geometry import Corners, quad_size, reduce_image
from ocr.outlines import outline_quads
from ocr.quads import quad_areas, shared_areas
from ocr.types import Image

_MIDDLE: Final = 0.4
"""Of an outline: the part that stands in for the text."""
_CENTRE: Final = 0.1
"""The same of the photo."""
_SAME_RATIO: Final = 0.8
"""Overlap, intersection over union, from which on two quads are the same card."""
_MOST_TRIED: Final = 4


@dataclass(frozen=True, slots=True)
class BlankOptions:
    """What counts as a card without text."""

    corners: CornerOptions = field(
        default_factory=lambda: CornerOptions(min_area_ratio=0.06, min_score=0.85)
    )
    """At that score 47 of 53 blank backs of drawn cards were found and 194 of 220 with notes, whose
    text was not looked at; one of these 241 was not the card. From 0.75 on it is three of 253."""
    min_aspect: float = 1.25
    """Long side over short side, perspective included: trays and coasters are square."""
    max_aspect: float = 2.4


def find_blank_card(image: Image, options: BlankOptions) -> FoundCard | None:
    """Find the card of a photo in which no text was seen.

    Args:
        image: The photo, RGB.
        options: What counts as a card.

    Returns:
        The clearest, corners in pixels of ``image``; None when no outline is clear.
    """
    ratio = min(1.0, options.corners.long_side_px / max(image.shape[:2]))
    small = reduce_image(image, (round(image.shape[1] * ratio), round(image.shape[0] * ratio)))
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), dtype=np.uint8)
    # The photo's own sides tell nothing here: a table would be a card.
    strict = replace(options.corners, min_score_cut_off=1.0)
    best: FoundCard | None = None
    outlines = _different(outline_quads(lab) / np.float32(ratio))
    for text in [*(_shrunk(outline, _MIDDLE) for outline in outlines), _centre_of(image)]:
        for found in find_cards(image, [text], strict):
            is_best = best is None or found.score > best.score
            if is_best and _is_card(found.corners, options):
                best = found
    return best


def _shrunk(quad: Corners, ratio: float) -> Corners:
    middle = quad.mean(axis=0)
    return np.asarray(middle + (quad - middle) * np.float32(ratio), dtype=np.float32)


def _centre_of(image: Image) -> Corners:
    """Return a small box in the middle of a photo, where people aim."""
    height, width = image.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return _shrunk(frame, _CENTRE)


def _different(quads: Floats) -> list[Corners]:
    """Return the largest of some quads, and of those that are nearly the same only one."""
    kept: list[Corners] = []
    for index in np.argsort(-quad_areas(quads)):
        quad = quads[index]
        if all(_shared_ratio(quad, other) < _SAME_RATIO for other in kept):
            kept.append(quad)
    return kept[:_MOST_TRIED]


def _is_card(corners: Corners, options: BlankOptions) -> bool:
    short, long = sorted(quad_size(corners))
    return options.min_aspect * short <= long <= options.max_aspect * short


def _shared_ratio(one: Corners, other: Corners) -> float:
    """Return the intersection of two quads over their union."""
    shared = float(shared_areas(one, other[None])[0])
    first, second = quad_areas(np.stack([one, other])).tolist()
    return shared / max(float(first + second) - shared, 1e-6)
