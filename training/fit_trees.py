"""Fits the boosted trees of `ocr.fields`: by class, and by choice among a card's candidates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from ocr.fields.scorers import Matrix, to_matrix
from ocr.fields.trees import BoostedTrees, Node, Split, dump_trees, parse_trees
from training.choices import Choices, Group, Rows

Objective = Callable[[Matrix, object], tuple[Matrix, Matrix]]
"""Takes scores of shape (rows,); gives the slope and the curvature of the loss by each."""

_FLATTEST = 1e-3
"""Curvature that every row has at least, so that no leaf leaps."""


@dataclass(frozen=True, slots=True)
class TreesSize:
    """How much trees can learn."""

    rounds: int
    """Trees a class."""
    rate: float
    """What share of what it could say a tree says."""
    leaves: int = 15
    depth: int = 6
    fewest: int = 40
    """Rows that a leaf stands for at least."""
    share: float = 0.3
    """Of the evidence that each tree may ask for."""
    at_random: bool = False
    """Whether a split chooses among one cut of each piece of evidence, drawn at random."""


def fit_tree_classes(
    rows: Rows, targets: NDArray[np.int64], classes: tuple[str, ...], size: TreesSize
) -> BoostedTrees:
    """Fit the class of each row.

    Args:
        rows: Evidence.
        targets: Index in ``classes`` of each row.
        classes: Their names.
        size: Of the trees.
    """
    options = {"objective": "multiclass", "num_class": len(classes)}
    return _fit(rows, targets, classes, size, options)


def fit_tree_choices(groups: Sequence[Group], name: str, size: TreesSize) -> BoostedTrees:
    """Fit which candidate of each card is the value, if any is.

    Args:
        groups: Per card the evidence of its candidates, and which of them are right.
        name: Of the only class.
        size: Of the trees.
    """
    choices = Choices.of(groups)

    def slopes(scores: Matrix, _: object) -> tuple[Matrix, Matrix]:
        judged = choices.judge(scores)
        curvature = np.maximum(judged.given * (1 - judged.given), _FLATTEST)
        return judged.given - judged.wanted, curvature

    objective: Objective = slopes
    return _fit(choices.rows, choices.right, (name,), size, {"objective": objective})


def _fit(
    rows: Rows,
    targets: NDArray[Any],
    classes: tuple[str, ...],
    size: TreesSize,
    options: dict[str, Any],
) -> BoostedTrees:
    names = tuple(sorted({name for row in rows for name in row}))
    # Single precision halves what sorting costs; evidence is never finer.
    matrix = to_matrix(rows, names).astype(np.float32)
    booster = lightgbm.train(
        {
            **options,
            "num_leaves": size.leaves, "max_depth": size.depth, "learning_rate": size.rate,
            "min_data_in_leaf": size.fewest, "feature_fraction": size.share,
            "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 1.0, "max_bin": 63,
            "extra_trees": size.at_random, "seed": 1, "num_threads": 1, "deterministic": True, "force_row_wise": True,
            "verbose": -1,
        },
        lightgbm.Dataset(matrix, targets),
        num_boost_round=size.rounds,
    )  # fmt: skip
    trees = [_node(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    own = {name: trees[k :: len(classes)] for k, name in enumerate(classes)}
    return parse_trees(dump_trees(names, own))


def _node(found: Mapping[str, Any]) -> Node:
    if "leaf_value" in found:
        return float(found["leaf_value"])
    return Split(
        evidence=int(found["split_feature"]),
        cut=float(found["threshold"]),
        low=_node(found["left_child"]),
        high=_node(found["right_child"]),
    )
