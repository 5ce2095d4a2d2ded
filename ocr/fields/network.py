"""Small networks over named evidence, kept as a readable table of weights.

A network has direct weights, as a linear model has, and a few inner units for what only holds
together. It says smoothly what trees say in steps; where the two disagree, both are less sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ocr.fields.scorers import Matrix, Scorer

_DIGITS = 3
"""Of weights that are stored, leading zeros apart."""


@dataclass(frozen=True, slots=True)
class Network(Scorer):
    """Weights per class over named evidence; scaling is folded in."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    direct: Matrix
    """Shape (classes, names)."""
    bias: Matrix
    """Shape (classes,)."""
    inner: Matrix
    """What each inner unit looks at, shape (units, names)."""
    inner_bias: Matrix
    """Shape (units,)."""
    outer: Matrix
    """What each inner unit says for each class, shape (classes, units)."""

    def scores_of(self, matrix: Matrix) -> Matrix:
        """Return the score of each class for each row, shapes (rows, names) and (rows, classes)."""
        units = np.tanh(matrix @ self.inner.T + self.inner_bias)
        return np.asarray(matrix @ self.direct.T + units @ self.outer.T + self.bias)


def dump_network(network: Network) -> dict[str, Any]:
    """Return a network as plain values.

    Returns:
        Under "weights" those of each piece of evidence: one a class, then one an inner unit. Under
        "bias" and "inner_bias" what is added to these sums; under "outer" what the units say.
    """
    weights = zip(*network.direct, *network.inner, strict=True)
    return {
        "bias": rounded(network.bias),
        "inner_bias": rounded(network.inner_bias),
        "outer": {c: rounded(row) for c, row in zip(network.classes, network.outer, strict=True)},
        "weights": {n: rounded(w) for n, w in zip(network.names, weights, strict=True)},
    }


def rounded(values: Sequence[float] | NDArray[np.floating]) -> list[float]:
    """Return weights as they are stored: with three digits."""
    return [float(f"{float(value):.{_DIGITS}g}") for value in values]


def parse_network(table: Mapping[str, Any]) -> Network:
    """Return the network that `dump_network` wrote."""
    count = len(table["outer"])
    weights = np.array(list(table["weights"].values()), np.float64).T
    return Network(
        names=tuple(table["weights"]),
        classes=tuple(table["outer"]),
        direct=weights[:count],
        bias=np.array(table["bias"], np.float64),
        inner=weights[count:],
        inner_bias=np.array(table["inner_bias"], np.float64),
        outer=np.array(list(table["outer"].values()), np.float64),
    )
