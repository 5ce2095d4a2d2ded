"""Lines of composed cards printed otherwise: broken, joined, beside one another."""

from __future__ import annotations

import random

import pytest

from ocr.types import Quad
from training.printed import KnownLine
from training.reprint import reprint

SEEDS = range(400)


def _line(text: str, top: float, role: str, left: float = 10.0) -> KnownLine:
    width = 6.0 * len(text)
    quad: Quad = ((left, top), (left + width, top), (left + width, top + 10), (left, top + 10))
    return KnownLine(text, quad, (role,))


CARD = (
    _line("Northbay Optical Instruments Company", 0, "organization"),
    _line("Ada Lindqvist", 30, "name"),
    _line("12 Elm Street,", 60, "address"),
    _line("Springfield, OR 97477", 74, "address"),
    _line("541-555-0143", 90, "contact"),
)


def _said(lines: list[KnownLine], role: str) -> list[str]:
    return [line.text for line in lines if line.roles == (role,)]


def test_a_value_says_the_same_however_it_is_broken():
    readings = [reprint(CARD, random.Random(seed)) for seed in SEEDS]
    for role in ("organization", "name"):
        said = {" ".join(_said(lines, role)) for lines in readings}
        assert said == {" ".join(_said(list(CARD), role))}

    assert {len(_said(lines, "organization")) for lines in readings} == {1, 2, 3}
    assert {len(_said(lines, "name")) for lines in readings} == {1, 2}


def test_most_cards_are_left_as_they_were_composed():
    same = sum(reprint(CARD, random.Random(seed)) == list(CARD) for seed in SEEDS)

    assert len(SEEDS) / 2 < same < len(SEEDS)


def test_what_stands_below_a_broken_line_makes_room():
    for seed in SEEDS:
        lines = reprint(CARD, random.Random(seed))
        tops = [line.quad[0][1] for line in lines]
        bottoms = [line.quad[3][1] for line in lines]

        assert tops == sorted(tops)
        assert all(bottom <= top for bottom, top in zip(bottoms, tops[1:], strict=False))


def test_parts_of_a_line_stand_where_the_others_are_flush():
    right = [
        KnownLine(line.text, ((300 - w, t), (300, t), (300, t + 10), (300 - w, t + 10)), line.roles)
        for line in CARD
        for w, t in [(6.0 * len(line.text), line.quad[0][1])]
    ]
    broken = [
        line
        for seed in SEEDS
        for line in reprint(right, random.Random(seed))
        if line.roles == ("organization",)
    ]

    assert len({line.text for line in broken}) > 3
    assert {round(line.quad[1][0]) for line in broken} == {300}


def test_an_address_is_joined_with_a_comma_and_broken_at_one():
    said = {tuple(_said(reprint(CARD, random.Random(seed)), "address")) for seed in SEEDS}

    assert ("12 Elm Street, Springfield, OR 97477",) in said
    assert ("12 Elm Street,", "Springfield", "OR 97477") in said or (
        "12 Elm Street,",
        "Springfield, OR 97477",
    ) in said
    assert all(not line.endswith(("Elm", "12")) for lines in said for line in lines)


@pytest.mark.parametrize("turned", [((0, 90), (0, 0), (10, 0), (10, 90))])
def test_a_line_that_reads_upwards_is_left_alone(turned: Quad):
    line = KnownLine("Northbay Optical Instruments", turned, ("organization",))

    assert all(reprint([line], random.Random(seed)) == [line] for seed in SEEDS)


def test_a_card_without_lines_stays_one():
    assert reprint([], random.Random(1)) == []
