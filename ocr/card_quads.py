"""Proposes quads that may be cards around text, and measures what speaks for each.

Every line of text lies level on its card: the card's sides run along it and across it. From each
text box the straight edges above, below, left and right are combined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.edges import Bytes, Floats, Indices, StraightEdges
from ocr.geometry import quad_angle_deg, quad_size
from ocr.quads import points_inside, quad_areas, texts_inside

_NEAREST: Final = 5
_STRONGEST: Final = 7
"""Edges on each side of a text: the nearest, and those with most of them really there."""
_MAX_SLANT_DEG: Final = 14.0
"""Between a text and the sides of its card: perspective, and the slack of a short text's box."""
_MAX_SKEW_COSINE: Final = 0.3
_MIN_ASPECT: Final = 1.25
_MAX_ASPECT: Final = 2.15
_ASPECT_SLACK: Final = 1.3
"""Between a card's mean sides and what is measured at one text: opposite sides differ by a fifth,
and are slanted by as much as the cosine above allows."""
_MAX_LETTERS_HIGH: Final = 55.0
"""A card is at most this many heights of its text long: 85 mm and print of 1.5 mm."""
_MIN_LETTERS_HIGH: Final = 8.0
_KEPT_PER_TEXT: Final = 80
_CERTAIN: Final = 0.9
_GROUPS, _PER_GROUP = 6, 6
_OFFSETS_PX: Final = (-4.0, -2.5, -1.0, 0.0, 1.0, 2.5, 4.0)
_CLEAR_STEP: Final = 14.0
"""Difference of Lab colours, of 255, that counts as an edge in full, at the most..."""
_STEPS_OF_NOISE: Final = 3.5
"""... and less where the picture is quieter: white on white has steps of 5."""
_MAX_CUT_RATIO: Final = 0.5
_EXPECTED_SLACK: Final = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class SizePlane:
    """How large cards look at each place of a photo: the table is a plane seen in perspective."""

    terms: NDArray[np.float64]
    """Of log size: constant, and per x and y from the middle of the photo."""
    shape: tuple[int, int]
    """Height and width of the picture."""

    def log_size(self, middles: Floats) -> Floats:
        """Return the log of the expected size (square root of the area, pixels), shape (n,)."""
        return np.asarray(place_terms(middles, self.shape) @ self.terms, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Quads with what speaks for each; all arrays have one row a quad."""

    quads: Floats
    """Shape (n, 4, 2), clockwise."""
    scores: Floats
    """[0, 1]: how much of the outline has an edge."""
    holds: NDArray[np.bool_]
    """Shape (n, texts): which texts lie inside, whole."""
    cut_ratio: Floats
    """How much text the outline cuts through, in texts per text inside."""

    def joined(self, other: Candidates) -> Candidates:
        """Return both together."""
        return Candidates(
            np.concatenate([self.quads, other.quads]),
            np.concatenate([self.scores, other.scores]),
            np.concatenate([self.holds, other.holds]),
            np.concatenate([self.cut_ratio, other.cut_ratio]),
        )


def place_terms(middles: Floats, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return rows of 1, x, y with x and y from the middle of a picture, in long sides."""
    height, width = shape
    centred = (middles - np.array([width / 2, height / 2])) / max(shape)
    return np.column_stack([np.ones(len(middles)), centred])


def propose_quads(
    lab: Bytes,
    edges: StraightEdges,
    text: Floats,
    seeds: NDArray[np.bool_],
    expected: SizePlane | None = None,
) -> Candidates:
    """Propose quads around texts.

    Args:
        lab: The picture in Lab, shape (h, w, 3).
        edges: Its straight edges.
        text: All boxes of text, shape (n, 4, 2), clockwise from where the text begins.
        seeds: Around which of them quads are looked for, shape (n,).
        expected: How large cards are, when it is known; sides may then be missing.
    """
    quads = [np.empty((0, 4, 2), dtype=np.float32)]
    scores = [np.empty(0, dtype=np.float32)]
    is_done = ~seeds
    for i in np.argsort([-quad_size(box)[0] for box in text]):
        if is_done[i]:
            continue
        found, covered = _quads_around(text[i], edges, lab.shape[:2], expected)
        quads.append(found)
        scores.append(covered)
        certain = found[covered > _CERTAIN]
        if expected is None and len(certain):
            # The same card would be found from each of its texts.
            is_done |= texts_inside(certain, text).any(axis=0)
    every, covered = np.concatenate(quads), np.concatenate(scores)
    _, first = np.unique(np.rint(every.reshape(-1, 8) / 2), axis=0, return_index=True)
    every, covered = every[first], covered[first]
    holds = texts_inside(every, text)
    shares = _text_shares(every, text)
    cut = (2 * np.minimum(shares, 1 - shares)).sum(axis=1) / np.maximum(shares.sum(axis=1), 1)
    # What holds no text, or cuts through as much, is no card, whatever its edges.
    good = holds.any(axis=1) & (cut < _MAX_CUT_RATIO)
    every, covered, holds, cut = every[good], covered[good], holds[good], cut[good]
    return Candidates(
        every,
        ((covered + _support(every, lab)) / 2).astype(np.float32),
        holds,
        cut.astype(np.float32),
    )


def _quads_around(
    box: Floats, edges: StraightEdges, shape: tuple[int, ...], expected: SizePlane | None
) -> tuple[Floats, Floats]:
    """Return the best quads round one text, and how far their outlines are covered."""
    none = np.empty((0, 4, 2), dtype=np.float32), np.empty(0, dtype=np.float32)
    width, height = quad_size(box)
    if width < 1.8 * height:
        # Too square to tell which way it runs.
        return none
    reach = min(_MAX_LETTERS_HIGH * height, 0.95 * max(shape))
    top, right, bottom, left = _combine(_sides_around(box, edges, reach), reach)
    if len(top) == 0:
        return none
    around = ((top, left), (top, right), (bottom, right), (bottom, left))
    quads = np.stack([_meet(edges, a, b) for a, b in around], axis=1)
    good = np.flatnonzero(_is_card(quads, shape, (_MIN_LETTERS_HIGH * height, reach)))
    if expected is not None and len(good):
        size = np.log(np.sqrt(np.maximum(quad_areas(quads[good]), 1)))
        off = np.abs(size - expected.log_size(quads[good].mean(axis=1)))
        good = good[off < _EXPECTED_SLACK]
    if len(good) == 0:
        return none
    quads = quads[good]
    lines = [side[good] for side in (top, right, bottom, left)]
    covered = np.stack(
        [edges.covered_ratio(lines[k], quads[:, k], quads[:, (k + 1) % 4]) for k in range(4)],
        axis=1,
    )
    value = 0.5 * covered.mean(axis=1) + 0.5 * covered.min(axis=1)
    if expected is not None:
        # Of a card that is expected one side may be hidden.
        value = 0.5 * value + 0.5 * np.sort(covered, axis=1)[:, 1:].mean(axis=1)
    best = np.argsort(-value)[:_KEPT_PER_TEXT]
    best = best[value[best] > 0.3]
    return quads[best], value[best].astype(np.float32)


def _combine(sides: list[tuple[Indices, Floats]], reach_px: float) -> list[Indices]:
    """Combine edges above, right, below and left of a text to what may be the shape of a card.

    Args:
        sides: The edges, and how far from the text each is, pixels.
        reach_px: How long a card is at the most.

    Returns:
        Edges above, right, below and left, as many of each: one a combination.
    """
    above, right, below, left = (distance for _, distance in sides)
    high = (above[:, None] + below)[:, None, :, None]
    wide = (right[:, None] + left)[None, :, None, :]
    aspect = np.maximum(high, wide) / np.minimum(high, wide)
    may_be = (aspect > _MIN_ASPECT / _ASPECT_SLACK) & (aspect < _MAX_ASPECT * _ASPECT_SLACK)
    may_be &= np.maximum(high, wide) < reach_px * _ASPECT_SLACK
    return [lines[i] for (lines, _), i in zip(sides, np.nonzero(may_be), strict=True)]


def _sides_around(
    box: Floats, edges: StraightEdges, reach_px: float
) -> list[tuple[Indices, Floats]]:
    """Return the edges that may be a card's top, right, bottom and left side, seen from a text.

    With each how far it is from the text's middle.
    """
    width, height = quad_size(box)
    slant = np.radians(quad_angle_deg(box))
    middle = box.mean(axis=0)
    turned = (edges.angles - slant + np.pi / 2) % np.pi - np.pi / 2
    foot = (edges.offsets - edges.normals @ middle)[:, None] * edges.normals
    across = foot @ np.array([np.cos(slant), np.sin(slant)], dtype=np.float32)
    down = foot @ np.array([-np.sin(slant), np.cos(slant)], dtype=np.float32)
    distance = np.linalg.norm(foot, axis=1)
    length = edges.covered_near(middle, reach_px / 2)
    usable = (length > 2 * height) & (distance < reach_px)
    slack = np.radians(_MAX_SLANT_DEG)
    level = usable & (np.abs(turned) < slack) & (distance > 0.45 * height)
    steep = usable & (np.abs(turned) > np.pi / 2 - slack) & (distance > 0.45 * width)

    def pick(mask: NDArray[np.bool_]) -> tuple[Indices, Floats]:
        lines = np.flatnonzero(mask)
        nearest = lines[np.argsort(distance[lines])][:_NEAREST]
        strongest = lines[np.argsort(-length[lines])][:_STRONGEST]
        picked = np.unique(np.concatenate([nearest, strongest]))
        return picked, distance[picked]

    return [
        pick(level & (down < 0)),
        pick(steep & (across > 0)),
        pick(level & (down > 0)),
        pick(steep & (across < 0)),
    ]


def _meet(edges: StraightEdges, a: Indices, b: Indices) -> Floats:
    """Return where lines a and b meet, shape (n, 2)."""
    n, m = edges.normals[a], edges.normals[b]
    det = n[:, 0] * m[:, 1] - n[:, 1] * m[:, 0]
    det = np.where(np.abs(det) < 1e-6, 1e-6, det)
    d, e = edges.offsets[a], edges.offsets[b]
    x, y = d * m[:, 1] - e * n[:, 1], n[:, 0] * e - m[:, 0] * d
    return np.stack([x / det, y / det], axis=1).astype(np.float32)


def _is_card(
    quads: Floats, shape: tuple[int, ...], long_side_px: tuple[float, float]
) -> NDArray[np.bool_]:
    """Tell which quads look like a card lying on a table, wholly in the picture."""
    height, width = shape[:2]
    slack = 0.01 * max(height, width)
    x, y = quads[..., 0], quads[..., 1]
    in_frame = (x > -slack) & (x < width + slack) & (y > -slack) & (y < height + slack)
    sides = np.roll(quads, -1, axis=1) - quads
    length = np.linalg.norm(sides, axis=2)
    unit = sides / np.maximum(length, 1e-6)[..., None]
    skew = np.abs((unit * np.roll(unit, -1, axis=1)).sum(axis=2))
    opposite = np.roll(length, 2, axis=1)
    one, other = (length + opposite)[:, 0] / 2, (length + opposite)[:, 1] / 2
    long, short = np.maximum(one, other), np.minimum(one, other)
    aspect = long / np.maximum(short, 1e-6)
    good: NDArray[np.bool_] = (
        in_frame.all(axis=1)
        & (skew < _MAX_SKEW_COSINE).all(axis=1)
        & (np.abs(length - opposite) < 0.11 * (length + opposite)).all(axis=1)
        & (aspect > _MIN_ASPECT)
        & (aspect < _MAX_ASPECT)
        & (long > long_side_px[0])
        & (long < long_side_px[1])
    )
    return good


def _support(quads: Floats, lab: Bytes) -> Floats:
    """Say how far round the colours change at the outline, each in [0, 1].

    Colours are averaged along short stretches of the outline, which leaves edges and evens out
    grain; a change is clear when it is well above what a stretch anywhere else shows.
    """
    if len(quads) == 0:
        return np.empty(0, dtype=np.float32)
    smooth = cv2.GaussianBlur(lab, (0, 0), 0.8).astype(np.float32)
    along = np.linspace(0.06, 0.94, _GROUPS * _PER_GROUP, dtype=np.float32)[:, None]
    start, end = quads[:, :, None, :], np.roll(quads, -1, axis=1)[:, :, None, :]
    points = start + (end - start) * along
    unit = (end - start) / np.maximum(np.linalg.norm(end - start, axis=3, keepdims=True), 1e-6)
    normal = np.stack([-unit[..., 1], unit[..., 0]], axis=-1)
    change, level = _change_across(points, normal, smooth, _GROUPS)
    stretch_px = float(np.median(np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1))) / _GROUPS
    clear = min(_CLEAR_STEP, max(4.0, _STEPS_OF_NOISE * _noise(smooth, stretch_px)))
    # In the dark all steps are smaller.
    side = np.minimum(change / np.minimum(clear, np.clip(level / 10, 5, None)), 1).mean(axis=2)
    return np.asarray(0.5 * side.mean(axis=1) + 0.5 * side.min(axis=1), dtype=np.float32)


