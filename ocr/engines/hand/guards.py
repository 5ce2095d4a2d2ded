"""Keeps the language model away from what is no prose: numbers, addresses, acronyms.

"Extn 4021" must not become "Exten 402 i", nor an initialism a word that looks like it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from ocr.engines.hand.beam import Pin
from ocr.engines.runtimes import Tensor

_DOMAIN: Final = re.compile(
    r"[\w-]{2,}\.(?:[a-z]{2,3}|info|example|test|paris|quebec)\b[/\w.-]*$", re.I
)
_MIN_DIGITS: Final = 2
_MIN_CAPITALS: Final = 3


def is_protected(token: str) -> bool:
    """Tell whether a token, the characters between two spaces, is to be left as it was read."""
    if sum(character.isdigit() for character in token) >= _MIN_DIGITS:
        return True
    if "@" in token or "://" in token or token.lower().startswith("www."):
        return True
    if sum(character.isupper() for character in token) >= _MIN_CAPITALS:
        return True
    return _DOMAIN.match(token) is not None


@dataclass(frozen=True, slots=True)
class PlainText:
    """What the network alone reads, and when."""

    text: str
    confidence: float
    """Mean probability of the characters, [0, 1]; 0 without any."""
    spans: tuple[tuple[int, int], ...]
    """For each character its first step and the one after its last."""


def read_plain(scores: Tensor, characters: tuple[str, ...]) -> PlainText:
    """Read the most probable way of a line.

    Args:
        scores: Probabilities, shape (steps, characters), the blank first.
        characters: The alphabet.
    """
    best = scores.argmax(axis=1).tolist()
    edges = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(best)) if a != b), len(best)]
    runs = [(a, b) for a, b in pairwise(edges) if b > a and best[a]]
    text = "".join(characters[best[start]] for start, _ in runs)
    sure = [float(scores[start:stop, best[start]].max()) for start, stop in runs]
    return PlainText(text, float(np.mean(sure)) if sure else 0.0, tuple(runs))


def find_pins(plain: PlainText) -> tuple[Pin, ...]:
    """Return the stretches of a line that hold protected tokens."""
    return tuple(
        Pin(plain.spans[match.start()][0], plain.spans[match.end() - 1][1])
        for match in re.finditer(r"[^ ]+", plain.text)
        if is_protected(match.group())
    )
