"""Finds the straight edges of a picture, and how much of each is really there."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Indices = NDArray[np.intp]

_BIN_PX: Final = 2.0
_MOST_SEGMENTS: Final = 1500
"""The longest are kept: cloth has thousands of short ones."""
_MIN_LENGTH_PX: Final = 12.0
_COLLINEAR_PX: Final = 2.0
_DARK_LEVEL: Final = 12.0
"""Lightness around which a shadow hides edges: differences there are stretched threefold."""
_LIFT_DARK: Final[Bytes] = (
    255 * np.log1p(np.arange(256) / _DARK_LEVEL) / np.log1p(255 / _DARK_LEVEL)
).astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class StraightEdges:
    """Straight lines of a picture with the parts of them along which there is an edge.

    Line i holds the points p with ``normals[i] @ p == offsets[i]``.
    """

    angles: Floats
    """Radians in [0, pi), shape (n,)."""
    normals: Floats
    """Unit vectors, shape (n, 2)."""
    offsets: Floats
    """Signed distances from the origin, pixels, shape (n,)."""
    covered: Floats
    """Running count, shape (n, bins + 1), of the bins of each line that have an edge."""
    origin_px: float
    """How far before the foot of the origin the bins of each line begin."""

    def covered_ratio(self, lines: Indices, start: Floats, end: Floats) -> Floats:
        """Say which part of a stretch of each line has an edge.

        Args:
            lines: Indices, shape (m,).
            start: One end of each stretch, on its line, shape (m, 2).
            end: The other end.

        Returns:
            Shape (m,), each in [0, 1].
        """
        along = np.stack([self.normals[lines, 1], -self.normals[lines, 0]], axis=1)
        a, b = (start * along).sum(axis=1), (end * along).sum(axis=1)
        return self._between(lines, np.minimum(a, b), np.maximum(a, b))

    def covered_near(self, point: Floats, reach_px: float) -> Floats:
        """Say how many pixels of each line have an edge beside a point, at most that far along."""
        at = self.normals[:, 1] * point[0] - self.normals[:, 0] * point[1]
        lines = np.arange(len(self.angles))
        ratio = self._between(lines, at - reach_px, at + reach_px)
        return np.asarray(ratio * np.float32(2 * reach_px), dtype=np.float32)

    def _between(self, lines: Indices, low: Floats, high: Floats) -> Floats:
        last = self.covered.shape[1] - 1
        first = ((low + self.origin_px) / _BIN_PX).astype(int).clip(0, last)
        after = ((high + self.origin_px) / _BIN_PX).astype(int).clip(0, last)
        count = self.covered[lines, after] - self.covered[lines, first]
        return np.asarray(count / np.maximum(after - first, 1), dtype=np.float32)


def plain_segments(lab: Bytes) -> Floats:
    """Return the straight edges of a picture in Lab as rows of x, y, x, y."""
    views = [lab[:, :, 0], lab[:, :, 1], lab[:, :, 2], _LIFT_DARK[lab[:, :, 0]]]
    return np.concatenate(segments_of(views))


def faint_segments(lab: Bytes) -> Floats:
    """Return those of white on white too, and the veins of marble with them."""
    lightness = lab[:, :, 0]
    return np.concatenate(segments_of([255 - _LIFT_DARK[255 - lightness], _flatten(lightness)]))


def join_segments(ends: Floats, text: Floats, shape: tuple[int, ...]) -> StraightEdges:
    """Join segments to straight edges.

    Args:
        ends: Rows of x, y, x, y.
        text: Boxes of text, shape (n, 4, 2): the strokes of letters inside are left out.
        shape: Height and width of the picture.
    """
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    ends, length = ends[length > _MIN_LENGTH_PX], length[length > _MIN_LENGTH_PX]
    is_stroke = _share_in_text(ends, text, shape) > 0.5
    ends, length = ends[~is_stroke], length[~is_stroke]
    order = np.argsort(-length)[:_MOST_SEGMENTS]
    return _join_collinear(ends[order], float(np.hypot(shape[0], shape[1])))


def segments_of(channels: Sequence[Bytes]) -> list[Floats]:
    """Return the straight edges of each of some channels as rows of x, y, x, y."""
    with ThreadPoolExecutor(len(channels)) as threads:
        # OpenCV lets go of the interpreter, so these are searched side by side.
        return list(threads.map(line_segments, channels))


def line_segments(channel: Bytes) -> Floats:
    """Return the straight edges of one channel as rows of x, y, x, y."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    found: Any = detector.detect(np.ascontiguousarray(channel))[0]
    if found is None:
        return np.empty((0, 4), dtype=np.float32)
    return np.asarray(found, dtype=np.float32).reshape(-1, 4)


