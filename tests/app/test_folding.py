"""Folded text: however somebody types a word, it is the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.folding import WORD_LIMIT, fold, fold_name, same_words, split_words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("NOÉMIE", "noemie"),
        ("Œuvre", "oeuvre"),
        ("Æther", "aether"),
        ("Straße", "strasse"),
        ("Łukasz Øster", "lukasz oster"),
        ("İstanbul", "istanbul"),
        ("ﬁn", "fin"),
        ("हिंदी", "हिंदी"),
    ],
)
def test_case_accents_and_ligatures_go(typed: str, folded: str):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tessier-Roy", ["tessier", "roy", "tessierroy"]),
        ("L’Oréal", ["l", "oreal", "loreal"]),
        ("O'Brien", ["o", "brien", "obrien"]),
        ("Gagné & Fils, notaires", ["gagne", "fils", "notaires"]),
        ("R&D", ["r", "d", "rd"]),
        ("", []),
        ("— · …", []),
    ],
)
def test_words_come_in_parts_and_as_one(text: str, words: list[str]):
    assert list(split_words(text)) == words


@given(st.text())
def test_a_word_is_never_empty_and_never_too_long(text: str):
    assert all(0 < len(word) <= WORD_LIMIT for word in split_words(text))


def test_a_name_folds_to_its_words():
    assert fold_name("  Tessier-Roy,  Noémie ") == "tessier roy noemie"


def test_the_same_words_in_another_order_are_the_same():
    assert same_words("TESSIER-ROY Noémie", "Noémie Tessier-Roy")
    assert not same_words("Noémie Roy", "Noémie Tessier-Roy")
