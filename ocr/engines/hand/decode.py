"""Chooses the text of a line from all its views."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.engines.hand.alphabet import Alphabet
from ocr.engines.hand.beam import PLAIN_CHARACTER_LOG, BeamOptions, TextTree, likelihoods, search
from ocr.engines.hand.guards import find_pins, is_protected, read_plain
from ocr.engines.hand.language import LanguageModel, State
from ocr.engines.runtimes import Tensor


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """How texts are chosen."""

    beam: BeamOptions = field(default_factory=BeamOptions)
    softness: float = 1.0
    """Probabilities are raised to one over this: above 1, second choices count more."""
    view_trust: float = 0.5
    """0 takes the mean of the views' logarithms; the larger, the more the view counts that likes a
    text best."""
    accent_share: float = 0.1
    """Of a plain letter's probability that its accented forms get: accents float or are
    forgotten, and the language knows where they belong."""
    case_share: float = 0.02
    """The same for capitals that look like their small letter: a tight crop hides how large a
    letter is."""
    lookalike_share: float = 0.003
    """The same for letters that hands confuse, such as n and u."""


@dataclass(frozen=True, slots=True)
class HandText:
    """The text of a handwritten line."""

    text: str
    confidence: float
    """Probability that no character is wrong, [0, 1]."""
    likelihood: float
    """Of the picture given the text, the geometric mean over its characters, [0, 1]: low where
    there is no text that this can read."""
    terms: tuple[float, ...] = ()
    """What the confidence depends on; see `confidence_terms`."""


_CLEAR: Final = 20.0
"""A text this far ahead of the next, in logarithms, has no rival."""
_CALIBRATION: Final = (0.815, 0.698, 1.83, -0.018, 1.808)
"""Bias, and the weights of `confidence_terms`."""

_ACCENTED: Final = {
    "e": "éèêë", "a": "àâä", "u": "ùûü", "i": "îï", "o": "ôö", "c": "ç",
    "E": "ÉÈÊ", "A": "ÀÂ", "C": "Ç", "é": "eèê", "è": "eéê", "ê": "eéè", "à": "aâ", "â": "aà",
    "ù": "uû", "û": "uù", "î": "iï", "ï": "iî", "ô": "oö",
}  # fmt: skip
_TWINS: Final = {
    letter: other
    for small in "cefijklmnopstuvwxyz"
    for letter, other in ((small, small.upper()), (small.upper(), small))
}
_LOOKALIKES: Final = {
    "a": "oued", "b": "lhfk", "c": "eor", "d": "alc", "e": "clrio", "f": "lbtp", "g": "yqjzp",
    "h": "knlb", "i": "ejrlt", "j": "gyi", "k": "hlt", "l": "ebtifI1", "m": "nwur", "n": "rumvh",
    "o": "aeuvs", "p": "fngj", "q": "gyap", "r": "nvisc", "s": "rnoa", "t": "lfiec", "u": "nvaiwr",
    "v": "ruwno", "w": "uvmn", "x": "rnk", "y": "gjqzu", "z": "ygsr", "I": "lJT1", "T": "ITJ",
    "S": "Ls", "L": "lSC", "C": "cLG", "0": "Oo", "1": "lI", "'": ",", ",": ".", ".": ",",
}  # fmt: skip


def decode_line(
    views: Sequence[Tensor],
    alphabet: Alphabet,
    model: LanguageModel,
    options: DecodeOptions,
    start: State | None = None,
) -> HandText:
    """Find the text that all views of a line, and the language, agree on.

    Args:
        views: Probabilities of each view, shape (steps, characters); at least one.
        alphabet: The characters.
        model: The page's languages.
        options: How texts are chosen.
        start: Where the line begins, of ``model``; after no other line when None.
    """
    start = start or model.start
    tree = TextTree(alphabet.characters, model, options.beam, start)
    softened = []
    found: set[tuple[int, ...]] = set()
    for scores in views:
        pins = find_pins(read_plain(scores, alphabet.characters))
        soft = _soften(scores, alphabet, options)
        softened.append(soft)
        found.update(p.indices() for p in search(soft, tree, options.beam, pins))
    texts = sorted(found)
    seen = _pool(np.array([likelihoods(scores, texts) for scores in softened]), options)
    lengths = np.array([len(text) for text in texts])
    said = np.array(
        [language_log("".join(alphabet.characters[i] for i in t), model, start) for t in texts]
    )
    totals = seen + options.beam.language_weight * said + options.beam.length_bonus * lengths
    best = int(totals.argmax())
    text = "".join(alphabet.characters[i] for i in texts[best]).strip()
    if not text:
        return HandText("", 0.0, 0.0)
    per_character = float(seen[best]) / max(1, int(lengths[best]))
    margin = float(totals[best] - np.partition(totals, -2)[-2]) if len(texts) > 1 else _CLEAR
    terms = confidence_terms(per_character, len(text), margin)
    likelihood = min(1.0, float(np.exp(per_character)))
    return HandText(text, line_confidence(terms), likelihood, terms)


def line_confidence(terms: tuple[float, ...]) -> float:
    """Return the probability that a line was read without any error.

    A logistic regression, fitted to lines of drawn pages (`python -m bench.handwriting --fit`).

    Args:
        terms: See `confidence_terms`.
    """
    bias, *weights = _CALIBRATION
    return 1 / (1 + math.exp(-(bias + sum(w * t for w, t in zip(weights, terms, strict=True)))))


def confidence_terms(per_character: float, length: int, margin: float) -> tuple[float, ...]:
    """Return what the confidence of a line depends on.

    Args:
        per_character: Mean logarithm of the picture's probability over the characters.
        length: Number of characters.
        margin: By how much the text is ahead of the next one, in logarithms.
    """
    return (
        max(-3.0, per_character),
        max(-40.0, per_character * length) / 10,
        math.log(length),
        math.log1p(min(_CLEAR, max(0.0, margin))),
    )


def tidy_marks(text: str, *, is_french: bool) -> str:
    """Take the spaces out that no language writes before a mark; French has one before "!" or ":".

    Hands leave gaps where they like, and the network reads them.
    """
    text = re.sub(r" +(?=[,)])", "", text)
    return text if is_french else re.sub(r" +(?=[;:!?])", "", text)


def _pool(logs: NDArray[np.float64], options: DecodeOptions) -> NDArray[np.float64]:
    """Pool the logarithms of each view, shape (views, texts), into one for each text."""
    if options.view_trust == 0:
        return np.asarray(logs.mean(axis=0), dtype=np.float64)
    trust = options.view_trust
    pooled = np.logaddexp.reduce(logs * trust, axis=0) - np.log(len(logs))
    return np.asarray(pooled / trust, dtype=np.float64)


def language_log(text: str, model: LanguageModel, start: State | None = None) -> float:
    """Return the language model's logarithm of a text, its protected tokens counted flat."""
    total, state = 0.0, start or model.start
    for i, token in enumerate(text.split(" ")):
        if i:
            state, gain = model.step(state, " ")
            total += gain
        if is_protected(token):
            total += PLAIN_CHARACTER_LOG * len(token)
            state = model.aside
            continue
        for character in token:
            state, gain = model.step(state, character)
            total += gain
    return total + model.finish(state)


def _soften(scores: Tensor, alphabet: Alphabet, options: DecodeOptions) -> Tensor:
    """Lend probability to accented forms and to lookalikes."""
    raised = scores ** (1 / options.softness) if options.softness != 1 else scores
    columns = np.ascontiguousarray(raised.T)
    mixed = columns.copy()
    shares = (options.accent_share, options.case_share, options.lookalike_share)
    for source, target, kind in _loans(alphabet.characters):
        mixed[target] += shares[kind] * columns[source]
    normal: Tensor = (mixed / mixed.sum(axis=0)).T
    return np.ascontiguousarray(normal)


@cache
def _loans(characters: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    """Return who lends to whom, as indices, and the number of the table that says so."""
    index = {character: i for i, character in enumerate(characters)}
    return tuple(
        (index[letter], index[other], kind)
        for kind, table in enumerate((_ACCENTED, _TWINS, _LOOKALIKES))
        for letter, others in table.items()
        for other in others
        if letter in index and other in index
    )
