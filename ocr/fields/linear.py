"""Linear models over named evidence, kept as a readable table of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights per class over named evidence that was first brought to one scale."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    weights: NDArray[np.float64]
    """Shape (classes, names), for the evidence as it is (scaling folded in)."""
    bias: NDArray[np.float64]
    """Shape (classes,)."""

    def scores(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the score of each class for each row of evidence, shape (rows, classes)."""
        matrix = to_matrix(rows, self.names)
        return np.asarray(matrix @ self.weights.T + self.bias)

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the share of each class for each row, shape (rows, classes).

        A model of one class gives the probability of that class, by the logistic function.
        """
        scores = self.scores(rows)
        if len(self.classes) == 1:
            return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def reasons(
        self, row: Mapping[str, float], name: str, count: int = 6
    ) -> list[tuple[str, float]]:
        """Return the evidence of a row that speaks most for or against a class."""
        k = self.classes.index(name)
        centred = self.weights[k] - (self.weights.mean(axis=0) if len(self.classes) > 1 else 0)
        parts = [
            (evidence, float(weight * row.get(evidence, 0.0)))
            for evidence, weight in zip(self.names, centred, strict=True)
            if row.get(evidence)
        ]
        return sorted(parts, key=lambda part: -abs(part[1]))[:count]

    def to_json(self) -> dict[str, object]:
        """Return the model as plain values, weights rounded to four digits."""
        return {
            "classes": list(self.classes),
            "bias": [round(float(b), 4) for b in self.bias],
            "weights": {
                name: [round(float(w), 4) for w in self.weights[:, i]]
                for i, name in enumerate(self.names)
            },
        }


def from_json(values: Mapping[str, object]) -> LinearModel:
    """Return the model that `LinearModel.to_json` wrote."""
    weights = values["weights"]
    classes = values["classes"]
    bias = values["bias"]
    if not (isinstance(weights, dict) and isinstance(classes, list) and isinstance(bias, list)):
        raise TypeError("a model needs classes, a bias and weights")
    matrix = np.array(list(weights.values()), dtype=np.float64).T.reshape(len(classes), -1)
    return LinearModel(tuple(weights), tuple(classes), matrix, np.array(bias, dtype=np.float64))


def to_matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    """Return rows of named evidence as a matrix of shape (rows, names), 0 where absent."""
    return np.array(
        [[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64
    ).reshape(len(rows), len(names))
