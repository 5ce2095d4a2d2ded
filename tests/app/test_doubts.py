"""What of a reading needs a look before it is trusted."""

from __future__ import annotations

from app.inbox import count_doubts
from tests.readings import evidence, make_reading

SURE = {"organization": {"value": "Atelier Boréal inc.", **evidence(0.95, 2)}}


def test_a_reading_that_is_sure_of_everything_needs_no_look():
    assert count_doubts(make_reading(**SURE)) == 0


def test_each_value_below_nine_tenths_is_a_doubt():
    emails = [{"value": f"{name}@example.com", **evidence(0.5, 4)} for name in ("ada", "zoe")]

    assert count_doubts(make_reading()) == 1
    assert count_doubts(make_reading(emails=emails)) == 3


def test_a_value_of_exactly_nine_tenths_is_trusted():
    assert count_doubts(make_reading(organization={"value": "Ébène", **evidence(0.9, 2)})) == 0


def test_a_card_that_says_of_nobody_is_a_doubt():
    reading = make_reading(name=None, organization=None)

    assert count_doubts(reading) == 1
    assert count_doubts(make_reading(name=None, **SURE)) == 0  # a firm's card


def test_each_side_whose_photo_has_flaws_is_a_doubt():
    reading = make_reading(**SURE)
    hints = [{"code": "glare", "hint": "…"}, {"code": "blurred", "hint": "…"}]
    flawed = {**reading["sides"][0], "quality": {"hints": hints}}
    clean = {**reading["sides"][0], "quality": {"hints": []}}

    assert count_doubts(reading | {"sides": [flawed, clean]}) == 1
    assert count_doubts(reading | {"sides": [flawed, flawed]}) == 2


def test_what_else_could_be_meant_is_no_doubt():
    candidates = {"organization": [{"value": "Boréal", "confidence": 0.2, "lines": []}]}

    assert count_doubts(make_reading(candidates=candidates, **SURE)) == 0


def test_a_reading_of_nothing_is_a_doubt():
    assert count_doubts({}) == 1
