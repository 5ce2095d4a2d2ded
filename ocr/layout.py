"""Puts the lines of a card into the order in which a person reads them.

Lines are levelled by the card's own slant, pieces of one row are kept together, and the card is
then cut along its widest empty bands: between columns where a clear one runs down, else between
blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ocr.geometry import quad_angle_deg, quad_size, to_corners
from ocr.types import Line

_SAME_ROW_OVERLAP: Final = 0.5
"""Two pieces share a row when they overlap by this share of the smaller height."""
_SAME_ROW_GAP: Final = 0.5
"""... and the gap between them is below this many heights: words of one line cut apart."""
_LABEL_WIDTH: Final = 4.5
"""A piece narrower than this many heights may be a label, such as "Direct"."""
_LABEL_GAP: Final = 3.0
"""A label's number may stand this many heights away."""
_COLUMN_GAP: Final = 0.8
"""A band this many line heights wide, from top to bottom, parts two columns..."""
_NARROW_COLUMN_GAP: Final = 0.3
"""... and one of this width does when there are three lines or more on both its sides."""


@dataclass(frozen=True, slots=True)
class _Box:
    """The upright rectangle of a levelled line, or of several."""

    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[int, ...]

    @property
    def height(self) -> float:
        return self.bottom - self.top


def sort_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the same lines in reading order."""
    if len(lines) < 2:
        return tuple(lines)
    rows = _glue_rows(_level(lines))
    return tuple(lines[i] for box in _cut(rows) for i in box.lines)


def slant_deg(lines: Sequence[Line]) -> float:
    """Return the angle at which most text runs, degrees, positive when it falls to the right.

    The median over lines that are clearly longer than high; 0 when there are none.
    """
    angles = []
    for line in lines:
        corners = to_corners(line.quad)
        width, height = quad_size(corners)
        if width > 2 * height:
            angles.append(quad_angle_deg(corners))
    return float(np.median(angles)) if angles else 0.0


def _level(lines: Sequence[Line]) -> list[_Box]:
    turn = np.radians(-slant_deg(lines))
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    boxes = []
    for i, line in enumerate(lines):
        points = to_corners(line.quad) @ rotation
        # Means of opposite corners: a slightly tilted quad would else overlap its neighbours.
        left, right = points[[0, 3], 0].mean(), points[[1, 2], 0].mean()
        top, bottom = points[[0, 1], 1].mean(), points[[2, 3], 1].mean()
        if right < left:
            left, right = right, left
        if bottom < top:
            top, bottom = bottom, top
        boxes.append(_Box(float(left), float(top), float(right), float(bottom), (i,)))
    return boxes


def _glue_rows(boxes: list[_Box]) -> list[_Box]:
    """Join boxes that stand beside one another in one row, close together."""
    glued: list[_Box] = []
    for box in sorted(boxes, key=lambda b: b.left):
        for i, other in enumerate(glued):
            if _is_same_row(other, box):
                glued[i] = _union(other, box)
                break
        else:
            glued.append(box)
    return glued


def _is_same_row(left: _Box, right: _Box) -> bool:
    small = min(left.height, right.height)
    large = max(left.height, right.height)
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    gap = right.left - left.right
    is_label = left.right - left.left <= _LABEL_WIDTH * small < right.right - right.left
    allowed = _LABEL_GAP if is_label else _SAME_ROW_GAP
    return (
        overlap >= _SAME_ROW_OVERLAP * small
        and large <= 2 * small
        and -small <= gap <= allowed * small
    )


def _union(a: _Box, b: _Box) -> _Box:
    return _Box(
        min(a.left, b.left),
        min(a.top, b.top),
        max(a.right, b.right),
        max(a.bottom, b.bottom),
        a.lines + b.lines,
    )


def _cut(boxes: list[_Box]) -> list[_Box]:
    """Order boxes by cutting along empty bands, the widest first, columns before blocks."""
    if len(boxes) < 2:
        return boxes
    height = float(np.median([box.height for box in boxes]))
    across = _widest_gap([(b.left, b.right) for b in boxes])
    down = _widest_gap([(b.top, b.bottom) for b in boxes])
    if across is not None and across[0] >= _NARROW_COLUMN_GAP * height:
        first = [b for b in boxes if (b.left + b.right) / 2 < across[1]]
        rest = [b for b in boxes if (b.left + b.right) / 2 >= across[1]]
        # Two lines facing one another are a row, not two columns.
        if len(first) + len(rest) > 2 or not _is_facing(first[0], rest[0]):
            fewer = min(len(first), len(rest))
            is_clear = across[0] >= _COLUMN_GAP * height or fewer >= 3
            if is_clear and (down is None or across[0] >= down[0] or fewer >= 2):
                return _cut(first) + _cut(rest)
    if down is not None:
        first = [b for b in boxes if (b.top + b.bottom) / 2 < down[1]]
        rest = [b for b in boxes if (b.top + b.bottom) / 2 >= down[1]]
        return _cut(first) + _cut(rest)
    return sorted(boxes, key=lambda b: (b.top + b.bottom, b.left))


def _is_facing(a: _Box, b: _Box) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap >= _SAME_ROW_OVERLAP * min(a.height, b.height)


def _widest_gap(spans: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the width and the middle of the widest gap between spans, or None."""
    best: tuple[float, float] | None = None
    spans = sorted(spans)
    reach = spans[0][1]
    for start, end in spans[1:]:
        if start > reach and (best is None or start - reach > best[0]):
            best = (start - reach, (start + reach) / 2)
        reach = max(reach, end)
    return best
