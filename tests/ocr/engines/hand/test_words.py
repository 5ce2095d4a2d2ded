import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engines.hand.words import END, Lexicon, Spelling, spellable

WORDS = st.dictionaries(
    st.text("abcé'", min_size=1, max_size=6), st.floats(0.01, 10.0), min_size=1, max_size=30
)


@settings(deadline=None)
@given(WORDS, st.text("abcé'", max_size=4))
def test_a_prefix_weighs_as_much_as_its_words(words, prefix):
    lexicon = Lexicon(words)

    within = lexicon.everything()
    for length in range(1, len(prefix) + 1):
        within = lexicon.narrow(within, prefix[:length])

    total = sum(words.values())
    expected = sum(value for word, value in words.items() if word.startswith(prefix)) / total
    assert lexicon.weight(within) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(WORDS)
def test_every_word_is_found_at_its_own_weight(words):
    lexicon = Lexicon(words)
    total = sum(words.values())

    for word, value in words.items():
        within = lexicon.narrow(lexicon.everything(), word)
        assert lexicon.word_weight(within, word) == pytest.approx(value / total, abs=1e-9)
        assert word in lexicon


def test_a_lexicon_without_words_is_refused():
    with pytest.raises(ValueError, match="words"):
        Lexicon({})


@settings(deadline=None)
@given(WORDS, st.text("abcé'", max_size=7))
def test_chances_of_the_next_letter_add_up_to_one(words, context):
    chances = Spelling(words).after(END + context)

    assert sum(chances.values()) == pytest.approx(1.0)
    assert all(chance > 0 for chance in chances.values())


def test_spelling_learns_what_follows_what():
    spelling = Spelling({"quai": 1.0, "que": 1.0, "qui": 1.0, "art": 1.0})

    assert spelling.after("\0q")["u"] > 0.5
    assert spelling.after("\0qua")["i"] > spelling.after("\0qua")["e"]


def test_words_with_other_signs_are_left_out():
    kept = spellable([("été", 1.0), ("24h", 1.0), ("l'", 1.0), ("été", 0.5), ("zéro", 0.0)])

    assert kept == {"été": 1.0, "l'": 1.0}
