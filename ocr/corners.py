"""Finds the corners of cards in a photo.

Sides are looked for as straight edges, and cards as four sides whose inside differs from their
outside all the way round and that hold the text. Where that is not clear there is no card: the
whole photo is then read, which loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.edges import line_segments, segments_of
from ocr.geometry import Corners, order_corners, quad_angle_deg, quad_size, reduce_image
from ocr.outlines import outline_quads
from ocr.quads import quad_areas, texts_inside
from ocr.types import Image

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CornerOptions:
    """What counts as a card."""

    long_side_px: int = 480
    """Cards are looked for on a copy of this size."""
    min_area_ratio: float = 0.04
    """Of the photo. Smaller quads are logos, stamps and panels."""
    max_area_ratio: float = 0.985
    """A card that fills the photo has no outside to compare it with."""
    max_aspect: float = 3.2
    """Long side over short side; a business card has 1.4 to 2.4, perspective aside."""
    min_score: float = 0.75
    """Below it the whole photo is read. Of 60 drawn photos in usual light all were found, and the
    worst overlapped the true card by 0.93; of 40 in a dim room 36, four of them as a panel of the
    card that holds all of its text."""
    min_score_held: float = 0.85
    """The same of three sides, where a hand may hide the fourth."""
    min_support_held: float = 0.4
    """How much of that fourth side must be seen."""
    min_score_cut_off: float = 0.68
    """The same where the photo's own sides count: two clear sides and two that lie beyond."""
    min_text_inside_ratio: float = 0.97
    """A quad that leaves more text outside is a panel on the card, or one card of several, which
    are looked for in another way."""


@dataclass(frozen=True, slots=True)
class FoundCard:
    """The corners of a card in a photo, and how sure it is that they are."""

    corners: Corners
    """Clockwise from the corner nearest the top left, pixels of the picture searched."""
    score: float
    """[0, 1]"""


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    boxes: Floats
    """Shape (n, 4, 2)."""
    weights: Floats
    """The share of each box in their areas, shape (n,)."""
    slant_deg: float


# Lines kept per direction: 12 choose 2, twice, are 4,356 quads, scored in some 20 ms.
_LINES_PER_DIRECTION: Final = 10
_SAMPLES_PER_SIDE: Final = 32
_REACH_PX: Final = 3.0
"""How far inside and outside of a side the colours are compared."""
_BEYOND: Final = 0.6
"""How clear an edge is taken to be where the photo ends: enough for one side, if all others are."""
_CLEAR_STEP: Final = 14.0
"""Difference of Lab colours, of 255, that counts as an edge in full."""


def find_cards(
    image: Image, text: Sequence[Corners], options: CornerOptions
) -> tuple[FoundCard, ...]:
    """Find the card that holds the text of a photo.

    Args:
        image: The photo, RGB.
        text: Corners of the boxes in which text was seen, pixels of ``image``.
        options: What counts as a card.

    Returns:
        One card; none when it is not clear, or when the text lies on several.
    """
    if not text:
        return ()
    ratio = min(1.0, options.long_side_px / max(image.shape[:2]))
    small = reduce_image(image, (round(image.shape[1] * ratio), round(image.shape[0] * ratio)))
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), dtype=np.uint8)
    seen = _see_text(np.stack(list(text)) * np.float32(ratio))
    smooth = cv2.GaussianBlur(lab, (0, 0), 1.2).astype(np.float32)
    with ThreadPoolExecutor(1) as beside:
        outlining = beside.submit(outline_quads, lab)
        light, *colours = segments_of([lab[:, :, channel] for channel in range(3)])
        plain = _straight_edges([light, *colours], lab.shape[:2], seen)
        outlines = outlining.result()

    def quads_of(lines: Floats) -> _Quads:
        return _quads_around_text(lines, outlines, seen, smooth, options)

    usual = quads_of(plain)
    found = _best_quad(usual, _clearness(usual.supports), options.min_score)
    if found is None:
        # A dark card on a dark table shows only when the contrast is stretched, which turns the
        # grain of other photos into lines.
        stretched = quads_of(
            _straight_edges([line_segments(_stretch(lab[:, :, 0])), *colours], lab.shape[:2], seen)
        )
        found = _best_quad(stretched, _clearness(stretched.supports), options.min_score)
    if found is None:
        # Before the photo's own sides: fingers hide an edge, and make no card longer.
        held = _clearness_when_held(usual.supports, options.min_support_held)
        found = _best_quad(usual, held, options.min_score_held)
    if found is None:
        # A card that is cut off has the photo's own sides for some of its own.
        cut_off = quads_of(np.concatenate([_frame_lines(lab.shape[:2]), plain]))
        found = _best_quad(cut_off, _clearness(cut_off.supports), options.min_score_cut_off)
    if found is None:
        return ()
    corners = _complete(found[0], lab.shape[:2])
    return (FoundCard((corners / ratio).astype(np.float32), found[1]),)


