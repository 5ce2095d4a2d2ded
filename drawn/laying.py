"""Lays flat pictures on the photo of a table: in perspective, with their shadows."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.types import Image

Matrix = NDArray[np.float64]


def corners_of(picture: Image) -> Matrix:
    """Give the corners of a picture, shape (4, 2), clockwise from the top left."""
    height, width = picture.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)


def apply(matrix: Matrix, points: Matrix) -> Matrix:
    """Take points, shape (n, 2), through a homography."""
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return moved[:, :2] / moved[:, 2:]


def normal(matrix: Matrix) -> Matrix:
    """Scale a homography so that its last number is 1."""
    return np.asarray(matrix / matrix[2, 2], dtype=np.float64)


def lay_card(
    photo: Image,
    picture: Image,
    mask: NDArray[np.uint8],
    matrix: Matrix,
    shadow: tuple[float, float],
) -> Image:
    """Put a card on the photo with its shadow, working only where it lies.

    Args:
        photo: RGB, changed in place and returned.
        picture: The card, flat.
        mask: Where ``picture`` is card, 255, and where it is not, 0.
        matrix: Takes points of ``picture`` to the photo.
        shadow: How dark it is, and in which direction it falls, radians.
    """
    height, width = photo.shape[:2]
    quad = apply(matrix, corners_of(picture))
    side = float(np.linalg.norm(quad[1] - quad[0]))
    reach = max(4, round(side * 0.05))
    left, top = np.maximum(0, np.floor(quad.min(axis=0)).astype(int) - reach)
    right, bottom = np.minimum([width, height], np.ceil(quad.max(axis=0)).astype(int) + reach)
    if right <= left or bottom <= top:
        return photo
    patch = photo[top:bottom, left:right]
    moved = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]) @ matrix
    factor = side / picture.shape[1]
    if factor <= 0.8:
        # Letters much finer than the photo's pixels would sparkle.
        picture, mask, moved = _reduced(picture, mask, moved, factor)
    patch_size = (int(right - left), int(bottom - top))
    alpha = np.asarray(cv2.warpPerspective(mask, moved, patch_size), dtype=np.uint8)
    card = cv2.warpPerspective(
        picture, moved, patch_size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    ground = _shade(patch, alpha, side, shadow)
    opacity = (alpha.astype(np.float32) / 255)[..., None]
    photo[top:bottom, left:right] = (card * opacity + ground * (1 - opacity) + 0.5).astype(np.uint8)
    return photo


def _reduced(
    picture: Image, mask: NDArray[np.uint8], matrix: Matrix, factor: float
) -> tuple[Image, NDArray[np.uint8], Matrix]:
    size = (max(8, round(picture.shape[1] * factor)), max(8, round(picture.shape[0] * factor)))
    small, small_mask = (
        cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in (picture, mask)
    )
    grow = np.diag([picture.shape[1] / size[0], picture.shape[0] / size[1], 1.0])
    return np.asarray(small, np.uint8), np.asarray(small_mask, np.uint8), matrix @ grow


def card_mask(picture: Image, radius_px: float) -> NDArray[np.uint8]:
    """Say which pixels of a flat picture are card: all but those beyond its round corners."""
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), dtype=np.uint8)
    if radius_px <= 0:
        mask[:] = 255
        return mask
    # The radius was given on a card drawn 85 mm wide at full resolution.
    radius = max(1, round(radius_px * width / 1339))
    cv2.rectangle(mask, (radius, 0), (width - 1 - radius, height - 1), 255, -1)
    cv2.rectangle(mask, (0, radius), (width - 1, height - 1 - radius), 255, -1)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    return mask


def _shade(
    patch: Image, alpha: NDArray[np.uint8], side_px: float, shadow: tuple[float, float]
) -> NDArray[np.float32]:
    strength, direction = shadow
    near, far = side_px * 0.004, side_px * 0.014
    # A shadow is smooth: it is worked out on a quarter of the pixels each way.
    shrink = 4 if side_px > 400 else 1
    size = (patch.shape[1], patch.shape[0])
    small = (max(2, size[0] // shrink), max(2, size[1] // shrink))
    thin = cv2.resize(alpha, small, interpolation=cv2.INTER_AREA)
    dx, dy = math.cos(direction) * far / shrink, (abs(math.sin(direction)) * far + near) / shrink
    moved = cv2.warpAffine(thin, np.array([[1, 0, dx], [0, 1, dy]], dtype=np.float64), small)
    soft = cv2.GaussianBlur(moved, (0, 0), max(0.8, side_px * 0.011 / shrink))
    tight = cv2.GaussianBlur(thin, (0, 0), max(0.6, side_px * 0.0025 / shrink))
    dark = (0.75 * soft.astype(np.float32) + 0.5 * tight.astype(np.float32)) / 255 * strength
    keep = cv2.resize(1 - np.minimum(dark, 0.8), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(patch * keep[..., None], dtype=np.float32)
