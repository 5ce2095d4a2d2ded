"""Keeps photos legible: what nobody can read has no truth that a reader could be measured by.

A hurried photographer takes blurred photos, sees them and takes them again. So a photo's blur may
be strong, but not so strong that a person could not make out the smallest print that matters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from drawn.photo_options import PhotoOptions, Range
from drawn.photograph import photograph_card
from drawn.truth import DrawnCard, DrawnPhoto, LineRole
from ocr.types import Quad, Side

# As parts of the height of a line's ink, of which a small letter is about the half. Judged by eye
# on forty harsh photos: up to these, lines of contact details could be copied without a mistake.
_MAX_DEFOCUS_RATIO: Final = 0.065
_MAX_MOTION_RATIO: Final = 0.165
_WITHOUT_TRUTH: Final = {LineRole.OTHER, LineRole.TAGLINE, LineRole.NOTE}


def photograph_legibly(
    card: DrawnCard, seed: int, options: PhotoOptions, side: Side = Side.RECTO
) -> DrawnPhoto:
    """Photograph one side of a card, with less blur where its print would be lost.

    Raises:
        ValueError: If the card has no such side.
    """
    photo = photograph_card(card, seed, options, side)
    height_px = smallest_print_px(card, photo, side)
    if height_px is None:
        return photo
    # Blur is given for photos of 1,600 pixels.
    unit = height_px / (max(photo.size_px) / 1600)
    legible = replace(
        options,
        defocus_px=_at_most(options.defocus_px, unit * _MAX_DEFOCUS_RATIO),
        motion_px=_at_most(options.motion_px, unit * _MAX_MOTION_RATIO),
    )
    return photo if legible == options else photograph_card(card, seed, legible, side)


def smallest_print_px(card: DrawnCard, photo: DrawnPhoto, side: Side) -> float | None:
    """Measure the lowest printed line that says something true, pixels of the photo."""
    heights = [
        _height(photo.cards[0].quad_in_photo(line.quad))
        for line in card.lines_of(side)
        if not line.is_handwritten and not line.is_struck_out and line.role not in _WITHOUT_TRUTH
    ]
    return min(heights, default=None)


def _height(quad: Quad) -> float:
    corners = np.array(quad)
    left, right = corners[3] - corners[0], corners[2] - corners[1]
    return float(np.linalg.norm(left) + np.linalg.norm(right)) / 2


def _at_most(limits: Range, most: float) -> Range:
    return (min(limits[0], most), min(limits[1], most))
