"""Fits the small networks of `ocr.fields`: by class, and by choice among a card's candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ocr.fields.network import Network
from ocr.fields.scorers import Matrix
from training.choices import Choices, Group, Rows
from training.scale import Scale

Weights = tuple[Matrix, Matrix, Matrix, Matrix, Matrix]
"""Of one network: direct (names, classes), bias (classes,), inner (names, units), inner bias
(units,) and outer (units, classes)."""
Loss = Callable[[Matrix], tuple[float, Matrix]]
"""Takes scores of shape (rows, classes); gives the mean loss and its slope by each score."""


@dataclass(frozen=True, slots=True)
class NetworkSize:
    """How much a network can learn."""

    units: int
    """Inner units of each of its parts."""
    penalty: float
    """Weight of half the sum of squared weights, against the mean loss of a row or card."""
    parts: int
    """Networks that begin differently and whose scores are averaged, which makes one network."""
    steps: int = 200
    """Of L-BFGS, at most."""


def fit_network_classes(
    rows: Rows, targets: NDArray[np.int64], classes: tuple[str, ...], size: NetworkSize
) -> Network:
    """Fit the class of each row.

    Args:
        rows: Evidence.
        targets: Index in ``classes`` of each row.
        classes: Their names.
        size: Of the network.
    """
    each = np.arange(len(rows))

    def loss(scores: Matrix) -> tuple[float, Matrix]:
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        value = -np.log(shares[each, targets] + 1e-12).mean()
        shares[each, targets] -= 1.0
        return float(value), shares / len(rows)

    return _fit(rows, classes, size, loss)


def fit_network_choices(groups: Sequence[Group], name: str, size: NetworkSize) -> Network:
    """Fit which candidate of each card is the value, if any is.

    Args:
        groups: Per card the evidence of its candidates, and which of them are right.
        name: Of the only class.
        size: Of the network.
    """
    choices = Choices.of(groups)

    def loss(scores: Matrix) -> tuple[float, Matrix]:
        judged = choices.judge(scores[:, 0])
        slopes = (judged.given - judged.wanted) / len(groups)
        return judged.loss / len(groups), slopes[:, None]

    return _fit(choices.rows, (name,), size, loss)


def _fit(rows: Rows, classes: tuple[str, ...], size: NetworkSize, loss: Loss) -> Network:
    scale = Scale.of(rows)
    scaled = scale.matrix(rows)
    parts = [_minimize(scaled, len(classes), loss, size, seed) for seed in range(size.parts)]
    return _network(scale, classes, parts)


def _minimize(
    scaled: NDArray[np.float32], classes: int, loss: Loss, size: NetworkSize, seed: int
) -> Weights:
    width, units = scaled.shape[1], size.units
    shapes = ((width, classes), (classes,), (width, units), (units,), (units, classes))
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def parts(weights: Matrix) -> Weights:
        pieces = np.split(weights, cuts[:-1])
        a, b, c, d, e = (p.reshape(shape) for p, shape in zip(pieces, shapes, strict=True))
        return a, b, c, d, e

    def cost(weights: Matrix) -> tuple[float, Matrix]:
        direct, bias, inner, inner_bias, outer = (p.astype(np.float32) for p in parts(weights))
        said = np.tanh(scaled @ inner + inner_bias)
        value, slope = loss((scaled @ direct + said @ outer + bias).astype(np.float64))
        back = slope.astype(np.float32)
        inside = (back @ outer.T) * (1 - said * said)
        slopes = (
            scaled.T @ back, back.sum(axis=0),
            scaled.T @ inside, inside.sum(axis=0), said.T @ back,
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


def _network(scale: Scale, classes: tuple[str, ...], parts: Sequence[Weights]) -> Network:
    """Return one network that takes evidence as it is and says the mean of what its parts say."""
    direct = np.mean([part[0] for part in parts], axis=0) / scale.spread[:, None]
    inner = np.concatenate([part[2] / scale.spread[:, None] for part in parts], axis=1)
    return Network(
        names=scale.names,
        classes=classes,
        direct=direct.T,
        bias=np.mean([part[1] for part in parts], axis=0) - scale.mean @ direct,
        inner=inner.T,
        inner_bias=np.concatenate([part[3] for part in parts]) - scale.mean @ inner,
        outer=np.concatenate([part[4] / len(parts) for part in parts]).T,
    )
