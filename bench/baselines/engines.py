"""Stock engines: the whole photo, turned upright by its EXIF, at 2,000 pixels, default settings."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np
from PIL import Image as Pictures
from PIL import ImageOps

from bench.baselines.heuristics import StockLine, guess_contact

Json = dict[str, Any]

LONG_SIDE_PX = 2000
_MIN_WORD_CONFIDENCE = 30.0
"""Of 100; Tesseract reads letters into every texture, and everybody drops the least sure."""


class StockEngine(Protocol):
    """Reads lines in a photo."""

    name: str

    def lines_of(self, photo: Pictures.Image) -> list[StockLine]:
        """Return the lines of an upright RGB photo."""


class Baseline:
    """A stock engine followed by the usual heuristics."""

    def __init__(self, engine: StockEngine) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        """What it is, with versions."""
        return f"{self._engine.name} with the usual heuristics"

    def read(self, recto: bytes, verso: bytes | None) -> Json:
        """Give the contact of a card in the form of the reading contract."""
        photos = {"recto": recto, "verso": verso}
        lines = {
            side: self._engine.lines_of(open_photo(photo))
            for side, photo in photos.items()
            if photo
        }
        return {
            "contact": guess_contact(list(lines.values())),
            "sides": [
                {"side": side, "lines": [{"text": line.text} for line in found]}
                for side, found in lines.items()
            ],
        }


class StockRapidOcr:
    """RapidOCR as it comes, on OpenVINO; its own limit is 2,000 pixels too."""

    def __init__(self) -> None:
        from rapidocr import EngineType, RapidOCR

        openvino = EngineType.OPENVINO
        engines = {f"{stage}.engine_type": openvino for stage in ("Det", "Cls", "Rec")}
        self._engine = RapidOCR(params={**engines, "Global.log_level": "error"})
        self.name = f"RapidOCR {version('rapidocr')}"

    def lines_of(self, photo: Pictures.Image) -> list[StockLine]:
        """Return the lines of an upright RGB photo."""
        # The engine takes colours in the order of OpenCV.
        result: Any = self._engine(np.ascontiguousarray(np.asarray(photo)[..., ::-1]))
        if result.boxes is None or result.txts is None:
            return []
        rows = zip(result.txts, result.boxes, result.scores, strict=True)
        return [StockLine.of_quad(text, quad, float(score)) for text, quad, score in rows]


class StockTesseract:
    """Tesseract in French and English."""

    def __init__(self) -> None:
        import pytesseract

        self._tesseract = pytesseract
        self.name = f"Tesseract {pytesseract.get_tesseract_version()} (fra+eng)"

    def lines_of(self, photo: Pictures.Image) -> list[StockLine]:
        """Return the lines of an upright RGB photo."""
        # 11, sparse text: on photos of cards better than the default, which expects a page.
        data = self._tesseract.image_to_data(
            photo,
            lang="fra+eng",
            config="--psm 11",
            output_type=self._tesseract.Output.DICT,
        )
        return _join_words(data)


def build_baseline(name: str) -> Baseline:
    """Build "rapidocr" or "tesseract".

    Raises:
        ValueError: If there is no such baseline.
    """
    if name == "rapidocr":
        return Baseline(StockRapidOcr())
    if name == "tesseract":
        return Baseline(StockTesseract())
    raise ValueError(f"no baseline is called {name}")


def open_photo(data: bytes) -> Pictures.Image:
    """Open a photo upright, no longer than 2,000 pixels."""
    photo = ImageOps.exif_transpose(Pictures.open(io.BytesIO(data))).convert("RGB")
    photo.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX), Pictures.Resampling.LANCZOS)
    return photo


def _join_words(data: dict[str, list[Any]]) -> list[StockLine]:
    """Join Tesseract's words into its lines."""
    rows: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, text in enumerate(data["text"]):
        if text.strip() and float(data["conf"][index]) >= _MIN_WORD_CONFIDENCE:
            row = (data["block_num"][index], data["par_num"][index], data["line_num"][index])
            rows[row].append(index)
    return [_line_of(data, words) for words in rows.values()]


def _line_of(data: dict[str, list[Any]], words: Iterable[int]) -> StockLine:
    indices = list(words)
    left, top = (float(min(data[key][i] for i in indices)) for key in ("left", "top"))
    right = float(max(data["left"][i] + data["width"][i] for i in indices))
    bottom = float(max(data["top"][i] + data["height"][i] for i in indices))
    score = sum(float(data["conf"][i]) for i in indices) / (100 * len(indices))
    text = " ".join(data["text"][i].strip() for i in indices)
    return StockLine(text, left, top, right, bottom, score)
