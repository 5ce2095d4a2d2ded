"""What scores rows of named evidence, and what its scores mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Row = Mapping[str, float]


class Scorer(ABC):
    """Scores each of some classes by named evidence; what is absent counts as 0."""

    __slots__ = ()

    names: tuple[str, ...]
    """Of the evidence that it knows."""
    classes: tuple[str, ...]

    @abstractmethod
    def scores_of(self, matrix: Matrix) -> Matrix:
        """Return the score of each class for each row, shapes (rows, names) and (rows, classes)."""

    def scores(self, rows: Sequence[Row]) -> Matrix:
        """Return the score of each class for each row of evidence, shape (rows, classes)."""
        return self.scores_of(to_matrix(rows, self.names))

    def probabilities(self, rows: Sequence[Row]) -> Matrix:
        """Return the share of each class for each row by itself, shape (rows, classes)."""
        scores = self.scores(rows)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def choice(self, rows: Sequence[Row]) -> Matrix:
        """Return how likely each row is the one that is meant, of all rows and none of them.

        For a scorer of one class, shape (rows,); the shares add up to less than 1.
        """
        if not rows:
            return np.zeros(0)
        scores = self.scores(rows)[:, 0]
        largest = max(float(scores.max()), 0.0)
        shares = np.exp(scores - largest)
        return np.asarray(shares / (shares.sum() + np.exp(-largest)))

    def reasons(self, row: Row, name: str, count: int = 6) -> list[tuple[str, float]]:
        """Return the evidence of a row that speaks most for or against a class.

        Each with the score that would be lost without it, against the other classes' mean.
        """
        k = self.classes.index(name)
        whole = to_matrix([row], self.names)
        known = np.flatnonzero(whole[0])
        without = np.repeat(whole, len(known), axis=0)
        without[np.arange(len(known)), known] = 0.0
        lost = self.scores_of(whole) - self.scores_of(without)
        if len(self.classes) > 1:
            lost -= lost.mean(axis=1, keepdims=True)
        parts = [(self.names[i], float(part)) for i, part in zip(known, lost[:, k], strict=True)]
        return sorted(parts, key=lambda part: -abs(part[1]))[:count]


@dataclass(frozen=True, slots=True)
class MeanOf(Scorer):
    """Scores by the mean of several scorers of the same classes."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    members: tuple[tuple[Scorer, NDArray[np.intp]], ...]
    """Each with the index in ``names`` of each of its own."""

    def scores_of(self, matrix: Matrix) -> Matrix:
        """Return the mean of what the members say."""
        said = [member.scores_of(matrix[:, columns]) for member, columns in self.members]
        return np.asarray(np.mean(said, axis=0))


def mean_of(*members: Scorer) -> MeanOf:
    """Return the mean of scorers.

    Raises:
        ValueError: If their classes are not the same.
    """
    if len({member.classes for member in members}) != 1:
        raise ValueError("only scorers of the same classes have a mean")
    names = tuple(sorted({name for member in members for name in member.names}))
    index = {name: i for i, name in enumerate(names)}
    columns = [np.array([index[n] for n in member.names], np.intp) for member in members]
    return MeanOf(names, members[0].classes, tuple(zip(members, columns, strict=True)))


def to_matrix(rows: Sequence[Row], names: Sequence[str]) -> Matrix:
    """Return rows of named evidence as a matrix of shape (rows, names), 0 where absent."""
    return np.array(
        [[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64
    ).reshape(len(rows), len(names))
