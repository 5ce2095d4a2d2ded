"""Fits trees and a network to the same evidence: the mean of what both say is right most often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ocr.fields.network import Network, dump_network
from ocr.fields.scorers import MeanOf, mean_of
from ocr.fields.trees import BoostedTrees
from training.choices import Group, Rows
from training.fit_network import NetworkSize, fit_network_choices, fit_network_classes
from training.fit_trees import TreesSize, fit_tree_choices, fit_tree_classes

_TREES_OF_CLASSES = TreesSize(rounds=140, rate=0.08)
_TREES_OF_CHOICES = TreesSize(rounds=350, rate=0.08, share=0.8, at_random=True)
_NETWORK_OF_CLASSES = NetworkSize(units=32, penalty=1.5e-3, parts=2)
_NETWORK_OF_CHOICES = NetworkSize(units=16, penalty=4.5e-3, parts=4)


@dataclass(frozen=True)
class Both:
    """Trees and a network of the same classes."""

    trees: BoostedTrees
    network: Network

    @cached_property
    def mean(self) -> MeanOf:
        """What says the mean of both."""
        return mean_of(self.trees, self.network)

    def table(self) -> dict[str, object]:
        """Return both as plain values, as `ocr.fields.role_models` reads them."""
        return {"trees": self.trees.table, "network": dump_network(self.network)}


def fit_classes(rows: Rows, targets: NDArray[np.int64], classes: tuple[str, ...]) -> Both:
    """Fit the class of each row.

    Args:
        rows: Evidence.
        targets: Index in ``classes`` of each row.
        classes: Their names.
    """
    return Both(
        fit_tree_classes(rows, targets, classes, _TREES_OF_CLASSES),
        fit_network_classes(rows, targets, classes, _NETWORK_OF_CLASSES),
    )


def fit_choices(groups: Sequence[Group], name: str) -> Both:
    """Fit which candidate of each card is the value, if any is.

    Args:
        groups: Per card the evidence of its candidates, and which of them are right.
        name: Of the only class.
    """
    return Both(
        fit_tree_choices(groups, name, _TREES_OF_CHOICES),
        fit_network_choices(groups, name, _NETWORK_OF_CHOICES),
    )
