"""Tells what was written by hand from what was printed, and gathers it into notes.

A logistic regression over the measures of `ocr.strokes` and over what the recogniser's network sees
(`Line.pen_odds`). For engines that do not say, a second one takes the strokes and their products:
no single measure tells neat capitals from print, but several that do not go together do. The
weights were learned on drawn cards (`python -m bench.train_handwriting` draws, reads, learns and
writes them) and stand in ``handwriting_weights.json`` beside this file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Corners, quad_angle_deg, quad_size, to_corners, to_quad
from ocr.strokes import MEASURES, measure_lines
from ocr.types import Handwriting, Image, Line, LineRef, Quad, Side

Floats = NDArray[np.float64]

_SURE: Final = 0.75
"""From here on a line is handwriting whatever stands around it: of small drawn cards in
faces kept aside, 99 lines in 100 then are, and 93 in 100 handwritten ones are found."""
_SHORT_SURE: Final = 0.8
"""The same for lines of three characters at most: pieces of logos and icons are as short."""
_SHORT: Final = 3
_LIKELY: Final = 0.5
"""From here on it is when it continues a line that surely is."""
_SHORT_LIKELY: Final = 0.7
"""The same for short lines."""
_MIN_CHARACTERS: Final = 2
"""Latin letters and digits. With fewer, it is an ornament, a logo or a shadow far more often than
a note: the engine reads waves and stars as Chinese signs or brackets."""
_CHARACTER: Final = re.compile(r"[0-9A-Za-z\u00C0-\u024F]")
_CLEARLY_PRINT: Final = -2.0
"""`Line.pen_odds` below which strokes are not measured, which takes a millisecond a line: of
small drawn cards in faces kept aside, 3 handwritten lines in 179 have less, and 94 printed ones in
100."""
_FARTHEST: Final = 5.0
"""Deviations from the mean beyond which a measure says nothing more."""
_LINE_GAP: Final = 1.2
"""Lines of one note are at most this many line heights apart."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """One learned regression."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float


def mark_handwriting(card: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the same lines, with `Line.handwritten` set where a hand wrote them.

    Args:
        card: RGB, shape (h, w, 3).
        lines: Their quads lie on ``card``; in reading order.
    """
    chances = handwriting_chances(card, lines)
    sure = [_is_sure(chance, line) for chance, line in zip(chances, lines, strict=True)]
    marked = []
    for i, line in enumerate(lines):
        continues = chances[i] >= _needed(line, _LIKELY, _SHORT_LIKELY) and any(
            sure[j] and _are_neighbours(line, lines[j]) for j in range(len(lines)) if j != i
        )
        marked.append(replace(line, handwritten=bool(sure[i] or continues)))
    return tuple(marked)


def handwriting_chances(card: Image, lines: Sequence[Line]) -> Floats:
    """Return the probability that each line was written by hand, shape (len(lines),).

    It is 0 for lines whose strokes need not be measured: to the network they are clearly print.
    """
    network = np.array([line.pen_odds for line in lines])
    if network.any():
        chosen = np.flatnonzero(network >= _CLEARLY_PRINT)
        measures = measure_lines(card, lines, chosen.tolist())
        learned = _load_weights("with_network")
        terms = ((measures - learned.mean) / learned.scale).clip(-_FARTHEST, _FARTHEST)
    else:
        chosen = np.arange(len(lines))
        measures = measure_lines(card, lines)
        learned = _load_weights("alone")
        terms = with_products((measures - learned.mean) / learned.scale)
    odds = terms @ learned.weights + learned.bias + network[chosen]
    # Where no stroke could be measured there is nothing to judge by.
    has_strokes = measures[:, MEASURES.index("stroke_width")] > 0
    chances: Floats = np.zeros(len(lines))
    chances[chosen] = has_strokes / (1 + np.exp(-odds))
    return chances


def with_products(standard: Floats) -> Floats:
    """Return measures followed by the products of every two of them.

    Args:
        standard: Shape (lines, measures), of mean 0 and deviation 1; what lies beyond 3 is cut.

    Returns:
        Shape (lines, measures + measures * (measures + 1) / 2).
    """
    bounded = np.asarray(standard, dtype=np.float64).clip(-3, 3)
    first, second = np.triu_indices(bounded.shape[1])
    return np.hstack([bounded, bounded[:, first] * bounded[:, second]])


def gather_notes(lines: Sequence[Line], side: Side) -> tuple[Handwriting, ...]:
    """Join neighbouring handwritten lines that read on into notes.

    A line that begins with a capital or a digit begins a note of its own, as people write one
    thought under another; one that begins small continues the line above. Print never joins.

    Args:
        lines: Of one side, in reading order.
        side: That side.
    """
    notes: list[list[int]] = []
    for i, line in enumerate(lines):
        if not line.handwritten:
            continue
        last = lines[notes[-1][-1]] if notes else None
        if last is not None and _reads_on(last, line) and _are_neighbours(last, line):
            notes[-1].append(i)
        else:
            notes.append([i])
    return tuple(_note(lines, note, side) for note in notes)


@cache
def _load_weights(kind: str) -> _Weights:
    stored = json.loads(files("ocr").joinpath("handwriting_weights.json").read_text("utf-8"))
    if tuple(stored["measures"]) != MEASURES:
        raise RuntimeError("the weights are of other measures: train them again")
    learned = stored[kind]
    return _Weights(
        mean=np.array(learned["mean"]),
        scale=np.array(learned["scale"]),
        weights=np.array(learned["weights"]),
        bias=learned["bias"],
    )


def _is_sure(chance: float, line: Line) -> bool:
    is_text = len(_CHARACTER.findall(line.text)) >= _MIN_CHARACTERS
    return is_text and chance >= _needed(line, _SURE, _SHORT_SURE)


def _needed(line: Line, usual: float, short: float) -> float:
    return short if len(_CHARACTER.findall(line.text)) <= _SHORT else usual


def _reads_on(above: Line, line: Line) -> bool:
    first = next((c for c in line.text if c.isalnum()), "")
    return first.islower() or above.text.rstrip().endswith((",", "-", "&", "+", ":"))


def _are_neighbours(a: Line, b: Line) -> bool:
    """Tell whether two lines lie in one row close together, or one right below the other."""
    first, second = to_corners(a.quad), to_corners(b.quad)
    height = min(quad_size(first)[1], quad_size(second)[1])
    across, down = (_gap(first[:, axis], second[:, axis]) for axis in (0, 1))
    return (across <= 0 and down <= _LINE_GAP * height) or (
        down <= -0.3 * height and across <= 2 * _LINE_GAP * height
    )


def _gap(a: Floats | Corners, b: Floats | Corners) -> float:
    """Return the distance between two spans, negative by how far they overlap."""
    return float(max(a.min(), b.min()) - min(a.max(), b.max()))


def _note(lines: Sequence[Line], indices: list[int], side: Side) -> Handwriting:
    parts = [lines[i] for i in indices]
    characters = sum(len(line.text) for line in parts)
    return Handwriting(
        text="\n".join(line.text for line in parts),
        side=side,
        confidence=sum(line.confidence * len(line.text) for line in parts) / max(1, characters),
        quad=_around([to_corners(line.quad) for line in parts]),
        lines=tuple(LineRef(side, i) for i in indices),
    )


def _around(quads: list[Corners]) -> Quad:
    """Return the smallest quad around others that is turned as the first is."""
    angle = np.radians(quad_angle_deg(quads[0]))
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    level = np.concatenate(quads) @ rotation
    (left, top), (right, bottom) = level.min(axis=0), level.max(axis=0)
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return to_quad(corners @ rotation.T)
