"""The first reading, of a picture of no card, before anybody waits for one.

An engine prepares itself for every size of picture when it first sees it, and the first reading
also loads what reads codes, handwriting and fields: together seconds that a person would wait.
"""

from __future__ import annotations

import logging

import cv2
import numpy as np

from ocr.encode import encode_jpeg
from ocr.engine import Recogniser
from ocr.errors import ReadError
from ocr.pipeline import ReadOptions, read_card

logger = logging.getLogger("verso.worker")

_LINES = ("Verso", "verso@example.com", "418 555-0100", "1 Example Street, Exampleville")
_SIZE_PX = (1024, 768)
"""About what a photo is reduced to: the shape that most readings ask the engine for."""


def warm_up(recogniser: Recogniser, options: ReadOptions) -> None:
    """Read a few lines drawn here, for nothing.

    An engine that fails is only told about: the first card meets the same, with its own attempts.
    """
    try:
        read_card(_draw_lines(), None, recogniser, options)
    except ReadError as error:
        logger.warning("the engine could not be warmed up: %s", error)


def _draw_lines() -> bytes:
    width, height = _SIZE_PX
    picture = np.full((height, width, 3), 235, dtype=np.uint8)
    for number, line in enumerate(_LINES):
        at = (width // 8, height // 4 + number * height // 6)
        cv2.putText(picture, line, at, cv2.FONT_HERSHEY_SIMPLEX, 1.2, (30, 30, 30), 3, cv2.LINE_AA)
    return encode_jpeg(picture)
