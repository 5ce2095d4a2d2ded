"""Looks at all lines of a card at once: what each is, given what the others are, and where.

A small transformer (Vaswani et al., 2017) over named evidence. Each line asks every other line what
it says, more of those that stand where it matters: right below, in the same column, as large. What
"where" means is learned as well, from places that are named here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.network import rounded
from ocr.fields.pieces import Piece
from ocr.fields.scorers import Matrix, Row, Scorer, to_matrix

HEADS: Final = 4
"""Lines are asked in so many ways at once."""
MOST_LINES: Final = 150
"""A card has no more lines; all pairs of what has more would take too long."""

Single = NDArray[np.float32]
Layer = Mapping[str, Single]
"""Weights by what they do; ``width`` is the number of values that stand for a line:
"query", "key", "value" and "outer" (width, width); "place" (places, units), "place bias" (units,)
and "place heads" (units, HEADS): how much it matters where a line stands; "where" (HEADS times
places, width): what its place says; "inner" (width, inner), "inner bias" (inner,) and "back"
(inner, width): what a line makes of what it heard."""


@dataclass(frozen=True, slots=True)
class Part:
    """One network; several that began differently are right more often together."""

    ends: Mapping[str, Single]
    """"in" (names, width), "in bias" (width,), "out" (width, classes), "out bias" (classes,) and
    "direct" (names, classes)."""
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """Gives each line of a card its share of each class; scaling of evidence is folded in."""

    names: tuple[str, ...]
    """Of the evidence that it knows."""
    classes: tuple[str, ...]
    parts: tuple[Part, ...]

    def probabilities(self, rows: Sequence[Row], pieces: Sequence[Piece]) -> Matrix:
        """Return the share of each class for each line, shape (lines, classes).

        Args:
            rows: Evidence of the lines of one card, `MOST_LINES` at most.
            pieces: The lines.
        """
        matrix = to_matrix(rows, self.names).astype(np.float32)
        places = places_of(pieces)
        shares = [_softmax(_scores(part, matrix, places)) for part in self.parts]
        return np.asarray(np.mean(shares, axis=0, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class AmongOthers:
    """The mean of what scorers say of each line by its own evidence, and of what attention says."""

    alone: Scorer
    attention: Attention

    def probabilities(self, rows: Sequence[Row], pieces: Sequence[Piece]) -> Matrix:
        """Return the share of each class for each line of one card, shape (lines, classes)."""
        alone = self.alone.probabilities(rows)
        if not 0 < len(rows) <= MOST_LINES:
            return alone
        return np.asarray((alone + self.attention.probabilities(rows, pieces)) / 2)

    def reasons(
        self, rows: Sequence[Row], pieces: Sequence[Piece], i: int, name: str, count: int = 6
    ) -> list[tuple[str, float]]:
        """Return the evidence of a line that speaks most for or against a class.

        Each with how much the logarithm of the class's share would fall without it.
        """
        k = self.alone.classes.index(name)

        def share(row: Row) -> float:
            changed = [*rows[:i], row, *rows[i + 1 :]]
            return float(np.log(self.probabilities(changed, pieces)[i, k] + 1e-9))

        whole = share(rows[i])
        known = [name for name, value in rows[i].items() if value]
        parts = [(n, whole - share({**rows[i], n: 0.0})) for n in known]
        return sorted(parts, key=lambda part: -abs(part[1]))[:count]


def places_of(pieces: Sequence[Piece]) -> Single:
    """Return where each line stands as seen from each, shape (lines, lines, places)."""
    left, top, right, bottom, height = (
        np.array([getattr(p, name) for p in pieces], np.float32)
        for name in ("left", "top", "right", "bottom", "height")
    )
    sides = np.array([p.ref.side.value for p in pieces])
    order = np.arange(len(pieces))
    here = (sides[:, None] == sides[None]).astype(np.float32)
    size = (height[:, None] + height[None]) / 2
    usual = np.median(height)
    down, across = _from_each((top + bottom) / 2), _from_each((left + right) / 2)
    larger = np.clip(_from_each(np.log(height)), -1.5, 1.5)
    gap = np.maximum(top[None] - bottom[:, None], top[:, None] - bottom[None])
    step = _from_each(order)
    named = {
        "on this side": here,
        "down": here * np.tanh(down / size / 2),
        "far down": here * np.tanh(down / usual / 8),
        "left edge": here * np.tanh(_from_each(left) / size),
        "middle": here * np.tanh(across / size),
        "right edge": here * np.tanh(_from_each(right) / size),
        "far aside": here * np.tanh(_from_each(left) / size / 8),
        "larger": larger,
        "in one row": here * (np.abs(down) < 0.3 * size),
        "aligned left": here * np.exp(-np.abs(_from_each(left)) / size),
        "centred": here * np.exp(-np.abs(across) / size),
        "close": here * np.exp(-np.maximum(gap, 0) / size),
        "as large": np.exp(-6 * np.abs(larger)),
        "next": here * (step == 1),
        "last": here * (step == -1),
        "itself": step == 0,
        "next but one": here * (step == 2),
        "last but one": here * (step == -2),
    }
    return np.stack(list(named.values()), axis=-1).astype(np.float32)


def _from_each(values: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(values[None] - values[:, None])


def _scores(part: Part, matrix: Single, places: Single) -> Single:
    """Return the score of each class for each line."""
    ends = part.ends
    lines = _gelu(matrix @ ends["in"] + ends["in bias"])
    for layer in part.layers:
        lines = lines + _heard(layer, _level(lines), places)
        lines = lines + _gelu(_level(lines) @ layer["inner"] + layer["inner bias"]) @ layer["back"]
    return np.asarray(lines @ ends["out"] + ends["out bias"] + matrix @ ends["direct"])


def _heard(layer: Layer, lines: Single, places: Single) -> Single:
    """Return what each line hears from all."""
    count, width = lines.shape
    query, key, value = (
        (lines @ layer[name]).reshape(count, HEADS, -1).transpose(1, 0, 2)
        for name in ("query", "key", "value")
    )
    where = np.tanh(places @ layer["place"] + layer["place bias"]) @ layer["place heads"]
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(width / HEADS) + where.transpose(2, 0, 1)
    shares = _softmax(scores)
    said = (shares @ value).transpose(1, 0, 2).reshape(count, width)
    stood = np.einsum("hij,ijp->ihp", shares, places).reshape(count, -1)
    return np.asarray(said @ layer["outer"] + stood @ layer["where"])


def _softmax(scores: Single) -> Single:
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def _level(lines: Single) -> Single:
    centred = lines - lines.mean(axis=-1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5))


def _gelu(values: Single) -> Single:
    cubed = values * values * values
    return np.asarray(0.5 * values * (1 + np.tanh(0.7978845608 * (values + 0.044715 * cubed))))


def dump_attention(attention: Attention) -> dict[str, Any]:
    """Return a network as plain values, as `parse_attention` reads them."""
    return {
        "names": list(attention.names),
        "classes": list(attention.classes),
        "parts": [
            {"ends": _plain(part.ends), "layers": [_plain(layer) for layer in part.layers]}
            for part in attention.parts
        ],
    }


def _plain(weights: Mapping[str, Single]) -> dict[str, Any]:
    return {name: _rows(matrix) for name, matrix in weights.items()}


def _rows(matrix: Single) -> list[Any]:
    return [_rows(row) for row in matrix] if matrix.ndim > 1 else rounded(matrix)


def parse_attention(table: Mapping[str, Any]) -> Attention:
    """Return what `dump_attention` wrote."""
    return Attention(
        names=tuple(table["names"]),
        classes=tuple(table["classes"]),
        parts=tuple(
            Part(_arrays(part["ends"]), tuple(_arrays(layer) for layer in part["layers"]))
            for part in table["parts"]
        ),
    )


def _arrays(weights: Mapping[str, Any]) -> dict[str, Single]:
    return {name: np.array(rows, np.float32) for name, rows in weights.items()}
