"""Networks are fitted by class, and by choice among candidates."""

from __future__ import annotations

import numpy as np

from ocr.fields.network import dump_network
from tests.training.rows import largest_of_three, made_rows, share_chosen_right
from training.fit_network import NetworkSize, fit_network_choices, fit_network_classes

SIZE = NetworkSize(units=6, penalty=1e-5, parts=2)


def test_a_candidate_is_chosen_among_its_rivals_or_none_is():
    groups = largest_of_three(300)

    network = fit_network_choices(groups, "value", SIZE)

    assert share_chosen_right(network, groups) > 0.9


def test_inner_units_learn_what_no_sum_of_evidence_says():
    rows = made_rows(800)
    targets = np.array([int((row["a"] - 3) * (row["b"] - 3) > 0) for row in rows])

    network = fit_network_classes(rows, targets, ("apart", "alike"), SIZE)
    line = fit_network_classes(rows, targets, ("apart", "alike"), NetworkSize(1, 10.0, 1))

    assert (network.probabilities(rows).argmax(axis=1) == targets).mean() > 0.9
    assert (line.probabilities(rows).argmax(axis=1) == targets).mean() < 0.7


def test_the_same_cards_give_the_same_network():
    groups = largest_of_three(30)

    first, second = (fit_network_choices(groups, "value", SIZE) for _ in range(2))

    assert dump_network(first) == dump_network(second)
