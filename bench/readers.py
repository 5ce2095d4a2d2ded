"""The readers that are compared, each from photos to the contact of the reading contract.

"verso" is this project. "rapidocr" is RapidOCR as it comes, "tesseract" is Tesseract in French and
English; both see the whole photo at 2,000 pixels and are followed by the usual heuristics.
"""

from __future__ import annotations

import json
import os
import time
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from bench.cases import ROOT, Case, hash_of_files
from ocr.contract import reading_to_json
from ocr.engines import build_recogniser
from ocr.errors import PhotoError
from ocr.pipeline import read_card

Json = dict[str, Any]

VERSO = "verso"


class Reader(Protocol):
    """Reads the two sides of a card."""

    @property
    def name(self) -> str:
        """What it is, with versions."""

    def read(self, recto: bytes, verso: bytes | None) -> Json:
        """Give an object with "contact", and what else of the reading contract it knows."""


class VersoReader:
    """The whole pipeline with the real engine."""

    def __init__(self, engine: str) -> None:
        self._recogniser = build_recogniser(engine)

    @property
    def name(self) -> str:
        """What it is, with versions."""
        return f"Verso with {self._recogniser.name}"

    def read(self, recto: bytes, verso: bytes | None) -> Json:
        """Give the reading contract of a card; one that says nothing for an unreadable photo."""
        try:
            return reading_to_json(read_card(recto, verso, self._recogniser), "card")
        except PhotoError:
            return {"contact": {}, "sides": []}


@cache
def build_reader(kind: str) -> Reader:
    """Build "verso", "verso:ENGINE", "rapidocr" or "tesseract", once a process."""
    name, _, engine = kind.partition(":")
    if name == VERSO:
        return VersoReader(engine or "auto")
    # Imported here: who measures Verso alone needs none of the others.
    from bench.baselines import build_baseline

    return build_baseline(name)


def name_reader(kind: str) -> str:
    """Say what a reader is; in a process of its own, for it loads the reader.

    Raises:
        ImportError, OSError: If a part of it is not installed.
    """
    return build_reader(kind).name


@cache
def reader_version(kind: str) -> str:
    """Name the state of the code and weights behind a reader."""
    folder = ROOT / ("ocr" if kind.startswith(VERSO) else "bench/baselines")
    return hash_of_files([folder], lambda path: "__pycache__" not in path.parts)


def read_case(kind: str, case: Case, photos_version: str, cache_folder: Path | None) -> Json:
    """Read a card, or take what the same code read of the same photos before.

    Args:
        kind: See `build_reader`.
        case: The card.
        photos_version: Says which photos these are; photos of the same name and version are equal.
        cache_folder: Where readings are kept; None keeps none.

    Returns:
        The reading, with "seconds".
    """
    path = None
    if cache_folder is not None:
        stem = f"{kind.replace(':', '-')}-{reader_version(kind)}-{photos_version}"
        path = cache_folder / stem / f"{case.name}.json"
        if path.exists():
            kept: Json = json.loads(path.read_text(encoding="utf-8"))
            return kept
    reader = build_reader(kind)
    recto, verso = case.recto.read_bytes(), case.verso.read_bytes() if case.verso else None
    started_s = time.perf_counter()
    reading = reader.read(recto, verso)
    reading = {**reading, "seconds": time.perf_counter() - started_s}
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(reading, ensure_ascii=False), encoding="utf-8")
        partial.replace(path)
    return reading
