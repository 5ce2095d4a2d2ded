"""Fits the small networks of `ocr.fields`: by class, and by choice among a card's candidates."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from ocr.fields.network import Network, to_matrix

Rows = Sequence[Mapping[str, float]]
Matrix = NDArray[np.float64]
Loss = Callable[[Matrix], tuple[float, Matrix]]
"""Takes scores of shape (rows, classes); gives the mean loss and its slope by each score."""

_SMALLEST_SPREAD = 1e-6
_FARTHEST = 6.0
"""How many times its spread evidence may lie from its mean."""
_NEVER = -20.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much a network can learn."""

    units: int
    """Inner units of each of its parts."""
    penalty: float
    """Weight of half the sum of squared weights, against the mean loss of a row or card."""
    steps: int
    """At most: of L-BFGS for choices; times over all rows for classes."""
    parts: int = 2
    """Networks that begin differently and whose scores are averaged, which makes one network."""


def fit_classes(
    rows: Rows, targets: NDArray[np.int64], classes: tuple[str, ...], size: Size
) -> Network:
    """Fit the class of each row.

    Args:
        rows: Evidence.
        targets: Index in ``classes`` of each row.
        classes: Their names; one that no row has is never given.
        size: Of the network.
    """
    scale = _Scale.of(rows)
    scaled = scale.matrix(rows)
    found = []
    for part in range(size.parts):
        # Stopped early on purpose: what is learned last is only true of these cards.
        model = MLPClassifier(
            (size.units,), activation="tanh", alpha=size.penalty * len(rows),
            max_iter=size.steps, random_state=part,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(scaled, targets)
        (inner, outer), (inner_bias, bias) = model.coefs_, model.intercepts_
        if outer.shape[1] == 1:  # of two classes, one score says it all
            outer, bias = np.hstack([-outer, outer]) / 2, np.array([-bias[0], bias[0]]) / 2
        whole = np.zeros((size.units, len(classes)))
        whole[:, model.classes_] = outer
        whole_bias = np.full(len(classes), _NEVER)
        whole_bias[model.classes_] = bias
        direct = np.zeros((scaled.shape[1], len(classes)))
        found.append(scale.network(classes, direct, whole_bias, inner, inner_bias, whole))
    return _mean(found)


def fit_choices(groups: Sequence[tuple[Rows, NDArray[np.bool_]]], name: str, size: Size) -> Network:
    """Fit which candidate of each card is the value, if any is.

    Args:
        groups: Per card the evidence of its candidates, and which of them are right.
        name: Of the only class.
        size: Of the network.
    """
    counts = np.array([len(rows) for rows, _ in groups])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    card = np.repeat(np.arange(len(groups)), counts)
    right = np.concatenate([flags for _, flags in groups]).astype(np.float64)
    is_there = np.add.reduceat(right, starts) > 0

    def loss(scores: Matrix) -> tuple[float, Matrix]:
        one = scores[:, 0]
        largest = np.maximum(np.maximum.reduceat(one, starts), 0.0)
        shares, none = np.exp(one - largest[card]), np.exp(-largest)
        whole = np.add.reduceat(shares, starts) + none
        good = np.add.reduceat(shares * right, starts)
        value = -np.log(np.where(is_there, good, none) / whole + 1e-12).mean()
        wanted = np.where(is_there[card], shares * right / np.maximum(good, 1e-300)[card], 0.0)
        return float(value), ((shares / whole[card] - wanted) / len(groups))[:, None]

    rows = [row for rows, _ in groups for row in rows]
    scale = _Scale.of(rows)
    scaled = scale.matrix(rows)
    return _mean(
        [scale.network((name,), *_minimize(scaled, loss, size, part)) for part in range(size.parts)]
    )


def _minimize(
    scaled: NDArray[np.float32], loss: Loss, size: Size, seed: int
) -> tuple[Matrix, Matrix, Matrix, Matrix, Matrix]:
    """Return direct, bias, inner, inner bias and outer of the network of one class."""
    width = scaled.shape[1]
    shapes = ((width, 1), (1,), (width, size.units), (size.units,), (size.units, 1))
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def parts(weights: Matrix) -> tuple[Matrix, Matrix, Matrix, Matrix, Matrix]:
        pieces = np.split(weights, cuts[:-1])
        a, b, c, d, e = (p.reshape(shape) for p, shape in zip(pieces, shapes, strict=True))
        return a, b, c, d, e

    def cost(weights: Matrix) -> tuple[float, Matrix]:
        direct, bias, inner, inner_bias, outer = (p.astype(np.float32) for p in parts(weights))
        units = np.tanh(scaled @ inner + inner_bias)
        value, slope = loss((scaled @ direct + units @ outer + bias).astype(np.float64))
        back = slope.astype(np.float32)
        inside = (back @ outer.T) * (1 - units * units)
        slopes = (
            scaled.T @ back, back.sum(axis=0), scaled.T @ inside, inside.sum(axis=0), units.T @ back,
        )  # fmt: skip
        pull = size.penalty * weights
        pull[cuts[0] : cuts[1]] = 0.0  # the bias goes free
        total = np.concatenate([s.ravel() for s in slopes]).astype(np.float64) + pull
        return value + 0.5 * float(pull @ weights), total

    rng = np.random.default_rng(seed)
    # Inner units begin unlike one another, else they would stay alike.
    start = np.zeros(cuts[4])
    start[cuts[1] : cuts[2]] = rng.normal(0, 0.1, cuts[2] - cuts[1])
    start[cuts[3] :] = rng.normal(0, 0.1, cuts[4] - cuts[3])
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": size.steps})
    return parts(found.x)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Brings evidence to one scale, and the scale back into the weights of a network."""

    names: tuple[str, ...]
    mean: Matrix
    spread: Matrix

    @classmethod
    def of(cls, rows: Rows) -> _Scale:
        names = tuple(sorted({name for row in rows for name in row}))
        matrix = to_matrix(rows, names)
        mean = matrix.mean(axis=0)
        # What few rows have must not count for more than what many have.
        farthest = np.abs(matrix - mean).max(axis=0)
        spread = np.maximum(matrix.std(axis=0), farthest / _FARTHEST)
        spread[spread < _SMALLEST_SPREAD] = 1.0
        return cls(names, mean, spread)

    def matrix(self, rows: Rows) -> NDArray[np.float32]:
        return ((to_matrix(rows, self.names) - self.mean) / self.spread).astype(np.float32)

    def network(
        self,
        classes: tuple[str, ...],
        direct: Matrix,
        bias: Matrix,
        inner: Matrix,
        inner_bias: Matrix,
        outer: Matrix,
    ) -> Network:
        direct, inner = direct / self.spread[:, None], inner / self.spread[:, None]
        return Network(
            self.names, classes,
            direct=direct.T, bias=bias - self.mean @ direct,
            inner=inner.T, inner_bias=inner_bias - self.mean @ inner,
            outer=outer.T,
        )  # fmt: skip


def _mean(networks: Sequence[Network]) -> Network:
    """Return the network whose scores are the mean of others' of the same evidence."""
    count = len(networks)
    return Network(
        networks[0].names, networks[0].classes,
        direct=np.mean([n.direct for n in networks], axis=0),
        bias=np.mean([n.bias for n in networks], axis=0),
        inner=np.concatenate([n.inner for n in networks]),
        inner_bias=np.concatenate([n.inner_bias for n in networks]),
        outer=np.concatenate([n.outer / count for n in networks], axis=1),
    )  # fmt: skip
