"""Searches the text that the network and the language model agree on.

CTC prefix search: every step of the network extends the best texts by its likely characters; the
ways that lead to one text add up. Texts of all views of a line share one tree, so that the language
model is asked once for each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.engines.hand.language import LanguageModel, State
from ocr.engines.runtimes import Tensor


@dataclass(frozen=True, slots=True)
class BeamOptions:
    """How wide the search is, and what the language counts."""

    width: int = 40
    """Texts kept after each step, at most."""
    candidates: int = 8
    """Characters tried at each step."""
    min_probability: float = 2e-4
    """Less probable characters are not tried."""
    language_weight: float = 0.75
    """Of the language model's logarithm beside the network's."""
    length_bonus: float = 1.35
    """Per character: makes up for the language model's liking for short texts."""
    kept: int = 8
    """Best texts that a search returns."""
    depth: float = 6.0
    """How far behind the best one, in logarithms, a text is given up: where a line is clear, few
    are left to go on with."""


PLAIN_CHARACTER_LOG: Final = -1.7
"""What a protected character counts in the language model: about what one of prose does."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A stretch of a line whose reading the language must not change."""

    start: int
    """First step."""
    stop: int
    """The step after the last."""


class Prefix:
    """The beginning of a text, in the tree of all that were tried."""

    __slots__ = ("bonus", "character", "children", "length", "log", "parent", "state")

    def __init__(self, parent: Prefix | None, character: int, state: State, log: float) -> None:
        self.parent = parent
        self.character = character
        """Index in the alphabet; 0 for the empty text."""
        self.state = state
        self.log = log
        """Language model's logarithm so far."""
        self.length: int = 0 if parent is None else parent.length + 1
        self.bonus = 0.0
        self.children: dict[tuple[int, bool], Prefix] = {}

    def indices(self) -> tuple[int, ...]:
        """Return the text as indices in the alphabet."""
        found: list[int] = []
        node = self
        while node.parent is not None:
            found.append(node.character)
            node = node.parent
        return tuple(reversed(found))


class TextTree:
    """All texts tried for one line, with what the language model says of them."""

    def __init__(
        self,
        characters: tuple[str, ...],
        model: LanguageModel,
        options: BeamOptions,
        start: State | None = None,
    ) -> None:
        self._characters = characters
        self._model = model
        self._options = options
        self.root = Prefix(None, 0, start or model.start, 0.0)

    def extend(self, prefix: Prefix, character: int, *, is_pinned: bool) -> Prefix:
        """Return a text with one more character."""
        key = (character, is_pinned)
        child = prefix.children.get(key)
        if child is None:
            if is_pinned:
                state, gain = self._model.aside, PLAIN_CHARACTER_LOG
                if prefix.state.kind == "word":
                    gain += self._model.finish(prefix.state)
            else:
                state, gain = self._model.step(prefix.state, self._characters[character])
            child = Prefix(prefix, character, state, prefix.log + gain)
            child.bonus = self.bonus(child.log, child.length)
            prefix.children[key] = child
        return child

    def bonus(self, log: float, length: int) -> float:
        """Return what language and length add to a text's logarithm."""
        return self._options.language_weight * log + self._options.length_bonus * length

    def finished_bonus(self, prefix: Prefix) -> float:
        """Return the same for a text that ends there."""
        return self.bonus(prefix.log + self._model.finish(prefix.state), prefix.length)


_Ways = list[float]
"""The probability of the ways to a text that end in a blank, and of those that do not."""


def search(
    scores: Tensor, tree: TextTree, options: BeamOptions, pins: Sequence[Pin] = ()
) -> tuple[Prefix, ...]:
    """Find the best texts of one view of a line.

    Args:
        scores: Probabilities, shape (steps, characters), the blank first.
        tree: The texts of this line.
        options: How wide the search is.
        pins: Where only the most probable character of a step counts.

    Returns:
        Texts, the best first; at least one, which may be empty.
    """
    pinned = np.zeros(len(scores), dtype=bool)
    for pin in pins:
        pinned[pin.start : pin.stop] = True
    beam: dict[Prefix, _Ways] = {tree.root: [1.0, 0.0]}
    for row, is_pinned in zip(scores, pinned.tolist(), strict=True):
        tried = _tried(row, options, is_pinned=is_pinned)
        if tried:
            beam = _advance(beam, row.tolist(), tried, tree, is_pinned=is_pinned)
            beam = _prune(beam, options)
        else:
            beam = _stay(beam, row)
    ranked = sorted(
        beam,
        key=lambda p: math.log(sum(beam[p])) + tree.finished_bonus(p),
        reverse=True,
    )
    return tuple(ranked[: options.kept])


