"""Lines of postal addresses."""

from __future__ import annotations

import pytest

from ocr.fields.addresses import has_postcode, join_lines, strip_label


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


@pytest.mark.parametrize("text", ["CRICOS 05550Z", "AB12345CD", "570001Northbay"])
def test_digits_inside_a_code_are_no_postcode_with_a_town(text: str):
    assert not has_postcode(text)
