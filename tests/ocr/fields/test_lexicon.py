"""Words that speak for a role: languages, hours, registers."""

from __future__ import annotations

import pytest

from ocr.fields.lexicon import HOURS, REGISTERS, is_department, says_since_when, tongues_of
from ocr.fields.text import fold


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("Head of Sales", "en"),
        ("Responsable du service", "fr"),
        ("Leiter der Abteilung", "de"),
        ("Responsabile vendite", "it"),
        ("Gerente de Compras e Vendas", "pt"),
        ("Leder av avdeling", "nordic"),
        ("toimitusjohtaja", "fi"),
        ("Dyrektor i prezes", "pl"),
        ("vedoucí oddělení", "cs"),
        ("Bölüm Başkanı", "tr"),
        ("ügyvezető igazgató", "hu"),
    ],
)
def test_a_title_tells_its_language(text: str, tongue: str):
    assert tongues_of(text) == {tongue}


@pytest.mark.parametrize("text", ["Lorem", "", "514 555-0142"])
def test_what_says_nothing_has_no_language(text: str):
    assert tongues_of(text) == frozenset()


@pytest.mark.parametrize(
    "text",
    ["lundi 9 h – 17 h", "Abierto de 8 a 4 h", "hétfő, szerda 16–19 h", "24/7", "Open 9-5 pm"],
)
def test_hours_are_seen(text: str):
    assert HOURS.search(fold(text))


@pytest.mark.parametrize("text", ["12-14, rue des Érables", "H3B 4W8", "514 555-0142", "Suite 24"])
def test_numbers_of_an_address_are_no_hours(text: str):
    assert not HOURS.search(fold(text))


@pytest.mark.parametrize("text", ["NIT 900.555.010-2", "Col. nº 5550", "Matr. 555 010", "RFC XAXX"])
def test_registers_of_many_countries_are_seen(text: str):
    assert REGISTERS.search(fold(text))


@pytest.mark.parametrize("text", ["Sensor Network Section", "SALES DEPT.", "Overseas Division"])
def test_a_part_of_a_firm_is_nobodys_title(text: str):
    assert is_department(text)


@pytest.mark.parametrize(
    "text",
    [
        "Head of Department",
        "Manager, Sales Division",
        "Cheffe de section",
        "Sales Development",
        "",
    ],
)
def test_who_is_in_a_part_of_a_firm_has_a_title(text: str):
    assert not is_department(text)


@pytest.mark.parametrize(
    ("text", "says_it"),
    [
        ("Established 1962", True),
        ("Maison fondée en 1962", True),
        ("Depuis 1987", True),
        ("Familienbetrieb seit 1905", True),
        ("Since 1962 in Springfield", False),
        ("12 Elm Street", False),
        ("1962", False),
    ],
)
def test_how_old_a_firm_is_is_seen(text: str, says_it: bool):  # noqa: FBT001
    assert says_since_when(text) == says_it
