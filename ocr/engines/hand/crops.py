"""Cuts handwritten lines out of a picture the way the network reads them best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from ocr.engines.runtimes import Tensor
from ocr.geometry import Corners, grow_quad, quad_size, warp_quad
from ocr.types import Image

_HEIGHT_PX: Final = 48
_MIN_WIDTH_PX: Final = 320
_MAX_WIDTH_PX: Final = 1600
_WIDTH_STEP_PX: Final = 64
_DARK: Final = 90.0
"""A background below this grey value: the ink is the lighter of the two."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a line; several are pooled, because each loses other letters."""

    across_ratio: float
    """Added above and below, as a share of the line's height. More than a tenth makes the
    letters too small for the network."""
    along_ratio: float
    """Added left and right, as a share of the height: first and last letters lean out."""
    stretch: float
    """How much wider than it is."""
    upright: float = 0.0
    """How far letters that lean to the right are pushed upright: the shift per unit of height."""


VIEWS: Final = (
    View(0.0, 0.15, 1.35),
    View(0.1, 0.15, 1.2),
    View(0.1, 0.15, 1.1, upright=0.2),
)


def cut_view(card: Image, corners: Corners, view: View) -> Image:
    """Cut one view of a line out, on an even white background.

    Returns:
        RGB, height 48.
    """
    grown = grow_quad(corners, view.across_ratio, view.along_ratio)
    width, height = quad_size(grown)
    size = (max(1, round(width)), max(1, round(height)))
    line = warp_quad(card, grown, size)
    fitted_w = int(np.clip(round(_HEIGHT_PX * width / height * view.stretch), 8, _MAX_WIDTH_PX))
    method = cv2.INTER_AREA if size[1] > _HEIGHT_PX else cv2.INTER_CUBIC
    fitted = cv2.resize(line, (fitted_w, _HEIGHT_PX), interpolation=method)
    return _push_upright(flatten_ground(np.asarray(fitted, dtype=np.uint8)), view.upright)


def flatten_ground(line: Image) -> Image:
    """Divide a line by its background: paper turns white, shadows and tints go."""
    ground = cv2.medianBlur(np.ascontiguousarray(line), 41)
    if float(ground.mean()) < _DARK:
        line = np.asarray(255 - line, dtype=np.uint8)
        ground = 255 - ground
    flat = line.astype(np.float32) / np.maximum(ground.astype(np.float32), 1) * 255
    return flat.clip(0, 255).astype(np.uint8)


def _push_upright(line: Image, upright: float) -> Image:
    if not upright:
        return line
    height, width = line.shape[:2]
    grow = upright * height
    mapping = np.array([[1, upright, 0], [0, 1, 0]], dtype=np.float32)
    pushed = cv2.warpAffine(
        line, mapping, (round(width + grow), height), borderValue=(255, 255, 255)
    )
    return np.asarray(pushed, dtype=np.uint8)


def stack_lines(lines: Sequence[Image]) -> Tensor:
    """Put lines of height 48 into one batch, shape (n, 3, 48, w), zeros after their ends."""
    longest = max(line.shape[1] for line in lines)
    width = max(_MIN_WIDTH_PX, -(-longest // _WIDTH_STEP_PX) * _WIDTH_STEP_PX)
    batch = np.zeros((len(lines), 3, _HEIGHT_PX, width), dtype=np.float32)
    for row, line in enumerate(lines):
        # The network was trained on BGR in [-1, 1].
        scaled = line[:, :, ::-1].astype(np.float32) * (1 / 127.5) - 1.0
        batch[row, :, :, : line.shape[1]] = scaled.transpose(2, 0, 1)
    return batch
