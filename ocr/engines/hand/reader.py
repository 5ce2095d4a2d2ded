"""Reads lines that are known to be handwritten again, and better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ocr.engines.hand.crops import VIEWS, View, cut_view, stack_lines
from ocr.engines.hand.decode import DecodeOptions, HandText, decode_line, tidy_marks
from ocr.engines.hand.guards import read_plain
from ocr.engines.hand.lexicons import LANGUAGES
from ocr.engines.hand.network import HandNetwork, build_hand_network
from ocr.engines.hand.pages import page_model, tell_language
from ocr.engines.runtimes import Tensor
from ocr.geometry import Corners, to_corners
from ocr.types import Image, Line

_FRENCH: Final = 0.3
"""Pages in which French has this share may write as French does."""


@dataclass(frozen=True, slots=True)
class HandOptions:
    """How handwriting is read."""

    views: tuple[View, ...] = VIEWS
    decode: DecodeOptions = field(default_factory=DecodeOptions)
    min_likelihood: float = 0.2
    """Below it the line's first reading is kept: what is on it is no text that this can read."""


class HandReader:
    """Reads handwriting with the recognition network and a language model.

    Built once; safe to call from several threads. Each view of a line costs one network run and one
    search.
    """

    def __init__(self, network: HandNetwork, options: HandOptions | None = None) -> None:
        self._network = network
        self._options = options or HandOptions()

    def read(self, card: Image, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Read the handwritten lines of a card again.

        Args:
            card: RGB, shape (h, w, 3).
            lines: Their quads lie on ``card``.

        Returns:
            As many lines in the same order: printed ones as they are, handwritten ones with
            what was read, and their confidence.

        Raises:
            EngineError: If the engine stopped.
        """
        by_hand = [i for i, line in enumerate(lines) if line.handwritten]
        if not by_hand:
            return tuple(lines)
        texts = self.read_texts(card, lines)
        read = list(lines)
        for i, text in zip(by_hand, texts, strict=True):
            if text.text and text.likelihood >= self._options.min_likelihood:
                read[i] = replace(lines[i], text=text.text, confidence=text.confidence)
        return tuple(read)

    def read_texts(self, card: Image, lines: Sequence[Line]) -> list[HandText]:
        """Read the handwritten lines of a card, and say what their confidence rests on.

        Args:
            card: RGB, shape (h, w, 3).
            lines: Their quads lie on ``card``; printed ones tell the language.

        Returns:
            A text for each line that is handwritten, in their order.

        Raises:
            EngineError: If the engine stopped.
        """
        quads = [to_corners(line.quad) for line in lines if line.handwritten]
        return self._decode([self._look(card, quad) for quad in quads], lines)

    def _look(self, card: Image, corners: Corners) -> list[Tensor]:
        """Return the probabilities of every view of a line, shape (steps, characters) each."""
        crops = [cut_view(card, corners, view) for view in self._options.views]
        return [self._network.run(stack_lines([crop]))[0] for crop in crops]

    def _decode(self, seen: list[list[Tensor]], lines: Sequence[Line]) -> list[HandText]:
        characters = self._network.alphabet.characters
        plain = [read_plain(views[0], characters).text for views in seen]
        # Print on the same card tells its language too, less surely than the hand.
        printed = [line.text for line in lines if not line.handwritten]
        printed_words = _words(printed)
        shares = tell_language(_words(plain), printed_words)
        texts = self._decode_in(shares, seen)
        # What the first language made of it tells more surely which one it is.
        again = tell_language(_words([text.text for text in texts]), printed_words)
        return texts if again == shares else self._decode_in(again, seen)

    def _decode_in(self, shares: tuple[float, ...], seen: list[list[Tensor]]) -> list[HandText]:
        model, alphabet = page_model(shares), self._network.alphabet
        is_french = shares[LANGUAGES.index("fr")] > _FRENCH
        texts: list[HandText] = []
        for views in seen:
            start = model.line_after(texts[-1].text if texts else "")
            text = decode_line(views, alphabet, model, self._options.decode, start)
            texts.append(replace(text, text=tidy_marks(text.text, is_french=is_french)))
        return texts


def build_hand_reader(runtime: str, options: HandOptions | None = None) -> HandReader:
    """Build the reader on "openvino" or "onnxruntime".

    Raises:
        EngineMissingError: If that runtime or the model is not installed.
    """
    return HandReader(build_hand_network(runtime), options)


def _words(texts: Sequence[str]) -> list[str]:
    return [word for text in texts for word in text.split()]
