"""The seam to text recognition: one Protocol, its engines in ocr/engines/."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from ocr.types import Image, Line, Quad


class Recogniser(Protocol):
    """Finds and reads the lines of text on a picture.

    Built once, takes no per-call settings, safe to call from several threads.
    """

    @property
    def name(self) -> str:
        """Short name with version, such as "rapidocr-3.10-openvino"."""

    def find(self, photo: Image) -> tuple[Quad, ...]:
        """Find where there is text, quickly and without reading it.

        Small print may be missed; what is returned is text.

        Args:
            photo: RGB picture, shape (h, w, 3), uint8.

        Returns:
            Quads around lines, or pieces of lines, in no particular order, pixels of ``photo``;
            an empty tuple when there is no text.

        Raises:
            EngineError: If the engine stopped.
        """

    def read(self, card: Image) -> tuple[Line, ...]:
        """Read every line of a picture.

        Args:
            card: RGB picture, shape (h, w, 3), uint8.

        Returns:
            Lines in the order the engine found them, quads in pixels of ``card``; an empty
            tuple when there is no text.

        Raises:
            EngineError: If the engine stopped.
        """


@runtime_checkable
class ReadsHandwriting(Protocol):
    """What a recogniser may do besides: read handwriting with more care than print.

    Safe to call from several threads.
    """

    def read_hand(self, card: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Read the lines again that are marked as handwritten.

        Args:
            card: RGB picture, shape (h, w, 3), uint8.
            lines: Of that picture.

        Returns:
            As many lines, in the same order: printed ones unchanged, handwritten ones with a
            better text and its confidence where there is one.

        Raises:
            EngineError: If the engine stopped.
        """


@runtime_checkable
class ReadsSoftly(Protocol):
    """What a recogniser may do besides: read print that is not sharp.

    Safe to call from several threads.
    """

    def read_soft(self, card: Image) -> tuple[Line, ...]:
        """Read every line of a picture with fewer details than pixels, as one that was enlarged.

        Args:
            card: RGB picture, shape (h, w, 3), uint8.

        Returns:
            What `Recogniser.read` returns; very small print may be missed.

        Raises:
            EngineError: If the engine stopped.
        """
