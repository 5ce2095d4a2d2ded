"""What a line says about its own role: a linear model of its characters and words.

The weights are a plain table (data/text_weights.tsv), one row a piece of text and one column a
role, so that anyone can look up what speaks for what. training/ makes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.text import fold

ROLES: Final = (
    "name",
    "title",
    "department",
    "organization",
    "address",
    "tagline",
    "degree",
    "heading",
    "other",
)
SCALE: Final = 100
"""Weights are stored as whole hundredths."""

_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]")
_LONGEST: Final = 5
_REMEMBERED: Final = 2000
"""The lines and halves of lines of one card are asked about several times."""
_LARGEST_TEXT: Final = 160
"""No line of a card is longer; what follows says nothing more of its role."""


def features_of(text: str) -> set[str]:
    """Return the pieces of a text that may have a weight.

    Pieces of up to five characters within words ("^" and "$" are a word's ends, digits are "0"),
    whole words ("=word"), pairs of words ("=two words") and the shape of the line ("#Xx X").
    """
    text = text[:_LARGEST_TEXT]
    plain = re.sub(r"\d", "0", fold(text))
    tokens = _WORD.findall(plain)
    found: set[str] = set()
    for token in tokens:
        found.add(f"={token}")
        padded = f"^{token}$"
        for size in range(2, _LONGEST + 1):
            found.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    found.update(f"={a} {b}" for a, b in pairwise(tokens))
    shapes = [_shape(token) for token in text.split()[:6]]
    found.add("#" + " ".join(shapes))
    found.update(f"#{shape}" for shape in shapes)
    found.add(f"#{len(shapes)}")
    return found


def _shape(token: str) -> str:
    """Return "X" for capitals, "Xx" for a capitalized word, "x", "0" for digits, and marks."""
    kinds: list[str] = []
    for c in token:
        kind = "X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c
        if not kinds or kinds[-1] != kind:
            kinds.append(kind)
    return "".join(kinds[:6])


class TextModel:
    """A linear model over the pieces of a text.

    Args:
        pieces: All that have a weight, each once.
        weights: The weight of each for each of ROLES, shape (pieces, 9).
        bias: Weight of each role for any text, shape (9,).
    """

    def __init__(
        self, pieces: Sequence[str], weights: NDArray[np.float64], bias: NDArray[np.float64]
    ) -> None:
        self._rows = {piece: row for row, piece in enumerate(pieces)}
        self._weights = weights
        self._bias = bias
        self._known: dict[str, NDArray[np.float64]] = {}

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """Return the probability of each of ROLES by what a text says alone, shape (9,)."""
        known = self._known.get(text)
        if known is None:
            scores = self._bias + self._sum(text)
            scores = np.exp(scores - scores.max())
            known = np.asarray(scores / scores.sum())
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[text] = known
        return known

    def forget(self) -> None:
        """Forget the texts that were asked about."""
        self._known.clear()

    def reasons(self, text: str, role: str, count: int = 5) -> list[tuple[str, float]]:
        """Return the pieces of a text that speak most for or against a role, strongest first."""
        column = ROLES.index(role)
        known = [piece for piece in features_of(text) if piece in self._rows]
        norm = float(max(1, len(known))) ** 0.5
        parts = [(piece, float(self._weights[self._rows[piece], column] / norm)) for piece in known]
        return sorted(parts, key=lambda part: -abs(part[1]))[:count]

    def _sum(self, text: str) -> NDArray[np.float64]:
        known = [row for row in map(self._rows.get, features_of(text)) if row is not None]
        # In the order of the table: sums are then the same wherever this runs.
        total = self._weights[sorted(known)].sum(axis=0)
        return np.asarray(total / float(max(1, len(known))) ** 0.5)


def dump_text_model(
    pieces: Sequence[str], weights: NDArray[np.float64], bias: NDArray[np.float64]
) -> str:
    """Return a model as the text of its table; ``weights`` has shape (pieces, 9)."""
    rows = ["\t".join(("", *ROLES))]
    for piece, row in [("", bias), *zip(pieces, weights, strict=True)]:
        rows.append("\t".join([piece, *(str(round(value * SCALE)) for value in row)]))
    return "\n".join(rows) + "\n"


def parse_text_model(text: str) -> TextModel:
    """Return the model that a table holds."""
    rows = [row.split("\t") for row in text.splitlines()[1:]]
    table = np.array([row[1:] for row in rows], dtype=np.float64) / SCALE
    return TextModel([row[0] for row in rows[1:]], table[1:], table[0])


@lru_cache(maxsize=1)
def load_text_model() -> TextModel:
    """Return the model that ships with this package, read once."""
    path = resources.files("ocr.fields").joinpath("data/text_weights.tsv")
    return parse_text_model(path.read_text(encoding="utf-8"))
