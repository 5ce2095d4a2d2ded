"""The default engine: PP-OCRv6 small, detection then recognition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

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
from ocr.geometry import quad_size, to_quad
from ocr.types import Image, Line


@dataclass(frozen=True, slots=True)
class PaddleOptions:
    """How the engine reads."""

    detection: DetectionOptions = field(default_factory=DetectionOptions)
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

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read every line of a picture; see `ocr.engine.Recogniser.read`."""
        boxes = detect_boxes(card, self._detection, self._options.detection)
        boxes = tuple(box for box in boxes if min(quad_size(box.corners)) >= 2)
        texts = read_lines(
            [cut_line(card, box.corners) for box in boxes],
            self._recognition,
            self._characters,
            self._options.recognition,
        )
        lines = [_line(box, t.text, t.confidence) for box, t in zip(boxes, texts, strict=True)]
        return tuple(
            line for line in lines if line.text and line.confidence >= self._options.min_confidence
        )


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


def _line(box: TextBox, text: str, confidence: float) -> Line:
    return Line(text=text.strip(), quad=to_quad(box.corners), confidence=min(1.0, confidence))
