"""The default engine: PP-OCRv6 small, detection then recognition."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from ocr.engines.detection import DetectionOptions, TextBox, detect_boxes
from ocr.engines.hand.reader import HandReader, build_hand_reader
from ocr.engines.recognition import cut_line, padded_width, read_lines
from ocr.engines.runtimes import (
    DETECTION_MODEL,
    RECOGNITION_MODEL,
    Network,
    OnnxNetwork,
    count_cores,
    load_openvino,
    models_version,
)
from ocr.errors import EngineMissingError
from ocr.geometry import Corners, quad_angle_deg, quad_size, to_corners, to_quad
from ocr.types import Image, Line, Quad

_MIN_SIDE_PX: Final = 2.0
_STEEP_DEG: Final = 60.0
_AT_EDGE_PX: Final = 2.0
_FEW_BOXES: Final = 4
_MAX_THREADS: Final = 4
"""More would each hold the working memory of a line, 60 MB, for little gain."""


@dataclass(frozen=True, slots=True)
class PaddleOptions:
    """How the engine reads."""

    detection: DetectionOptions = field(default_factory=DetectionOptions)
    probe: DetectionOptions = field(default_factory=lambda: DetectionOptions(long_side_px=640))
    """To see where text is, not to read it."""
    soft: DetectionOptions = field(default_factory=lambda: DetectionOptions(long_side_px=640))
    """For pictures that are not sharp, where letters are found when they are reduced: of 202
    printed lines of 31 drawn cards that had been enlarged 177 were read at 896 pixels, 180 at 736
    and 184 here; of 324 lines of 48 cards that had not been, 322, 320 and 320."""
    min_confidence: float = 0.3
    """Texts below it are mostly ornaments and creases; 0.5 would drop readable handwriting."""
    cut_off_confidence: float = 0.9
    """Below it a line that the picture's edge cuts along is not believed..."""
    cut_off_height: float = 0.6
    """... when it is also lower than this share of the other lines' median height."""


