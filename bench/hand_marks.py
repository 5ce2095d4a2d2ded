"""Counts how handwriting is told from print on small cards in unseen faces."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import cv2

from bench.pen_cards import draw_pen_card
from drawn.truth import DrawnLine
from ocr.engines.paddle import PaddleRecogniser
from ocr.geometry import quad_angle_deg, to_corners
from ocr.handwriting import mark_handwriting
from ocr.layout import sort_lines
from ocr.types import Line

_LEVEL_DEG = 12.0
_UPRIGHT_DEG = 70.0
_SHORT = 4


@dataclass(slots=True)
class Marks:
    """What a run counted."""

    written: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Handwritten lines that the engine saw, by kind."""
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Those called handwriting."""
    called: int = 0
    called_right: int = 0

    def rows(self) -> list[str]:
        """Write the rows of a table: kind, lines, share found."""
        rows = [
            f"| {kind} | {count} | {self.found[kind] / count:.1%} |"
            for kind, count in sorted(self.written.items())
        ]
        total = sum(self.written.values())
        return [f"| all | {total} | {sum(self.found.values()) / max(1, total):.1%} |", *rows]


def measure_marks(seeds: range, engine: PaddleRecogniser) -> Marks:
    """Read cards in unseen faces and count which lines are called handwriting."""
    marks = Marks()
    for seed in seeds:
        card = draw_pen_card(seed, is_held_out=True)
        lines = mark_handwriting(card.picture, sort_lines(engine.read(card.picture)))
        for line in lines:
            drawn = [one for one in card.lines if _is_on(line, one)]
            kinds = {one.is_handwritten for one in drawn}
            if len(kinds) != 1:
                # On nothing that was drawn, or on print and ink at once.
                continue
            is_written = kinds.pop()
            marks.called += line.handwritten
            marks.called_right += line.handwritten and is_written
            if is_written:
                kind = _kind_of(drawn[0])
                marks.written[kind] += 1
                marks.found[kind] += line.handwritten
    return marks


def _is_on(line: Line, drawn: DrawnLine) -> bool:
    x, y = map(float, to_corners(line.quad).mean(axis=0))
    return cv2.pointPolygonTest(to_corners(drawn.quad), (x, y), measureDist=False) >= 0


def _kind_of(drawn: DrawnLine) -> str:
    angle = abs(quad_angle_deg(to_corners(drawn.quad)))
    if angle > _UPRIGHT_DEG:
        return "running up or down"
    if angle > _LEVEL_DEG:
        return "slanted"
    if len(drawn.text) < _SHORT:
        return "up to three characters"
    if sum(character.isdigit() for character in drawn.text) * 2 > len(drawn.text):
        return "numbers"
    return "capitals" if drawn.text.isupper() else "words"
