"""An engine that replays what another one read: fast tests with real output."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ocr.engine import Recogniser
from ocr.errors import EngineFailedError
from ocr.types import Image, Line, Quad


def picture_key(card: Image) -> str:
    """Return the key of a picture: a hash of its size and pixels."""
    digest = hashlib.sha256(repr(card.shape).encode())
    digest.update(card.tobytes())
    return digest.hexdigest()[:32]


class RecordedRecogniser:
    """Replays recordings from a folder of JSON files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """Short name."""
        return "recorded-1"

    def find(self, photo: Image) -> tuple[Quad, ...]:
        """Return the quads recorded for exactly this picture.

        Raises:
            EngineFailedError: If the picture was never recorded.
        """
        return tuple(_quad(quad) for quad in _load(self._folder, photo, "find"))

    def read(self, card: Image) -> tuple[Line, ...]:
        """Return the lines recorded for exactly this picture.

        Raises:
            EngineFailedError: If the picture was never recorded.
        """
        return tuple(
            Line(line["text"], _quad(line["quad"]), line["confidence"])
            for line in _load(self._folder, card, "read")
        )


class RecordingRecogniser:
    """Reads with another engine, and records what it says for `RecordedRecogniser`."""

    def __init__(self, engine: Recogniser, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    @property
    def name(self) -> str:
        """Name of the engine that reads."""
        return self._engine.name

    def find(self, photo: Image) -> tuple[Quad, ...]:
        """Find text and write the recording of it."""
        quads = self._engine.find(photo)
        _store(self._folder, photo, "find", list(quads))
        return quads

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read a picture and write the recording of it."""
        lines = self._engine.read(card)
        stored = [
            {"text": line.text, "quad": line.quad, "confidence": round(line.confidence, 4)}
            for line in lines
        ]
        _store(self._folder, card, "read", stored)
        return lines


def _path(folder: Path, picture: Image, what: str) -> Path:
    return folder / f"{picture_key(picture)}.{what}.json"


def _load(folder: Path, picture: Image, what: str) -> Any:
    path = _path(folder, picture, what)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EngineFailedError(f"no recording {path.name}") from error


def _store(folder: Path, picture: Image, what: str, value: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False) + "\n"
    _path(folder, picture, what).write_text(text, encoding="utf-8")


def _quad(corners: list[list[float]]) -> Quad:
    a, b, c, d = ((x, y) for x, y in corners)
    return (a, b, c, d)
