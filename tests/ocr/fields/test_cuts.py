"""Lines cut in two fields, or in a field and what is none."""

from __future__ import annotations

from ocr.fields.cuts import ASIDE, find_cuts
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


def test_degrees_behind_a_title_may_be_cut_off_it():
    cuts = find_cuts("Insurance Broker, CFP, MBA", load_text_model())
    trimmed = [cut for cut in cuts if cut.roles == ("title", ASIDE)]
    assert "Insurance Broker" in [cut.first for cut in trimmed]
    assert all(cut.is_aside and cut.is_separated for cut in trimmed)


def test_two_fields_in_one_line_are_no_aside():
    best = find_cuts("Ada Lindqvist, Managing Director", load_text_model())[0]
    assert not best.is_aside
