"""The recognition network as handwriting needs it: Latin classes only.

The network is cut before its last layer, and that layer is rebuilt for the kept classes alone,
which spares a product and a softmax over thousands of Chinese ones.
"""

from __future__ import annotations

import threading
from typing import Any, Protocol

import numpy as np

from ocr.engines.classes import last_of
from ocr.engines.hand.alphabet import Alphabet, latin_alphabet
from ocr.engines.runtimes import (
    FREE_THREADS,
    RECOGNITION_MODEL,
    OnnxNetwork,
    Tensor,
    count_cores,
    model_path,
)
from ocr.errors import EngineFailedError, EngineMissingError


class HandNetwork(Protocol):
    """A recognition network with Latin classes; safe to call from several threads."""

    @property
    def alphabet(self) -> Alphabet:
        """What the classes stand for."""

    def run(self, batch: Tensor) -> Tensor:
        """Run a batch of shape (n, 3, 48, w).

        Returns:
            Probability of each character of the alphabet, shape (n, steps, characters).

        Raises:
            EngineFailedError: If the runtime stopped.
        """


class OpenVinoHandNetwork:
    """The network on OpenVINO, with a last layer of its own."""

    def __init__(self) -> None:
        try:
            import openvino
        except ImportError as error:
            raise EngineMissingError("openvino is not installed") from error
        core = openvino.Core()
        model = core.read_model(model_path(RECOGNITION_MODEL))
        stored = str(model.get_rt_info()["framework"]["character"].value)
        self.alphabet = latin_alphabet(("", *stored.splitlines(), " "))
        cut = _cut_at_neck(model, self.alphabet)
        self._compiled = core.compile_model(
            cut,
            "CPU",
            {
                # Lines come one after another, and each is to have every core.
                "NUM_STREAMS": "1",
                "INFERENCE_NUM_THREADS": str(count_cores()),
                "ENABLE_CPU_PINNING": FREE_THREADS,
                "CPU_RUNTIME_CACHE_CAPACITY": "128",
            },
        )
        self._per_thread = threading.local()

    def run(self, batch: Tensor) -> Tensor:
        """Run one batch; each thread has its own request."""
        try:
            request = getattr(self._per_thread, "request", None)
            if request is None:
                request = self._per_thread.request = self._compiled.create_infer_request()
            request.infer([batch], share_inputs=True)
            scores = np.asarray(request.get_output_tensor().data, dtype=np.float32)
        except RuntimeError as error:
            raise EngineFailedError(str(error)) from error
        # A copy: the request's memory changes with the next run.
        return self.alphabet.gather(scores)


class OnnxHandNetwork:
    """The whole network on ONNX Runtime; the unwanted classes are dropped afterwards."""

    def __init__(self) -> None:
        self._network = OnnxNetwork(RECOGNITION_MODEL, 1)
        self.alphabet = latin_alphabet(("", *self._network.characters, " "))
        self._columns = self.alphabet.columns

    def run(self, batch: Tensor) -> Tensor:
        """Run one batch."""
        scores = self._network.run(batch)
        return self.alphabet.gather(scores[:, :, self._columns])


def build_hand_network(runtime: str) -> HandNetwork:
    """Build the network on "openvino" or "onnxruntime".

    Raises:
        EngineMissingError: If that runtime or the model is not installed.
    """
    if runtime == "openvino":
        return OpenVinoHandNetwork()
    if runtime == "onnxruntime":
        return OnnxHandNetwork()
    raise EngineMissingError(f"no runtime is called {runtime}")


def _cut_at_neck(model: Any, alphabet: Alphabet) -> Any:
    """Return the model with a last layer of the kept columns only.

    Raises:
        EngineMissingError: If the model does not end in a linear layer and a softmax.
    """
    import openvino
    from openvino import opset8

    product = last_of(model, "MatMul")
    bias = last_of(model, "Add")
    neck = product.input_value(0)
    weights = product.input_value(1).get_node()
    offsets = bias.input_value(1).get_node()
    if weights.get_type_name() != "Constant" or offsets.get_type_name() != "Constant":
        raise EngineMissingError("the recognition model has another shape than expected")
    kept_weights = np.ascontiguousarray(weights.data[:, alphabet.columns])
    kept_offsets = np.ascontiguousarray(offsets.data.reshape(-1)[alphabet.columns])
    scores = opset8.softmax(
        opset8.add(
            opset8.matmul(
                neck, opset8.constant(kept_weights), transpose_a=False, transpose_b=False
            ),
            opset8.constant(kept_offsets),
        ),
        axis=2,
    )
    return openvino.Model([opset8.result(scores)], model.get_parameters(), "hand")
