"""What else a field could be, as the review's scripts are told."""

from __future__ import annotations

from app.review_choices import tell_choices
from tests.readings import make_reading


def reading_with_alternatives():
    reading = make_reading(
        candidates={
            "name": [
                {
                    "value": "Dr Ada Lindqvist",
                    "confidence": 0.2,
                    "lines": [{"side": "recto", "line": 2}],
                }
            ],
            "title": [{"value": "Architecte", "confidence": 0.1, "lines": []}],
        }
    )
    reading["sides"][0]["lines"][3]["roles"] = [
        {"role": "phone", "confidence": 0.9, "value": "514 555-0147"}
    ]
    return reading


def test_nothing_is_told_of_a_card_that_was_not_read():
    assert tell_choices(None) == {"choices": {}, "lines": {}}


def test_other_values_are_told_with_their_lines_and_names_taken_apart():
    (other,) = tell_choices(reading_with_alternatives())["choices"]["name"]

    assert other["refs"] == ["recto-2"]
    assert (other["given"], other["family"]) == ("Ada", "Lindqvist")


def test_a_line_is_told_with_what_it_could_be_best_first():
    line = tell_choices(reading_with_alternatives())["lines"]["recto-3"]

    assert line["text"] == "514 555-0147 poste 12"
    assert [role["role"] for role in line["roles"]] == ["phone", "name"]
    assert line["roles"][0]["value"] == "514 555-0147"


def test_readings_of_before_have_no_alternatives_but_names_taken_apart():
    told = tell_choices(make_reading())

    assert told["choices"]["name"] == []
    assert told["lines"]["recto-0"]["roles"] == [
        {
            "role": "name",
            "value": "Noémie Tessier-Roy",
            "given": "Noémie",
            "family": "Tessier-Roy",
        }
    ]
