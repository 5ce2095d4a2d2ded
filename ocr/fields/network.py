"""Small networks over named evidence, kept as a readable table of weights.

A network has direct weights, as a linear model has, and a few inner units for what only holds
together: a word in capitals is a firm's sign, unless the e-mail says that it is a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
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

    def scores(self, rows: Sequence[Mapping[str, float]]) -> Matrix:
        """Return the score of each class for each row of evidence, shape (rows, classes)."""
        return self._scores(to_matrix(rows, self.names))

    def _scores(self, matrix: Matrix) -> Matrix:
        units = np.tanh(matrix @ self.inner.T + self.inner_bias)
        return np.asarray(matrix @ self.direct.T + units @ self.outer.T + self.bias)

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> Matrix:
        """Return the share of each class for each row by itself, shape (rows, classes)."""
        scores = self.scores(rows)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def choice(self, rows: Sequence[Mapping[str, float]]) -> Matrix:
        """Return how likely each row is the one that is meant, of all rows and none of them.

        For a network of one class, shape (rows,); the shares add up to less than 1.
        """
        if not rows:
            return np.zeros(0)
        scores = self.scores(rows)[:, 0]
        largest = max(float(scores.max()), 0.0)
        shares = np.exp(scores - largest)
        return np.asarray(shares / (shares.sum() + np.exp(-largest)))

    def reasons(
        self, row: Mapping[str, float], name: str, count: int = 6
    ) -> list[tuple[str, float]]:
        """Return the evidence of a row that speaks most for or against a class.

        Each with the score that would be lost without it, against the other classes' mean.
        """
        k = self.classes.index(name)
        whole = to_matrix([row], self.names)
        known = np.flatnonzero(whole[0])
        without = np.repeat(whole, len(known), axis=0)
        without[np.arange(len(known)), known] = 0.0
        lost = self._scores(whole) - self._scores(without)
        if len(self.classes) > 1:
            lost -= lost.mean(axis=1, keepdims=True)
        parts = [(self.names[i], float(part)) for i, part in zip(known, lost[:, k], strict=True)]
        return sorted(parts, key=lambda part: -abs(part[1]))[:count]

    def to_json(self) -> dict[str, object]:
        """Return the network as plain values, weights rounded to four digits."""
        return {
            "classes": list(self.classes),
            "bias": _rounded(self.bias),
            "inner_bias": _rounded(self.inner_bias),
            "outer": {
                name: _rounded(row) for name, row in zip(self.classes, self.outer, strict=True)
            },
            "weights": {
                name: _rounded([*self.direct[:, i], *self.inner[:, i]])
                for i, name in enumerate(self.names)
            },
        }


def _rounded(values: Sequence[float] | Matrix) -> list[float]:
    return [round(float(value), 4) for value in values]


def from_json(values: Mapping[str, object]) -> Network:
    """Return the network that `Network.to_json` wrote.

    Raises:
        TypeError: If the values are not those of a network.
    """
    weights, classes, outer = values["weights"], values["classes"], values["outer"]
    bias, inner_bias = values["bias"], values["inner_bias"]
    if not (isinstance(weights, dict) and isinstance(classes, list) and isinstance(outer, dict)):
        raise TypeError("a network needs classes, weights and what its inner units say")
    if not (isinstance(bias, list) and isinstance(inner_bias, list)):
        raise TypeError("a network needs biases")
    count = len(classes)
    matrix = np.array(list(weights.values()), np.float64).reshape(-1, count + len(inner_bias)).T
    return Network(
        names=tuple(weights),
        classes=tuple(classes),
        direct=matrix[:count],
        bias=np.array(bias, np.float64),
        inner=matrix[count:],
        inner_bias=np.array(inner_bias, np.float64),
        outer=np.array([outer[name] for name in classes], np.float64).reshape(count, -1),
    )


def to_matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Matrix:
    """Return rows of named evidence as a matrix of shape (rows, names), 0 where absent."""
    return np.array(
        [[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64
    ).reshape(len(rows), len(names))
