"""Finds printed numbers that somebody struck out.

Print has gaps between its letters; a stroke of the pen through them has none. A path is therefore
looked for that runs from left to right through the middle of the line on ink alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import quad_size, to_corners, to_quad, warp_quad
from ocr.handwriting import handwriting_chances
from ocr.types import Image, Line

Mask = NDArray[np.bool_]

_HEIGHT_PX: Final = 48
_MAX_WIDTH_PX: Final = 1400
_BAND: Final = (0.22, 0.8)
"""Share of the line's height between which a strike runs: a rule under the letters is none."""
_MIN_LENGTH: Final = 2.6
"""Line heights that a strike runs at least: longer than any bar of a letter, or two touching."""
_MAX_GAP_PX: Final = 2
"""A pen skips on rough paper."""
_STEEPEST_PX: Final = 4
"""Pixels along for one up or down: a path along the letters themselves winds more than that."""
_GLANCE_PX: Final = 66
"""A strike is straight for this long, give or take two pixels up and down; letters seldom are."""
_MIN_DIGITS: Final = 5
_BARE_NUMBER: Final = re.compile(r"\+?\(?\d[\d .()-]{4,}\d")
_PHONE_DIGITS: Final = (7, 13)
_SUCCESSOR: Final = 0.3
"""Chance from which a number is handwriting where another one is struck out."""
_STRUCK_BY_HAND: Final = 0.95
"""Chance from which a struck line is handwriting itself."""
_RIM_PX: Final = 4
_PAPER_PX: Final = 31
"""Wider than any stroke at the height of 48."""


