"""The characters that notes in French and English are made of.

The recognition network knows 18,708 classes, most of them Chinese; a note needs some 150. Keeping
only those changes few readings and makes the search over them cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.engines.runtimes import Tensor

LETTERS: Final = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "àâäáãçéèêëîïíìñôöóòõœùûüúÿæßÀÂÄÁÃÇÉÈÊËÎÏÍÑÔÖÓÕŒÙÛÜÚÆ"
)
DIGITS: Final = "0123456789"
PUNCTUATION: Final = " .,;:!?'\"()-/&@+#%*=€$£°_<>[]~«»"

_RARE: Final = "=<>[]~_°£«»*;"
_RARE_WEIGHT: Final = 0.2

_SPELLINGS: Final = {
    "'": "'’‘`´",
    '"': '"“”„',
    "-": "-–—‐",
    "(": "(（",
    ")": ")）",
    ",": ",，",
    ":": ":：",
    ";": ";；",
    "!": "!！",
    "?": "?？",
    "°": "°º˚",
}
"""Classes of the network that say the same on a note; their probabilities are added."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters kept, and the classes of the network that each stands for."""

    characters: tuple[str, ...]
    """Index 0 is the CTC blank, ""."""
    classes: tuple[tuple[int, ...], ...]
    """For each character, its classes; never empty."""

    @property
    def columns(self) -> NDArray[np.int64]:
        """All kept classes in the order of `classes`, flattened."""
        return np.array([i for group in self.classes for i in group], dtype=np.int64)

    def gather(self, scores: Tensor) -> Tensor:
        """Add up the probabilities of the kept classes.

        Args:
            scores: Probabilities of `columns`, shape (..., number of columns).

        Returns:
            Probabilities that add up to one, shape (..., number of characters).
        """
        # Marks that notes hardly use are mostly misread ones: an arrow's or a rule's remains.
        starts = np.cumsum([0, *(len(group) for group in self.classes[:-1])])
        summed = np.add.reduceat(scores, starts, axis=-1)
        summed[..., self._rare()] *= _RARE_WEIGHT
        normal: Tensor = summed / np.maximum(summed.sum(axis=-1, keepdims=True), 1e-12)
        return normal.astype(np.float32)

    def _rare(self) -> list[int]:
        return [
            i for i, character in enumerate(self.characters) if character and character in _RARE
        ]


def latin_alphabet(network_characters: tuple[str, ...]) -> Alphabet:
    """Pick the characters of notes out of those a network knows.

    Args:
        network_characters: What its classes stand for; the first is the CTC blank.
    """
    class_of = {character: i for i, character in enumerate(network_characters)}
    characters: list[str] = [""]
    classes: list[tuple[int, ...]] = [(0,)]
    for character in LETTERS + DIGITS + PUNCTUATION:
        spellings = _SPELLINGS.get(character, character)
        group = tuple(class_of[s] for s in spellings if s in class_of)
        if group:
            characters.append(character)
            classes.append(group)
    return Alphabet(tuple(characters), tuple(classes))
