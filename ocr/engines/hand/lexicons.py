"""The words of French and English, from the wordfreq package, and those of business notes.

wordfreq: Robyn Speer, 2022, https://doi.org/10.5281/zenodo.7199437. Its code is under the Apache
License 2.0. Its data are under CC BY-SA 4.0, which may be combined with works under the GNU (A)GPL
version 3; they come from Google Books Ngrams, the Leeds Internet Corpus, Wikipedia, ParaCrawl, OPUS
OpenSubtitles and SUBTLEX, and are installed beside Verso, not part of it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from ocr.engines.hand.words import Lexicon, Spelling, spellable

LANGUAGES: Final = ("fr", "en")

_WORDS: Final = 80_000
"""Per language: half as many cost a little on rare words, more bring nothing."""

_ELIDED: Final = (
    "l",
    "d",
    "j",
    "m",
    "t",
    "s",
    "n",
    "c",
    "qu",
    "jusqu",
    "lorsqu",
    "puisqu",
    "quelqu",
)
"""Words that lose their vowel before another; wordfreq counts them without the apostrophe."""

_NOTE_WORDS: Final = {
    "fr": (
        "rappeler rappel rdv soumission devis courriel envoyer relancer relance suivi carte "
        "cartes prospect mardi lundi mercredi jeudi vendredi samedi dimanche demain midi matin "
        "prochain prochaine semaine mois avant après rencontrer rencontré rencontrée dîner "
        "souper déjeuner facture contrat budget catalogue échantillon échantillons imprimeur "
        "comptable notaire courtier salon foire kiosque collègue voir lui pour chez connaît tél "
        "poste bureau merci intéressé intéressée chaud proch sem lun mar mer jeu ven sam dim "
        "janv févr avr juil sept oct nov déc confirmer présenter remercier félicitations "
        "recommandé référé par de"
    ),
    "en": (
        "call back follow up quote meeting lunch coffee tomorrow next week monday tuesday "
        "wednesday thursday friday saturday sunday email send brochure invoice contract sample "
        "samples introduce thank thanks met booth prospect hot lead asap tmrw appt appts mtg "
        "mgr wk min mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec "
        "knows prefers interested referral referred by budget pricing demo catalogue proposal "
        "extn ext"
    ),
}
_NOTE_FREQUENCY: Final = 4e-5
"""At least that of a word said once in 25,000: notes are about calls, quotes and days."""


@cache
def load_lexicon(language: str) -> tuple[Lexicon, Spelling]:
    """Load the words and the spelling of a language, "fr" or "en"; the first call takes a second.

    Raises:
        KeyError: If there are no words of that language.
    """
    own = _NOTE_WORDS[language].split()
    # Imported here: it brings its own dependencies, and only handwriting needs them.
    import wordfreq

    known = wordfreq.get_frequency_dict(language, wordlist="large")
    frequencies = spellable(sorted(known.items(), key=lambda item: -item[1])[:_WORDS])
    if language == "fr":
        for word in _ELIDED:
            frequencies[f"{word}'"] = frequencies.pop(word, 1e-4)
        for word in [w for w in frequencies if "'" in w[:-1] and w not in _KEPT]:
            # English contractions in French text.
            del frequencies[word]
        frequencies = _drop_bare(frequencies)
    _fade_foreign(frequencies, wordfreq.get_frequency_dict(_OTHER[language], wordlist="large"))
    for word in own:
        frequencies[word] = max(frequencies.get(word, 0.0), _NOTE_FREQUENCY)
    return Lexicon(frequencies), Spelling(frequencies)


def _fade_foreign(frequencies: dict[str, float], foreign: dict[str, float]) -> None:
    """Make rare the words that a language's texts only quote, such as "the" in French ones."""
    for word, value in frequencies.items():
        quoted = foreign.get(word, 0.0)
        if quoted > max(_FOREIGN_FREQUENCY, _FOREIGN_RATIO * value):
            frequencies[word] = value * _FADED


def _drop_bare(frequencies: dict[str, float]) -> dict[str, float]:
    """Drop words that are another one typed without its accents, such as "ete"."""
    best: dict[str, float] = {}
    for word, value in frequencies.items():
        bare = word.translate(_BARE)
        best[bare] = max(best.get(bare, 0.0), value)
    roofed = {
        word.translate(_ROOFLESS): frequencies[word] for word in frequencies if _has_roof(word)
    }
    return {
        word: value
        for word, value in frequencies.items()
        if word.translate(_BARE) != word
        or (best[word] < _BARE_RATIO * value and roofed.get(word, 0.0) < value)
    }


def _has_roof(word: str) -> bool:
    return "î" in word or "û" in word


_OTHER: Final = {"fr": "en", "en": "fr"}
_FOREIGN_RATIO: Final = 8.0
"""A word this many times as frequent in the other language belongs to that one."""
_FOREIGN_FREQUENCY: Final = 1e-3
"""... if it is one of its few dozens of small words; "meeting" and "budget" are said in both."""
_FADED: Final = 0.05

_BARE: Final = str.maketrans("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy")
_ROOFLESS: Final = str.maketrans("îû", "iu")
"""Some leave these accents out since 1990, as in "diner"; where more people write them, so do
notes."""
_BARE_RATIO: Final = 3.0
"""An accented form this many times as frequent makes the bare one a misspelling."""
_KEPT: Final = frozenset({"aujourd'hui", "prud'homme", "presqu'île", "quelqu'un"})
