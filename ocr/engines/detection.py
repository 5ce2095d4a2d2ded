"""Finds the lines of text on a picture with the DB detection network.

The network gives each pixel the probability of lying in the kernel of a line, the line shrunk to
its middle. Kernels become rotated rectangles and grow back to the height of the letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines.runtimes import Network, Tensor
from ocr.geometry import Corners, order_corners, quad_size, reduce_image
from ocr.types import Image


@dataclass(frozen=True, slots=True)
class DetectionOptions:
    """How lines are looked for."""

    long_side_px: int = 896
    """Pictures are reduced to this long side, never enlarged: enlarging cuts words apart."""
    threshold: float = 0.3
    """A pixel above it belongs to a kernel."""
    box_threshold: float = 0.5
    """A kernel whose mean is below it is no line; at 0.6 handwritten lines are lost."""
    unclip_ratio: float = 1.6
    """How far kernels grow: area times this, divided by the perimeter."""
    min_side_px: float = 3.0
    """Thinner kernels are noise."""
    pad_ratio: float = 0.03
    """Plain border added around the picture, as a share of its short side..."""
    strip_pad_ratio: float = 0.2
    """... and around a strip, three times longer than high or more: text there fills the height,
    and without room around it lines are cut apart."""


TALL_RATIO: Final = 1.5
"""A box this many times higher than wide holds text that runs down or up."""

_WHOLE_RATIO: Final = 0.8
"""A box that covers so much of a picture and is not long is no line: where there is nothing but
paper and table, the network takes all of it for text now and then."""

# Sizes are rounded up to this, so that few distinct shapes reach the network: the first picture
# of each shape costs a tenth of a second to a second of preparation inside OpenVINO.
_SHAPE_STEP_PX: Final = 32

_STRETCHED_PERCENT: Final = (1.0, 99.7)
_FULL_SPREAD: Final = 230.0
"""Pictures that use so many of the 256 levels are left as they are..."""
_LEAST_SPREAD: Final = 16.0
"""... and an empty one is not stretched until its grain looks like print."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """One found line: its corners on the picture and the detector's confidence."""

    corners: Corners
    confidence: float


def detect_boxes(image: Image, network: Network, options: DetectionOptions) -> tuple[TextBox, ...]:
    """Find the lines of text on a picture.

    Args:
        image: RGB, shape (h, w, 3).
        network: The detection network.
        options: How lines are looked for.

    Returns:
        Boxes in no particular order, corners in pixels of ``image``, clockwise from the corner
        nearest the top left.
    """
    batch, ratio, pad_px = _prepare(image, options)
    kernels = network.run(batch)[0, 0]
    height, width = image.shape[:2]
    boxes = []
    for corners, confidence in _boxes_of(kernels, options):
        placed = (corners - pad_px) / ratio
        placed[:, 0] = placed[:, 0].clip(0, width)
        placed[:, 1] = placed[:, 1].clip(0, height)
        line = order_line(placed)
        if not _is_whole(line, width * height):
            boxes.append(TextBox(line, confidence))
    return tuple(boxes)


def order_line(corners: NDArray[np.floating]) -> Corners:
    """Order the corners of a line so that its upper side runs along the text.

    A box clearly higher than wide is taken for text that runs downwards; whether it runs upwards
    instead cannot be told from a box.
    """
    ordered = order_corners(corners)
    along = ordered[1] - ordered[0] + ordered[2] - ordered[3]
    if abs(along[1]) > abs(along[0]):
        # Near 45 degrees the corner nearest the top left may start the short side.
        ordered = np.roll(ordered, -1 if along[1] < 0 else 1, axis=0)
    width, height = quad_size(ordered)
    if height > TALL_RATIO * width:
        ordered = np.roll(ordered, -1, axis=0)
    return ordered.astype(np.float32)


def _is_whole(line: Corners, picture_area: float) -> bool:
    width, height = quad_size(line)
    return width * height > _WHOLE_RATIO * picture_area and width < 3 * height


