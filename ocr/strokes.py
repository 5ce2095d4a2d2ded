"""Measures the strokes of a line of text: what tells a pen from a printing press.

Print repeats: strokes of one width, letters on one baseline, edges that are upright or level.
A hand varies all of these. Every measure is a plain number that does not depend on the size of
the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import grow_quad, quad_angle_deg, quad_size, to_corners, warp_quad
from ocr.types import Image, Line

Floats = NDArray[np.float32]
Mask = NDArray[np.uint8]

_HEIGHT_PX: Final = 64
_MAX_WIDTH_PX: Final = 1600


@dataclass(frozen=True, slots=True)
class StrokeMeasures:
    """What was measured of one line; ratios of the line's height unless said otherwise."""

    stroke_width: float
    """Mean width of the strokes."""
    stroke_variation: float
    """Standard deviation of the stroke width over its mean."""
    baseline_step: float
    """How sharply the ink begins and ends in height: the two largest steps from row to row, as
    shares of the fullest row. High where letters stand on one line."""
    row_fill: float
    """Mean of the rows' ink over the fullest row's."""
    upright_edges: float
    """Share of the edges within 10 degrees of upright, relative to an even spread."""
    level_edges: float
    """Share of the edges within 10 degrees of level, relative to an even spread."""
    edge_spread: float
    """Entropy of the edges' directions, 1 when all are as frequent."""
    bottom_jitter: float
    """Standard deviation of the lower ends of the letters, after a straight fit."""
    top_jitter: float
    """Standard deviation of the upper ends of the letters."""
    size_jitter: float
    """Standard deviation of the heights of the letters."""
    pieces_per_letter: float
    """Connected pieces of ink over characters read."""
    ink_ratio: float
    """Share of the line that is ink."""
    ink_evenness: float
    """Standard deviation of the darkness inside strokes, over the contrast."""
    ink_chroma: float
    """How colourful the ink is, against the paper, of 255."""
    ink_unlike: float
    """How far the ink's colour is from the card's usual ink, of 255."""
    slant_unlike_deg: float
    """How far the line turns away from the card's usual direction, degrees."""
    height_unlike: float
    """Logarithm of the line's height over the card's median, without its sign."""
    letter_width: float
    """Width of the line per character read."""
    misalignment: float
    """Distance from the nearest left, right or middle shared with another line; at most 2."""
    doubt: float
    """One minus the recogniser's confidence."""


MEASURES: Final = tuple(field.name for field in fields(StrokeMeasures))


def measure_lines(
    card: Image, lines: Sequence[Line], chosen: Sequence[int] | None = None
) -> Floats:
    """Measure lines of a card.

    Args:
        card: RGB, shape (h, w, 3).
        lines: Their quads lie on ``card``.
        chosen: Which of them are measured, None for all; how the others lie counts, their ink does
            not.

    Returns:
        Shape (lines measured, len(MEASURES)), columns in the order of `MEASURES`.
    """
    measured_lines = range(len(lines)) if chosen is None else chosen
    if len(measured_lines) == 0:
        return np.empty((0, len(MEASURES)), dtype=np.float32)
    quads = [to_corners(line.quad) for line in lines]
    sizes = [quad_size(quad) for quad in quads]
    strips = {i: _cut(card, quads[i]) for i in measured_lines}
    inks = {i: _ink_of(strip) for i, strip in strips.items()}
    colours = {i: _ink_colour(strip, inks[i]) for i, strip in strips.items()}
    weights = np.array([len(lines[i].text) for i in measured_lines], dtype=np.float64)
    usual_colour = _weighted_median(np.array(list(colours.values())), weights)
    angles = np.array([quad_angle_deg(quad) for quad in quads])
    usual_angle = _weighted_median(angles[:, None], np.array([w for w, _ in sizes]))[0]
    heights = np.array([max(h, 1.0) for _, h in sizes])
    usual_height = float(np.median(heights))
    edges = np.array([_sides(quad) for quad in quads])
    rows = []
    for i in measured_lines:
        line = lines[i]
        others = np.delete(edges, i, axis=0)
        gap = float(np.abs(others - edges[i]).min(initial=2 * heights[i])) / heights[i]
        letters = max(1, len(line.text.replace(" ", "")))
        measured = StrokeMeasures(
            **_stroke_measures(strips[i], inks[i], letters),
            ink_chroma=float(np.linalg.norm(colours[i][1:])),
            ink_unlike=float(np.linalg.norm(colours[i] - usual_colour)),
            slant_unlike_deg=min(20.0, abs((angles[i] - usual_angle + 90) % 180 - 90)),
            height_unlike=float(abs(np.log(heights[i] / usual_height))),
            letter_width=sizes[i][0] / heights[i] / max(1, len(line.text)),
            misalignment=min(2.0, gap),
            doubt=1 - line.confidence,
        )
        rows.append(astuple(measured))
    return np.array(rows, dtype=np.float32)


