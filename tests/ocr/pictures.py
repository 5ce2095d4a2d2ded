"""Pictures and engines for tests of the reading library, all made here."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image as PillowImage

from ocr.types import Image, Line, Quad


def stripes(width: int = 320, height: int = 200) -> Image:
    """A picture whose four corners differ: red, green, blue and white quarters."""
    image = np.zeros((height, width, 3), dtype=np.uint8)
    image[: height // 2, : width // 2] = (220, 30, 30)
    image[: height // 2, width // 2 :] = (30, 200, 30)
    image[height // 2 :, : width // 2] = (30, 30, 220)
    image[height // 2 :, width // 2 :] = 255
    return image


def encode(image: Image, kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    PillowImage.fromarray(image).save(file, format=kind, **options)
    return file.getvalue()


def encode_turned(image: Image, orientation: int) -> bytes:
    """A JPEG whose EXIF data says how to turn it."""
    exif = PillowImage.Exif()
    exif[0x0112] = orientation
    return encode(image, exif=exif, quality=95)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG whose header promises many pixels, and whose few bytes keep the promise."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    data = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def box(left: float, top: float, width: float, height: float) -> Quad:
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def line(text: str, left: float, top: float, width: float = 200, height: float = 20) -> Line:
    return Line(text, box(left, top, width, height), 0.99)


class SpokenRecogniser:
    """An engine that says what it was told to say, whatever it is shown.

    Each reading takes the next of the given answers, and the last one for ever after.
    """

    name = "spoken-1"

    def __init__(self, *answers: tuple[Line, ...], found: tuple[Quad, ...] | None = None) -> None:
        self._answers = list(answers)
        self._found = found
        self.shown: list[Image] = []

    def find(self, photo: Image) -> tuple[Quad, ...]:
        if self._found is not None:
            return self._found
        return tuple(line.quad for line in self._answers[0])

    def read(self, card: Image) -> tuple[Line, ...]:
        self.shown.append(card)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