class PaddleRecogniser:
    """Reads print and handwriting with PP-OCRv6; safe to call from several threads.

    Detection uses every core for one picture. Lines are then read on as many threads as there are
    cores, at most two in one run: they have different widths, and in one batch all would be as wide
    as the widest.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[str, int], Network],
        load_hand: Callable[[], HandReader],
        options: PaddleOptions,
    ) -> None:
        self._name = name
        self._options = options
        threads = min(_MAX_THREADS, count_cores())
        self._detection = load(DETECTION_MODEL, 1)
        self._recognition = load(RECOGNITION_MODEL, threads)
        self._load_hand = load_hand
        self._hand: HandReader | None = None
        self._hand_lock = threading.Lock()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="read-line")
        # Class 0 is the CTC blank, the last class the space; the file stores what is between.
        self._characters = ("", *self._recognition.characters, " ")

    @property
    def name(self) -> str:
        """Short name with version and runtime."""
        return self._name

    def find(self, photo: Image) -> tuple[Quad, ...]:
        """Find where there is text; see `ocr.engine.Recogniser.find`."""
        boxes = detect_boxes(photo, self._detection, self._options.probe)
        if len(boxes) < _FEW_BOXES:
            # Large slanted text goes unseen at one small size and not at the next.
            boxes = detect_boxes(photo, self._detection, self._options.detection)
        return tuple(to_quad(box.corners) for box in boxes)

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read every line of a picture; see `ocr.engine.Recogniser.read`."""
        return self._read(card, self._options.detection)

    def read_soft(self, card: Image) -> tuple[Line, ...]:
        """Read a picture that is not sharp; see `ocr.engine.ReadsSoftly.read_soft`."""
        return self._read(card, self._options.soft)

    def _read(self, card: Image, detection: DetectionOptions) -> tuple[Line, ...]:
        boxes = [
            box
            for box in detect_boxes(card, self._detection, detection)
            if min(quad_size(box.corners)) >= _MIN_SIDE_PX
        ]
        boxes.sort(key=lambda box: -quad_size(box.corners)[0])
        places = [(box, corners) for box in range(len(boxes)) for corners in _ways_up(boxes[box])]
        runs = pair_up([padded_width(corners) for _, corners in places])
        read_run = partial(self._read_run, card, [corners for _, corners in places])
        best: dict[int, Line] = {}
        for run, lines_of_run in zip(runs, self._threads.map(read_run, runs), strict=True):
            for i, line in zip(run, lines_of_run, strict=True):
                box = places[i][0]
                if box not in best or line.confidence > best[box].confidence:
                    best[box] = line
        lines = [best[box] for box in sorted(best)]
        read = [
            line for line in lines if line.text and line.confidence >= self._options.min_confidence
        ]
        return tuple(line for line in read if not is_cut_off(line, read, card, self._options))

    def read_hand(self, card: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Read handwritten lines again; see `ocr.engine.ReadsHandwriting.read_hand`."""
        if not any(line.handwritten for line in lines):
            return tuple(lines)
        with self._hand_lock:
            # Most cards have no note: its network and words are loaded with the first one.
            if self._hand is None:
                self._hand = self._load_hand()
        return self._hand.read(card, lines)

    def _read_run(self, card: Image, places: Sequence[Corners], run: Sequence[int]) -> list[Line]:
        """Read those of some lines that go through the network together."""
        crops = [cut_line(card, places[i]) for i in run]
        texts = read_lines(crops, self._recognition, self._characters)
        return [
            Line(
                text.text.strip(),
                to_quad(places[i]),
                min(1.0, text.confidence),
                pen_odds=text.pen_odds,
            )
            for i, text in zip(run, texts, strict=True)
        ]


def build_paddle(runtime: str, options: PaddleOptions | None = None) -> PaddleRecogniser:
    """Build the engine on a runtime, "openvino" or "onnxruntime".

    Raises:
        EngineMissingError: If that runtime or the models are not installed.
    """
    loaders: dict[str, Callable[[str, int], Network]] = {
        "openvino": load_openvino,
        "onnxruntime": OnnxNetwork,
    }
    if runtime not in loaders:
        raise EngineMissingError(f"no runtime is called {runtime}")
    name = f"rapidocr-{models_version()}-{runtime}"
    return PaddleRecogniser(
        name, loaders[runtime], partial(build_hand_reader, runtime), options or PaddleOptions()
    )


def is_cut_off(line: Line, lines: Sequence[Line], card: Image, options: PaddleOptions) -> bool:
    """Tell whether the picture's edge cuts through the letters of a line, all along it.

    Half letters are read as other letters. A line is taken for one of those when its upper or lower
    side lies on the edge, it is lower than the others, and the recogniser is not sure.
    """
    if line.confidence >= options.cut_off_confidence:
        return False
    corners = to_corners(line.quad)
    height, width = card.shape[:2]
    to_edge = np.minimum(corners, np.array([width, height]) - corners).min(axis=1)
    is_at_edge = min(to_edge[[0, 1]].max(), to_edge[[2, 3]].max()) < _AT_EDGE_PX
    others = [quad_size(to_corners(other.quad))[1] for other in lines if other is not line]
    if not is_at_edge or not others:
        return False
    return quad_size(corners)[1] < options.cut_off_height * float(np.median(others))


def pair_up(widths: Sequence[int]) -> list[tuple[int, ...]]:
    """Pair lines whose inputs are equally wide: two in one run take a sixth less time than in two.

    Args:
        widths: Of the inputs, pixels.

    Returns:
        Indices of one or two lines each, the longest run first: two threads then finish together.
    """
    runs: list[tuple[int, ...]] = []
    order = sorted(range(len(widths)), key=lambda i: widths[i])
    while order:
        is_pair = len(order) > 1 and widths[order[0]] == widths[order[1]]
        runs.append(tuple(order[: 2 if is_pair else 1]))
        order = order[2 if is_pair else 1 :]
    return sorted(runs, key=lambda run: -sum(widths[i] for i in run))


def _ways_up(box: TextBox) -> list[Corners]:
    """Return the corners from which a box may be read: a steep one runs down, or up."""
    if abs(quad_angle_deg(box.corners)) < _STEEP_DEG:
        return [box.corners]
    return [box.corners, np.roll(box.corners, 2, axis=0)]