def mark_struck(card: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with `Line.struck` set where a pen went through a number.

    Who strikes a number out mostly writes another one: on such a side, a line that is a number and
    nothing else is handwriting with less evidence than elsewhere, and what was written right behind
    the struck number becomes a line of its own.

    Args:
        card: RGB, shape (h, w, 3).
        lines: Their quads lie on ``card``; handwriting is marked.
    """
    marked = [
        replace(line, struck=find_strike(card, line)) if _is_number(line.text) else line
        for line in lines
    ]
    if all(line.struck == (0, 0) for line in marked):
        return tuple(marked)
    chances = handwriting_chances(card, marked)
    return tuple(
        part
        for line, chance in zip(marked, chances, strict=True)
        for part in _weigh(line, float(chance))
    )


def _weigh(line: Line, chance: float) -> tuple[Line, ...]:
    """Decide again about a line of a side on which something is struck out."""
    if line.struck == (0, 0):
        is_successor = _BARE_NUMBER.fullmatch(line.text) is not None and chance >= _SUCCESSOR
        return (replace(line, handwritten=line.handwritten or is_successor),)
    # A stroke through print looks like a pen's work, which it is.
    struck = replace(line, handwritten=line.handwritten and chance >= _STRUCK_BY_HAND)
    return _parted(struck)


def _parted(line: Line) -> tuple[Line, ...]:
    """Part a struck number from the one written right behind it."""
    best = _second_number(line)
    if best is None:
        return (line,)
    share = best / len(line.text)
    corners = to_corners(line.quad)
    top, bottom = (a + (b - a) * share for a, b in ((corners[0], corners[1]), corners[[3, 2]]))
    first = np.stack([corners[0], top, bottom, corners[3]])
    second = np.stack([top, corners[1], corners[2], bottom])
    return (
        replace(
            line,
            text=line.text[:best].rstrip(),
            quad=to_quad(first),
            struck=(line.struck[0], min(best, line.struck[1])),
        ),
        replace(line, text=line.text[best:], quad=to_quad(second), struck=(0, 0), handwritten=True),
    )


def _second_number(line: Line) -> int | None:
    """Return where a number starts right behind the struck one, or None."""
    stop = line.struck[1]
    starts = [
        i
        for i in range(max(stop - 2, line.struck[0] + 1), min(stop + 4, len(line.text)))
        if _is_whole_number(line.text[i:]) and not line.text[stop:i].strip()
    ]
    # The stroke's end is known to a character or two: a space tells better.
    return min(starts, key=lambda i: (not line.text[:i].endswith(" "), abs(i - stop)), default=None)


def _is_whole_number(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return (
        _BARE_NUMBER.fullmatch(text) is not None and _PHONE_DIGITS[0] <= digits <= _PHONE_DIGITS[1]
    )


def find_strike(card: Image, line: Line) -> tuple[int, int]:
    """Find the characters of a line that one stroke goes through.

    Returns:
        The first one and the one after the last; (0, 0) when there is no such stroke.
    """
    strip = _cut(card, line)
    ink = _ink_of(strip)
    if not _may_be_struck(ink):
        return (0, 0)
    start, stop = _longest_stroke(ink)
    if stop - start < _MIN_LENGTH * _HEIGHT_PX:
        return (0, 0)
    # Characters of a number are about as wide as one another.
    share = len(line.text) / strip.shape[1]
    first, last = round(start * share), round(stop * share)
    return (first, last) if last > first else (0, 0)


def _is_number(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= _MIN_DIGITS


def _cut(card: Image, line: Line) -> Image:
    corners = to_corners(line.quad)
    width, height = quad_size(corners)
    wide = int(np.clip(_HEIGHT_PX * width / max(height, 1.0), 8, _MAX_WIDTH_PX))
    whole = warp_quad(card, corners, (max(1, round(width)), max(1, round(height))))
    method = cv2.INTER_AREA if height > _HEIGHT_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(whole, (wide, _HEIGHT_PX), interpolation=method), np.uint8)


def _ink_of(strip: Image) -> Mask:
    """Return where a line is darker than the paper around; nowhere when the letters are light."""
    grey = np.asarray(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY))
    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    # The rim is paper; the middle may be full of ink where a marker went through.
    if np.concatenate([dark[:_RIM_PX], dark[-_RIM_PX:]]).mean() > 0.5:
        return np.zeros(grey.shape, dtype=np.bool_)
    # Against the paper right there: a shadow over the line is no stroke.
    size = (_PAPER_PX, _PAPER_PX)
    paper = cv2.blur(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones(size, np.uint8)), size)
    depth = cv2.subtract(np.asarray(paper), grey)
    level, _ = cv2.threshold(depth, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(depth > level, dtype=np.bool_)


def _may_be_struck(ink: Mask) -> bool:
    """Tell, in little time, whether a line has any straight stroke longer than letters have."""
    top, bottom = (round(share * ink.shape[0]) for share in _BAND)
    thick = cv2.dilate(ink[top:bottom].astype(np.uint8), np.ones((5, _MAX_GAP_PX + 1), np.uint8))
    return bool(cv2.erode(thick, np.ones((1, _GLANCE_PX), np.uint8), borderValue=0).any())


def _longest_stroke(ink: Mask) -> tuple[int, int]:
    """Return where the longest path on ink through the middle of a line starts and ends.

    Args:
        ink: Shape (h, w).
    """
    top, bottom = (round(share * ink.shape[0]) for share in _BAND)
    band = ink[top:bottom]
    length = np.zeros(len(band), dtype=np.int64)
    gap = np.zeros(len(band), dtype=np.int64)
    best = (0, 0)
    for x, column in enumerate(band.T):
        if x % _STEEPEST_PX == 0:
            length, gap = _from_neighbours(length, gap)
        gap = np.where(column, 0, gap + 1)
        length = np.where(gap <= _MAX_GAP_PX, length + 1, 0)
        reached = int((length - gap).max())
        if reached > best[1] - best[0]:
            best = (x + 1 - reached, x + 1)
    return best


def _from_neighbours(
    length: NDArray[np.int64], gap: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Carry on each row the longest of the paths that reach it from the row above and below."""
    best, its_gap = length, gap
    for shift in (-1, 1):
        moved, moved_gap = _rolled(length, shift), _rolled(gap, shift)
        edge = slice(shift, None) if shift < 0 else slice(None, shift)
        moved[edge] = 0
        is_longer = moved - moved_gap > best - its_gap
        best, its_gap = np.where(is_longer, moved, best), np.where(is_longer, moved_gap, its_gap)
    return best, its_gap


def _rolled(values: NDArray[np.int64], shift: int) -> NDArray[np.int64]:
    """Do what ``np.roll`` does in a tenth of its time, for as many columns as a line has."""
    return np.concatenate((values[-shift:], values[:-shift]))
