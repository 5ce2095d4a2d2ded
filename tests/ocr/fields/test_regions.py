"""Which country a card is from."""

from __future__ import annotations

import pytest

from ocr.fields.regions import country_in, likely_regions, postcode_country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Montréal (Québec)", "CA"),
        ("12 Elm Road, United Kingdom", "GB"),
        ("Tunis, Tunisie", "TN"),
        ("São Paulo - Brasil", "BR"),
        ("Indiana Jones Street", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_its_name(text: str, country: str):
    assert country_in(text) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Montréal H2X 1Y4", "CA"),
        ("York YO1 7HH", "GB"),
        ("Springfield, OR 97477", "US"),
        ("CEP 01310-100", "BR"),
        ("1234", ""),
    ],
)
def test_a_postcode_speaks_for_its_country(text: str, country: str):
    assert postcode_country(text) == country


def test_what_is_said_most_often_comes_first():
    regions = likely_regions(["12 rue des Ormes", "75001 Paris, France"], ["FR"], ["FR", "CA"])

    assert regions[0] == "FR"
    assert "CA" in regions


def test_a_card_that_says_nothing_is_still_from_somewhere():
    assert likely_regions([], [], [])
    assert likely_regions(["rue des Ormes"], [], [])[0] == "CA"


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("C/ Mayor, 12 · 600 055 512", "ES"),
        ("CP 0920-000-5527", "PH"),
        ("Storgata 9 · 480 05 550", "NO"),
        ("Strandvej 12", "DK"),
        ("ul. Polna 5", "PL"),
        ("Petőfi utca 3.", "HU"),
        ("Cra. 43A # 1 Sur-188", "CO"),
        ("Northbay S.A. de C.V.", "MX"),
    ],
)
def test_ways_to_write_speak_for_a_country(line: str, country: str):
    assert likely_regions([line], [], [])[0] == country
