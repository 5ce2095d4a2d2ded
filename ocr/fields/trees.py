"""Boosted trees over named evidence, kept as tables that can be read.

Each tree asks a few questions ("is it larger than the lines around it?") and adds its answer to the
score of one class; a few hundred trees together say what no sum of evidence could: a word in
capitals is a firm's sign, unless the e-mail says that it is a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ocr.fields.scorers import Matrix, Scorer

MOST_LEAVES: Final = 16
"""A tree's leaves are the bits of one number while it is asked."""
UNIT: Final = 10_000
"""What leaves say is stored in whole ten-thousandths."""
_ALL: Final = (1 << MOST_LEAVES) - 1
_SETS: Final = np.arange(1 << MOST_LEAVES)
_FIRST_BIT: Final = np.log2(np.maximum(_SETS & -_SETS, 1)).astype(np.intp)
"""Of each set of leaves, the first one."""


@dataclass(frozen=True, slots=True)
class Split:
    """A question and where each answer leads."""

    evidence: int
    """Index of the evidence asked for."""
    cut: float
    """The largest value with which one goes to ``low``."""
    low: Node
    high: Node


Node = Split | float
"""A question, or what a leaf says."""
Table = Mapping[str, Mapping[str, Sequence[Any]]]
"""Trees as plain values, as `dump_trees` gives them."""


@dataclass(frozen=True, slots=True)
class BoostedTrees(Scorer):
    """Trees whose answers add up to scores; all are asked at once, question by question.

    While they are asked, the bits of a number say which leaves of a tree can still be reached, the
    first leaf in the lowest bit; a question answered with "more" rules the leaves below it out.
    """

    names: tuple[str, ...]
    classes: tuple[str, ...]
    evidence: NDArray[np.intp]
    """Index in ``names`` of what each question asks for, shape (questions, trees)."""
    cuts: Matrix
    """The largest value that means "less", shape (questions, trees)."""
    high: NDArray[np.uint16]
    """The leaves that "more" leaves, shape (questions, trees)."""
    leaves: Matrix
    """What each leaf says, shape (trees, MOST_LEAVES)."""
    starts: NDArray[np.intp]
    """The first tree of each class, which come in the order of ``classes``."""
    table: Table = field(repr=False)
    """The same trees as plain values."""

    def scores_of(self, matrix: Matrix) -> Matrix:
        """Return the score of each class for each row, shapes (rows, names) and (rows, classes)."""
        columns = np.ascontiguousarray(matrix.T)
        left = np.full((len(self.leaves), len(matrix)), _ALL, np.uint16)
        for evidence, cuts, high in zip(self.evidence, self.cuts, self.high, strict=True):
            is_low = columns[evidence] <= cuts[:, None]
            left &= high[:, None] | np.negative(is_low, dtype=np.uint16, casting="unsafe")
        said = np.take_along_axis(self.leaves, _FIRST_BIT[left], axis=1)
        return np.asarray(np.add.reduceat(said, self.starts, axis=0).T)


def dump_trees(names: Sequence[str], trees: Mapping[str, Sequence[Node]]) -> Table:
    """Return trees as plain values.

    Args:
        names: Of the evidence that splits ask for.
        trees: Those of each class.

    Returns:
        Under "evidence" each name with the values at which it is cut; under "trees" those of each
        class as texts, one part after the other: "3:0 -120 250" asks whether the fourth evidence is
        at most its first cut, and says -0.0120 if it is, 0.0250 if not.
    """
    cuts: dict[int, set[float]] = {}
    for several in trees.values():
        for tree in several:
            for split in _splits(tree):
                cuts.setdefault(split.evidence, set()).add(split.cut)
    used = {i: k for k, i in enumerate(sorted(cuts))}
    order = {i: {cut: k for k, cut in enumerate(sorted(found))} for i, found in cuts.items()}

    def words(node: Node) -> Iterator[str]:
        if isinstance(node, Split):
            yield f"{used[node.evidence]}:{order[node.evidence][node.cut]}"
            yield from words(node.low)
            yield from words(node.high)
        else:
            yield str(round(node * UNIT))

    return {
        "evidence": {names[i]: [float(f"{cut:.7g}") for cut in sorted(cuts[i])] for i in used},
        "trees": {name: [" ".join(words(tree)) for tree in own] for name, own in trees.items()},
    }


def _splits(node: Node) -> Iterator[Split]:
    if isinstance(node, Split):
        yield node
        yield from _splits(node.low)
        yield from _splits(node.high)


def parse_trees(table: Table) -> BoostedTrees:
    """Return the trees that `dump_trees` wrote.

    Raises:
        ValueError: If a tree has more than `MOST_LEAVES` leaves.
    """
    cuts = list(table["evidence"].values())
    texts = [text for several in table["trees"].values() for text in several]
    sizes = [len(several) for several in table["trees"].values()]
    if any(text.count(":") >= MOST_LEAVES for text in texts):
        raise ValueError(f"a tree may have {MOST_LEAVES} leaves at most")
    evidence = np.zeros((MOST_LEAVES - 1, len(texts)), np.intp)
    limits = np.full(evidence.shape, np.inf)
    high = np.full(evidence.shape, _ALL, np.uint16)
    leaves = np.zeros((len(texts), MOST_LEAVES))
    for tree, text in enumerate(texts):
        questions = 0
        known = 0
        # Questions whose "less" is being read, with the first leaf below them.
        waiting: list[tuple[int, int]] = []
        for part in text.split():
            asked, is_split, cut = part.partition(":")
            if is_split:
                evidence[questions, tree] = int(asked)
                limits[questions, tree] = cuts[int(asked)][int(cut)]
                waiting.append((questions, known))
                questions += 1
                continue
            leaves[tree, known] = int(asked) / UNIT
            known += 1
            if waiting:
                question, first = waiting.pop()
                high[question, tree] = _ALL & ~((1 << known) - (1 << first))
    return BoostedTrees(
        names=tuple(table["evidence"]),
        classes=tuple(table["trees"]),
        evidence=evidence,
        cuts=limits,
        high=high,
        leaves=leaves,
        starts=np.cumsum([0, *sizes[:-1]]),
        table=table,
    )
