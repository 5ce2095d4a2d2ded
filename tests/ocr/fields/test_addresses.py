"""Postal addresses taken apart, country by country. The towns are real, the streets are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.addresses import join_lines, parse_address, strip_label

CASES = """
12, rue des Ormes, Montréal (Québec) H2X 1Y4 | 12, rue des Ormes | H2X 1Y4 | Montréal | Québec |
12 Elm Street, Springfield, OR 97477 | 12 Elm Street | 97477 | Springfield | OR |
12 Elm Street, Springfield, Oregon 97477, USA | 12 Elm Street | 97477 | Springfield | Oregon | USA
12 rue des Ormes, 75001 Paris, France | 12 rue des Ormes | 75001 | Paris | | France
Rue des Ormes 12, 1000 Bruxelles, Belgique | Rue des Ormes 12 | 1000 | Bruxelles | | Belgique
Rue des Ormes 12, 1003 Lausanne, Suisse | Rue des Ormes 12 | 1003 | Lausanne | | Suisse
Ulmenweg 12, 10115 Berlin | Ulmenweg 12 | 10115 | Berlin | |
12 Elm Road, York, YO1 7HH, United Kingdom | 12 Elm Road | YO1 7HH | York | | United Kingdom
Rua dos Olmos, 12, 01310-100 São Paulo | Rua dos Olmos, 12 | 01310-100 | São Paulo | |
Plot 12, Elm Nagar, Pune - 411 001, India | Plot 12, Elm Nagar | 411 001 | Pune | | India
12 rue des Ormes, 1002 Tunis, Tunisie | 12 rue des Ormes | 1002 | Tunis | | Tunisie
2-3-4 Sakaemachi, Chuo-ku, Osaka 540-0001, Japan|2-3-4 Sakaemachi, Chuo-ku|540-0001|Osaka||Japan
"""
"""An address a row: its text, street, postcode, locality, region, country."""


@pytest.mark.parametrize("case", [row for row in CASES.splitlines() if row])
def test_an_address_is_taken_apart(case: str):
    text, street, postcode, locality, region, country = (cell.strip() for cell in case.split("|"))

    parts = parse_address(text)

    assert (parts.street, parts.postcode, parts.locality) == (street, postcode, locality)
    assert (parts.region, parts.country) == (region, country)


def test_a_blank_that_was_lost_before_a_postcode_comes_back():
    assert join_lines(["12 Elm Street,", "Springfield, OR97477"]) == (
        "12 Elm Street, Springfield, OR 97477"
    )


def test_a_label_is_no_part_of_the_address():
    assert strip_label("Address: 12 Elm Street") == ("12 Elm Street", False)
    assert strip_label("Adresse : 12, rue des Ormes") == ("12, rue des Ormes", False)
    assert strip_label("Res: 12 Elm Street") == ("12 Elm Street", True)
    assert strip_label("12 Elm Street") == ("12 Elm Street", False)


@given(st.text(max_size=100))
def test_any_text_is_taken_apart_without_harm(text: str):
    parts = parse_address(text)

    assert parts.postcode == "" or parts.postcode in text
