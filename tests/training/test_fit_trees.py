"""Trees are fitted by class, and by choice among candidates."""

from __future__ import annotations

import numpy as np

from training.fit_trees import Size, fit_choices, fit_classes

SIZE = Size(rounds=60, rate=0.2, fewest=5, share=1.0)


def made_rows(count: int) -> list[dict[str, float]]:
    rng = np.random.default_rng(1)
    return [{"a": float(a), "b": float(b)} for a, b in rng.normal(3, 2, size=(count, 2))]


def test_trees_learn_what_no_sum_of_evidence_says():
    rows = made_rows(800)
    targets = np.array([int((row["a"] - 3) * (row["b"] - 3) > 0) for row in rows])

    trees = fit_classes(rows, targets, ("apart", "alike"), SIZE)

    shares = trees.probabilities(rows)
    assert (shares.argmax(axis=1) == targets).mean() > 0.9


def test_a_candidate_is_chosen_among_its_rivals_or_none_is():
    rows = made_rows(900)
    groups = []
    for i in range(0, len(rows), 3):
        three = rows[i : i + 3]
        best = max(three, key=lambda row: row["a"])
        right = np.array([row is best and row["a"] > 3 for row in three])
        groups.append((three, right))

    trees = fit_choices(groups, "value", SIZE)

    agreed = 0
    for three, right in groups:
        shares = trees.choice(three)
        chosen = int(shares.argmax()) if shares.max() > 1 - shares.sum() else None
        agreed += chosen == (int(right.argmax()) if right.any() else None)
    assert agreed / len(groups) > 0.9


def test_the_same_cards_give_the_same_trees():
    rows = made_rows(60)
    targets = np.array([int(row["a"] > 3) for row in rows])

    first, second = (fit_classes(rows, targets, ("low", "high"), SIZE) for _ in range(2))

    assert first.table == second.table
