"""Fits the model of what lines say on lines that training/ invents."""

from __future__ import annotations

import random
import warnings
from collections import Counter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from ocr.fields.text_model import ROLES, features_of
from training.composed import composed_lines
from training.lines import sample_line
from training.noise import misread
from training.stock import Stock

# Shares of the sample, not of cards: what the model must tell apart comes often enough.
_SHARES = {
    "name": 0.17, "title": 0.17, "department": 0.08, "organization": 0.19, "address": 0.16,
    "tagline": 0.09, "degree": 0.03, "heading": 0.04, "other": 0.07,
}  # fmt: skip
_TIMES_COMPOSED = 3
"""How often each line of a composed card is read."""


def sample_lines(count: int, half: int | None, seed: int) -> tuple[list[str], list[int]]:
    """Return invented lines and those of composed cards as read, and the index in ROLES of each."""
    rng = random.Random(seed)
    stock = Stock(rng, half)
    texts, roles = [], []
    for role, share in _SHARES.items():
        for _ in range(round(count * share)):
            texts.append(misread(sample_line(stock, role), rng))
            roles.append(ROLES.index(role))
    for text, role in composed_lines(half):
        for _ in range(_TIMES_COMPOSED):
            texts.append(misread(text, rng))
            roles.append(ROLES.index(role))
    return texts, roles


def fit_text(
    texts: list[str], roles: list[int], size: int
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Fit the model and keep its ``size`` weightiest pieces.

    Returns:
        The pieces, their weights of shape (size, 9), the bias of shape (9,).
    """
    found = [features_of(text) for text in texts]
    counts = Counter(piece for pieces in found for piece in pieces)
    frequent = sorted(p for p, n in counts.items() if n >= 12 and "\t" not in p and "\n" not in p)
    # A first, coarse fit says which pieces matter; the second is made of those alone.
    weights, _ = _fit(found, roles, frequent, iterations=25)
    spread = weights.std(axis=1) * np.sqrt(np.array([counts[p] for p in frequent]))
    best = sorted(frequent[i] for i in np.argsort(-spread, kind="stable")[:size])
    weights, bias = _fit(found, roles, best, iterations=80)
    return best, weights, bias


def _fit(
    found: list[set[str]], roles: list[int], pieces: list[str], iterations: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    index = {piece: i for i, piece in enumerate(pieces)}
    columns, starts, values = [], [0], []
    for features in found:
        known = sorted(index[p] for p in features if p in index)
        columns.extend(known)
        values.extend([1 / max(1, len(known)) ** 0.5] * len(known))
        starts.append(len(columns))
    matrix = sparse.csr_matrix((values, columns, starts), shape=(len(found), len(pieces)))
    model = LogisticRegression(C=6.0, max_iter=iterations, tol=1e-3)
    with warnings.catch_warnings():
        # The coarse fit stops early on purpose: it only has to rank the pieces.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix, roles)
    return model.coef_.T.astype(np.float64), model.intercept_.astype(np.float64)
