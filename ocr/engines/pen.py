"""Tells from what the recognition network sees of a line whether a pen wrote it.

Before its last layer the network has 120 channels a step, made for telling letters apart whatever
wrote them; how they lie over a whole line tells pens from presses all the same. The weights were
learned together with those of `ocr.handwriting` (`python -m bench.train_handwriting`).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.engines.runtimes import Tensor

Floats = NDArray[np.float64]

FARTHEST: Final = 5.0
"""Deviations from the mean beyond which a channel says nothing more."""


def pen_odds(neck: Tensor) -> float:
    """Return the network's share in the logarithm of the odds that a pen wrote a line.

    Args:
        neck: Shape (steps, channels), of the line's own steps.
    """
    mean, scale, weights = _load_weights()
    return float(((neck_features(neck) - mean) / scale).clip(-FARTHEST, FARTHEST) @ weights)


def neck_features(neck: Tensor) -> Floats:
    """Return mean and deviation of every channel over a line, shape (2 * channels,)."""
    return np.concatenate([neck.mean(axis=0), neck.std(axis=0)]).astype(np.float64)


@cache
def _load_weights() -> tuple[Floats, Floats, Floats]:
    stored = json.loads(files("ocr").joinpath("engines", "pen_weights.json").read_text("utf-8"))
    mean, scale, weights = (np.array(stored[key]) for key in ("mean", "scale", "weights"))
    return mean, scale, weights
