import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engines.hand.lexicons import load_lexicon
from ocr.engines.hand.pages import page_model, tell_language

FRENCH, ENGLISH, BOTH = (0.9997, 0.0003), (0.0003, 0.9997), (0.5, 0.5)


@pytest.mark.parametrize(
    ("shares", "right", "wrong"),
    [
        (FRENCH, "il a été trouvé", "il a ete trauvé"),
        (FRENCH, "l'arbre", "l' arbre"),
        (FRENCH, "il tire son nom", "il the son nom"),
        (FRENCH, "rappeler mardi", "rappder mardi"),
        (ENGLISH, "don't you see", "dont' you see"),
        (ENGLISH, "call back next week", "coll bock nent weck"),
        (ENGLISH, "the end. Then we left", "the end. tHen we left"),
        (BOTH, "meeting mardi", "meetinq mardi"),
        (FRENCH, "d'où il vient", "d'ou il vient"),
        (FRENCH, "l'arbre", "l'marbre"),
        (FRENCH, "ils l'ont étudié ensemble", "ils l'ont étudie ensemble"),
        (FRENCH, "elle est intéressée", "elle est intéresse"),
        (FRENCH, "elle regarde le dossier", "elle regardé le dossier"),
        (FRENCH, "ce qu'engendre sa toux", "ce au engendre sa toux"),
        (FRENCH, "carte de l'associé", "carte de la associé"),
        (ENGLISH, "we went on together", "we went an together"),
        (ENGLISH, "an hour after", "a hour after"),
    ],
)
def test_what_people_write_is_more_probable_than_what_it_is_misread_as(shares, right, wrong):
    model = page_model(shares)

    assert model.score(right) > model.score(wrong)


def test_an_unknown_name_costs_less_with_its_capital():
    model = page_model(BOTH)

    assert model.score("voir Quibeltra demain") > model.score("voir quibeltra demain")


def test_a_sentence_rather_begins_with_a_capital():
    model = page_model(FRENCH)

    assert model.score("merci. Rappeler") > model.score("merci. rappeler")
    assert model.score("merci rappeler") > model.score("merci Rappeler")


def test_a_capital_is_more_probable_after_a_sentence_than_after_an_abbreviation():
    model = page_model(FRENCH)

    def gain(before):
        return model.score(f"{before}. Rappeler") - model.score(f"{before}. rappeler")

    assert gain("demain") > gain("tél")


def test_a_line_below_a_full_stop_begins_a_sentence():
    model = page_model(FRENCH)

    def gain(above):
        start = model.line_after(above)
        return model.step(start, "R")[1] - model.step(start, "r")[1]

    assert gain("Le local est libre.") > gain("Le local est libre") == gain("")


@settings(deadline=None)
@given(st.text("abcdeéèê ,.'-'ABC019", max_size=15))
def test_every_text_has_a_probability(text):
    log = page_model(BOTH).score(text)

    assert math.isfinite(log)
    assert log <= 1e-9


@settings(deadline=None)
@given(st.text("abé' .A1", max_size=8), st.sampled_from("abé' .A1"))
def test_scores_do_not_depend_on_what_was_asked_before(text, character):
    model = page_model(BOTH)
    state = model.start
    for c in text:
        state, _ = model.step(state, c)

    again = model.step(state, character)[1]

    assert model.step(state, character)[1] == again


@pytest.mark.parametrize("context", ["", "\0", "\0so", "tion", "zzzz"])
def test_letters_after_a_context_have_probabilities_that_add_up_to_one(context):
    _, spelling = load_lexicon("fr")

    assert sum(spelling.after(context).values()) == pytest.approx(1.0)


def test_the_language_of_a_page_is_told_by_its_words():
    assert tell_language(["rappeler", "mardi", "pour", "la", "soumission"])[0] > 0.9
    assert tell_language(["call", "back", "next", "week", "about", "the", "quote"])[1] > 0.9
    assert tell_language([]) == BOTH


def test_print_helps_to_tell_the_language_of_a_doubtful_note():
    printed = ["Directrice", "des", "ventes", "rue", "de", "la", "Gare"]

    assert tell_language(["intro"], printed)[0] > tell_language(["intro"])[0]


def test_misspellings_without_accents_are_no_words():
    lexicon, _ = load_lexicon("fr")

    assert "été" in lexicon
    assert "ete" not in lexicon
    assert "soumission" in lexicon
    assert "l'" in lexicon


def test_words_that_more_people_write_with_their_circumflex_are_written_so():
    lexicon, _ = load_lexicon("fr")

    assert "dîner" in lexicon
    assert "diner" not in lexicon
    assert all(word in lexicon for word in ("du", "dû", "sur", "sûr", "mur", "mûr"))
