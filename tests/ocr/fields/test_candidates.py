"""What is offered for each field: lines, lines together, halves of lines, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.fields import guess_contact
from ocr.fields.assign import assign, judge
from ocr.fields.pieces import make_pieces
from ocr.fields.typed import find_typed
from ocr.types import Line, Side, SideLines
from tests.ocr.fields.cards import box, card


def candidates(side: SideLines, role: str):
    return [one for _, one in judge(find_typed(make_pieces(side))).candidates[role]]


def texts(side: SideLines, role: str) -> set[str]:
    return {one.text for one in candidates(side, role)}


def large_name() -> SideLines:
    """A card whose name fills two large lines, with an e-mail of its first word alone."""
    lines = [
        ("Zoé", 80, 60, 190, 95), ("Testard", 80, 165, 330, 95),
        ("06 39 98 06 41", 600, 480, 160, 28), ("zoe@fournil.example", 600, 515, 260, 28),
        ("76, avenue des Forges", 600, 550, 240, 28), ("33000 Bordeaux", 600, 585, 160, 28),
        ("Cheffe pâtissière", 80, 550, 210, 28), ("Fournil Exemple", 80, 585, 180, 28),
    ]  # fmt: skip
    found = tuple(Line(text, box(x, y, w, h), 0.99) for text, x, y, w, h in lines)
    return SideLines(Side.RECTO, found, (1050, 650))


def test_a_name_in_two_large_lines_is_whole_though_the_e_mail_has_its_first_word_alone():
    contact = guess_contact([large_name()])

    assert contact.name is not None
    assert contact.name.full == "Zoé Testard"
    assert contact.title is not None
    assert contact.title.value == "Cheffe pâtissière"


def test_half_a_name_in_large_print_takes_the_other_half_that_is_nothing_else():
    judged = judge(find_typed(make_pieces(large_name())))
    by_text = {one.text: one for _, one in judged.candidates["name"]}
    ranked = [(0.9, by_text["Zoé"]), (0.3, by_text["Zoé Testard"])]
    halved = replace(judged, candidates={**judged.candidates, "name": ranked})

    name = assign(halved).name

    assert name is not None
    assert name.text == "Zoé Testard"
    assert name.confidence < 0.9


def test_a_word_under_half_a_name_is_known_as_its_rest():
    firms = {one.text: one.evidence for one in candidates(large_name(), "organization")}

    assert firms["Testard"]["halves a name"] > 0.1
    assert firms["Fournil Exemple"]["halves a name"] == 0


def test_a_line_that_holds_the_cards_only_firm_is_known_to_hold_it():
    taught = card("Ada Lindqvist", "Teacher, Northbay Elementary School", "ada@postbox.example")
    both = card("Ada Lindqvist", "Northbay Elementary School", "Teacher, Northbay School")

    alone, beside = (
        {one.text: one.evidence for one in candidates(side, "title")} for side in (taught, both)
    )

    only = alone["Teacher, Northbay Elementary School"]["holds the only organization"]
    assert only > beside["Teacher, Northbay School"]["holds the only organization"]
    assert only > 0.2


def test_a_name_may_run_over_three_lines():
    side = card("María Asunción", "de la Vega", "y Testard", "Directora", "maria@vega.example")

    assert "María Asunción de la Vega y Testard" in texts(side, "name")


def test_forms_of_address_alone_are_not_offered_as_a_name():
    side = card("Prof. Dr.-Ing. habil.", "Ada Lindqvist", "Institut für Bahntechnik")

    assert "Prof. Dr.-Ing. habil." not in texts(side, "name")
    assert any("Ada Lindqvist" in text for text in texts(side, "name"))


def test_a_town_is_not_parted_from_its_state():
    side = card("Ada Lindqvist", "Director", "12 Elm Street", "SPRINGFIELD,OREGON 97477")

    assert not any("SPRINGFIELD" in text for text in texts(side, "organization") if "," not in text)


@pytest.mark.parametrize(
    "box_line", ["Postboks 155, 6601 Northbay", "Postbus 9055, 3500 ZB Northbay"]
)
def test_a_box_at_the_post_is_not_joined_to_a_street_with_its_town(box_line: str):
    side = card("Ada Lindqvist", "Rådhusvegen 55, 6600 Northbay", box_line)

    assert not any("Postb" in text and "55, 6600" in text for text in texts(side, "address"))


def test_a_box_that_needs_the_street_above_it_is_joined():
    side = card("Ada Lindqvist", "3600 Elm Road", "P.O. Box 680", "Springfield, OR 97477")

    assert "3600 Elm Road, P.O. Box 680, Springfield, OR 97477" in texts(side, "address")


def test_a_part_of_a_firm_is_offered_as_a_department_alone():
    side = card("Ada Lindqvist", "Sensor Network Section", "Northbay Instruments Inc.")

    assert "Sensor Network Section" in texts(side, "department")
    assert "Sensor Network Section" not in texts(side, "title")


def test_a_name_behind_what_its_owner_is_may_be_a_name():
    side = card("Northbay Tyres", "Prop. Rajinder Singh", "98000 00551")

    assert "Rajinder Singh" in texts(side, "name")


def test_a_title_that_a_comma_leaves_open_goes_on_in_the_next_line():
    side = card("Ada Lindqvist", "Vice President,", "Water Resources Engineering", "Northbay Inc.")

    (whole,) = [one for one in candidates(side, "title") if len(one.pieces) == 2][:1]
    contact = guess_contact([side])

    assert whole.text == "Vice President, Water Resources Engineering"
    assert whole.evidence["one phrase"] == 1
    assert contact.title is not None
    assert contact.title.value == "Vice President, Water Resources Engineering"


def test_a_title_of_one_word_keeps_the_comma_of_its_line():
    side = card("Ada Lindqvist", "Director,", "Public Works", "Northbay Inc.")

    assert "Director, Public Works" in texts(side, "title")
