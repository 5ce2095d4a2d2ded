"""Quads on pictures: ordering, measuring, cutting out, turning.

Arrays of corners have shape (4, 2), float32, pixels, clockwise from the top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import dist
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.types import Image, Quad

Corners = NDArray[np.float32]
"""Four corners, shape (4, 2), float32, pixels."""

# A sliver thinner than this is no region: homographies of it explode.
_MIN_SIDE_PX: Final = 1.0


def to_corners(quad: Quad) -> Corners:
    """Return a quad as an array of shape (4, 2)."""
    return np.asarray(quad, dtype=np.float32)


def to_quad(corners: NDArray[np.floating]) -> Quad:
    """Return an array of shape (4, 2) as a quad of plain floats, rounded to a tenth of a pixel.

    Raises:
        ValueError: If ``corners`` does not have shape (4, 2).
    """
    if corners.shape != (4, 2):
        raise ValueError(f"expected shape (4, 2), got {corners.shape}")
    a, b, c, d = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
    return (a, b, c, d)


def order_corners(points: NDArray[np.floating]) -> Corners:
    """Sort four corners of a convex shape clockwise, from the one nearest the top left.

    Raises:
        ValueError: If ``points`` does not have shape (4, 2).
    """
    if points.shape != (4, 2):
        raise ValueError(f"expected shape (4, 2), got {points.shape}")
    centred = points - points.mean(axis=0)
    # y points down, so growing angles run clockwise on the picture.
    clockwise = points[np.argsort(np.arctan2(centred[:, 1], centred[:, 0]), kind="stable")]
    first = int(np.argmin(clockwise.sum(axis=1)))
    return np.roll(clockwise, -first, axis=0).astype(np.float32)


def enclosing_quad(quads: Sequence[Quad]) -> Quad:
    """Return the smallest rectangle, at any angle, around all of some quads."""
    points = np.concatenate([to_corners(quad) for quad in quads])
    corners = np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), dtype=np.float32)
    return to_quad(order_corners(corners))


def quad_size(corners: Corners) -> tuple[float, float]:
    """Return the width and height of a quad, pixels: the longer of each pair of sides."""
    # Plain numbers: arrays this small take twenty times longer, and every line is measured often.
    a, b, c, d = corners.tolist()
    return max(dist(a, b), dist(c, d)), max(dist(b, c), dist(d, a))


def quad_angle_deg(corners: Corners) -> float:
    """Return the direction of a quad's upper and lower sides, degrees in (-180, 180], y down."""
    along = (corners[1] - corners[0]) + (corners[2] - corners[3])
    return float(np.degrees(np.arctan2(along[1], along[0])))


def quad_area(corners: Corners) -> float:
    """Return the area of a quad, square pixels."""
    x, y = corners[:, 0].astype(np.float64), corners[:, 1].astype(np.float64)
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def crop_quad(card: Image, quad: Quad, margin_ratio: float = 0.0) -> Image:
    """Cut the region of a quad out of a picture, upright.

    Args:
        card: RGB picture, shape (h, w, 3).
        quad: Where to cut, pixels of ``card``, clockwise from the top left of what is shown.
        margin_ratio: Extra on every side, as a share of the region's height.

    Returns:
        RGB picture as wide and high as the region, at least one pixel each way; what lies
        outside of ``card`` repeats its edge.
    """
    corners = grow_quad(to_corners(quad), margin_ratio, margin_ratio)
    width, height = quad_size(corners)
    size = (max(1, round(width)), max(1, round(height)))
    return warp_quad(card, corners, size)


def grow_quad(corners: Corners, across_ratio: float, along_ratio: float) -> Corners:
    """Move the sides of a quad outwards by shares of its height.

    Args:
        corners: Shape (4, 2).
        across_ratio: Added above and below, as a share of the height.
        along_ratio: Added left and right, as a share of the height.
    """
    height = quad_size(corners)[1]
    along = _unit(corners[1] - corners[0] + corners[2] - corners[3]) * height * along_ratio
    down = _unit(corners[3] - corners[0] + corners[2] - corners[1]) * height * across_ratio
    offsets = np.stack([-along - down, along - down, along + down, -along + down])
    grown: Corners = (corners + offsets).astype(np.float32)
    return grown


def warp_quad(image: Image, corners: Corners, size_px: tuple[int, int]) -> Image:
    """Map a quad of a picture onto a rectangle of the given width and height."""
    width, height = size_px
    if min(quad_size(corners)) < _MIN_SIDE_PX:
        return np.zeros((height, width, 3), dtype=np.uint8)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    mapping = cv2.getPerspectiveTransform(corners, target)
    warped = cv2.warpPerspective(
        image, mapping, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, dtype=np.uint8)


def mapping_onto(corners: Corners, target: Corners) -> NDArray[np.float64]:
    """Return the homography, shape (3, 3), that maps four points onto four others."""
    mapping = cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32))
    return np.asarray(mapping, dtype=np.float64)


def reduce_image(image: Image, size_px: tuple[int, int]) -> Image:
    """Reduce a picture to a width and height.

    By halves as long as it can, which OpenCV does fast and which skips no pixel, and the rest by
    interpolation: 1 ms for a photo of 2,000 pixels, where averaging in one step takes 10.
    """
    height, width = image.shape[:2]
    while width >= 2 * size_px[0] and height >= 2 * size_px[1]:
        width, height = width // 2, height // 2
        # Without the last row of an odd number: OpenCV halves exactly in a tenth of the time.
        even = image[: 2 * height, : 2 * width]
        halved = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
        image = np.asarray(halved, dtype=np.uint8)
    return np.asarray(cv2.resize(image, size_px, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def map_points(points: NDArray[np.floating], mapping: NDArray[np.floating]) -> NDArray[np.float32]:
    """Apply a homography of shape (3, 3) to points of shape (n, 2)."""
    ones = np.ones((len(points), 1), dtype=np.float64)
    mapped = np.hstack([points.astype(np.float64), ones]) @ mapping.astype(np.float64).T
    flat: NDArray[np.float32] = (mapped[:, :2] / mapped[:, 2:3]).astype(np.float32)
    return flat


def turn_corners(corners: Corners, size_px: tuple[int, int], quarter_turns: int) -> Corners:
    """Follow corners through ``np.rot90`` of their picture.

    Args:
        corners: Shape (n, 2), on the picture before it is turned.
        size_px: Width and height of that picture.
        quarter_turns: How often it is turned counter-clockwise.

    Returns:
        The same points on the turned picture, in the same order.
    """
    width, height = size_px
    points = corners
    for _ in range(quarter_turns % 4):
        points = np.stack([points[:, 1], width - points[:, 0]], axis=1)
        width, height = height, width
    return points.astype(np.float32)


def _unit(vector: NDArray[np.floating]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return (vector / length if length > 0 else vector).astype(np.float32)
