"""Reads the text of cut-out lines with the CTC recognition network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from ocr.engines.pen import pen_odds
from ocr.engines.runtimes import Network, StepNetwork, Tensor
from ocr.geometry import Corners, quad_size, warp_quad
from ocr.types import Image

_HEIGHT_PX: Final = 48
"""Fixed by the network."""

# Lines are padded to one of these widths. The first line of each costs some 40 ms of preparation
# and some megabytes inside OpenVINO, so they are few; steps of a sixth waste a twelfth.
_WIDTHS_PX: Final = (
    192, 256, 320, 384, 448, 512, 608, 704, 832, 960, 1152, 1344, 1600, 2000, 2400,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of one line, and the mean probability of its characters."""

    text: str
    confidence: float
    pen_odds: float = 0.0
    """See `Line.pen_odds`."""


_STEP_PX: Final = 8
"""Of the line's width, for one step of the network."""


def cut_line(image: Image, corners: Corners) -> Image:
    """Cut a line out of a picture, level, at the network's height.

    Returns:
        RGB, height 48, at most 2,400 wide: a line over fifty times longer than high is squeezed.
    """
    size = _size_of(corners)
    line = warp_quad(image, corners, size)
    reduced_w = _cut_width(corners)
    # AREA averages what a reduction would skip: thin strokes of a large photo stay whole.
    method = cv2.INTER_AREA if size[1] > _HEIGHT_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(line, (reduced_w, _HEIGHT_PX), interpolation=method), np.uint8)


def padded_width(corners: Corners) -> int:
    """Return how wide the network's input of a line will be, pixels."""
    return _padded(_cut_width(corners))


def read_line(line: Image, network: Network, characters: tuple[str, ...]) -> ReadText:
    """Read one cut-out line; see `read_lines`."""
    return read_lines([line], network, characters)[0]


def read_lines(
    lines: Sequence[Image], network: Network, characters: tuple[str, ...]
) -> list[ReadText]:
    """Read cut-out lines in one run.

    Args:
        lines: RGB pictures of height 48, whose inputs have the same `padded_width`.
        network: The recognition network.
        characters: What its classes stand for; the first is the CTC blank.

    Returns:
        As many texts; "" with confidence 0 where nothing was read.
    """
    batch = np.concatenate([to_batch(line) for line in lines])
    if isinstance(network, StepNetwork):
        steps = network.run_steps(batch)
        return [
            replace(
                _decode(steps.best[i], steps.sure[i], characters),
                pen_odds=pen_odds(steps.neck[i, : count_steps(line)]),
            )
            for i, line in enumerate(lines)
        ]
    texts = []
    for scores in network.run(batch):
        best = scores.argmax(axis=1)
        sure = np.take_along_axis(scores, best[:, None], axis=1)[:, 0]
        texts.append(_decode(best, sure, characters))
    return texts


def count_steps(line: Image) -> int:
    """Return how many steps of the network see a line, and not what pads it."""
    return max(1, -(-int(line.shape[1]) // _STEP_PX))


def to_batch(line: Image) -> Tensor:
    """Make the network's input of a line, shape (1, 3, 48, w)."""
    width = _padded(line.shape[1])
    batch = np.zeros((1, 3, _HEIGHT_PX, width), dtype=np.float32)
    # The network was trained on BGR in [-1, 1], with zeros after the end of the line.
    scaled = line[:, :, ::-1].astype(np.float32) * (1 / 127.5) - 1.0
    batch[0, :, :, : line.shape[1]] = scaled.transpose(2, 0, 1)
    return batch


def _size_of(corners: Corners) -> tuple[int, int]:
    width, height = quad_size(corners)
    return max(1, round(width)), max(1, round(height))


def _cut_width(corners: Corners) -> int:
    width, height = _size_of(corners)
    return min(max(1, -(-_HEIGHT_PX * width // height)), _WIDTHS_PX[-1])


def _padded(width: int) -> int:
    return next(w for w in _WIDTHS_PX if w >= width)


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
