"""Grammar says which of two spellings is meant."""

from functools import partial

import pytest

from ocr.engines.hand.grammar import (
    GrammarOptions,
    ends_sentence,
    english_odds,
    french_odds,
    kind_of_word,
)
from ocr.engines.hand.words import Lexicon

LEXICON = Lexicon({"trouvé": 2.0, "trouve": 1.0, "faible": 1.0, "où": 1.0, "ou": 3.0, "une": 5.0})
OPTIONS = GrammarOptions(participle=4.0, elision=20.0, full_form=10.0, article=8.0)
odds = partial(french_odds, lexicon=LEXICON, options=OPTIONS)


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


@pytest.mark.parametrize("word", ["au", "le", "de", "que", "ne"])
def test_french_words_are_elided_before_a_vowel(word):
    after = kind_of_word(word)

    assert odds("arbre", after) == odds("effet", after) == 0.1
    assert odds("marbre", after) == odds("hiver", after) == odds("onze", after) == 1.0


def test_an_english_article_goes_with_the_sound_after_it():
    assert english_odds("end", "an", OPTIONS) == english_odds("house", "a", OPTIONS) == 1.0
    assert english_odds("together", "an", OPTIONS) == english_odds("apple", "a", OPTIONS) == 0.125
    assert english_odds("hour", "an", OPTIONS) == 1.0
    assert english_odds("hour", "a", OPTIONS) == 0.125


@pytest.mark.parametrize("word", ["unit", "uncle", "one", "euro"])
def test_nothing_is_said_of_vowels_that_may_sound_like_consonants(word):
    assert english_odds(word, "a", OPTIONS) == english_odds(word, "an", OPTIONS) == 1.0


def test_words_say_what_follows_them():
    assert kind_of_word("est") == "helper"
    assert kind_of_word("an") == "an"
    assert kind_of_word("carte") == "space"


def test_a_full_stop_after_an_abbreviation_ends_no_sentence():
    assert ends_sentence("demain")
    assert not ends_sentence("tél")
    assert not ends_sentence("m")