def _change_across(
    points: Floats, normal: Floats, smooth: Floats, groups: int
) -> tuple[Floats, Floats]:
    """Return how far colours range across each stretch, and its lightness, (n, sides, groups)."""
    height, width = smooth.shape[:2]
    colours = []
    for offset in _OFFSETS_PX:
        at = np.rint(points + normal * np.float32(offset)).astype(np.intp)
        x, y = at[..., 0].clip(0, width - 1), at[..., 1].clip(0, height - 1)
        colour = smooth.reshape(-1, 3)[y * width + x]
        colours.append(colour.reshape(*colour.shape[:2], groups, -1, 3).sum(axis=3))
    count = points.shape[2] // groups
    span = np.maximum.reduce(colours) - np.minimum.reduce(colours)
    change = np.sqrt((span * span) @ np.ones(3, dtype=np.float32)) / np.float32(count)
    return change, colours[len(_OFFSETS_PX) // 2][..., 0] / np.float32(count)


def _noise(smooth: Floats, stretch_px: float) -> float:
    """Return the median change across stretches of that length anywhere in the picture."""
    chance = np.random.default_rng(0)
    height, width = smooth.shape[:2]
    middles = chance.uniform([0, 0], [width, height], (1500, 2)).astype(np.float32)
    angle = chance.uniform(0, np.pi, 1500).astype(np.float32)
    unit = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    along = np.linspace(-0.5, 0.5, _PER_GROUP, dtype=np.float32)[:, None] * np.float32(stretch_px)
    points = middles[:, None, :] + unit[:, None, :] * along
    normal = np.stack([-unit[:, 1], unit[:, 0]], axis=1)[:, None, None, :]
    return float(np.median(_change_across(points[:, None], normal, smooth, 1)[0]))


def _text_shares(quads: Floats, text: Floats) -> Floats:
    """Say which share of each text's length lies inside each quad, (len(quads), len(text))."""
    along = np.linspace(0.05, 0.95, 10, dtype=np.float32)[None, :, None]
    begin, end = text[:, [0, 3]].mean(axis=1), text[:, [1, 2]].mean(axis=1)
    points = begin[:, None] + (end - begin)[:, None] * along
    return np.asarray(points_inside(quads, points).mean(axis=2), dtype=np.float32)
