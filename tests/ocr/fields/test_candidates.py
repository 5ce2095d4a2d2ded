"""What is offered for each field: lines, lines together, halves of lines, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.fields import guess_contact
from ocr.fields.assign import assign, judge
from ocr.fields.candidates import make_candidates
from ocr.fields.pieces import make_pieces
from ocr.fields.role_models import load_models
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
    judged = judge(find_typed(make_pieces(large_name())))
    doubtful = 0.8 * judged.lines + 0.2 / judged.lines.shape[1]
    found = make_candidates(judged.scene, doubtful, load_models().text)["organization"]
    firms = {one.text: one.evidence for one in found}

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


def wide_column(pitch: float) -> SideLines:
    """A card whose address stands in a column of lines so far apart; the name stands left."""
    column = [
        "+1 541-555-0143", "ada@northbay.example", "4508, rue Aubépine", "bureau 182",
        "Sherbrooke (Québec) J1J 5B1",
    ]  # fmt: skip
    lines = [
        Line(text, box(600, 100 + k * pitch, 14 * len(text), 30), 0.99)
        for k, text in enumerate(column)
    ]
    lines += [
        Line("Ada Lindqvist", box(60, 160, 300, 45), 0.99),
        Line("Estimator", box(60, 230, 160, 30), 0.99),
        Line("Northbay Roofing Inc.", box(60, 400, 360, 40), 0.99),
    ]
    return SideLines(Side.RECTO, tuple(lines), (1100, 640))


@pytest.mark.parametrize("pitch", [40, 60, 75, 95])
def test_an_address_is_whole_however_far_apart_the_lines_of_its_column_are(pitch: float):
    contact = guess_contact([wide_column(pitch)])

    assert [a.formatted for a in contact.addresses] == [
        "4508, rue Aubépine, bureau 182, Sherbrooke (Québec) J1J 5B1"
    ]


def test_a_line_far_below_an_address_is_no_part_of_it():
    lines = [
        Line("12 Elm Street", box(60, 100, 260, 30), 0.99),
        Line("Springfield, OR 97477", box(60, 140, 360, 30), 0.99),
        Line("Eugene", box(60, 250, 360, 30), 0.99),
    ]

    found = texts(SideLines(Side.RECTO, tuple(lines), (1000, 600)), "address")

    assert "12 Elm Street, Springfield, OR 97477" in found
    assert not any(text.endswith(("97477, Eugene", "97477 Eugene")) for text in found)


def test_a_town_in_figures_and_small_letters_is_joined_to_a_street_with_accents():
    lines = [
        Line("2, rue Saint-Éloi, 2e étage", box(600, 100, 400, 36), 0.99),
        Line("4000 Sousse", box(600, 152, 200, 21), 0.99),
    ]

    found = texts(SideLines(Side.RECTO, tuple(lines), (1000, 600)), "address")

    assert "2, rue Saint-Éloi, 2e étage, 4000 Sousse" in found


def test_how_old_a_firm_is_is_no_address():
    found = texts(card("Northbay Inc.", "Ada Lindqvist", "Established 1962"), "address")

    assert not any("1962" in text for text in found)


def test_a_family_name_in_a_sign_of_two_lines_leaves_the_person_the_same_name():
    lines = [
        Line("Torréfaction", box(100, 290, 250, 33), 0.99),
        Line("Lindqvist", box(100, 340, 230, 33), 0.99),
        Line("Geneviève", box(100, 490, 310, 46), 0.99),
        Line("LINDQVIST", box(100, 552, 350, 52), 0.99),
        Line("genevieve@lindqvist.example", box(700, 490, 500, 30), 0.99),
    ]

    contact = guess_contact([SideLines(Side.RECTO, tuple(lines), (1300, 700))])

    assert contact.name is not None
    assert contact.name.full == "Geneviève Lindqvist"
    assert contact.organization is not None
    assert contact.organization.value == "Torréfaction Lindqvist"


def test_a_value_that_the_other_side_says_in_the_same_lines_uses_those_up():
    front = card("Northbay", "Roofing Inc.", "Ada Lindqvist", "Estimator")
    back = card("Northbay", "Roofing Inc.", side=Side.VERSO)
    judged = judge(find_typed([*make_pieces(front), *make_pieces(back)]))
    masks = {
        one.text: one.mask.bit_count() // 2
        for _, one in judged.candidates["organization"]
        if one.text in ("Northbay Roofing Inc.", "Northbay")
    }

    assert masks == {"Northbay Roofing Inc.": 4, "Northbay": 2}


def test_a_family_name_may_be_twice_as_high_as_the_given_one():
    lines = [
        Line("Ghislaine", box(100, 100, 200, 36), 0.99),
        Line("LINDQVIST", box(100, 150, 380, 72), 0.99),
        Line("Directrice", box(100, 260, 200, 30), 0.99),
    ]

    assert "Ghislaine LINDQVIST" in texts(SideLines(Side.RECTO, tuple(lines), (900, 500)), "name")


def test_a_sign_may_have_its_second_word_far_below_in_an_even_column():
    lines = [
        Line(text, box(100, 60 + 75 * k, 26 * len(text), 32), 0.99)
        for k, text in enumerate(["PELLWOOD", "LINDQVIST", "FALK LLP"])
    ]

    found = texts(SideLines(Side.RECTO, tuple(lines), (900, 500)), "organization")

    assert "PELLWOOD LINDQVIST FALK LLP" in found


@pytest.mark.parametrize(
    "line",
    ["Northbay Staffing Inc. – Harbour Branch", "Northbay Staffing Inc. | since 1987"],
)
def test_what_stands_behind_a_firm_on_its_line_may_be_no_part_of_it(line: str):
    assert "Northbay Staffing Inc." in texts(card(line, "Ada Lindqvist", "Agent"), "organization")
