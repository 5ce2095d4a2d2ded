"""Tells from what the recognition network sees of a line whether a pen wrote it.

Before its last layer the network has 120 channels a step, made for telling letters apart whatever
wrote them; how they lie over a whole line tells pens from presses all the same, by two small
layers. Their weights were learned together with those of `ocr.handwriting`
(`python -m bench.train_handwriting`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.engines.runtimes import Tensor

Floats = NDArray[np.float64]

FARTHEST: Final = 5.0
"""Deviations from the mean beyond which a channel says nothing more."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """What was learned, and what the channels are usually like."""

    mean: Floats
    scale: Floats
    hidden: Floats
    """Shape (2 * channels, units)."""
    hidden_bias: Floats
    weights: Floats
    """Shape (units,)."""
    bias: float


def pen_odds(neck: Tensor) -> float:
    """Return the network's share in the logarithm of the odds that a pen wrote a line.

    Args:
        neck: Shape (steps, channels), of the line's own steps.
    """
    learned = _load_weights()
    terms = ((neck_features(neck) - learned.mean) / learned.scale).clip(-FARTHEST, FARTHEST)
    units = np.maximum(terms @ learned.hidden + learned.hidden_bias, 0)
    return float(units @ learned.weights) + learned.bias


def neck_features(neck: Tensor) -> Floats:
    """Return mean and deviation of every channel over a line, shape (2 * channels,)."""
    return np.concatenate([neck.mean(axis=0), neck.std(axis=0)]).astype(np.float64)


@cache
def _load_weights() -> _Weights:
    stored = json.loads(files("ocr").joinpath("engines", "pen_weights.json").read_text("utf-8"))
    bias = stored.pop("bias")
    return _Weights(**{key: np.array(values) for key, values in stored.items()}, bias=bias)
