"""Choices among the candidates of cards, and how far scores are from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.fields.scorers import Matrix

Rows = Sequence[Mapping[str, float]]
Group = tuple[Rows, NDArray[np.bool_]]
"""The evidence of a card's candidates, and which of them are right: one, several or none."""


@dataclass(frozen=True, slots=True)
class Choices:
    """All candidates of all cards in one row each, card by card."""

    rows: Rows
    right: Matrix
    """1 for a candidate that is right, else 0, shape (rows,)."""
    starts: NDArray[np.intp]
    """The first candidate of each card."""
    card: NDArray[np.intp]
    """The card of each candidate."""
    is_there: NDArray[np.bool_]
    """Whether one of a card's candidates is right."""

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Choices:
        """Return the candidates of cards; each card has one at least."""
        counts = [len(rows) for rows, _ in groups]
        starts = np.cumsum([0, *counts[:-1]])
        right = np.concatenate([flags for _, flags in groups]).astype(np.float64)
        return cls(
            rows=[row for rows, _ in groups for row in rows],
            right=right,
            starts=starts,
            card=np.repeat(np.arange(len(groups)), counts),
            is_there=np.add.reduceat(right, starts) > 0,
        )

    def judge(self, scores: Matrix) -> Judgement:
        """Compare scores with the truth: one softmax a card, over candidates and "none" at 0."""
        largest = np.maximum(np.maximum.reduceat(scores, self.starts), 0.0)
        shares, none = np.exp(scores - largest[self.card]), np.exp(-largest)
        whole = np.add.reduceat(shares, self.starts) + none
        good = np.add.reduceat(shares * self.right, self.starts)
        wanted = shares * self.right / np.maximum(good, 1e-300)[self.card]
        return Judgement(
            loss=float(-np.log(np.where(self.is_there, good, none) / whole + 1e-12).sum()),
            given=shares / whole[self.card],
            wanted=np.where(self.is_there[self.card], wanted, 0.0),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far scores are from the truth."""

    loss: float
    """Sum over cards of minus the logarithm of what the truth was given."""
    given: Matrix
    """The share of each candidate, shape (rows,)."""
    wanted: Matrix
    """What it ought to be; the loss rises with a score by ``given - wanted``."""
