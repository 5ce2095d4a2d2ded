"""Finds the cards of a photo that shows several: one choice for the whole table.

Many quads are proposed. Cards of one table are of one size, seen in perspective, do not overlap
and hold the text, so the quads that say so together are chosen; a panel is too small, two cards
taken for one are too large. Where texts are left, quads of the known size are looked for again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.card_quads import Candidates, SizePlane, place_terms, propose_quads
from ocr.corners import FoundCard, quad_areas
from ocr.edges import Floats, find_straight_edges
from ocr.geometry import Corners, order_corners, quad_size, reduce_image, to_corners
from ocr.types import Image, Quad

_USUAL_ASPECT: Final = 1.64
"""Between 85 by 55 mm and 3.5 by 2 inches."""
_ASPECT_SLACK: Final = 0.12
_SIZE_SPREAD: Final = 0.12
"""Of log size over a table, perspective included..."""
_SIZE_SPREAD_IN_PLACE: Final = 0.07
"""... and once the perspective is known."""
_MAX_OVERLAP_RATIO: Final = 0.06
_MOST_TRIED: Final = 700
_TEXTS_OF_A_CARD: Final = 3
_LEAST_WORTH: Final = 0.08
_CERTAIN: Final = 0.8
_ON_OUTLINE_PX: Final = 4.0
_TOUCHING_RATIO: Final = 0.1
"""Of the outline of cards that touch others, a quarter and more is theirs too."""


@dataclass(frozen=True, slots=True)
class SeveralOptions:
    """When several cards are thought of, and what counts as one of them."""

    long_side_px: int = 1000
    """They are looked for on a copy of this size: each of twelve is then 220 pixels long."""
    max_text_height_ratio: float = 0.052
    """Of the short side of what is taken for the one card, or of the photo. The median text of 24
    photographed cards was higher than 0.046 of it and of 40 drawn ones than 0.054, of drawn tables
    of twelve lower than 0.050."""
    min_score: float = 0.3
    """Below it a quad is chance; it counts size, shape and text as well as edges..."""
    min_score_with_text: float = 0.12
    """... unless it holds as much text as a card: white cards on white have hardly an edge."""


def may_be_several(
    text: Sequence[Quad],
    found: Sequence[Corners],
    size_px: tuple[int, int],
    options: SeveralOptions,
) -> bool:
    """Tell whether the text is so small that a photo may show several cards.

    Args:
        text: Where text was seen.
        found: The card that was found, if one was; same unit.
        size_px: Width and height of the photo; same unit.
        options: When several are thought of.
    """
    if not text:
        return True
    height = float(np.median([min(quad_size(to_corners(quad))) for quad in text]))
    short = min(quad_size(found[0])) if found else min(size_px)
    return height < options.max_text_height_ratio * short


def find_several(
    image: Image, text: Sequence[Corners], options: SeveralOptions
) -> tuple[FoundCard, ...]:
    """Find the cards on a table.

    Args:
        image: The photo, RGB.
        text: Corners of the boxes in which text was seen, pixels of ``image``.
        options: What counts as a card.

    Returns:
        Row by row, each from left to right; empty when there is no card.
    """
    if not text:
        return ()
    ratio = min(1.0, options.long_side_px / max(image.shape[:2]))
    small = reduce_image(image, (round(image.shape[1] * ratio), round(image.shape[0] * ratio)))
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), dtype=np.uint8)
    boxes = np.stack(list(text)).astype(np.float32) * np.float32(ratio)
    edges = find_straight_edges(lab, boxes)
    candidates = propose_quads(lab, edges, boxes, np.ones(len(boxes), dtype=bool))
    chosen, plane, worth = _choose(candidates, (lab.shape[0], lab.shape[1]))
    if plane is not None:
        left = np.logical_not(candidates.holds[chosen].any(axis=0))
        faint = find_straight_edges(lab, boxes, is_faint=True)
        more = propose_quads(lab, faint, boxes, left, plane)
        candidates = candidates.joined(more)
        chosen, _, worth = _choose(candidates, (lab.shape[0], lab.shape[1]))
    cards = [
        FoundCard((order_corners(candidates.quads[i]) / ratio).astype(np.float32), float(worth[i]))
        for i in chosen
        if worth[i] >= options.min_score
        or (
            worth[i] >= options.min_score_with_text
            and candidates.holds[i].sum() >= _TEXTS_OF_A_CARD
        )
    ]
    return tuple(cards[i] for i in sort_rows([card.corners for card in cards]))


def sort_rows(cards: Sequence[Corners]) -> list[int]:
    """Order cards row by row, each row from left to right.

    Args:
        cards: Their corners, the photo upright.

    Returns:
        Their indices in that order. A card belongs to the row whose nearest card it overlaps in
        height by a third.
    """
    spans = [(float(c[:, 1].min()), float(c[:, 1].max())) for c in cards]
    rows: list[list[int]] = []
    for i in sorted(range(len(cards)), key=lambda k: cards[k][:, 1].mean()):
        for row in rows:
            # Beside the nearest in the row: on a slanted table its ends are at different heights.
            k = min(row, key=lambda k: abs(cards[k][:, 0].mean() - cards[i][:, 0].mean()))
            shared = min(spans[i][1], spans[k][1]) - max(spans[i][0], spans[k][0])
            smaller = min(spans[i][1] - spans[i][0], spans[k][1] - spans[k][0])
            if shared > 0.3 * smaller:
                row.append(i)
                break
        else:
            rows.append([i])
    return [i for row in rows for i in sorted(row, key=lambda k: cards[k][:, 0].mean())]


def _choose(
    candidates: Candidates, shape: tuple[int, int]
) -> tuple[list[int], SizePlane | None, Floats]:
    """Choose quads that do not overlap and are of one size.

    Returns:
        Indices, how large cards are where there are three or more, and the worth of each
        candidate given that, [0, 1].
    """
    quads = candidates.quads
    size = np.log(np.sqrt(np.maximum(quad_areas(quads), 1.0)))
    value = _value_alone(candidates)
    best: tuple[float, list[int]] = (0.0, [])
    order = np.argsort(-value)[:400]
    worth = value
    for guess in np.unique(np.rint(size[order] * 12)) / 12:
        tried = value * np.exp(-0.5 * ((size - guess) / _SIZE_SPREAD) ** 2)
        chosen = _pick_apart(quads, tried)
        # By length and not by area: four cards are worth more than the block that they form.
        total = float((tried[chosen] * np.exp(size[chosen])).sum())
        if total > best[0]:
            best, worth = (total, chosen), tried
    chosen, plane = best[1], None
    for _ in range(2):
        if len(chosen) < 3:
            break
        plane = _fit_sizes(quads[chosen].mean(axis=1), size[chosen], value[chosen], shape)
        off = size - plane.log_size(quads.mean(axis=1))
        worth = value * np.exp(-0.5 * (off / _SIZE_SPREAD_IN_PLACE) ** 2)
        worth = worth * _owned_border(quads, [i for i in chosen if worth[i] > _CERTAIN])
        chosen = _pick_apart(quads, worth)
    return chosen, plane, worth


def _value_alone(candidates: Candidates) -> Floats:
    """Return what each candidate is worth by its edges, its text and its shape, [0, 1]."""
    sides = np.linalg.norm(np.roll(candidates.quads, -1, axis=1) - candidates.quads, axis=2)
    one, other = sides[:, [0, 2]].mean(axis=1), sides[:, [1, 3]].mean(axis=1)
    aspect = np.maximum(one, other) / np.maximum(np.minimum(one, other), 1e-6)
    off = np.maximum(0, np.abs(np.log(aspect / _USUAL_ASPECT)) - _ASPECT_SLACK)
    value = np.clip(candidates.scores - 0.3, 0, None) / 0.7
    value = value * candidates.holds.any(axis=1) * np.clip(1 - 2 * candidates.cut_ratio, 0, 1)
    return np.asarray(value * np.exp(-0.5 * (off / 0.1) ** 2), dtype=np.float32)


def _pick_apart(quads: Floats, worth: Floats) -> list[int]:
    """Pick quads, the most worth first, that overlap none picked before."""
    low, high = quads.min(axis=1), quads.max(axis=1)
    picked: list[int] = []
    for i in np.argsort(-worth)[:_MOST_TRIED]:
        if worth[i] < _LEAST_WORTH:
            break
        beside = ((low[i] > high[picked]) | (low[picked] > high[i])).any(axis=1)
        if all(_lie_apart(quads[i], quads[picked[k]]) for k in np.flatnonzero(~beside)):
            picked.append(int(i))
    return picked


def _owned_border(quads: Floats, certain: list[int]) -> Floats:
    """Say how much of the outline of each quad is not the outline of a certain card, [0, 1].

    An edge between card and table belongs to one card: the gap between two cards has good sides,
    and they are its neighbours'. Where cards touch this says nothing, and 1 is returned.
    """
    none = np.ones(len(quads), dtype=np.float32)
    if len(certain) < 3:
        return none
    along = np.linspace(0.05, 0.95, 12, dtype=np.float32)[:, None]
    start, end = quads[:, :, None, :], np.roll(quads, -1, axis=1)[:, :, None, :]
    points = (start + (end - start) * along).reshape(len(quads), -1, 2)
    is_shared = np.zeros(points.shape[:2], dtype=bool)
    for i in certain:
        is_own = np.zeros(len(quads), dtype=bool)
        is_own[i] = True
        is_shared |= _is_on_outline(points, quads[i]) & ~is_own[:, None]
    shared = is_shared.mean(axis=1)
    if np.median(shared[certain]) > _TOUCHING_RATIO:
        return none
    shared[certain] = 0
    return np.asarray((1 - shared) ** 2, dtype=np.float32)


def _is_on_outline(points: Floats, quad: Corners) -> NDArray[np.bool_]:
    """Tell which points, shape (n, k, 2), lie on the outline of a quad."""
    near = np.zeros(points.shape[:2], dtype=bool)
    for a, b in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        side = b - a
        t = ((points - a) @ side / max(float(side @ side), 1e-6)).clip(0, 1)
        near |= np.linalg.norm(points - a - t[..., None] * side, axis=2) < _ON_OUTLINE_PX
    return near


def _lie_apart(a: Corners, b: Corners) -> bool:
    shared, _ = cv2.intersectConvexConvex(a, b)
    smaller = min(cv2.contourArea(a), cv2.contourArea(b))
    return float(shared) <= _MAX_OVERLAP_RATIO * smaller


def _fit_sizes(
    middles: Floats, log_sizes: Floats, weights: Floats, shape: tuple[int, int]
) -> SizePlane:
    """Fit how large cards are at each place, little moved by a few of another size."""
    rows = place_terms(middles, shape)
    # Few cards, or all in one row, say little about the slope.
    ridge: NDArray[np.float64] = np.diag([0.0, 0.03, 0.03])
    trust: NDArray[np.float64] = weights.astype(np.float64)
    terms: NDArray[np.float64] = np.zeros(3)
    for _ in range(4):
        weighted = rows * trust[:, None]
        terms = np.asarray(
            np.linalg.solve(weighted.T @ rows + ridge, weighted.T @ log_sizes), np.float64
        )
        trust = np.asarray(weights / (1 + ((rows @ terms - log_sizes) / 0.05) ** 2), np.float64)
    return SizePlane(terms, shape)
