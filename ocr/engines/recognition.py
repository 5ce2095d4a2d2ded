"""Reads the text of cut-out lines with the CTC recognition network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from ocr.engines.runtimes import Network, Tensor
from ocr.geometry import Corners, quad_size, warp_quad
from ocr.types import Image

_HEIGHT_PX: Final = 48
"""Fixed by the network."""
_MIN_WIDTH_PX: Final = 320
"""What the network was trained on; shorter lines are padded to it."""
_MAX_WIDTH_PX: Final = 2400
"""Fifty times the height; a longer line is squeezed. Bounds the memory that one line can take."""
_WIDTH_STEP_PX: Final = 64
"""Widths are rounded up to this, so that few distinct shapes reach the network."""


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """How lines are read."""

    max_batch_px: int = 6 * 640
    """Lines are read together until their padded widths add up to this."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of one line, and the mean probability of its characters."""

    text: str
    confidence: float


def cut_line(image: Image, corners: Corners) -> Image:
    """Cut a line out of a picture, level, at the network's height.

    Returns:
        RGB, height 48.
    """
    width, height = quad_size(corners)
    size = (max(1, round(width)), max(1, round(height)))
    line = warp_quad(image, corners, size)
    reduced_w = int(np.clip(np.ceil(_HEIGHT_PX * size[0] / size[1]), 1, _MAX_WIDTH_PX))
    # AREA averages what a reduction would skip: thin strokes of a large photo stay whole.
    method = cv2.INTER_AREA if size[1] > _HEIGHT_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(line, (reduced_w, _HEIGHT_PX), interpolation=method), np.uint8)


def read_lines(
    lines: Sequence[Image],
    network: Network,
    characters: tuple[str, ...],
    options: RecognitionOptions,
) -> tuple[ReadText, ...]:
    """Read cut-out lines.

    Args:
        lines: RGB pictures of height 48.
        network: The recognition network.
        characters: What its classes stand for; the first is the CTC blank.
        options: How lines are read.

    Returns:
        One text per line, in the same order; "" with confidence 0 where nothing was read.
    """
    texts = [ReadText("", 0.0)] * len(lines)
    by_width = sorted(range(len(lines)), key=lambda i: lines[i].shape[1])
    for batch in _batches(by_width, lines, options.max_batch_px):
        scores = network.run(_stack([lines[i] for i in batch]))
        best = scores.argmax(axis=2)
        sure = np.take_along_axis(scores, best[:, :, None], axis=2)[:, :, 0]
        for row, i in enumerate(batch):
            texts[i] = _decode(best[row], sure[row], characters)
    return tuple(texts)


def _batches(order: list[int], lines: Sequence[Image], max_batch_px: int) -> list[list[int]]:
    batches: list[list[int]] = []
    for i in order:
        width = _padded(lines[i].shape[1])
        if batches and (len(batches[-1]) + 1) * width <= max_batch_px:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _padded(width_px: int) -> int:
    return max(_MIN_WIDTH_PX, -(-width_px // _WIDTH_STEP_PX) * _WIDTH_STEP_PX)


def _stack(lines: list[Image]) -> Tensor:
    width = max(_padded(line.shape[1]) for line in lines)
    batch = np.zeros((len(lines), 3, _HEIGHT_PX, width), dtype=np.float32)
    for row, line in enumerate(lines):
        # The network was trained on BGR in [-1, 1], zeros after the end of the line.
        scaled = line[:, :, ::-1].astype(np.float32) * (1 / 127.5) - 1.0
        batch[row, :, :, : line.shape[1]] = scaled.transpose(2, 0, 1)
    return batch


def _decode(
    best: np.ndarray[tuple[int], np.dtype[np.int64]],
    sure: np.ndarray[tuple[int], np.dtype[np.float32]],
    characters: tuple[str, ...],
) -> ReadText:
    """Drop repeats and blanks of a CTC path, and average what is left."""
    kept = best != 0
    kept[1:] &= best[1:] != best[:-1]
    if not kept.any():
        return ReadText("", 0.0)
    text = "".join(characters[i] for i in best[kept])
    return ReadText(text, float(sure[kept].mean()))
