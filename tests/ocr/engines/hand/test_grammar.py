"""French grammar says which of two spellings is meant."""

from functools import partial

import pytest

from ocr.engines.hand.grammar import french_odds
from ocr.engines.hand.words import Lexicon

LEXICON = Lexicon({"trouvé": 2.0, "trouve": 1.0, "faible": 1.0, "où": 1.0, "ou": 3.0, "une": 5.0})
odds = partial(french_odds, lexicon=LEXICON, participle=4.0, elision=20.0)


@pytest.mark.parametrize("word", ["trouvé", "trouvée", "trouvés", "trouvées"])
def test_a_participle_is_more_probable_after_an_auxiliary(word):
    assert odds(word, "helper") == 4.0
    assert odds(word, "space") == 1.0


def test_a_participle_without_its_accent_is_less_probable_there():
    assert odds("trouve", "helper") == odds("trouves", "helper") == 0.25
    assert odds("trouve", "space") == 1.0


@pytest.mark.parametrize("word", ["faible", "une"])
def test_words_that_are_no_bare_participle_are_left_alone(word):
    assert odds(word, "helper") == 1.0


def test_an_elided_word_stands_before_a_vowel():
    assert odds("arbre", "elided") == odds("hiver", "elided") == 1.0
    assert odds("marbre", "elided") == odds("ou", "elided") == 0.05
    assert odds("où", "elided") == 20.0
