"""The usual heuristics do what such heuristics do, neither less nor more."""

import pytest

from bench.baselines.heuristics import StockLine, guess_contact


def lines(*rows):
    """Lines under one another, each (text, height); a height of None is 10."""
    result, top = [], 0.0
    for row in rows:
        text, height = row if isinstance(row, tuple) else (row, 10)
        result.append(StockLine(text, 0, top, 12.0 * len(text), top + height, 0.93))
        top += height * 1.3
    return result


def guess(*rows):
    return guess_contact([lines(*rows)])


CARD = (
    ("Orchard & Lane Consulting Ltd", 14),
    ("Ada Byrne", 18),
    "Senior Engineer",
    "12 Meadow Street",
    "London N1 9GU",
    "Tel: +44 20 7946 0123",
    "Mobile 07700 900123",
    "Fax 020 7946 0124 ext. 12",
    "ada@orchardlane.example",
    "www.orchardlane.example",
)


def test_a_plain_card_is_read_whole():
    contact = guess(*CARD)

    assert contact["name"]["full"] == "Ada Byrne"
    assert contact["title"]["value"] == "Senior Engineer"
    assert contact["organization"]["value"] == "Orchard & Lane Consulting Ltd"
    assert [email["value"] for email in contact["emails"]] == ["ada@orchardlane.example"]
    assert [url["value"] for url in contact["urls"]] == ["www.orchardlane.example"]
    assert [a["formatted"] for a in contact["addresses"]] == ["12 Meadow Street, London N1 9GU"]
    assert [(p["value"], p["label"], p["extension"]) for p in contact["phones"]] == [
        ("+44 20 7946 0123", "work", ""),
        ("07700 900123", "cell", ""),
        ("020 7946 0124", "fax", "12"),
    ]


def test_confidence_is_that_of_the_engines_line():
    contact = guess(*CARD)

    given = [contact["name"], contact["title"], *contact["phones"], *contact["addresses"]]
    assert {value["confidence"] for value in given} == {0.93}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Tél. 01 99 00 12 34", ["01 99 00 12 34"]),
        ("T 514 555-0123 | C 514 555-0124", ["514 555-0123", "514 555-0124"]),
        ("(514) 555-0123", ["(514) 555-0123"]),
        ("+49 30 23125-100", ["+49 30 23125-100"]),
        ("Since 1998", []),
        ("# 16-1-30/1/19", []),
        ("75011 Paris", []),
    ],
)
def test_numbers_are_telephones_when_they_look_it(row, expected):
    assert [phone["value"] for phone in guess(row)["phones"]] == expected


@pytest.mark.parametrize(
    "row",
    [
        "75011 Paris",
        "H3B 4W8",
        "Springfield, OR 97477",
        "London N1 9GU",
        "4, rue des Érables",
        "Gartenstraße 12",
        "D-10117 Berlin",
    ],
)
def test_a_postcode_or_a_numbered_street_is_an_address(row):
    assert [address["formatted"] for address in guess(row)["addresses"]] == [row]


def test_the_line_right_under_a_street_goes_with_it():
    contact = guess("4, rue des Érables", "Saint-Élie", "Ada Byrne")

    assert contact["addresses"][0]["formatted"] == "4, rue des Érables, Saint-Élie, Ada Byrne"


def test_the_largest_line_that_looks_like_a_name_is_the_name():
    contact = guess(("Green Meadow", 10), ("Ada Byrne", 20), ("OPEN", 30))

    assert contact["name"]["full"] == "Ada Byrne"


def test_without_a_known_word_the_largest_line_left_is_the_organization():
    contact = guess(("Ada Byrne", 12), ("zephira", 30), ("hello", 9))

    assert contact["organization"]["value"] == "zephira"


def test_both_sides_are_searched():
    contact = guess_contact([lines("Ada Byrne"), lines("ada@orchardlane.example")])

    assert contact["name"]["full"] == "Ada Byrne"
    assert contact["emails"][0]["value"] == "ada@orchardlane.example"


def test_nothing_read_gives_an_empty_contact():
    contact = guess_contact([[]])

    assert (contact["name"], contact["organization"], contact["title"]) == (None, None, None)
    assert contact["phones"] == contact["emails"] == contact["urls"] == contact["addresses"] == []


def test_a_profile_on_a_social_service_is_no_site():
    contact = guess("linkedin.com/in/ada-byrne")

    assert contact["social"] == [
        {"service": "linkedin", "value": "linkedin.com/in/ada-byrne", "confidence": 0.93}
    ]
    assert contact["urls"] == []
