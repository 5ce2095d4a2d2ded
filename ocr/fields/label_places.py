"""Labels that stand apart from the numbers they belong to: beside them, above, in a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ocr.fields.addresses import is_home_heading
from ocr.fields.phone_labels import whole_label
from ocr.fields.pieces import Piece, gap_below, is_aligned, is_same_column, is_same_row
from ocr.fields.text import tidy
from ocr.types import LineRef

_SMALLEST_RATIO: Final = 0.55
"""Labels are printed about as large as their numbers; logos are not."""
_MOST_UNDER_HEADING: Final = 5
"""Lines of a block below its heading, the telephone included."""
_WIDEST_GAP: Final = 1.6
"""Line heights between two lines of one block."""
_LONGEST_GAP: Final = 6.0
"""Line heights between a label of one letter and its number."""


def is_label(text: str) -> bool:
    """Say whether a line is a telephone's label and nothing else."""
    return whole_label(tidy(text)) is not None


def label_beside(piece: Piece, pieces: Sequence[Piece]) -> str:
    """Return the label that stands to the left of a line, to its right, or above it, else ""."""
    rows = [p for p in pieces if p.ref != piece.ref and is_same_row(piece, p)]
    left = [p for p in rows if p.middle_x < piece.left + piece.height and _may_label(p, piece)]
    if left:
        return max(left, key=lambda p: p.left).text
    above = [
        p
        for p in pieces
        if p.ref.side == piece.ref.side
        and 0 < piece.middle_y - p.middle_y < 2.2 * piece.height
        and is_aligned(piece, p)
        and _may_label(p, piece)
        and not _has_number_in_row(p, pieces)
    ]
    if above:
        return max(above, key=lambda p: p.middle_y).text
    right = [
        p for p in rows if 0 <= p.left - piece.right < 4 * piece.height and _may_label(p, piece)
    ]
    if right:
        nearest = min(right, key=lambda p: p.left)
        # It labels what follows it, if anything with digits does.
        if not any(_has_digits(p) and p.left >= nearest.right for p in rows):
            return nearest.text
    return ""


def stands_under_home(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Say whether the heading of a home stands over the block that a line is in."""
    at = piece
    for _ in range(_MOST_UNDER_HEADING):
        above = [
            p
            for p in pieces
            if p.middle_y < at.top and is_same_column(p, at) and gap_below(p, at) < _WIDEST_GAP
        ]
        if not above:
            return False
        at = max(above, key=lambda p: p.middle_y)
        if is_home_heading(at.text):
            return True
        if is_label(at.text):
            return False  # "Off :"
    return False


def _may_label(label: Piece, piece: Piece) -> bool:
    """Say whether a line may be the label of a number: no large letter of a logo."""
    if not _SMALLEST_RATIO < label.height / piece.height < 1 / _SMALLEST_RATIO:
        return False
    if len(tidy(label.text).strip(".:() ")) == 1:
        gap = max(piece.left - label.right, label.left - piece.right)
        if gap > _LONGEST_GAP * piece.height:
            return False
    return is_label(label.text)


def _has_number_in_row(label: Piece, pieces: Sequence[Piece]) -> bool:
    return any(_has_digits(p) and is_same_row(label, p) for p in pieces)


def _has_digits(piece: Piece) -> bool:
    return sum(c.isdigit() for c in piece.text) >= 4


def continued_from(
    piece: Piece, pieces: Sequence[Piece], starts_px: dict[LineRef, float]
) -> Piece | None:
    """Return the line above that a line without a label goes on from, or None.

    "Tel: 040-2355 0143" with "2355 0144" under the number, not under the label.

    Args:
        piece: The line, which begins with a number.
        pieces: All lines.
        starts_px: Where the first number begins in the lines that have a label before theirs.
    """
    best: Piece | None = None
    for other in pieces:
        start = starts_px.get(other.ref)
        if start is None or other.ref.side != piece.ref.side:
            continue
        drop = (piece.middle_y - other.middle_y) / piece.height
        is_under = abs(piece.left - start) < 1.0 * piece.height
        is_indented = piece.left - other.left > 0.8 * piece.height
        if 0.5 < drop < 1.9 and is_under and is_indented:
            best = other
    return best
