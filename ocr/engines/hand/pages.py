"""Which languages a page is in, and the language model of such pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from ocr.engines.hand.language import LanguageModel, LanguageOptions
from ocr.engines.hand.lexicons import LANGUAGES, load_lexicon

_SHARES: Final = (0.0003, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9997)
_PRINT_COUNTS_FOR: Final = 1.0
"""Words by hand that all of a card's print is worth."""


def tell_language(words: Sequence[str], printed: Sequence[str] = ()) -> tuple[float, ...]:
    """Weigh the languages of a page by its words, some of them misread.

    Args:
        words: Written by hand, as first read.
        printed: Words printed on the same card, which count for less: people write in their own
            language.

    Returns:
        A share for each of `LANGUAGES`, adding up to one; alike when there are no words.
    """
    logs = []
    for language in LANGUAGES:
        model = _single(language)
        # Words misread are no full evidence: a third of it decides pages, and spares single words.
        log = sum(model.score(word) for word in _plain_words(words)) / 3
        if printed:
            mean = sum(model.score(word) for word in _plain_words(printed)) / len(printed)
            log += _PRINT_COUNTS_FOR * mean
        logs.append(log)
    top = max(logs)
    raw = [math.exp(log - top) for log in logs]
    first = raw[0] / sum(raw)
    # One of a few shares, so that pages can use the same model.
    share = min(_SHARES, key=lambda step: abs(step - first))
    return (share, 1 - share)


def _plain_words(words: Sequence[str]) -> list[str]:
    return [word.lower() for word in words if not any(c.isdigit() or c in "@/" for c in word)]


@lru_cache(maxsize=8)
def page_model(shares: tuple[float, ...], options: LanguageOptions | None = None) -> LanguageModel:
    """Return the model of pages in which each of `LANGUAGES` has a share.

    The same for all such pages, so that words seen on one are known on the next. Steps that two
    threads take at once are worked out twice, to the same end.
    """
    french = shares[LANGUAGES.index("fr")]
    lexicons = [load_lexicon(language) for language in LANGUAGES]
    return LanguageModel(lexicons, shares, options, french)


@cache
def _single(language: str) -> LanguageModel:
    return LanguageModel([load_lexicon(language)], [1.0])