def _see_text(boxes: Floats) -> _Text:
    weights = np.array([np.prod(quad_size(box)) for box in boxes], dtype=np.float32)
    slant = float(np.median([quad_angle_deg(box) for box in boxes]))
    return _Text(boxes, weights / weights.sum(), slant)


@dataclass(frozen=True, slots=True, eq=False)
class _Quads:
    """Quads that hold the text."""

    corners: Floats
    """Shape (n, 4, 2)."""
    supports: Floats
    """How far along each of their sides the inside differs from the outside, (n, 4), [0, 1]."""


def _quads_around_text(
    lines: Floats, outlines: Floats, text: _Text, smooth: Floats, options: CornerOptions
) -> _Quads:
    """Make quads of lines, and take those of outlines, that are like a card and hold the text."""
    quads = np.concatenate([_line_quads(lines, text, options), outlines])
    quads = quads[_is_plausible(quads, smooth.shape[:2], options)]
    # Few hold the text, and supports take the most time.
    share = (texts_inside(quads, text.boxes) * text.weights).sum(axis=1)
    quads = quads[share >= options.min_text_inside_ratio]
    return _Quads(quads, _supports(quads, smooth))


def _best_quad(quads: _Quads, scores: Floats, min_score: float) -> tuple[Corners, float] | None:
    """Return the best of some quads and its score, if any has that much."""
    is_good = scores >= min_score
    corners, scores = quads.corners[is_good], scores[is_good]
    if len(corners) == 0:
        return None
    # Of quads that are about as good the outermost is the card, the others are its panels.
    area = quad_areas(corners)
    best = int((scores + 0.1 * area / area.max()).argmax())
    return order_corners(corners[best]), float(scores[best])


def _clearness(supports: Floats) -> Floats:
    """Say how clear all sides of quads are, and the one that is the least so, (n,)."""
    return np.asarray(0.5 * supports.mean(axis=1) + 0.5 * supports.min(axis=1), dtype=np.float32)


def _clearness_when_held(supports: Floats, min_support: float) -> Floats:
    """Say how clear the three clearest sides of quads are, where enough of the fourth is seen."""
    ordered = np.sort(supports, axis=1)
    is_seen = ordered[:, 0] >= min_support
    return np.asarray(is_seen * ordered[:, 1:].mean(axis=1), dtype=np.float32)


def _frame_lines(shape: tuple[int, ...]) -> Floats:
    """Return the sides of a picture as (angle, signed distance from the origin)."""
    height, width = shape[:2]
    # Line p has n . p = d, with n = (-sin, cos).
    rows = [(0, 0), (0, height - 1), (np.pi / 2, 0), (np.pi / 2, -(width - 1))]
    return np.array(rows, dtype=np.float32)


def _complete(corners: Corners, shape: tuple[int, ...]) -> Corners:
    """Move a side that is the photo's own outwards until it is parallel to the one opposite.

    What is seen of a cut-off card is no rectangle, and would be flattened askew.
    """
    completed = corners.copy()
    for k in range(4):
        a, b = corners[k], corners[(k + 1) % 4]
        if not _lies_on_frame(a, b, shape):
            continue
        before, after = corners[k - 1], corners[(k + 2) % 4]
        along = (after - before) / max(float(np.linalg.norm(after - before)), 1e-6)
        outwards = np.array([-along[1], along[0]])
        if (a + b - before - after) @ outwards < 0:
            outwards = -outwards
        reach = max((a - before) @ outwards, (b - before) @ outwards)
        for i, near in ((k, before), ((k + 1) % 4, after)):
            side = corners[i] - near
            completed[i] = near + side * (reach / max(float(side @ outwards), 1e-6))
    return completed


