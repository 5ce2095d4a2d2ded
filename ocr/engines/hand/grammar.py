"""What French grammar says of a word by what stands before it.

Accents float or are left out in notes; after an auxiliary a participle is meant, and an elided word
stands before a vowel.
"""

from __future__ import annotations

from typing import Final

from ocr.engines.hand.words import Lexicon

FRENCH_HELPERS: Final = frozenset(
    (
        "a", "ai", "as", "avons", "avez", "ont", "avait", "avaient", "aura", "auront", "aurait",
        "ayant", "avoir", "est", "es", "sont", "était", "étaient", "suis", "êtes", "sommes", "été",
        "être", "sera", "seront", "serait", "soit", "fut", "étant", "très", "déjà", "bien",
    )
)  # fmt: skip
"""Words that a participle often follows."""
_CONSONANTS: Final = frozenset("bcdfgjklmnpqrstvwxzç")
_SHORTEST_PARTICIPLE: Final = 4


def french_odds(
    word: str, after: str, lexicon: Lexicon, *, participle: float, elision: float
) -> float:
    """Return how many times as probable as anywhere a French word is where it stands.

    Args:
        word: In lower case, not empty.
        after: "helper" or "elided"; anything else says nothing.
        lexicon: Of French.
        participle: How many times as probable a participle is after a helper, and how many times
            less the same word without its accent.
        elision: How many times less probable a consonant is after an elided word, and "ou", which
            is "où" there.
    """
    if after == "elided":
        if word == "où":
            return elision
        return 1 / elision if word == "ou" or word[0] in _CONSONANTS else 1.0
    if after != "helper" or len(word) < _SHORTEST_PARTICIPLE:
        return 1.0
    stem = word.rstrip("s")
    if stem.endswith(("é", "ée")):
        return participle
    is_bare = stem.endswith("e") and f"{stem[:-1]}é" in lexicon
    return 1 / participle if is_bare else 1.0
