"""One scale for all evidence, before a network learns from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.fields.scorers import Matrix, to_matrix
from training.choices import Rows

_SMALLEST_SPREAD = 1e-6
_FARTHEST = 6.0
"""How many times its spread evidence may lie from its mean."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean and the spread of each piece of evidence."""

    names: tuple[str, ...]
    mean: Matrix
    """Shape (names,), as the spread."""
    spread: Matrix

    @classmethod
    def of(cls, rows: Rows) -> Scale:
        """Measure the evidence of rows."""
        names = tuple(sorted({name for row in rows for name in row}))
        matrix = to_matrix(rows, names)
        mean = matrix.mean(axis=0)
        # What few rows have must not count for more than what many have.
        farthest = np.abs(matrix - mean).max(axis=0)
        spread = np.maximum(matrix.std(axis=0), farthest / _FARTHEST)
        spread[spread < _SMALLEST_SPREAD] = 1.0
        return cls(names, mean, spread)

    def matrix(self, rows: Rows) -> NDArray[np.float32]:
        """Return rows on this scale, shape (rows, names)."""
        return ((to_matrix(rows, self.names) - self.mean) / self.spread).astype(np.float32)