def _flatten(lightness: Bytes) -> Bytes:
    """Stretch the contrast place by place."""
    smooth = cv2.GaussianBlur(lightness, (0, 0), 1.0)
    return np.asarray(cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8)).apply(smooth), np.uint8)


def _share_in_text(ends: Floats, text: Floats, shape: tuple[int, ...]) -> Floats:
    is_text = np.zeros(shape[:2], dtype=np.uint8)
    cv2.fillPoly(is_text, list(text.astype(np.int32)), 1)
    along = np.linspace(0.1, 0.9, 7, dtype=np.float32)[None, :, None]
    points = ends[:, None, :2] * (1 - along) + ends[:, None, 2:] * along
    x = points[..., 0].astype(int).clip(0, shape[1] - 1)
    y = points[..., 1].astype(int).clip(0, shape[0] - 1)
    return np.asarray(is_text[y, x].mean(axis=1), dtype=np.float32)


def _join_collinear(ends: Floats, diagonal_px: float) -> StraightEdges:
    """Join segments, longest first, that lie on one line."""
    angles = np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]) % np.pi
    normals = np.empty((len(ends), 2), dtype=np.float32)
    offsets = np.empty(len(ends), dtype=np.float32)
    line_angles = np.empty(len(ends), dtype=np.float32)
    owner = np.empty(len(ends), dtype=int)
    count = 0
    for i, segment in enumerate(ends):
        far = np.maximum(
            np.abs(normals[:count] @ segment[:2] - offsets[:count]),
            np.abs(normals[:count] @ segment[2:] - offsets[:count]),
        )
        nearest = int(far.argmin()) if count else -1
        if nearest >= 0 and far[nearest] < _COLLINEAR_PX:
            owner[i] = nearest
            continue
        normals[count] = (-np.sin(angles[i]), np.cos(angles[i]))
        offsets[count] = normals[count] @ (segment[:2] + segment[2:]) / 2
        line_angles[count] = angles[i]
        owner[i] = count
        count += 1
    covered = _cover(ends, owner, normals[:count], diagonal_px)
    return StraightEdges(
        line_angles[:count], normals[:count], offsets[:count], covered, diagonal_px
    )


def _cover(ends: Floats, owner: Indices, normals: Floats, diagonal_px: float) -> Floats:
    bins = int(2 * diagonal_px / _BIN_PX) + 2
    has_edge = np.zeros((len(normals), bins), dtype=bool)
    along = np.stack([normals[:, 1], -normals[:, 0]], axis=1)[owner]
    a, b = (ends[:, :2] * along).sum(axis=1), (ends[:, 2:] * along).sum(axis=1)
    # One bin more at both ends: corners are rounded, and segments end a little before them.
    first = ((np.minimum(a, b) + diagonal_px) / _BIN_PX).astype(int) - 1
    after = ((np.maximum(a, b) + diagonal_px) / _BIN_PX).astype(int) + 2
    for line, start, end in zip(owner, first, after, strict=True):
        has_edge[line, max(start, 0) : end] = True
    running = np.zeros((len(normals), bins + 1), dtype=np.float32)
    np.cumsum(has_edge, axis=1, out=running[:, 1:])
    return running
