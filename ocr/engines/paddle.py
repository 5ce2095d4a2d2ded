"""The default engine: PP-OCRv6 small, detection then recognition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ocr.engines.detection import DetectionOptions, TextBox, detect_boxes
from ocr.engines.recognition import RecognitionOptions, cut_line, read_lines
from ocr.engines.runtimes import (
    DETECTION_MODEL,
    RECOGNITION_MODEL,
    Network,
    OnnxNetwork,
    OpenVinoNetwork,
    models_version,
)
from ocr.errors import EngineMissingError
from ocr.geometry import Corners, quad_angle_deg, quad_size, to_quad
from ocr.types import Image, Line, Quad

_MIN_SIDE_PX: Final = 2.0
_STEEP_DEG: Final = 60.0


@dataclass(frozen=True, slots=True)
class PaddleOptions:
    """How the engine reads."""

    detection: DetectionOptions = field(default_factory=DetectionOptions)
    probe: DetectionOptions = field(default_factory=lambda: DetectionOptions(long_side_px=576))
    """To see where text is, not to read it."""
    recognition: RecognitionOptions = field(default_factory=RecognitionOptions)
    min_confidence: float = 0.3
    """Texts below it are mostly ornaments and creases; 0.5 would drop readable handwriting."""


class PaddleRecogniser:
    """Reads print and handwriting with PP-OCRv6; safe to call from several threads."""

    def __init__(self, name: str, load: Callable[[str], Network], options: PaddleOptions) -> None:
        self._name = name
        self._options = options
        self._detection = load(DETECTION_MODEL)
        self._recognition = load(RECOGNITION_MODEL)
        # Class 0 is the CTC blank, the last class the space; the file stores what is between.
        self._characters = ("", *self._recognition.characters, " ")

    @property
    def name(self) -> str:
        """Short name with version and runtime."""
        return self._name

    def find(self, photo: Image) -> tuple[Quad, ...]:
        """Find where there is text; see `ocr.engine.Recogniser.find`."""
        boxes = detect_boxes(photo, self._detection, self._options.probe)
        return tuple(to_quad(box.corners) for box in boxes)

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read every line of a picture; see `ocr.engine.Recogniser.read`."""
        boxes = detect_boxes(card, self._detection, self._options.detection)
        placed = [way for i, box in enumerate(boxes) for way in _ways_up(i, box)]
        texts = read_lines(
            [cut_line(card, corners) for _, corners in placed],
            self._recognition,
            self._characters,
            self._options.recognition,
        )
        best: dict[int, Line] = {}
        for (i, corners), text in zip(placed, texts, strict=True):
            line = Line(text.text.strip(), to_quad(corners), min(1.0, text.confidence))
            least = best[i].confidence if i in best else self._options.min_confidence
            if line.text and line.confidence >= least:
                best[i] = line
        return tuple(best.values())


def build_paddle(runtime: str, options: PaddleOptions | None = None) -> PaddleRecogniser:
    """Build the engine on a runtime, "openvino" or "onnxruntime".

    Raises:
        EngineMissingError: If that runtime or the models are not installed.
    """
    loaders: dict[str, Callable[[str], Network]] = {
        "openvino": OpenVinoNetwork,
        "onnxruntime": OnnxNetwork,
    }
    if runtime not in loaders:
        raise EngineMissingError(f"no runtime is called {runtime}")
    name = f"rapidocr-{models_version()}-{runtime}"
    return PaddleRecogniser(name, loaders[runtime], options or PaddleOptions())


def _ways_up(index: int, box: TextBox) -> list[tuple[int, Corners]]:
    """Return the corners from which a box may be read: a steep one runs down, or up."""
    if min(quad_size(box.corners)) < _MIN_SIDE_PX:
        return []
    if abs(quad_angle_deg(box.corners)) < _STEEP_DEG:
        return [(index, box.corners)]
    return [(index, box.corners), (index, np.roll(box.corners, 2, axis=0))]
