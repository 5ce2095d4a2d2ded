"""Runs the two PP-OCRv6 networks of the rapidocr wheel, on OpenVINO or on ONNX Runtime.

Only the model files are taken from that package. Its own pipeline is not used: it enlarges narrow
pictures before detection, turns lines around by a classifier that is wrong on handwriting, drops
low scores, and keeps the options of one call for the next.
"""

from __future__ import annotations

import os
import threading
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ocr.engines.classes import LastLayer, Steps, cut_last_layer
from ocr.engines.upsampling import join_upsampling
from ocr.errors import EngineFailedError, EngineMissingError

Tensor = NDArray[np.float32]

DETECTION_MODEL: Final = "PP-OCRv6_det_small.onnx"
RECOGNITION_MODEL: Final = "PP-OCRv6_rec_small.onnx"

FREE_THREADS: Final = "NO"
"""OpenVINO ties its threads to cores, from the first one on, in every process: of two reading
processes with a thread each, both would run their networks on the same core."""
_PREPARED_SHAPES: Final = 1000
_SHARE: Final = "OMP_NUM_THREADS"
"""The usual name for how many threads a process may compute with."""


class Network(Protocol):
    """One network, ready to run; safe to call from several threads."""

    def run(self, batch: Tensor) -> Tensor:
        """Run a batch of shape (n, 3, h, w) and return the only output.

        Raises:
            EngineFailedError: If the runtime stopped.
        """

    @property
    def characters(self) -> tuple[str, ...]:
        """The alphabet stored in the model file, blank and space aside; empty when none is."""


@runtime_checkable
class StepNetwork(Protocol):
    """A recognition network that decides for a class at every step, and says what it saw."""

    def run_steps(self, batch: Tensor) -> Steps:
        """Run a batch of shape (n, 3, 48, w).

        Raises:
            EngineFailedError: If the runtime stopped.
        """


def model_path(file_name: str) -> Path:
    """Find a model file of the rapidocr wheel without importing that package.

    Raises:
        EngineMissingError: If the wheel or the file is not there.
    """
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise EngineMissingError("rapidocr is not installed")
    path = Path(spec.origin).parent / "models" / file_name
    if not path.is_file():
        raise EngineMissingError(f"{file_name} is not in the installed rapidocr")
    return path


def models_version() -> str:
    """Return the version of the rapidocr wheel, such as "3.10.0"."""
    try:
        return version("rapidocr")
    except PackageNotFoundError as error:
        raise EngineMissingError("rapidocr is not installed") from error


def count_cores() -> int:
    """Return how many processor cores this process may use: at most OMP_NUM_THREADS, if given."""
    allowed = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    share = os.environ.get(_SHARE, "")
    return min(allowed, int(share)) if share.isdigit() and int(share) > 0 else allowed


def share_cores(processes: int) -> dict[str, str]:
    """Return the environment that gives each of several reading processes its share of the cores.

    Each would take all of them otherwise, and they would wait for one another. What the owner of
    the machine has set is left alone.
    """
    if processes < 2 or _SHARE in os.environ:
        return {}
    return {_SHARE: str(max(1, count_cores() // processes))}


class OpenVinoNetwork:
    """A network compiled by OpenVINO for this processor, in its fastest precision."""

    def __init__(self, file_name: str, streams: int = 1) -> None:
        """Compile a model file.

        Args:
            file_name: One of the rapidocr wheel's.
            streams: How many threads will call `run` at once; the cores are shared among them.
        """
        try:
            import openvino
        except ImportError as error:
            raise EngineMissingError("openvino is not installed") from error
        core = openvino.Core()
        model = core.read_model(model_path(file_name))
        self.characters = _characters_of(model)
        self._compiled = core.compile_model(
            self._prepared(model),
            "CPU",
            {
                "NUM_STREAMS": str(streams),
                "INFERENCE_NUM_THREADS": str(count_cores()),
                "ENABLE_CPU_PINNING": FREE_THREADS,
                # Prepared shapes beyond these are forgotten: the default keeps 5,000.
                "CPU_RUNTIME_CACHE_CAPACITY": str(_PREPARED_SHAPES),
            },
        )
        self._per_thread = threading.local()

    def run(self, batch: Tensor) -> Tensor:
        """Run one batch; each thread has its own request."""
        return self._outputs(batch, 1)[0]

    def _prepared(self, model: Any) -> Any:
        """Rewrite a model as it is to be compiled: the same numbers in less time."""
        join_upsampling(model)
        return model

    def _outputs(self, batch: Tensor, count: int) -> list[Tensor]:
        try:
            request = getattr(self._per_thread, "request", None)
            if request is None:
                request = self._per_thread.request = self._compiled.create_infer_request()
            request.infer([batch], share_inputs=True)
            # Views of the request's memory: callers are done with them before the next run.
            return [
                np.asarray(request.get_output_tensor(i).data, dtype=np.float32)
                for i in range(count)
            ]
        except RuntimeError as error:
            raise EngineFailedError(str(error)) from error


class OpenVinoLineNetwork(OpenVinoNetwork):
    """The recognition network on OpenVINO; it is asked for steps, see `StepNetwork`."""

    _layer: LastLayer

    def run_steps(self, batch: Tensor) -> Steps:
        """Run one batch; each thread has its own request."""
        scores, neck = self._outputs(batch, 2)
        return self._layer.decide(scores, neck)

    def _prepared(self, model: Any) -> Any:
        cut, self._layer = cut_last_layer(model, ("", *self.characters, " "))
        return cut


def load_openvino(file_name: str, streams: int = 1) -> OpenVinoNetwork:
    """Compile a model file with OpenVINO; see `OpenVinoNetwork` for the arguments.

    Raises:
        EngineMissingError: If OpenVINO or the model is not installed.
    """
    is_reading = file_name == RECOGNITION_MODEL
    return (OpenVinoLineNetwork if is_reading else OpenVinoNetwork)(file_name, streams)


class OnnxNetwork:
    """A network run by ONNX Runtime, for machines that have no OpenVINO wheel."""

    def __init__(self, file_name: str, streams: int = 1) -> None:
        """Load a model file; see `OpenVinoNetwork` for the arguments."""
        try:
            import onnxruntime
        except ImportError as error:
            raise EngineMissingError("onnxruntime is not installed") from error
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = max(1, count_cores() // streams)
        # The arena keeps the largest activations of the past for ever: 1 GB after one wide line.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            model_path(file_name), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        stored = self._session.get_modelmeta().custom_metadata_map.get("character", "")
        self.characters = tuple(stored.splitlines())

    def run(self, batch: Tensor) -> Tensor:
        """Run one batch; sessions are safe to share between threads."""
        try:
            return np.asarray(self._session.run(None, {self._input: batch})[0], dtype=np.float32)
        except RuntimeError as error:
            raise EngineFailedError(str(error)) from error


def _characters_of(model: Any) -> tuple[str, ...]:
    info = model.get_rt_info()
    if "framework" not in info or "character" not in info["framework"]:
        return ()
    return tuple(str(info["framework"]["character"].value).splitlines())
