"""What scores evidence: trees, networks and the mean of both."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.network import Network, dump_network, parse_network
from ocr.fields.scorers import mean_of
from ocr.fields.trees import MOST_LEAVES, BoostedTrees, Node, Split, dump_trees, parse_trees

DEEP: Node = Split(0, 1.5, Split(1, 0.5, -0.25, Split(0, 0.5, 0.125, 0.75)), 0.5)
"""Of "tall" and "short"."""
FLAT: Node = Split(1, 0.5, 0.125, -1.0)


def answer(node: Node, values: tuple[float, float]) -> float:
    """Ask one tree, one question after the other."""
    while isinstance(node, Split):
        node = node.low if values[node.evidence] <= node.cut else node.high
    return node


def small_trees(**trees: list[Node]) -> BoostedTrees:
    return parse_trees(dump_trees(("tall", "short"), trees))


@given(st.floats(0, 2), st.floats(0, 2))
def test_all_trees_asked_at_once_say_what_each_says_by_itself(tall: float, short: float):
    trees = small_trees(a=[DEEP, FLAT], b=[FLAT, 0.25, DEEP])

    found = trees.scores([{"tall": tall, "short": short}, {"unknown": 9.0}])

    deep, flat = answer(DEEP, (tall, short)), answer(FLAT, (tall, short))
    assert np.allclose(found[0], [deep + flat, flat + 0.25 + deep])
    assert np.allclose(found[1], [-0.25 + 0.125, 0.125 + 0.25 - 0.25])
    assert np.allclose(trees.probabilities([{"tall": tall}]).sum(axis=1), 1)


def test_trees_survive_their_table():
    trees = small_trees(a=[DEEP, FLAT], b=[FLAT])

    again = parse_trees(json.loads(json.dumps(trees.table)))

    rows = [{"tall": 1.0}, {"tall": 1.0, "short": 2.0}, {}]
    assert again.classes == ("a", "b")
    assert np.array_equal(again.scores(rows), trees.scores(rows))


def test_a_tree_with_more_leaves_than_can_be_asked_at_once_is_refused():
    tree: Node = 0.0
    for cut in range(MOST_LEAVES):
        tree = Split(0, float(cut), tree, 1.0)

    with pytest.raises(ValueError, match="16 leaves"):
        small_trees(a=[tree])


def small_network(*classes: str) -> Network:
    count = len(classes)
    return Network(
        ("short", "wide"), classes,
        direct=np.array([[1.0, -1.0], [0.5, 2.0]])[:count], bias=np.array([0.1, 0.2])[:count],
        inner=np.array([[2.0, -1.0], [0.5, 0.25]]), inner_bias=np.array([0.3, -0.3]),
        outer=np.array([[0.7, -0.4], [0.0, 1.0]])[:count],
    )  # fmt: skip


def test_a_network_adds_what_its_inner_units_say_to_a_sum():
    found = small_network("a", "b").scores([{"short": 2.0, "unknown": 9.0}])

    first, second = math.tanh(2 * 2 + 0.3), math.tanh(0.5 * 2 - 0.3)
    assert np.allclose(found, [[2.1 + 0.7 * first - 0.4 * second, 1.2 + second]])


def test_a_network_survives_its_table():
    network = small_network("a", "b")

    again = parse_network(json.loads(json.dumps(dump_network(network))))

    rows = [{"short": 1.0}, {"wide": 2.0, "unknown": 9.0}, {}]
    assert again.classes == ("a", "b")
    assert np.allclose(again.scores(rows), network.scores(rows))


def test_weights_are_stored_with_as_many_digits_whatever_their_size():
    tiny = dump_network(
        Network(
            ("short",), ("a",),
            direct=np.array([[0.000123456]]), bias=np.zeros(1),
            inner=np.array([[98.7654]]), inner_bias=np.zeros(1), outer=np.ones((1, 1)),
        )
    )  # fmt: skip

    assert tiny["weights"] == {"short": [0.000123, 98.8]}


def test_a_mean_asks_each_scorer_for_the_evidence_it_knows():
    trees, network = small_trees(a=[DEEP]), small_network("a")
    rows = [{"tall": 2.0, "short": 1.0, "wide": 0.5}, {"wide": 3.0}, {}]

    both = mean_of(trees, network)

    assert both.names == ("short", "tall", "wide")
    assert np.allclose(both.scores(rows), (trees.scores(rows) + network.scores(rows)) / 2)


def test_scorers_of_other_classes_have_no_mean():
    with pytest.raises(ValueError, match="same classes"):
        mean_of(small_trees(b=[DEEP]), small_network("a"))


def test_one_of_the_candidates_is_meant_or_none():
    trees = small_trees(a=[DEEP])

    alone = trees.choice([{"tall": 1.0}])
    beside = trees.choice([{"tall": 1.0}, {"tall": 3.0}])

    assert 0 < beside[0] < alone[0] < 1
    assert beside[1] > beside[0]
    assert beside.sum() < 1
    assert trees.choice([]).shape == (0,)


def test_the_reasons_of_trees_are_what_their_score_would_lose():
    trees = small_trees(a=[DEEP])
    row = {"tall": 2.0, "short": 1.0}

    reasons = dict(trees.reasons(row, "a"))

    assert set(reasons) == {"tall", "short"}
    without = trees.scores([{"short": 1.0}])[0, 0]
    assert math.isclose(reasons["tall"], trees.scores([row])[0, 0] - without)