def _cut(card: Image, quad: NDArray[np.float32]) -> Image:
    grown = grow_quad(quad, 0.05, 0.0)
    width, height = quad_size(grown)
    wide = int(np.clip(_HEIGHT_PX * width / max(height, 1.0), 8, _MAX_WIDTH_PX))
    whole = warp_quad(card, grown, (max(1, round(width)), max(1, round(height))))
    method = cv2.INTER_AREA if height > _HEIGHT_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(whole, (wide, _HEIGHT_PX), interpolation=method), np.uint8)


def _ink_of(strip: Image) -> Mask:
    """Return where the ink is, 1 or 0, whether it is darker or lighter than the paper."""
    grey = cv2.GaussianBlur(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY), (0, 0), 0.8)
    _, mask = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    # Ink is what covers less of the line, and less of its rim.
    rim = np.concatenate([mask[0], mask[-1]])
    if mask.mean() + rim.mean() > 1:
        mask = 1 - mask
    return np.asarray(mask, dtype=np.uint8)


def _ink_colour(strip: Image, ink: Mask) -> Floats:
    """Return the ink's Lab colour relative to the paper's."""
    # Every other pixel will do: these are medians.
    halved = np.ascontiguousarray(strip[::2, ::2])
    lab = np.asarray(cv2.cvtColor(halved, cv2.COLOR_RGB2LAB), dtype=np.uint8)
    thin = cv2.erode(ink, np.ones((2, 2), np.uint8))
    core: Mask = np.ascontiguousarray(thin[::2, ::2], dtype=np.uint8)
    paper = 1 - np.ascontiguousarray(ink[::2, ::2])
    if core.sum() < 5 or paper.sum() < 5:
        return np.zeros(3, dtype=np.float32)
    difference = [_median_level(lab, core, i) - _median_level(lab, paper, i) for i in range(3)]
    return np.array(difference, dtype=np.float32)


