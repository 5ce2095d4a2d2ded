"""Evidence for the tests of what is fitted to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.fields.scorers import Scorer
from training.choices import Group


def made_rows(count: int) -> list[dict[str, float]]:
    """Return rows of two pieces of evidence, "a" and "b", about 3."""
    rng = np.random.default_rng(1)
    return [{"a": float(a), "b": float(b)} for a, b in rng.normal(3, 2, size=(count, 2))]


def largest_of_three(count: int) -> list[Group]:
    """Return groups in which the row with the largest "a" is right when that is above 3."""
    rows = made_rows(3 * count)
    groups: list[Group] = []
    for i in range(0, len(rows), 3):
        three = rows[i : i + 3]
        best = max(three, key=lambda row: row["a"])
        groups.append((three, np.array([row is best and row["a"] > 3 for row in three])))
    return groups


def share_chosen_right(scorer: Scorer, groups: Sequence[Group]) -> float:
    """Return in how many groups the right row is chosen, or rightly none."""
    agreed = 0
    for rows, right in groups:
        shares = scorer.choice(rows)
        chosen = int(shares.argmax()) if shares.max() > 1 - shares.sum() else None
        agreed += chosen == (int(right.argmax()) if right.any() else None)
    return agreed / len(groups)
