"""Lays several cards on one table: apart or touching, turned any way, among other things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from drawn.laying import Matrix, apply, corners_of
from drawn.photo_options import Range, draw_between
from drawn.surfaces import Chance
from ocr.types import Image

_TRIES = 40
_APART = 0.035
"""The least gap between cards that lie apart, as a share of a card's long side."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How cards lie beside one another, and what else is on the table."""

    is_touching: bool = False
    """Whether the cards of a row touch, or nearly do; else they lie apart."""
    quarter_turn_chance: float = 0.25
    """How often a card lies sideways; rows of touching cards all lie the same way."""
    upside_down_chance: float = 0.25
    skew_deg: Range = (-14.0, 14.0)
    """How far each card that lies apart is turned besides."""
    clutter: int = 0
    """How many books, sheets and screens lie beside and under the cards."""


def lay_table(
    chance: Chance, pictures: Sequence[Image], columns: int, options: TableOptions
) -> list[Matrix]:
    """Place cards on a table.

    Args:
        chance: Source of chance.
        pictures: Flat cards, all at the same resolution.
        columns: How many lie in a row.
        options: How they lie.

    Returns:
        One 3 x 3 matrix a card, from its pixels to the table's, in rows from left to right.
    """
    if options.is_touching:
        return _lay_rows(chance, pictures, columns, options)
    return _lay_apart(chance, pictures, columns, options)


def place(picture: Image, x: float, y: float, angle: float) -> Matrix:
    """Give the matrix that puts a picture's middle at a point, turned by an angle in radians."""
    height, width = picture.shape[:2]
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.array([[cos, -sin, x], [sin, cos, y], [0, 0, 1.0]])
    return np.asarray(turn @ np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]]))


def _lay_apart(
    chance: Chance, pictures: Sequence[Image], columns: int, options: TableOptions
) -> list[Matrix]:
    longest = max(max(picture.shape[:2]) for picture in pictures)
    pitch_x = longest * 1.08
    lies_level = options.quarter_turn_chance == 0 and all(p.shape[1] > p.shape[0] for p in pictures)
    pitch_y = longest * (0.86 if lies_level else 1.08)
    turns = [_turned(chance, options) for _ in pictures]
    middles = [(i % columns * pitch_x, i // columns * pitch_y) for i in range(len(pictures))]
    # In the middle of its own cell each card is apart from all others; then they are moved.
    spots = [place(p, *m, turn) for p, m, turn in zip(pictures, middles, turns, strict=True)]
    for i, (picture, (x, y)) in enumerate(zip(pictures, middles, strict=True)):
        for _ in range(_TRIES):
            skew = math.radians(draw_between(chance, options.skew_deg))
            dx, dy = chance.uniform(-0.09, 0.09, 2) * longest
            tried = place(picture, x + dx, y + dy, turns[i] + skew)
            others = [
                (s, p) for k, (s, p) in enumerate(zip(spots, pictures, strict=True)) if k != i
            ]
            if all(_is_apart(tried, picture, s, p, _APART * longest) for s, p in others):
                spots[i] = tried
                break
    return spots


def _lay_rows(
    chance: Chance, pictures: Sequence[Image], columns: int, options: TableOptions
) -> list[Matrix]:
    spots: list[Matrix] = []
    top = 0.0
    for start in range(0, len(pictures), columns):
        row = pictures[start : start + columns]
        quarter = math.pi / 2 if chance.random() < options.quarter_turn_chance else 0.0
        sizes = [picture.shape[1::-1] if quarter == 0 else picture.shape[:2] for picture in row]
        left = float(chance.uniform(0.0, 0.06)) * sizes[0][0]
        for picture, (width, height) in zip(row, sizes, strict=True):
            angle = quarter + (math.pi if chance.random() < options.upside_down_chance else 0.0)
            angle += math.radians(float(chance.uniform(-0.5, 0.5)))
            # A millimetre at most between neighbours.
            gap = float(chance.uniform(0.0, 0.012)) * max(width, height)
            y = top + height / 2 + float(chance.uniform(0.0, 0.012)) * height
            spots.append(place(picture, left + width / 2, y, angle))
            left += width + gap
        top += max(height for _, height in sizes) * (1.012 + float(chance.uniform(0.0, 0.012)))
    return spots


def _turned(chance: Chance, options: TableOptions) -> float:
    angle = math.pi / 2 if chance.random() < options.quarter_turn_chance else 0.0
    return angle + (math.pi if chance.random() < options.upside_down_chance else 0.0)


def _is_apart(spot: Matrix, picture: Image, other: Matrix, its: Image, gap_px: float) -> bool:
    one, two = apply(spot, corners_of(picture)), apply(other, corners_of(its))
    middle = one.mean(axis=0)
    spokes = one - middle
    grown = middle + spokes * (1 + 1.6 * gap_px / np.linalg.norm(spokes, axis=1, keepdims=True))
    shared, _ = cv2.intersectConvexConvex(grown.astype(np.float32), two.astype(np.float32))
    return float(shared) <= 0
