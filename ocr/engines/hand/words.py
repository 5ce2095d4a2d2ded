"""What a language knows of words: how often each occurs, and how unknown ones are spelled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

SPELLING: Final = "abcdefghijklmnopqrstuvwxyzàâäáãçéèêëîïíìñôöóòõœùûüúÿæß'"
"""What words are spelled with, folded to lower case."""
END: Final = "\x00"
"""Stands for the end of a word where spellings are counted."""

_ORDER: Final = 5
"""Letters are predicted from the four before them."""


class Lexicon:
    """Words with their frequencies, walked letter by letter like a tree.

    The tree is never built: a prefix is a range of the sorted list, found by bisection, and its
    weight a difference of cumulative sums. Eighty thousand words are ready in 0.1 s.
    """

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        """Take words in lower case with positive weights.

        Raises:
            ValueError: If there is no word.
        """
        if not frequencies:
            raise ValueError("a lexicon needs words")
        self._words = sorted(frequencies)
        weights = np.array([frequencies[word] for word in self._words], dtype=np.float64)
        weights /= weights.sum()
        self._sums: list[float] = [0.0, *np.cumsum(weights).tolist()]

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word

    def everything(self) -> tuple[int, int]:
        """Return the range of all words, which is that of the empty prefix."""
        return (0, len(self._words))

    def narrow(self, within: tuple[int, int], prefix: str) -> tuple[int, int]:
        """Return the range of the words that start with a prefix, empty when there are none.

        Args:
            within: The range of a shorter prefix of it.
            prefix: In lower case.
        """
        start = bisect_left(self._words, prefix, within[0], within[1])
        # The last character of Unicode sorts after every letter.
        end = bisect_left(self._words, prefix + "\U0010ffff", start, within[1])
        return (start, end)

    def weight(self, within: tuple[int, int]) -> float:
        """Return the probability that a word lies in a range."""
        return self._sums[within[1]] - self._sums[within[0]]

    def word_weight(self, within: tuple[int, int], word: str) -> float:
        """Return the probability of one word, 0 for an unknown one.

        Args:
            within: The range of the word taken as a prefix, where it would come first.
            word: In lower case.
        """
        start, end = within
        if start < end and self._words[start] == word:
            return self._sums[start + 1] - self._sums[start]
        return 0.0


class Spelling:
    """How probable a letter is after the letters before it, in one language.

    Counted on the words themselves, each at the square root of its frequency: unknown words are
    rather like rare words than like "the". Orders are mixed as Witten and Bell do.
    """

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._codes = {letter: i + 1 for i, letter in enumerate(END + SPELLING)}
        self._letters = END + SPELLING
        words = list(frequencies)
        weights = np.sqrt(np.array([frequencies[word] for word in words]))
        text = _Text.of(words, (weights / weights.mean()).tolist())
        self._tables = [_count(text, order) for order in range(1, _ORDER + 1)]
        self._known: dict[str, dict[str, float]] = {}

    def after(self, context: str) -> Mapping[str, float]:
        """Return the probability of every letter, and of `END`, after a context.

        Args:
            context: The letters before, only the last four count; `END` marks the word's start.
        """
        context = context[-(_ORDER - 1) :]
        found = self._known.get(context)
        if found is None:
            found = self._known[context] = self._mix(context)
        return found

    def _mix(self, context: str) -> dict[str, float]:
        size = len(self._letters)
        chances = np.full(size, 1.0 / size)
        for length in range(len(context) + 1):
            tail = context[len(context) - length :]
            counts = self._tables[length].row(_code(tail, self._codes), size)
            total, kinds = counts.sum(), np.count_nonzero(counts)
            if total == 0:
                break
            chances = (counts + kinds * chances) / (total + kinds)
        return dict(zip(self._letters, chances.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each sequence of letters of one length occurs, sorted by its code."""

    codes: NDArray[np.int64]
    weights: NDArray[np.float64]

    def row(self, context_code: int, size: int) -> NDArray[np.float64]:
        """Return the weights of all letters after a context."""
        first, last = context_code << 6, (context_code << 6) + 63
        start, end = np.searchsorted(self.codes, [first, last + 1])
        row = np.zeros(size)
        row[(self.codes[start:end] & 63) - 1] = self.weights[start:end]
        return row


def _code(letters: str, codes: Mapping[str, int]) -> int:
    code = 0
    for letter in letters:
        code = (code << 6) | codes[letter]
    return code


@dataclass(frozen=True, slots=True)
class _Text:
    """All words in one row of codes, each between two end marks."""

    codes: NDArray[np.int64]
    weights: NDArray[np.float64]
    """Of the word that each code belongs to."""
    words: NDArray[np.int64]
    """Which word each code belongs to."""

    @staticmethod
    def of(words: list[str], weights: list[float]) -> _Text:
        """Write words down one after another."""
        marked = "".join(f"{END}{word}{END}" for word in words)
        table = np.zeros(0x180, dtype=np.int64)
        for i, letter in enumerate(END + SPELLING):
            table[ord(letter)] = i + 1
        points = np.frombuffer(marked.encode("utf-32-le"), dtype=np.uint32)
        lengths = [len(word) + 2 for word in words]
        return _Text(
            codes=table[points],
            weights=np.repeat(np.array(weights), lengths),
            words=np.repeat(np.arange(len(words)), lengths),
        )


def _count(text: _Text, order: int) -> _Counts:
    steps = max(0, len(text.codes) - order + 1)
    grams = np.zeros(steps, dtype=np.int64)
    for offset in range(order):
        grams = (grams << 6) | text.codes[offset : steps + offset]
    # Sequences that run over into the next word are left out, and so are those that predict the
    # mark of a start, which is only ever a context.
    last = slice(order - 1, order - 1 + steps)
    is_start = np.concatenate([[True], text.words[1:] != text.words[:-1]])
    kept = (text.words[:steps] == text.words[last]) & ~is_start[last]
    unique, where = np.unique(grams[kept], return_inverse=True)
    sums = np.bincount(where, weights=text.weights[last][kept])
    return _Counts(unique, sums.astype(np.float64))


def spellable(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Keep words of letters and apostrophes only, each once, with its first weight."""
    letters = set(SPELLING)
    kept: dict[str, float] = {}
    for word, weight in words:
        if weight > 0 and word and letters.issuperset(word):
            kept.setdefault(word, weight)
    return kept
