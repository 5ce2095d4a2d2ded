"""An engine that replays what another one read: fast tests with real output."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ocr.engine import Recogniser
from ocr.errors import EngineFailedError
from ocr.types import Image, Line, Quad


def picture_key(card: Image) -> str:
    """Return the key of a picture: a hash of its size and pixels."""
    digest = hashlib.sha256(repr(card.shape).encode())
    digest.update(card.tobytes())
    return digest.hexdigest()[:32]


class RecordedRecogniser:
    """Replays recordings from a folder of JSON files, one per picture."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """Short name."""
        return "recorded-1"

    def read(self, card: Image) -> tuple[Line, ...]:
        """Return the lines recorded for exactly this picture.

        Raises:
            EngineFailedError: If the picture was never recorded.
        """
        path = self._folder / f"{picture_key(card)}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise EngineFailedError(f"no recording {path.name}") from error
        return tuple(
            Line(line["text"], _quad(line["quad"]), line["confidence"]) for line in stored["lines"]
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

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read a picture and write the recording of it."""
        lines = self._engine.read(card)
        stored = {
            "engine": self._engine.name,
            "lines": [
                {"text": line.text, "quad": line.quad, "confidence": round(line.confidence, 4)}
                for line in lines
            ],
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{picture_key(card)}.json"
        path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return lines


def _quad(corners: list[list[float]]) -> Quad:
    a, b, c, d = ((x, y) for x, y in corners)
    return (a, b, c, d)
