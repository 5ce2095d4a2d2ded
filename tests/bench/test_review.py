"""The measure of the review: what counts as right, and what the report says."""

from __future__ import annotations

from collections import Counter

from bench.review import Reviewed, write_report
from bench.review_hand import is_right, true_rows_of, true_texts
from drawn import draw_card


def test_case_accents_and_punctuation_are_forgiven_and_words_are_not():
    assert is_right("title", "CONSEILLERE, ventes", "Conseillère ventes")
    assert not is_right("title", "Conseillère", "Conseillère ventes")
    assert not is_right("organization", "", "Atelier Boréal")


def test_a_number_is_right_however_it_is_written_and_not_when_a_digit_is_wrong():
    assert is_right("phone_value", "+1 514 555-0147", "514.555.0147")
    assert not is_right("phone_value", "514 555-0148", "514 555-0147")


def test_an_address_on_the_web_is_right_with_or_without_its_scheme():
    assert is_right("link_value", "https://www.boreal.example/", "boreal.example")
    assert not is_right("link_value", "", "boreal.example")


def test_the_truth_of_a_card_is_told_by_the_names_of_the_form():
    card = draw_card(5201, language="fr")

    texts, rows = true_texts(card), true_rows_of(card)

    assert texts["family_name"] == card.fields.name.family
    assert rows["email"] == list(card.fields.emails)


def test_the_report_counts_characters_and_keys_apart_and_together():
    reviewed = [
        Reviewed(1, 2, 0, Counter(), 50.0, 60.0),
        Reviewed(2, 5, 30, Counter({"typed": 1}), 70.0, 90.0),
        Reviewed(3, 4, 0, Counter({"picked": 1}), 0.0, 0.0),
    ]

    report = write_report(reviewed)

    assert "characters typed into values left out | 4 | 5 | 5 |" in report
    assert "every character counted | 4 | 35 | 35 | 12 |" in report
    assert "3 cards, of which 1 needed no correction. Corrections: picked 1, typed 1." in report
    assert "| 2 | 5 | 30 | 35 | typed 1 |" in report
    assert "next form on the screen, ms | 60 |" in report, "the last card has no next one"