def _prepare(image: Image, options: DetectionOptions) -> tuple[Tensor, float, int]:
    height, width = image.shape[:2]
    ratio = min(1.0, options.long_side_px / max(height, width))
    small_w, small_h = max(1, round(width * ratio)), max(1, round(height * ratio))
    small = stretch_contrast(reduce_image(image, (small_w, small_h)) if ratio < 1 else image)
    is_strip = max(small_w, small_h) > 3 * min(small_w, small_h)
    pad_ratio = options.strip_pad_ratio if is_strip else options.pad_ratio
    pad_px = round(min(small_w, small_h) * pad_ratio)
    full_h, full_w = _rounded(small_h + 2 * pad_px), _rounded(small_w + 2 * pad_px)
    # The border has the picture's median colour: a hard edge would look like a stroke.
    usual = np.median(small[::8, ::8].reshape(-1, 3), axis=0).astype(np.uint8).tolist()
    low_px, right_px = full_h - small_h - pad_px, full_w - small_w - pad_px
    canvas = cv2.copyMakeBorder(
        small, pad_px, low_px, pad_px, right_px, cv2.BORDER_CONSTANT, value=usual
    )
    # The network was trained on BGR in [-1, 1].
    batch = cv2.dnn.blobFromImage(canvas, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True)
    return np.asarray(batch, dtype=np.float32), ratio, pad_px


def stretch_contrast(image: Image) -> Image:
    """Spread the levels of a picture over the whole range, as faint print needs to be seen.

    In dim and grainy photos the network sees a tenth more of the words; in good ones as many.
    """
    darkest, brightest = _level_percentiles(image[::4, ::4], _STRETCHED_PERCENT)
    spread = max(float(brightest - darkest), _LEAST_SPREAD)
    if spread >= _FULL_SPREAD:
        return image
    levels = (np.arange(256) - darkest) * (255 / spread)
    return np.asarray(cv2.LUT(image, levels.clip(0, 255).astype(np.uint8)), dtype=np.uint8)


def _level_percentiles(image: Image, percent: Sequence[float]) -> list[float]:
    """Return what `numpy.percentile` does, by counting levels: in a quarter of its time."""
    up_to = np.cumsum(np.bincount(image.ravel(), minlength=256))
    found = []
    for share in percent:
        place = (int(up_to[-1]) - 1) * share / 100
        below, above = np.searchsorted(up_to, [np.floor(place), np.ceil(place)], side="right")
        found.append(float(below + (above - below) * (place % 1)))
    return found


def _rounded(length_px: int) -> int:
    return -(-length_px // _SHAPE_STEP_PX) * _SHAPE_STEP_PX


def _boxes_of(kernels: Tensor, options: DetectionOptions) -> list[tuple[Corners, float]]:
    mask = (kernels > options.threshold).astype(np.uint8)
    # Two by two: joins letters that the threshold just cut apart.
    joined = cv2.dilate(mask, np.ones((2, 2), dtype=np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for contour in contours:
        centre, (width, height), angle_deg = cv2.minAreaRect(contour)
        if min(width, height) < options.min_side_px:
            continue
        kernel = cv2.boxPoints((centre, (width, height), angle_deg))
        confidence = _mean_inside(kernels, np.asarray(kernel, dtype=np.float32))
        if confidence < options.box_threshold:
            continue
        grow_px = width * height * options.unclip_ratio / (2 * (width + height))
        grown = (width + 2 * grow_px, height + 2 * grow_px)
        corners = np.asarray(cv2.boxPoints((centre, grown, angle_deg)), dtype=np.float32)
        boxes.append((corners, confidence))
    return boxes


def _mean_inside(kernels: Tensor, corners: NDArray[np.floating]) -> float:
    height, width = kernels.shape
    left, top = np.floor(corners.min(axis=0)).astype(int).clip(0, [width - 1, height - 1])
    right, bottom = np.ceil(corners.max(axis=0)).astype(int).clip(0, [width - 1, height - 1])
    inside = np.zeros((bottom - top + 1, right - left + 1), dtype=np.uint8)
    cv2.fillPoly(inside, [(corners - [left, top]).astype(np.int32)], 1)
    window = np.ascontiguousarray(kernels[top : bottom + 1, left : right + 1])
    return float(cv2.mean(window, inside)[0])
