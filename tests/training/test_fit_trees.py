"""Trees are fitted by class, and by choice among candidates."""

from __future__ import annotations

import numpy as np

from tests.training.rows import largest_of_three, made_rows, share_chosen_right
from training.fit_trees import TreesSize, fit_tree_choices, fit_tree_classes

SIZE = TreesSize(rounds=60, rate=0.2, fewest=5, share=1.0)


def test_trees_learn_what_no_sum_of_evidence_says():
    rows = made_rows(800)
    targets = np.array([int((row["a"] - 3) * (row["b"] - 3) > 0) for row in rows])

    trees = fit_tree_classes(rows, targets, ("apart", "alike"), SIZE)

    shares = trees.probabilities(rows)
    assert (shares.argmax(axis=1) == targets).mean() > 0.9


def test_a_candidate_is_chosen_among_its_rivals_or_none_is():
    groups = largest_of_three(300)

    trees = fit_tree_choices(groups, "value", SIZE)

    assert share_chosen_right(trees, groups) > 0.9


def test_the_same_cards_give_the_same_trees():
    rows = made_rows(60)
    targets = np.array([int(row["a"] > 3) for row in rows])

    first, second = (fit_tree_classes(rows, targets, ("low", "high"), SIZE) for _ in range(2))

    assert first.table == second.table
