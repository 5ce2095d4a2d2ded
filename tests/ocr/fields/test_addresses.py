"""Lines of postal addresses."""

from __future__ import annotations

import pytest

from ocr.fields.addresses import (
    has_postcode,
    is_box,
    is_street,
    join_lines,
    strip_label,
)


def test_a_blank_that_was_lost_before_a_postcode_comes_back():
    assert join_lines(["12 Elm Street,", "Springfield, OR97477"]) == (
        "12 Elm Street, Springfield, OR 97477"
    )


def test_a_label_is_no_part_of_the_address():
    assert strip_label("Address: 12 Elm Street") == ("12 Elm Street", False)
    assert strip_label("Adresse : 12, rue des Ormes") == ("12, rue des Ormes", False)
    assert strip_label("Res: 12 Elm Street") == ("12 Elm Street", True)
    assert strip_label("12 Elm Street") == ("12 Elm Street", False)


def test_a_postcode_that_reading_joined_to_its_town_is_one():
    assert has_postcode("57000NORTHBAY")
    assert join_lines(["12, rue des Tilleuls", "57000Northbay"]) == (
        "12, rue des Tilleuls, 57000 Northbay"
    )


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Northbay ON KoK 3Go", "Northbay ON K0K 3G0"),
        ("Northbay QC G4R OXO", "Northbay QC G4R 0X0"),
        ("0058o Northbay", "00580 Northbay"),
        ("Northbay (Qc) GoS oAo", "Northbay (Qc) G0S 0A0"),
        ("Northbay (Québec) GOS OAO", "Northbay (Québec) G0S 0A0"),
        ("BON OEO", "BON OEO"),
        ("o1 BP 5550 Northbay o1", "01 BP 5550 Northbay 01"),
        ("1Queen's Wharf", "1 Queen's Wharf"),
        ("Rua do Olmo, 1o andar", "Rua do Olmo, 1o andar"),
        ("Oak House, Oslo", "Oak House, Oslo"),
    ],
)
def test_letters_that_were_read_for_figures_become_figures_again(line: str, address: str):
    assert join_lines([line]) == address


@pytest.mark.parametrize(
    "line", ["12, rue des Tilleuls - CS 40061", "BP 30417", "P.O. Box: 55501, Northbay"]
)
def test_the_number_of_a_box_at_the_post_is_no_postcode(line: str):
    assert not has_postcode(line)
    assert has_postcode(f"{line} - 57000 Northbay")


def test_a_building_is_no_label_of_an_office():
    assert strip_label("Council Offices, Bell Lane") == ("Council Offices, Bell Lane", False)


@pytest.mark.parametrize("text", ["CRICOS 05550Z", "AB12345CD", "570001Northbay"])
def test_digits_inside_a_code_are_no_postcode_with_a_town(text: str):
    assert not has_postcode(text)


@pytest.mark.parametrize(
    "text", ["Postboks 155, 6601 Sund", "P.O. Box 12", "Postfach 12 34", "BP 7"]
)
def test_a_box_at_the_post_is_known(text: str):
    assert is_box(text)


@pytest.mark.parametrize("text", ["Boxer Lane 12", "12, rue de la Poste", ""])
def test_a_street_is_no_box(text: str):
    assert not is_box(text)


@pytest.mark.parametrize(
    "line",
    ["12 Elm Street", "Rua do Olmo, 12", "Hauptstrasse 5", "Torggatan 4", "18/4 Đường số 23"],
)
def test_a_street_has_a_number(line: str):
    assert is_street(line)


@pytest.mark.parametrize("line", ["", "Suite 300", "P.O. Box 155", "Elm Street", "OR 97477"])
def test_a_floor_or_a_box_is_no_street(line: str):
    assert not is_street(line)
