"""Labels that stand apart from the numbers they belong to: beside them, above, in a column."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.fields.phone_labels import whole_label
from ocr.fields.pieces import Piece, is_aligned, is_same_row
from ocr.fields.text import tidy


def is_label(text: str) -> bool:
    """Say whether a line is a telephone's label and nothing else."""
    return whole_label(tidy(text)) is not None


def label_beside(piece: Piece, pieces: Sequence[Piece]) -> str:
    """Return the label that stands to the left of a line, to its right, or above it, else ""."""
    rows = [p for p in pieces if p.ref != piece.ref and is_same_row(piece, p)]
    left = [p for p in rows if p.middle_x < piece.left + piece.height and is_label(p.text)]
    if left:
        return max(left, key=lambda p: p.left).text
    above = [
        p
        for p in pieces
        if p.ref.side == piece.ref.side
        and 0 < piece.middle_y - p.middle_y < 2.2 * piece.height
        and is_aligned(piece, p)
        and is_label(p.text)
        and not _has_number_in_row(p, pieces)
    ]
    if above:
        return max(above, key=lambda p: p.middle_y).text
    right = [p for p in rows if 0 <= p.left - piece.right < 4 * piece.height and is_label(p.text)]
    if right:
        nearest = min(right, key=lambda p: p.left)
        # It labels what follows it, if anything with digits does.
        if not any(_has_digits(p) and p.left >= nearest.right for p in rows):
            return nearest.text
    return ""


def _has_number_in_row(label: Piece, pieces: Sequence[Piece]) -> bool:
    return any(_has_digits(p) and is_same_row(label, p) for p in pieces)


def _has_digits(piece: Piece) -> bool:
    return sum(c.isdigit() for c in piece.text) >= 4
