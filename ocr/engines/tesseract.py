"""The second engine: Tesseract, for machines where the neural one cannot run."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

import numpy as np
from PIL import Image as PillowImage

from ocr.errors import EngineFailedError, EngineMissingError
from ocr.geometry import to_corners, to_quad
from ocr.types import Image, Line, Quad

_LANGUAGES: Final = ("fra", "eng")
_MIN_WORD_CONFIDENCE: Final = 20.0
"""Of 100. Below it are the shadows and textures of a photo."""
_PROBE_LONG_SIDE_PX: Final = 1000
_PROBE_CONFIDENCE: Final = 0.5


class TesseractRecogniser:
    """Reads with the `tesseract` program in French and English, one process per picture.

    Built once; safe to call from several threads, as it keeps nothing between calls.
    """

    def __init__(self) -> None:
        try:
            import pytesseract
        except ImportError as error:
            raise EngineMissingError("pytesseract is not installed") from error
        self._tesseract = pytesseract
        try:
            self._version = str(pytesseract.get_tesseract_version())
            installed = set(pytesseract.get_languages(config=""))
        except pytesseract.TesseractNotFoundError as error:
            raise EngineMissingError("the tesseract program is not installed") from error
        languages = [language for language in _LANGUAGES if language in installed]
        if not languages:
            raise EngineMissingError("tesseract has neither fra nor eng")
        self._languages = "+".join(languages)

    @property
    def name(self) -> str:
        """Short name with version."""
        return f"tesseract-{self._version}"

    def find(self, photo: Image) -> tuple[Quad, ...]:
        """Find where there is text; see `ocr.engine.Recogniser.find`.

        Tesseract has no detector of its own, so this is a reading of a small copy.
        """
        ratio = min(1.0, _PROBE_LONG_SIDE_PX / max(photo.shape[:2]))
        size = (max(1, round(photo.shape[1] * ratio)), max(1, round(photo.shape[0] * ratio)))
        small = np.asarray(PillowImage.fromarray(photo).resize(size, PillowImage.Resampling.BOX))
        return tuple(
            to_quad(to_corners(line.quad) / ratio)
            for line in self.read(small)
            if line.confidence >= _PROBE_CONFIDENCE and len(line.text) > 2
        )

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read every line of a picture; see `ocr.engine.Recogniser.read`."""
        try:
            words = self._tesseract.image_to_data(
                PillowImage.fromarray(card),
                lang=self._languages,
                # 11: sparse text, in no particular order. The page model of the default
                # throws away everything beside the largest block.
                config="--psm 11",
                output_type=self._tesseract.Output.DICT,
            )
        except (self._tesseract.TesseractError, OSError) as error:
            raise EngineFailedError(str(error)) from error
        return _lines_of(words)


def _lines_of(words: dict[str, list[Any]]) -> tuple[Line, ...]:
    """Join words of the same block, paragraph and line."""
    lines: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for i, text in enumerate(words["text"]):
        if text.strip() and float(words["conf"][i]) >= _MIN_WORD_CONFIDENCE:
            lines[words["block_num"][i], words["par_num"][i], words["line_num"][i]].append(i)
    return tuple(_line_of(words, indices) for indices in lines.values())


def _line_of(words: dict[str, list[Any]], indices: list[int]) -> Line:
    left = float(min(words["left"][i] for i in indices))
    top = float(min(words["top"][i] for i in indices))
    right = float(max(words["left"][i] + words["width"][i] for i in indices))
    bottom = float(max(words["top"][i] + words["height"][i] for i in indices))
    confidence = sum(float(words["conf"][i]) for i in indices) / (100 * len(indices))
    return Line(
        text=" ".join(words["text"][i].strip() for i in indices),
        quad=((left, top), (right, top), (right, bottom), (left, bottom)),
        confidence=min(1.0, confidence),
    )
