"""The invented cards that the field models are made of."""

from __future__ import annotations

import random

import pytest

from training.cards import Card, Truth, make_card, sample_line
from training.compare import is_right
from training.layouts import FAMILIES, Drawn, draw
from training.noise import misread
from training.stock import Stock


def drawn(seed: int, half: int | None = None) -> Drawn:
    rng = random.Random(seed)
    return draw(make_card(Stock(rng, half)), FAMILIES[seed % len(FAMILIES)], rng)


def test_the_same_seed_draws_the_same_card():
    assert drawn(7).sides == drawn(7).sides
    assert drawn(7).sides != drawn(8).sides


@pytest.mark.parametrize("seed", range(2 * len(FAMILIES)))
def test_every_line_of_a_drawn_card_is_known(seed: int):
    card = drawn(seed)

    refs = {(side.side, i) for side in card.sides for i in range(len(side.lines))}
    assert {(ref.side, ref.line) for ref in card.parts} == refs
    assert all(line.text for side in card.sides for line in side.lines)


def test_a_telephone_in_north_america_is_one_that_nobody_has():
    cards: list[Card] = [make_card(Stock(random.Random(seed))) for seed in range(60)]
    texts = [
        part[1]
        for card in cards
        if card.country in {"US", "CA_EN", "CA_FR"}
        for row in card.blocks["contact"]
        for cell in row.cells
        for part in cell
    ]
    numbers = [text for text in texts if sum(c.isdigit() for c in text) >= 10 and "@" not in text]

    assert numbers
    assert all("555" in text for text in numbers)


def test_the_halves_of_the_stock_share_no_title():
    first = {Stock(random.Random(i), 0).entry("titles", "en", "whole") for i in range(200)}
    second = {Stock(random.Random(i), 1).entry("titles", "en", "whole") for i in range(200)}

    assert len(first) > 20
    assert not first & second


def test_reading_leaves_most_of_a_text_alone():
    rng = random.Random(3)
    texts = [sample_line(Stock(rng), "title") for _ in range(200)]

    same = sum(misread(text, rng) == text for text in texts)

    assert 0.5 * len(texts) < same < len(texts)


@pytest.mark.parametrize(
    ("role", "value", "right"),
    [
        ("name", "LINDQVIST Ada", True),
        ("name", "Dr. Ada Lindqvist, Ph.D.", True),
        ("name", "Ada", False),
        ("organization", "Northbay Optics", True),
        ("organization", "Northbay", False),
        ("title", "Sales  manager", True),
        ("address", "12 Elm Street, Springfield OR 97477", True),
        ("address", "Springfield", False),
        ("department", "Anything", False),
    ],
)
def test_a_value_is_right_as_a_person_would_say(role: str, value: str, right: bool):  # noqa: FBT001
    truth = Truth(
        name="Ada Lindqvist",
        title="Sales Manager",
        organization="Northbay Optics Inc.",
        addresses=["12 Elm Street, Springfield, OR 97477"],
    )

    assert is_right(role, value, truth) is right
