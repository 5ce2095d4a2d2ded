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
from ocr.corners import FoundCard
from ocr.edges import Floats, faint_segments, join_segments, plain_segments
from ocr.geometry import Corners, order_corners, quad_size, reduce_image, to_corners
from ocr.quads import quad_areas, shared_areas
from ocr.types import Image, Quad

_USUAL_ASPECT: Final = 1.64
"""Between 85 by 55 mm and 3.5 by 2 inches."""
_ASPECT_SLACK: Final = 0.12
_LEAST_ASPECT: Final = 1.4
_MOST_ASPECT: Final = 2.2
"""Of one card in a photo; two beside one another have 1.3 or 3.1."""
_SIZE_SPREAD: Final = 0.12
"""Of log size over a table, perspective included..."""
_SIZE_SPREAD_IN_PLACE: Final = 0.07
"""... and once the perspective is known."""
_MAX_OVERLAP_RATIO: Final = 0.06
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
    max_text_height_ratio_of_shape: float = 0.044
    """The same of what has the shape of one card, where texts are also as long as on one. Several
    that fill that shape are two and two at least, and their text half as high."""
    max_text_length_ratio: float = 0.15
    """Of the long side of what is taken for the one card: the median text of 24 photographed cards
    and of 80 drawn ones was longer than 0.20 of it, of drawn tables of twelve shorter than 0.11."""
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
    if not found:
        return height < options.max_text_height_ratio * min(size_px)
    short, long = sorted(quad_size(found[0]))
    length = float(np.median([max(quad_size(to_corners(quad))) for quad in text]))
    is_short = length < options.max_text_length_ratio * long
    if _LEAST_ASPECT * short < long < _MOST_ASPECT * short:
        # What is seen of the smallest print is always some pixels high: its length tells more.
        is_low = height < options.max_text_height_ratio * short
        return height < options.max_text_height_ratio_of_shape * short or (is_low and is_short)
    return height < options.max_text_height_ratio * short or (
        is_short and long > _MOST_ASPECT * short
    )


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
    shape = (lab.shape[0], lab.shape[1])
    plain = plain_segments(lab)
    every = np.ones(len(boxes), dtype=bool)
    candidates = propose_quads(lab, join_segments(plain, boxes, shape), boxes, every)
    chosen, plane, worth = _choose(candidates, shape)
    left = np.logical_not(candidates.holds[chosen].any(axis=0))
    if plane is not None and left.any():
        faint = join_segments(np.concatenate([plain, faint_segments(lab)]), boxes, shape)
        candidates = candidates.joined(propose_quads(lab, faint, boxes, left, plane))
        chosen, _, worth = _choose(candidates, shape)
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
    value = _value_alone(candidates)
    # What follows only lowers it.
    kept = np.flatnonzero(value >= _LEAST_WORTH)
    chosen, plane, kept_worth = _choose_of(candidates.quads[kept], value[kept], shape)
    worth = np.zeros(len(value), dtype=np.float32)
    worth[kept] = kept_worth
    return kept[chosen].tolist(), plane, worth


def _choose_of(
    quads: Floats, value: Floats, shape: tuple[int, int]
) -> tuple[list[int], SizePlane | None, Floats]:
    size = np.log(np.sqrt(np.maximum(quad_areas(quads), 1.0)))
    overlaps = _Overlaps(quads)
    best: tuple[float, list[int]] = (0.0, [])
    order = np.argsort(-value)[:400]
    worth = value
    for guess in np.unique(np.rint(size[order] * 12)) / 12:
        tried = value * np.exp(-0.5 * ((size - guess) / _SIZE_SPREAD) ** 2)
        chosen = _pick_apart(overlaps, tried)
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
        chosen = _pick_apart(overlaps, worth)
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


class _Overlaps:
    """Which of some quads overlap; each is compared with the others when it is first asked for."""

    def __init__(self, quads: Floats) -> None:
        self._quads = quads
        self._low, self._high = quads.min(axis=1), quads.max(axis=1)
        self._areas = quad_areas(quads)
        self._known: dict[int, NDArray[np.bool_]] = {}

    def __len__(self) -> int:
        return len(self._quads)

    def of(self, i: int) -> NDArray[np.bool_]:
        """Tell which quads overlap one, itself included, shape (n,)."""
        if i not in self._known:
            near = (self._low[i] <= self._high) & (self._low <= self._high[i])
            others = np.flatnonzero(near.all(axis=1))
            shared = shared_areas(self._quads[i], self._quads[others])
            smaller = np.minimum(self._areas[i], self._areas[others])
            overlap = np.zeros(len(self._quads), dtype=bool)
            overlap[others] = shared > _MAX_OVERLAP_RATIO * smaller
            self._known[i] = overlap
        return self._known[i]


def _pick_apart(overlaps: _Overlaps, worth: Floats) -> list[int]:
    """Pick quads, the most worth first, that overlap none picked before."""
    is_free = worth >= _LEAST_WORTH
    picked: list[int] = []
    while is_free.any():
        i = int(np.where(is_free, worth, -1).argmax())
        picked.append(i)
        is_free &= ~overlaps.of(i)
        is_free[i] = False
    return picked


def _owned_border(quads: Floats, certain: list[int]) -> Floats:
    """Say how much of the outline of each quad is not the outline of a certain card, [0, 1].

    An edge between card and table belongs to one card: the gap between two cards has good sides,
    and they are its neighbours'. Where cards touch this says nothing, and 1 is returned.
    """
    none = np.ones(len(quads), dtype=np.float32)
    if len(certain) < 3:
        return none
    points = _outline_points(quads)
    is_shared = np.zeros(points.shape[:2], dtype=bool)
    low, high = quads.min(axis=1) - _ON_OUTLINE_PX, quads.max(axis=1) + _ON_OUTLINE_PX
    for i in certain:
        is_near = ((low[i] <= high) & (low <= high[i])).all(axis=1)
        is_near[i] = False
        is_shared[is_near] |= _is_on_outline(points[is_near], quads[i])
    shared = is_shared.mean(axis=1)
    if np.median(shared[certain]) > _TOUCHING_RATIO:
        return none
    shared[certain] = 0
    return np.asarray((1 - shared) ** 2, dtype=np.float32)


def _outline_points(quads: Floats) -> Floats:
    """Return twelve points of each side of quads, shape (n, 48, 2)."""
    along = np.linspace(0.05, 0.95, 12, dtype=np.float32)[:, None]
    start, end = quads[:, :, None, :], np.roll(quads, -1, axis=1)[:, :, None, :]
    return np.asarray((start + (end - start) * along).reshape(len(quads), -1, 2), np.float32)


def _is_on_outline(points: Floats, quad: Corners) -> NDArray[np.bool_]:
    """Tell which points, shape (n, k, 2), lie on the outline of a quad."""
    x, y = points[..., 0], points[..., 1]
    near = np.zeros(points.shape[:2], dtype=bool)
    for a, b in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        length = max(float(np.hypot(*(b - a))), 1e-3)
        u, v = ((b - a) / length).tolist()
        along = (x - a[0]) * u + (y - a[1]) * v
        beyond = along - along.clip(0, length)
        across = (y - a[1]) * u - (x - a[0]) * v
        near |= across * across + beyond * beyond < _ON_OUTLINE_PX**2
    return near


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
