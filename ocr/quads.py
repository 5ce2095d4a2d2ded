"""Measures many quads at once: their areas, what lies inside them, how much two of them share."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Corners

Floats = NDArray[np.float32]

_NEXT: Final = [1, 2, 3, 0]
_SAME_LINE_PX: Final = 0.002
"""More than rounding moves a line; slivers come out some square pixels short by it."""
_LEVEL_PX: Final = 1e-4


def quad_areas(quads: Floats) -> Floats:
    """Return the areas of quads, shape (n, 4, 2), square pixels."""
    return np.asarray(np.abs(_signed_areas(quads)), dtype=np.float32)


def texts_inside(quads: Floats, text: Floats) -> NDArray[np.bool_]:
    """Tell which text boxes lie inside which quads, shape (len(quads), len(text))."""
    # A box has room around its letters: they are inside when its corners, drawn in a little, are.
    centres = text.mean(axis=1, keepdims=True)
    points = centres + (text - centres) * np.float32(0.85)
    return np.asarray(points_inside(quads, points).all(axis=2))


def points_inside(quads: Floats, points: Floats) -> NDArray[np.bool_]:
    """Tell which points, shape (texts, k, 2), lie in which convex quads: (quads, texts, k)."""
    places = points.reshape(-1, 2).T
    inwards, offsets = _half_planes(quads)
    inside = np.ones((len(quads), places.shape[1]), dtype=bool)
    for k in range(4):
        inside &= inwards[:, k] @ places > offsets[:, k, None]
    return inside.reshape(len(quads), *points.shape[:2])


def shared_areas(quad: Corners, others: Floats) -> Floats:
    """Return how much one convex quad shares with each of others, shape (n,), square pixels.

    The outline of what two shapes share is what of each outline lies within the other shape, and
    the area within an outline is the sum of what each piece of it sweeps, seen from one point.
    """
    # From the middle of the quad, or float32 would not be enough.
    middle = quad.mean(axis=0)
    one, others = (quad - middle)[None], others - middle
    # A side that both have is counted once.
    swept = _swept_within(one, others, _SAME_LINE_PX) + _swept_within(others, one, -_SAME_LINE_PX)
    return np.asarray(np.clip(swept, 0, None), dtype=np.float32)


def _swept_within(quads: Floats, frames: Floats, min_depth_px: float) -> Floats:
    """Sum what the sides of quads sweep as far as they lie that deep within frames, (n,).

    Either may be a single quad for all of the other.
    """
    inwards, offsets = _half_planes(frames)
    x, y = quads[..., 0], quads[..., 1]
    # Shape (n, corners, planes).
    depth = x[:, :, None] * inwards[:, None, :, 0] + y[:, :, None] * inwards[:, None, :, 1]
    depth = depth - (offsets + np.float32(min_depth_px))[:, None, :]
    deeper = depth[:, _NEXT] - depth
    is_level = np.abs(deeper) < _LEVEL_PX
    crossing = -depth / np.where(is_level, 1, deeper)
    first = np.where(deeper >= _LEVEL_PX, crossing, is_level & (depth < 0)).max(axis=2)
    last = np.where(deeper <= -_LEVEL_PX, crossing, 1).min(axis=2)
    part = np.clip(np.minimum(last, 1) - np.maximum(first, 0), 0, None)
    swept = x * y[:, _NEXT] - y * x[:, _NEXT]
    total = (swept * part).sum(axis=1)
    return np.asarray(total * np.sign(swept.sum(axis=1)) / 2, dtype=np.float32)


def _half_planes(quads: Floats) -> tuple[Floats, Floats]:
    """Return unit normals inwards of the sides, shape (n, 4, 2), and their offsets, (n, 4)."""
    side = quads[:, _NEXT] - quads
    turn = np.where(_signed_areas(quads) < 0, -1, 1)[:, None]
    scale = turn / np.maximum(np.hypot(side[..., 0], side[..., 1]), 1e-6)
    inwards = np.stack([-side[..., 1] * scale, side[..., 0] * scale], axis=-1).astype(np.float32)
    return inwards, inwards[..., 0] * quads[..., 0] + inwards[..., 1] * quads[..., 1]


def _signed_areas(quads: Floats) -> Floats:
    x, y = quads[..., 0], quads[..., 1]
    doubled = (x * y[:, _NEXT] - y * x[:, _NEXT]).sum(axis=1)
    return np.asarray(doubled / 2, dtype=np.float32)