def _tried(row: Tensor, options: BeamOptions, *, is_pinned: bool) -> list[int]:
    if is_pinned:
        best = int(row.argmax())
        return [best] if best else []
    likely = np.flatnonzero(row > options.min_probability)
    likely = likely[likely > 0]
    if len(likely) > options.candidates:
        likely = likely[np.argsort(row[likely])[-options.candidates :]]
    found: list[int] = likely.tolist()
    return found


def _advance(
    beam: dict[Prefix, _Ways],
    row: list[float],
    tried: list[int],
    tree: TextTree,
    *,
    is_pinned: bool,
) -> dict[Prefix, _Ways]:
    grown: dict[Prefix, _Ways] = {}
    blank = row[0]
    for prefix, (in_blank, in_solid) in beam.items():
        total = in_blank + in_solid
        stay = grown.get(prefix)
        if stay is None:
            stay = grown[prefix] = [0.0, 0.0]
        stay[0] += total * blank
        last = prefix.character
        if last:
            stay[1] += in_solid * row[last]
        for character in tried:
            # A character can only be doubled across a blank.
            gain = (in_blank if character == last else total) * row[character]
            if gain > 0:
                child = tree.extend(prefix, character, is_pinned=is_pinned)
                ways = grown.get(child)
                if ways is None:
                    ways = grown[child] = [0.0, 0.0]
                ways[1] += gain
    return grown


def _stay(beam: dict[Prefix, _Ways], row: Tensor) -> dict[Prefix, _Ways]:
    """Carry texts over a step on which nothing but the blank is likely: half of all steps."""
    blank = float(row[0])
    last = row[[prefix.character for prefix in beam]].tolist()
    carried = {
        prefix: [(in_blank + in_solid) * blank, in_solid * share if prefix.character else 0.0]
        for (prefix, (in_blank, in_solid)), share in zip(beam.items(), last, strict=True)
    }
    top = max(map(sum, carried.values()))
    return {prefix: [ways[0] / top, ways[1] / top] for prefix, ways in carried.items()}


def _prune(beam: dict[Prefix, _Ways], options: BeamOptions) -> dict[Prefix, _Ways]:
    ranked = [
        (math.log(total) + prefix.bonus, i, prefix)
        for i, (prefix, ways) in enumerate(beam.items())
        if (total := ways[0] + ways[1]) > 0
    ]
    ranked.sort(reverse=True)
    least = ranked[0][0] - options.depth
    best = [prefix for score, _, prefix in ranked[: options.width] if score >= least]
    # Scaled, so that long lines do not run out of small numbers.
    top = max(sum(beam[prefix]) for prefix in best)
    return {prefix: [beam[prefix][0] / top, beam[prefix][1] / top] for prefix in best}


def likelihoods(scores: Tensor, texts: Sequence[tuple[int, ...]]) -> NDArray[np.float64]:
    """Return the logarithm of the probability of each text over all its ways.

    Args:
        scores: Probabilities, shape (steps, characters), the blank first.
        texts: Indices in the alphabet.

    Returns:
        Shape (number of texts,); very low where a text is longer than the steps.
    """
    longest = max(len(text) for text in texts)
    # Blanks between, before and after the characters.
    path = np.zeros((len(texts), 2 * longest + 1), dtype=np.int64)
    for row, text in enumerate(texts):
        path[row, 1 : 2 * len(text) : 2] = text
    may_skip = np.zeros(path.shape, dtype=bool)
    may_skip[:, 3::2] = path[:, 3::2] != path[:, 1:-2:2]
    logs = np.log(np.maximum(scores.astype(np.float64), 1e-30))
    ways = np.full(path.shape, -1e9)
    ways[:, 0] = logs[0, 0]
    if longest:
        ways[:, 1] = logs[0, path[:, 1]]
    for row_logs in logs[1:]:
        before = np.full(path.shape, -1e9)
        before[:, 1:] = ways[:, :-1]
        ways = np.logaddexp(ways, before)
        if longest:
            skipped = np.full(path.shape, -1e9)
            skipped[:, 2:] = before[:, 1:-1]
            # ``before`` was shifted by one from the old ways: by one more it is two.
            ways = np.where(may_skip, np.logaddexp(ways, skipped), ways)
        ways = ways + row_logs[path]
    ends = np.array([2 * len(text) for text in texts])
    rows = np.arange(len(texts))
    last = ways[rows, ends]
    before_last = np.where(ends > 0, ways[rows, np.maximum(ends - 1, 0)], -1e9)
    return np.asarray(np.logaddexp(last, before_last), dtype=np.float64)
