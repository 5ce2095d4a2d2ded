"""Where the lines of a card stand: levelled, upright boxes that rules can compare.

A `Piece` is one recognised line in the state of work: what it says, where it is, and what is left
of it once the e-mails, telephones and addresses of the web have been taken out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ocr.fields.text import without_controls
from ocr.types import LineRef, Side, SideLines

_ROW_SLACK = 0.3
"""By how much of their height the middles of two pieces in one row may differ."""
_LARGEST_COORDINATE_PX = 1e6
"""Coordinates beyond this are broken, not far away."""

_BEGINS_OPEN = frozenset(",/&+")
_ENDS_OPEN = frozenset(",/&+-–—")
"""Signs at the beginning and at the end of a line that is half a phrase."""


@dataclass(frozen=True)
class Piece:
    """One line with its levelled box, in pixels of its side."""

    ref: LineRef
    text: str
    """All that the line says."""
    rest: str
    """What no typed field has taken, labels such as "Tel" aside."""
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    handwritten: bool
    taken: frozenset[str] = frozenset()
    """Kinds of typed fields found in this line: "email", "phone", "url", "social"."""
    struck: tuple[int, int] = (0, 0)
    """The characters that somebody struck out: the first, and the one after the last."""
    on_end: bool = False
    """Whether the line reads upwards or downwards: its letters are as high as it is wide."""

    @cached_property
    def height(self) -> float:
        """Height of the letters: of the box, unless it stands on its end; at least one pixel."""
        if self.on_end:
            return max(1.0, self.right - self.left)
        return max(1.0, self.bottom - self.top)

    @cached_property
    def width(self) -> float:
        """Width of the box, at least one pixel."""
        return max(1.0, self.right - self.left)

    @cached_property
    def middle_x(self) -> float:
        """Horizontal middle of the box."""
        return (self.left + self.right) / 2

    @cached_property
    def middle_y(self) -> float:
        """Vertical middle of the box."""
        return (self.top + self.bottom) / 2

    @cached_property
    def phrase(self) -> str:
        """What is left, with the comma, dash or slash at an end that joins it to another line."""
        start = self.text.find(self.rest)
        if start < 0 or not self.rest:
            return self.rest
        before, after = self.text[:start].strip(), self.text[start + len(self.rest) :].strip()
        lead = before if before in _BEGINS_OPEN else ""
        tail = after if after in _ENDS_OPEN else ""
        return f"{lead} {self.rest}{tail}".lstrip()

    def with_rest(self, rest: str, taken: frozenset[str] = frozenset()) -> Piece:
        """Return the same piece with less of its text left."""
        return replace(self, rest=rest, taken=self.taken | taken)


def make_pieces(side: SideLines) -> list[Piece]:
    """Level the lines of one side and return them from top to bottom, left to right.

    Args:
        side: The lines, in any order. Quads that are not finite count as the origin.
    """
    corners = [_corners(line.quad) for line in side.lines]
    turn = -_slant_rad(corners)
    rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    pieces = []
    for index, (line, quad) in enumerate(zip(side.lines, corners, strict=True)):
        points = quad @ rotation
        # Means of opposite corners: a slightly tilted quad would else overlap its neighbours.
        along = points[[1, 2]].mean(axis=0) - points[[0, 3]].mean(axis=0)
        on_end = abs(along[1]) > abs(along[0])
        if on_end:
            points = np.roll(points, 1, axis=0)
        left, right = sorted((points[[0, 3], 0].mean(), points[[1, 2], 0].mean()))
        top, bottom = sorted((points[[0, 1], 1].mean(), points[[2, 3], 1].mean()))
        text = _without_spacing(" ".join(without_controls(line.text).split()))
        pieces.append(
            Piece(
                ref=LineRef(Side(side.side), index),
                text=text,
                rest=text,
                left=float(left),
                top=float(top),
                right=float(right),
                bottom=float(bottom),
                confidence=min(1.0, max(0.0, line.confidence)) if line.confidence > 0 else 0.0,
                handwritten=line.handwritten,
                struck=line.struck,
                on_end=bool(on_end),
            )
        )
    return _in_rows(sorted(pieces, key=lambda p: (p.middle_y, p.left)))


def _in_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Put pieces of one row from left to right: on a card that lies askew none is as high."""
    found: list[Piece] = []
    row: list[Piece] = []
    for piece in pieces:
        if row and not all(_on_one_line(piece, other) for other in row):
            found += sorted(row, key=lambda p: p.left)
            row = []
        row.append(piece)
    return found + sorted(row, key=lambda p: p.left)


def _on_one_line(a: Piece, b: Piece) -> bool:
    slack = _ROW_SLACK * min(a.height, b.height)
    return abs(a.middle_y - b.middle_y) <= slack and is_same_row(a, b)


def is_same_row(a: Piece, b: Piece) -> bool:
    """Say whether two pieces of one side stand beside one another."""
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return a.ref.side == b.ref.side and overlap >= 0.5 * min(a.height, b.height)


def is_same_column(a: Piece, b: Piece) -> bool:
    """Say whether two pieces of one side stand above one another."""
    overlap = min(a.right, b.right) - max(a.left, b.left)
    return a.ref.side == b.ref.side and overlap >= 0.3 * min(a.width, b.width)


def gap_below(upper: Piece, lower: Piece) -> float:
    """Return the vertical gap between two pieces, in heights of the smaller one."""
    return (lower.top - upper.bottom) / min(upper.height, lower.height)


def is_aligned(a: Piece, b: Piece) -> bool:
    """Say whether two pieces share their left edge, their middle or their right edge."""
    slack = 0.7 * max(a.height, b.height)
    return (
        abs(a.left - b.left) <= slack
        or abs(a.middle_x - b.middle_x) <= slack
        or abs(a.right - b.right) <= slack
    )


def piece_below(piece: Piece, pieces: Sequence[Piece], largest_gap: float = 2.5) -> Piece | None:
    """Return the nearest piece under a piece, in the same column, or None."""
    best: Piece | None = None
    for other in pieces:
        if other.ref == piece.ref or other.middle_y <= piece.middle_y:
            continue
        if not is_same_column(piece, other) or is_same_row(piece, other):
            continue
        if gap_below(piece, other) <= largest_gap and (best is None or other.top < best.top):
            best = other
    return best


def _without_spacing(text: str) -> str:
    """Return a text that was set with a blank after each letter ("N O R T H") without them."""
    letters = text.split(" ")
    is_spaced = len(letters) >= 5 and all(len(a) == 1 and a.isalpha() for a in letters)
    return "".join(letters) if is_spaced else text


def _corners(quad: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    points = np.asarray(quad, dtype=np.float64)
    if points.shape != (4, 2) or not np.isfinite(points).all():
        return np.zeros((4, 2))
    return np.clip(points, -_LARGEST_COORDINATE_PX, _LARGEST_COORDINATE_PX)


def _slant_rad(corners: Sequence[NDArray[np.float64]]) -> float:
    """Return the median angle of the lines that are clearly longer than high.

    Lines that read upwards or downwards say nothing, unless all do.
    """
    angles: list[float] = []
    on_end: list[float] = []
    for quad in corners:
        along = (quad[1] - quad[0]) + (quad[2] - quad[3])
        across = (quad[3] - quad[0]) + (quad[2] - quad[1])
        if np.hypot(*along) > 2 * np.hypot(*across):
            several = angles if abs(along[0]) >= abs(along[1]) else on_end
            several.append(math.atan2(along[1], along[0]))
    found = angles or on_end
    return float(np.median(found)) if found else 0.0
