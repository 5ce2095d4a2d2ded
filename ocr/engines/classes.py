"""Decides which character each step of a line is, mostly without asking about Chinese.

The last layer of the recognition network weighs 18,710 classes at every step, nine in ten of them
ideographs; on a line of Latin print that takes a seventh of the time. The others are weighed first,
and all of them only on lines on which some step is none of those clearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ocr.errors import EngineMissingError

Floats = NDArray[np.float32]

_CLEAR: Final = 15.0
"""Score, before the softmax, from which on a usual class is believed. On 42,656 steps of 759 lines,
photographed and drawn, 995 in 1,000 scored more, and usual classes that an ideograph beat scored
11.4 at most; on 1,206 steps of Chinese and Japanese, 3 scored more."""
_BEYOND_DOUBT: Final = 20.0
"""The same on lines on which another step was not clear, as every line of Chinese has."""
_IDEOGRAPHS: Final = ("\u2e80", "\uff00")
_IDEOGRAPHIC_MARKS: Final = ("\u3000", "\u3040")
"""Brackets and commas: the network gives them for Latin ones now and then."""
_LAST_USUAL: Final = "\uffff"
"""Faces and rare ideographs come after it."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What a recognition network saw on a batch of lines, step by step."""

    best: NDArray[np.intp]
    """The most probable class of each step, shape (n, steps)."""
    sure: Floats
    """Its probability, shape (n, steps)."""
    neck: Floats
    """What the last layer is computed from, shape (n, steps, channels)."""


@dataclass(frozen=True, slots=True, eq=False)
class LastLayer:
    """The last layer of the recognition network: a score for each class, before the softmax."""

    weights: Floats
    """Shape (channels, classes)."""
    offsets: Floats
    """Shape (classes,)."""
    usual: NDArray[np.intp]
    """The classes that are weighed first, ascending."""

    def decide(self, scores: Floats, neck: Floats) -> Steps:
        """Decide for a class at every step.

        Args:
            scores: Of the usual classes, shape (n, steps, usual classes).
            neck: Shape (n, steps, channels).
        """
        first = scores.argmax(axis=2)
        top = np.take_along_axis(scores, first[:, :, None], axis=2)
        sure = 1 / np.exp(scores - top).sum(axis=2)
        best = self.usual[first]
        is_doubtful = (top[:, :, 0] < _BEYOND_DOUBT) & (top < _CLEAR).any(axis=1)
        if is_doubtful.any():
            best[is_doubtful], sure[is_doubtful] = self._weigh_all(neck[is_doubtful])
        return Steps(best, sure, neck)

    def _weigh_all(self, neck: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Decide between all classes, for steps of shape (k, channels)."""
        scores = neck @ self.weights + self.offsets
        best = scores.argmax(axis=1)
        top = np.take_along_axis(scores, best[:, None], axis=1)
        return best, 1 / np.exp(scores - top).sum(axis=1)


def usual_classes(characters: Sequence[str]) -> NDArray[np.intp]:
    """Return the classes that are no ideograph, kana or face, ascending.

    Args:
        characters: What each class stands for, the first being the CTC blank, "".
    """
    low, high = _IDEOGRAPHS
    first_mark, after_marks = _IDEOGRAPHIC_MARKS
    return np.array(
        [
            index
            for index, text in enumerate(characters)
            if text < low or first_mark <= text < after_marks or high <= text <= _LAST_USUAL
        ],
        dtype=np.intp,
    )


def cut_last_layer(model: Any, characters: Sequence[str]) -> tuple[Any, LastLayer]:
    """Cut the last layer of an OpenVINO recognition model down to the usual classes.

    Args:
        model: As it was read from its file; not to be used afterwards.
        characters: What each class stands for.

    Returns:
        A model that gives the scores of the usual classes and the neck, and the whole layer.

    Raises:
        EngineMissingError: If the model does not end in a linear layer and a softmax.
    """
    import openvino
    from openvino import opset13 as ops

    product, sum_ = last_of(model, "MatMul"), last_of(model, "Add")
    weights, offsets = (node.input_value(1).get_node() for node in (product, sum_))
    if any(node.get_type_name() != "Constant" for node in (weights, offsets)):
        raise EngineMissingError("the recognition model has another shape than expected")
    layer = LastLayer(
        np.array(weights.data, dtype=np.float32),
        np.array(offsets.data, dtype=np.float32).reshape(-1),
        usual_classes(characters),
    )
    neck = product.input_value(0)
    kept = ops.constant(np.ascontiguousarray(layer.weights[:, layer.usual]))
    scores = ops.add(
        ops.matmul(neck, kept, transpose_a=False, transpose_b=False),
        ops.constant(layer.offsets[layer.usual]),
    )
    results = [ops.result(scores), ops.result(neck)]
    return openvino.Model(results, model.get_parameters(), "lines"), layer


def last_of(model: Any, kind: str) -> Any:
    """Return the last operation of a kind in an OpenVINO model.

    Raises:
        EngineMissingError: If it has none.
    """
    nodes = [node for node in model.get_ordered_ops() if node.get_type_name() == kind]
    if not nodes:
        raise EngineMissingError("the recognition model has another shape than expected")
    return nodes[-1]
