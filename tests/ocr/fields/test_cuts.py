"""Lines cut in two fields, or in a field and what is none."""

from __future__ import annotations

import pytest

from ocr.fields.cuts import ASIDE, Cut, find_cuts, is_scope
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


def test_a_firm_before_its_address_may_be_cut_off_it():
    cuts = find_cuts("Harbour Mutual Insurance, 12 Elm Street", load_text_model())
    found = [(cut.first, cut.second) for cut in cuts if cut.roles == ("organization", "address")]

    assert found == [("Harbour Mutual Insurance", "12 Elm Street")]


@pytest.mark.parametrize("line", ["12 Elm Street, Suite 300", "Elm Street, 12 Mill Lane"])
def test_a_street_is_no_firm_before_an_address(line: str):
    cuts = find_cuts(line, load_text_model())

    assert ("organization", "address") not in [cut.roles for cut in cuts]


def test_degrees_behind_a_name_are_left_to_the_name():
    cuts = find_cuts("Ada Lindqvist, Ph.D.", load_text_model())

    assert ("name", ASIDE) not in [cut.roles for cut in cuts]


@pytest.mark.parametrize(
    ("after", "role", "is_part"),
    [
        ("EMEA", "organization", True),
        ("IT", ASIDE, True),
        ("CFP", ASIDE, False),
        ("Northbay", "organization", False),
    ],
)
def test_an_acronym_behind_a_title_is_its_scope_unless_it_is_a_degree(
    after: str, role: str, *, is_part: bool
):
    cut = Cut("Director", after, ("title", role), (0.9, 0.9), 0.1, is_separated=True)

    assert is_scope(cut) is is_part


def test_a_remark_in_brackets_may_be_cut_off_a_title():
    cuts = find_cuts("Sales Manager (on leave until May)", load_text_model())

    assert ("Sales Manager", "on leave until May") in [(cut.first, cut.second) for cut in cuts]


def test_a_title_said_again_in_another_language_may_be_cut_off_it():
    cuts = find_cuts("Directrice des ventes / Director of Sales", load_text_model())
    found = [cut.first for cut in cuts if cut.roles == ("title", ASIDE)]

    assert "Directrice des ventes" in found


@pytest.mark.parametrize(
    ("line", "halves", "roles"),
    [
        ("Owner: Ada Lindqvist", ("Owner", "Ada Lindqvist"), ("title", "name")),
        ("Gérante : Ada Lindqvist", ("Gérante", "Ada Lindqvist"), ("title", "name")),
        ("Contact: Ada Lindqvist", ("Contact", "Ada Lindqvist"), (ASIDE, "name")),
    ],
)
def test_what_a_person_is_may_stand_before_the_name(
    line: str, halves: tuple[str, str], roles: tuple[str, str]
):
    best = find_cuts(line, load_text_model())[0]

    assert (best.first, best.second) == halves
    assert best.roles == roles


@pytest.mark.parametrize("before", ["W. A.", "Dr.", "Prof. Dr."])
def test_initials_and_ranks_before_a_name_are_no_firm(before: str):
    cuts = find_cuts(f"{before} Ada Lindqvist", load_text_model())

    assert not any(cut.roles == ("organization", "name") and cut.first == before for cut in cuts)


@pytest.mark.parametrize("line", ["Dir. Comercial", "Head office: 12 Elm Street", "9:00 to 17:00"])
def test_a_colon_or_a_short_form_alone_names_nobody(line: str):
    assert not any("name" in cut.roles for cut in find_cuts(line, load_text_model()))
