"""What the grammar of French and English says of a word by what stands before it.

Accents float or are left out in notes; after an auxiliary a participle is meant. A small word says
how the next one begins: French "le" stands before a consonant, "l'" before a vowel, and so do the
English "a" and "an". A full stop says that a capital follows.
"""

from __future__ import annotations

from dataclasses import dataclass
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
_FULL: Final = frozenset(
    (
        "le", "la", "de", "je", "ne", "que", "se", "me", "te", "du", "au", "ma", "ta", "sa", "ce",
        "jusque", "lorsque", "puisque", "beau", "nouveau", "vieux",
    )
)  # fmt: skip
"""French words that take another form before a vowel."""
_CONSONANTS: Final = frozenset("bcdfgjklmnpqrstvwxzç")
_VOWELS: Final = frozenset("aeiouàâäéèêëîïôöùûüœ")
_NOT_ELIDING: Final = frozenset({"oui", "onze", "onzième", "un", "une", "ou", "où", "et", "à"})
"""... but not before these, numbers and words quoted; "la" and "ce" end a thought before some."""
_SILENT_H: Final = ("hour", "honest", "honor", "honour", "heir")
_EITHER: Final = ("u", "eu", "one", "once")
"""How English words start whose first vowel may sound like a consonant: "a unit", "an uncle"."""
_SHORTEST_PARTICIPLE: Final = 4
_ABBREVIATIONS: Final = frozenset(
    (
        "adr", "appt", "appts", "apr", "aug", "approx", "ave", "avr", "bldg", "blvd", "bur", "cell",
        "corp", "dec", "dept", "dim", "dir", "déc", "dép", "enr", "env", "est", "etc", "ext",
        "extn", "feb", "fri", "févr", "inc", "jan", "janv", "jeu", "juil", "jul", "jun", "ltd",
        "ltée", "lun", "mar", "max", "mer", "mgr", "min", "mlle", "mme", "mon", "mtg", "nos", "nov",
        "oct", "poste", "proch", "prof", "resp", "réf", "sam", "sat", "sem", "sep", "sept", "sun",
        "tel", "thu", "thur", "thurs", "tue", "tues", "tél", "ven", "wed",
    )
)  # fmt: skip
"""A full stop after these ends no sentence."""
_SHORTEST_LAST_WORD: Final = 3


@dataclass(frozen=True, slots=True)
class GrammarOptions:
    """How much grammar counts."""

    participle: float = 4.0
    """How many times as probable a French participle is after "a", "est" or "été"; as many times
    less the same word without its accent."""
    elision: float = 20.0
    """How many times less probable a word is after an elided one when it starts with a consonant,
    and "ou", which is "où" there."""
    full_form: float = 10.0
    """How many times less probable a vowel is after a French word that would be elided."""
    article: float = 10.0
    """How many times less probable a consonant is after "an", and a vowel after "a"."""


def kind_of_word(word: str) -> str:
    """Return what a word, in lower case, says of the next one.

    Returns:
        "a", "an", "helper", "full" (it would be elided before a vowel), or "space": nothing.
    """
    if word in ("a", "an"):
        return word
    if word in FRENCH_HELPERS:
        return "helper"
    return "full" if word in _FULL else "space"


def ends_sentence(word: str) -> bool:
    """Tell whether a full stop after a word, in lower case, ends a sentence."""
    return len(word) >= _SHORTEST_LAST_WORD and word not in _ABBREVIATIONS


def french_odds(word: str, after: str, lexicon: Lexicon, options: GrammarOptions) -> float:
    """Return how many times as probable as anywhere a French word is where it stands.

    Args:
        word: In lower case, not empty.
        after: What `kind_of_word` says of the word before, or "elided".
        lexicon: Of French.
        options: How much grammar counts.
    """
    if after == "elided":
        if word == "où":
            return options.elision
        return 1 / options.elision if word == "ou" or word[0] in _CONSONANTS else 1.0
    if after == "full":
        is_wrong = word[0] in _VOWELS and word not in _NOT_ELIDING
        return 1 / options.full_form if is_wrong else 1.0
    if after not in ("helper", "a") or len(word) < _SHORTEST_PARTICIPLE:
        return 1.0
    stem = word.rstrip("s")
    if stem.endswith(("é", "ée")):
        return options.participle
    is_bare = stem.endswith("e") and f"{stem[:-1]}é" in lexicon
    return 1 / options.participle if is_bare else 1.0


def english_odds(word: str, after: str, options: GrammarOptions) -> float:
    """Return the same for an English word; it is no acronym, which is spelled out: "an MBA"."""
    if after not in ("a", "an") or word.startswith(_EITHER):
        return 1.0
    is_open = word[0] in _VOWELS or word.startswith(_SILENT_H)
    return 1.0 if is_open == (after == "an") else 1 / options.article
