"""A reading process whose recogniser does what the photo's grey says.

It reads, crashes, hangs or eats memory.

Run by the crash tests in the place of app.worker, with the same options.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from app.settings import Settings
from app.worker import main
from ocr.types import Image, Line, Quad

CRASHING_GREY = 20
HANGING_GREY = 80
HUNGRY_GREY = 120
READABLE_GREY = 200

READING_S = float(os.environ.get("MOODY_READING_S", "1.0"))


class MoodyRecogniser:
    """Reads its own process id on every photo that is light enough."""

    name = "moody"

    def find(self, photo: Image) -> tuple[Quad, ...]:
        return ()

    def read(self, card: Image) -> tuple[Line, ...]:
        grey = float(card.mean())
        if abs(grey - CRASHING_GREY) < 10:
            os.kill(os.getpid(), signal.SIGKILL)
        if abs(grey - HANGING_GREY) < 10:
            time.sleep(3600)
        if abs(grey - HUNGRY_GREY) < 10:
            _ = bytearray(7 * 1024**3 // 2)  # over the limit, and less than most machines have
        time.sleep(READING_S)
        corners = ((10.0, 10.0), (90.0, 10.0), (90.0, 30.0), (10.0, 30.0))
        return (Line(text=str(os.getpid()), quad=corners, confidence=0.9),)


def build(_settings: Settings) -> MoodyRecogniser:
    return MoodyRecogniser()


if __name__ == "__main__":
    sys.exit(main(build=build))
