"""Lines cut in two fields, at places where both halves can stand alone."""

from __future__ import annotations

from ocr.fields.cuts import find_cuts
from ocr.fields.text_model import load_text_model


def test_a_name_and_a_title_without_a_separator_are_cut_between_them():
    best = find_cuts("Ada Lindqvist Founder & CEO", load_text_model())[0]
    assert (best.first, best.second) == ("Ada Lindqvist", "Founder & CEO")
    assert best.roles == ("name", "title")
    assert not best.is_separated


def test_no_half_begins_or_ends_in_the_middle_of_a_phrase():
    for text in ("Ada Lindqvist Founder & CEO", "Ada Lindqvist Director of Sales"):
        for cut in find_cuts(text, load_text_model()):
            assert not cut.second.startswith(("&", "of "))
            assert not cut.first.endswith(("&", " of"))


def test_a_separator_is_a_place_to_cut():
    best = find_cuts("Ada Lindqvist, Managing Director", load_text_model())[0]
    assert (best.first, best.second) == ("Ada Lindqvist", "Managing Director")
    assert best.is_separated