def _lies_on_frame(a: Floats, b: Floats, shape: tuple[int, ...]) -> bool:
    last = np.array([shape[1] - 1, shape[0] - 1])
    low = (np.abs(a) < 2) & (np.abs(b) < 2)
    high = (np.abs(a - last) < 2) & (np.abs(b - last) < 2)
    return bool(low.any() or high.any())


def _stretch(lightness: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Equalise lightness place by place."""
    stretched = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(4, 4)).apply(lightness)
    return np.asarray(stretched, dtype=np.uint8)


def _line_quads(lines: Floats, text: _Text, options: CornerOptions) -> Floats:
    """Make quads of the first of some lines, two along the text and two across it."""
    turned = (np.degrees(lines[:, 0]) - text.slant_deg + 90) % 180 - 90
    along = _pairs_around(lines[np.abs(turned) < 40][:_LINES_PER_DIRECTION], text, options)
    across = _pairs_around(lines[np.abs(turned) > 50][:_LINES_PER_DIRECTION], text, options)
    i, j = np.indices((len(along), len(across))).reshape(2, -1)
    a, b = along[i], across[j]
    corners = [
        _meet(a[:, 0], b[:, 0]),
        _meet(a[:, 0], b[:, 1]),
        _meet(a[:, 1], b[:, 1]),
        _meet(a[:, 1], b[:, 0]),
    ]
    return np.stack(corners, axis=1).astype(np.float32)


def _pairs_around(lines: Floats, text: _Text, options: CornerOptions) -> Floats:
    """Return the pairs of lines, shape (n, 2, 2), that have the text between them."""
    pairs = np.array(list(combinations(range(len(lines)), 2)), dtype=int).reshape(-1, 2)
    normals = np.stack([-np.sin(lines[:, 0]), np.cos(lines[:, 0])])
    is_beyond = text.boxes.mean(axis=1) @ normals > lines[:, 1]
    # Lines that are almost parallel may have opposite normals: angles end at pi.
    is_opposed = (normals[:, pairs[:, 0]] * normals[:, pairs[:, 1]]).sum(axis=0) < 0
    is_between = (is_beyond[:, pairs[:, 0]] != is_beyond[:, pairs[:, 1]]) ^ is_opposed
    kept = pairs[text.weights @ is_between >= options.min_text_inside_ratio]
    return np.asarray(lines[kept], dtype=np.float32)


def _straight_edges(segments: Sequence[Floats], shape: tuple[int, ...], text: _Text) -> Floats:
    """Join segments to straight edges: (angle, signed distance from the origin), longest first."""
    height, width = shape
    ends = np.concatenate(list(segments))
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    middle = (ends[:, :2] + ends[:, 2:]) / 2
    in_text = np.zeros((height, width), dtype=np.uint8)
    cv2.fillPoly(in_text, list(text.boxes.astype(np.int32)), 1)
    x = middle[:, 0].astype(int).clip(0, width - 1)
    y = middle[:, 1].astype(int).clip(0, height - 1)
    # Strokes of letters are straight edges too.
    kept = (length > 0.03 * max(height, width)) & ((in_text[y, x] == 0) | (length > 100))
    return _join_collinear(ends[kept], length[kept])


def _join_collinear(ends: Floats, length: Floats) -> Floats:
    """Join segments that lie on one line; return (angle, distance), longest in sum first."""
    angle = np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]) % np.pi
    order = np.argsort(-length)
    lines = np.empty((len(order), 2), dtype=np.float32)
    normals = np.empty((len(order), 2), dtype=np.float32)
    sums = np.zeros(len(order), dtype=np.float32)
    count = 0
    for i in order:
        far = np.maximum(
            np.abs(normals[:count] @ ends[i, :2] - lines[:count, 1]),
            np.abs(normals[:count] @ ends[i, 2:] - lines[:count, 1]),
        )
        near = int(far.argmin()) if count else -1
        if near >= 0 and far[near] < 3.0:
            sums[near] += length[i]
            continue
        normals[count] = (-np.sin(angle[i]), np.cos(angle[i]))
        lines[count] = (angle[i], normals[count] @ (ends[i, :2] + ends[i, 2:]) / 2)
        sums[count] = length[i]
        count += 1
    longest = np.argsort(-sums[:count])
    return lines[:count][longest]


def _meet(a: Floats, b: Floats) -> Floats:
    """Return the points where lines (angle, distance) meet, shape (n, 2)."""
    sin_a, cos_a, sin_b, cos_b = np.sin(a[:, 0]), np.cos(a[:, 0]), np.sin(b[:, 0]), np.cos(b[:, 0])
    # n . p = d for both lines, with n = (-sin, cos).
    det = -sin_a * cos_b + cos_a * sin_b
    det = np.where(np.abs(det) < 1e-6, 1e-6, det)
    x = (a[:, 1] * cos_b - b[:, 1] * cos_a) / det
    y = (-sin_a * b[:, 1] + sin_b * a[:, 1]) / det
    return np.stack([x, y], axis=1).astype(np.float32)


def _is_plausible(
    quads: Floats, shape: tuple[int, ...], options: CornerOptions
) -> NDArray[np.bool_]:
    """Tell which quads have the size and shape of a card seen by a camera."""
    height, width = shape[:2]
    slack = 0.02 * max(height, width)
    frame_ok = (
        (quads[:, :, 0] > -slack)
        & (quads[:, :, 0] < width + slack)
        & (quads[:, :, 1] > -slack)
        & (quads[:, :, 1] < height + slack)
    ).all(axis=1)
    following = np.roll(quads, -1, axis=1) - quads
    sides = np.linalg.norm(following, axis=2)
    turned = np.roll(following, -1, axis=1)
    cross = following[:, :, 0] * turned[:, :, 1] - following[:, :, 1] * turned[:, :, 0]
    sine = cross / np.maximum(sides * np.roll(sides, -1, axis=1), 1e-6)
    # Angles between 50 and 130 degrees, all turning the same way.
    convex = (sine > 0.77).all(axis=1) | (sine < -0.77).all(axis=1)
    share = quad_areas(quads) / (height * width)
    one, other = sides[:, [0, 2]].mean(axis=1), sides[:, [1, 3]].mean(axis=1)
    aspect = np.maximum(one, other) / np.maximum(np.minimum(one, other), 1e-6)
    plausible: NDArray[np.bool_] = (
        frame_ok
        & convex
        & (share > options.min_area_ratio)
        & (share < options.max_area_ratio)
        & (aspect < options.max_aspect)
    )
    return plausible


def _supports(quads: Floats, smooth: Floats) -> Floats:
    """Say how far along each side of quads the inside differs from the outside, (n, 4), [0, 1]."""
    height, width = smooth.shape[:2]
    # Corners are left out: they may be rounded, and bent.
    along = np.linspace(0.1, 0.9, _SAMPLES_PER_SIDE, dtype=np.float32)[None, None, :, None]
    start, end = quads[:, :, None, :], np.roll(quads, -1, axis=1)[:, :, None, :]
    points = start + (end - start) * along
    direction = (end - start) / np.maximum(np.linalg.norm(end - start, axis=3, keepdims=True), 1e-6)
    normal = np.stack([-direction[..., 1], direction[..., 0]], axis=-1)
    inwards = np.sign(((quads.mean(axis=1)[:, None, None, :] - points) * normal).sum(-1))
    normal = normal * inwards[..., None]

    def colours(offset_px: float) -> Floats:
        at = np.rint(points + normal * offset_px).astype(int)
        x, y = at[..., 0].clip(0, width - 1), at[..., 1].clip(0, height - 1)
        return np.asarray(smooth[y, x], dtype=np.float32)

    step = colours(_REACH_PX) - colours(-_REACH_PX)
    support = np.minimum(np.linalg.norm(step, axis=-1) / _CLEAR_STEP, 1.0)
    outside = points - normal * _REACH_PX
    is_beyond = ((outside < 0) | (outside > [width - 1, height - 1])).any(axis=-1)
    # Nobody can see whether there is an edge where the photo ends.
    return np.asarray(np.where(is_beyond, _BEYOND, support).mean(axis=2), dtype=np.float32)