def _median_level(picture: NDArray[np.uint8], where: Mask, channel: int = 0) -> float:
    """Return the median of a channel where a mask is not 0, by counting: faster than sorting."""
    reached = cv2.calcHist([picture], [channel], where, [256], [0, 256]).ravel().cumsum()
    count = int(reached[-1])
    lower, upper = np.searchsorted(reached, [(count + 1) // 2, count // 2 + 1])
    return float(lower + upper) / 2


def _stroke_measures(strip: Image, ink: Mask, letters: int) -> dict[str, float]:
    grey = np.asarray(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return {
        **_width_measures(ink),
        **_row_measures(ink),
        **_edge_measures(grey.astype(np.float32), ink),
        **_piece_measures(ink, letters),
        **_evenness(grey, ink),
    }


def _width_measures(ink: Mask) -> dict[str, float]:
    # Twice the distance to the paper, along the middle of the strokes.
    distance = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    ridge = (distance >= cv2.dilate(distance, np.ones((3, 3)))) & (distance > 0.5)
    widths = 2 * distance[ridge]
    if len(widths) < 5:
        return {"stroke_width": 0.0, "stroke_variation": 0.0}
    return {
        "stroke_width": float(widths.mean()) / _HEIGHT_PX,
        "stroke_variation": float(widths.std() / widths.mean()),
    }


def _row_measures(ink: Mask) -> dict[str, float]:
    rows = ink.mean(axis=1)
    fullest = max(float(rows.max()), 1e-6)
    steps = np.sort(np.abs(rows[2:] - rows[:-2]))[::-1]
    return {
        "baseline_step": float(steps[0] + steps[2]) / fullest,
        "row_fill": float(rows.mean()) / fullest,
        "ink_ratio": float(rows.mean()),
    }


def _edge_measures(grey: Floats, ink: Mask) -> dict[str, float]:
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.0)
    dx, dy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    near = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    size = cv2.copyTo(cv2.magnitude(dx, dy), near)
    strong = size > 0.25 * max(float(size.max()), 1e-6)
    size = size[strong]
    angle = np.degrees(np.arctan2(dy[strong], dx[strong])) % 180
    tenths = np.minimum((angle / 10).astype(np.intp), 17)
    counts = np.bincount(tenths, weights=size, minlength=18)
    share = counts / max(counts.sum(), 1e-6)
    entropy = -float((share * np.log(share + 1e-9)).sum()) / np.log(18)
    return {
        # An edge's gradient points across it: level gradients belong to upright edges.
        "upright_edges": float(share[0] + share[17]) * 9,
        "level_edges": float(share[8] + share[9]) * 9,
        "edge_spread": entropy,
    }


def _piece_measures(ink: Mask, letters: int) -> dict[str, float]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, area = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    kept = stats[1:][(height > 0.2 * _HEIGHT_PX) & (area > 12)]
    pieces = len(kept) / letters
    if len(kept) < 3:
        # Too few to vary: what a typical hand and typical print have in common.
        flat = {"bottom_jitter": 0.08, "top_jitter": 0.12, "size_jitter": 0.14}
        return {**flat, "pieces_per_letter": min(pieces, 3.0)}
    top = kept[:, cv2.CC_STAT_TOP].astype(np.float64) / _HEIGHT_PX
    tall = kept[:, cv2.CC_STAT_HEIGHT].astype(np.float64) / _HEIGHT_PX
    middle = (kept[:, cv2.CC_STAT_LEFT] + kept[:, cv2.CC_STAT_WIDTH] / 2).astype(np.float64)
    bottom = top + tall
    spread = float(((middle - middle.mean()) ** 2).sum())
    slope = float(((middle - middle.mean()) * (bottom - bottom.mean())).sum()) / max(spread, 1e-6)
    # Half of the letters at least stand on the baseline: the median deviation forgives descenders.
    off_line = np.abs(bottom - bottom.mean() - slope * (middle - middle.mean()))
    return {
        "bottom_jitter": float(np.median(off_line)),
        "top_jitter": float(top.std()),
        "size_jitter": float(tall.std()),
        "pieces_per_letter": min(pieces, 3.0),
    }


def _evenness(grey: NDArray[np.uint8], ink: Mask) -> dict[str, float]:
    core = np.asarray(cv2.erode(ink, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    paper = 1 - ink
    if core.sum() < 20 or paper.sum() < 20:
        return {"ink_evenness": 0.0}
    contrast = abs(_median_level(grey, core) - _median_level(grey, paper))
    spread = float(cv2.meanStdDev(grey, mask=core)[1][0, 0])
    return {"ink_evenness": min(1.0, spread / max(contrast, 1.0))}


def _sides(quad: NDArray[np.float32]) -> Floats:
    left, right = quad[[0, 3], 0].mean(), quad[[1, 2], 0].mean()
    return np.array([left, (left + right) / 2, right], dtype=np.float32)


def _weighted_median(values: NDArray[np.floating], weights: NDArray[np.floating]) -> Floats:
    """Return the median of each column of ``values``, shape (n, k), rows weighted."""
    medians = []
    for column in values.T:
        order = np.argsort(column)
        heavy = np.cumsum(weights[order]) >= weights.sum() / 2
        medians.append(column[order][int(np.argmax(heavy))])
    return np.array(medians, dtype=np.float32)
