"""The engines behind the `Recogniser` seam, built by name."""

from __future__ import annotations

import logging
from typing import Final

from ocr.engine import Recogniser
from ocr.errors import EngineMissingError

ENGINE_NAMES: Final = ("auto", "openvino", "onnxruntime", "tesseract")

_log = logging.getLogger(__name__)


def build_recogniser(name: str = "auto") -> Recogniser:
    """Build an engine.

    Args:
        name: "openvino" and "onnxruntime" read with PP-OCRv6, "tesseract" with Tesseract in
            French and English; "auto" takes the first of these that is installed.

    Raises:
        EngineMissingError: If it is not installed, or no engine has that name.
    """
    if name == "auto":
        return _first_installed()
    if name in ("openvino", "onnxruntime"):
        # Imported here, as every engine: each brings a runtime of a hundred megabytes.
        from ocr.engines.paddle import build_paddle

        return build_paddle(name)
    if name == "tesseract":
        from ocr.engines.tesseract import TesseractRecogniser

        return TesseractRecogniser()
    raise EngineMissingError(f"no engine is called {name}")


def _first_installed() -> Recogniser:
    for name in ENGINE_NAMES[1:]:
        try:
            return build_recogniser(name)
        except EngineMissingError as error:
            _log.info("engine %s: %s", name, error)
    raise EngineMissingError("no reading engine is installed")
