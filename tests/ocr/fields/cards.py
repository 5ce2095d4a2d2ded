"""Cards as lines only: what the recogniser would hand over for an invented card."""

from __future__ import annotations

from ocr.types import Line, Quad, Side, SideLines


def box(left: float, top: float, width: float, height: float) -> Quad:
    """Return an upright quad."""
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def card(
    *texts: str, side: Side = Side.RECTO, heights: dict[int, float] | None = None
) -> SideLines:
    """Return a side whose lines stand under one another, at the left.

    Args:
        texts: What the lines say, from top to bottom; "" leaves a gap.
        side: Which side of the card.
        heights: Heights of lines that differ from 40 pixels, by index.
    """
    lines, top = [], 60.0
    for index, text in enumerate(texts):
        height = (heights or {}).get(index, 40.0)
        if text:
            quad = box(80, top, 0.5 * height * len(text), height)
            lines.append(Line(text=text, quad=quad, confidence=0.99))
        top += 1.3 * height
    return SideLines(side=side, lines=tuple(lines), size_px=(1000, 600))
