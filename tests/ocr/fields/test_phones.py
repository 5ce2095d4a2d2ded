"""Telephone numbers: labels, extensions, several in a line, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.phones import find_phones, lone_extension
from ocr.types import PhoneLabel

WORK, CELL, HOME, FAX = PhoneLabel.WORK, PhoneLabel.CELL, PhoneLabel.HOME, PhoneLabel.FAX


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Tel. 514 555-0143", WORK),
        ("Tél. : 514 555-0143", WORK),
        ("Fax: 514 555-0143", FAX),
        ("Télécopieur 514 555-0143", FAX),
        ("Téléc.: 514 555-0143", FAX),
        ("F 514 555-0143", FAX),
        ("514 555-0143 (fax)", FAX),
        ("Cell. 514 555-0143", CELL),
        ("Mobile phone 514 555-0143", CELL),
        ("Celular 514 555-0143", CELL),
        ("Handy: 514 555-0143", CELL),
        ("M: 514 555-0143", CELL),
        ("(C) 514 555-0143", CELL),
        ("Home 514 555-0143", HOME),
        ("(R) 514 555-0143", HOME),
        ("Domicile : 514 555-0143", HOME),
        ("Tel/Fax: 514 555-0143", WORK),
        ("Direct fax 514 555-0143", FAX),
        ("514 555-0143", None),
    ],
)
def test_the_label_says_what_a_number_is_for(line: str, label: PhoneLabel | None):
    phones = find_phones(line, ["CA"])

    assert [(p.e164, p.label) for p in phones] == [("+15145550143", label)]


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("12 King Street, Toronto M5H 1J9 416 555-0100", ["+14165550100"]),
        ("12, rue Peel, Montréal H3B 4W8 514.555.0100", ["+15145550100"]),
        ("Laval (Québec) H7N1A1 1 450 555-0100 C 450 555-0101", ["+14505550100", "+14505550101"]),
        ("Laval (Québec) H7N 1A1 • +1 450 555-0100", ["+14505550100"]),
    ],
)
def test_a_number_may_stand_right_behind_a_canadian_postcode(line: str, numbers: list[str]):
    phones = find_phones(line, ["CA"])

    assert [phone.e164 for phone in phones] == numbers
    assert not any(char.isalnum() for char in line[phones[0].start - 1 : phones[0].start])
    assert "H3B 4W8" not in line[phones[0].start : phones[0].end]


def test_a_street_before_a_label_is_no_part_of_it():
    (phone,) = find_phones("Av. Central, 440 - Tel: 3555-0101", ["BR"])

    assert phone.start == len("Av. Central, 440 - ")


@pytest.mark.parametrize(
    "line",
    [
        "B-2041/42, Upper Ground Floor",
        "R.C. : 1234567 – Patente : 12345678 – I.F. : 1234567 – C.N.S.S. : 1234567",
        "MST: 0312345678",
    ],
)
def test_a_door_and_a_register_have_no_telephone(line: str):
    assert find_phones(line, ["IN", "MA", "VN"]) == []


def test_a_label_beside_the_line_counts():
    assert find_phones("514 555-0143", ["CA"], label_beside="FAX")[0].label is FAX


@pytest.mark.parametrize(
    "line",
    [
        "Tel 514 555-0143 Fax 514 555-0144",
        "Tel 514 555-0143 | Fax 514 555-0144",
        "T 514 555-0143  F 514 555-0144",
        "Tel:514 555-0143·Fax:514 555-0144",
        "514 555-0143 (tel), 514 555-0144 (fax)",
    ],
)
def test_two_numbers_in_a_line_keep_their_own_labels(line: str):
    assert [(p.e164, p.label) for p in find_phones(line, ["CA"])] == [
        ("+15145550143", WORK),
        ("+15145550144", FAX),
    ]


def test_a_second_number_after_a_comma_shares_the_label():
    phones = find_phones("Fax: 514 555-0143, 514 555-0144", ["CA"])

    assert [p.label for p in phones] == [FAX, FAX]


@pytest.mark.parametrize(
    ("line", "extension"),
    [
        ("Tel 514 555-0143 ext. 27", "27"),
        ("Tél. 514 555-0143, poste 27", "27"),
        ("514 555-0143, poste 7224331", "7224331"),
        ("514 555-0143 ext. 7224331", "7224331"),
        ("514 555-0143 x27", "27"),
        ("(514) 555-0143 Extn 27", "27"),
        ("514 555-0143", ""),
    ],
)
def test_an_extension_is_told_apart(line: str, extension: str):
    phone = find_phones(line, ["CA"])[0]

    assert (phone.e164, phone.extension) == ("+15145550143", extension)


def test_an_extension_on_a_line_of_its_own_is_recognised():
    assert lone_extension("Extn. 27") == "27"
    assert lone_extension("poste 7224331") == "7224331"
    assert lone_extension("27") == ""
    assert find_phones("poste 7224331", ["CA"]) == []


@pytest.mark.parametrize(
    ("line", "regions"),
    [
        ("Northbay Optics Sdn Bhd (200101012345)", ["MY"]),
        ("SIRET 123 456 789 00012", ["FR"]),
        ("TVA BE 0123.456.789", ["BE"]),
        ("RBQ : 5555-0143-01", ["CA"]),
        ("ISO 9001:2015", ["US"]),
        ("Since 1984-2004", ["US"]),
        ("H.No. 6-3-200/B/5", ["IN"]),
        ("Chuo-ku, Tokyo 100-0001", ["JP"]),
        ("Springfield, OR 97477-1234", ["US"]),
        ("SPRINGFIELD,OREGON 97477-1234", ["US", "FR", "GB"]),
        ("Hyderabad - 500 001", ["IN"]),
    ],
)
def test_registrations_postcodes_and_years_are_no_telephones(line: str, regions: list[str]):
    assert find_phones(line, regions) == []


@pytest.mark.parametrize(
    ("line", "regions", "e164"),
    [
        ("+33 (0)1 99 00 12 34", ["US"], "+33199001234"),
        ("01 99 00 12 34", ["FR"], "+33199001234"),
        ("+1 514 555 0143", ["FR"], "+15145550143"),
        ("0O1 514 555 0143".replace("0O1", "+1"), [], "+15145550143"),
        ("514 555-O143", ["CA"], "+15145550143"),
    ],
)
def test_the_country_comes_from_the_prefix_or_the_card(line: str, regions: list[str], e164: str):
    assert [p.e164 for p in find_phones(line, regions)] == [e164]


def test_pairs_of_digits_are_a_number_even_where_no_country_allots_them():
    phones = find_phones("06 39 98 00 00 · 01 99 00 00 00", ["FR"])

    assert [p.value for p in phones] == ["06 39 98 00 00", "01 99 00 00 00"]


def test_a_range_with_a_tilde_is_its_first_number():
    (found,) = find_phones("TEL : 02) 555-0143~5", ["KR"])

    assert (found.e164, found.end) == ("+8225550143", 20)


def test_a_local_number_without_area_code_is_kept_as_printed():
    phone = find_phones("5550-0143", ["BR"])[0]

    assert (phone.value, phone.e164) == ("5550-0143", "")


@given(st.text(max_size=80), st.lists(st.sampled_from(["CA", "FR", "JP", "IN"]), max_size=3))
def test_any_text_is_searched_without_harm(line: str, regions: list[str]):
    last = 0
    for phone in find_phones(line, regions):
        assert last <= phone.start < phone.end <= len(line)
        assert phone.value
        last = phone.end


@pytest.mark.parametrize(
    ("line", "region", "numbers"),
    [
        ("Ada 06 39 98 12 34", "FR", ["06 39 98 12 34"]),
        ("Kansas City, MO 64106-2641", "US", []),
        ("T: 03-6000-9017 24h: 080-0000-9017", "JP", ["03-6000-9017", "080-0000-9017"]),
        ("Ref. FCRA 094550055", "IN", []),
    ],
)
def test_what_stands_beside_a_number_says_whether_it_is_one(
    line: str, region: str, numbers: list[str]
):
    assert [phone.value for phone in find_phones(line, [region])] == numbers
