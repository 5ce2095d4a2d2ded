"""The invented cards that the field models are made of."""

from __future__ import annotations

import random

import pytest

from training.cards import make_card
from training.compare import is_right
from training.extras import make_hours
from training.layouts import FAMILIES, Drawn, draw
from training.lines import sample_line
from training.noise import misread
from training.stock import Stock
from training.truth import Card, Truth


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


def test_a_department_stands_under_its_organization_now_and_then_but_under_no_logo():
    cards = [make_card(Stock(random.Random(seed))) for seed in range(400)]
    places = [
        place
        for card in cards
        for place, rows in card.blocks.items()
        for row in rows
        for cell in row.cells
        if any(role == "department" for role, _ in cell)
    ]

    assert 0 < places.count("firm") < places.count("person")
    assert "logo" not in places


def test_a_firm_stands_before_its_address_in_one_line_now_and_then():
    cards = [make_card(Stock(random.Random(seed))) for seed in range(200)]
    shared = [
        {part[0] for cell in row.cells for part in cell}
        for card in cards
        for row in card.blocks.get("address", [])
    ]

    assert any({"organization", "address"} <= roles for roles in shared)


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


def cards_with(block: str, count: int = 400) -> list[Card]:
    """Return the cards among so many that have a block."""
    cards = [make_card(Stock(random.Random(seed))) for seed in range(count)]
    return [card for card in cards if block in card.blocks]


def texts_of(card: Card, block: str, role: str) -> list[str]:
    """Return the texts of a role in a block."""
    return [
        text
        for row in card.blocks[block]
        for cell in row.cells
        for own, text in cell
        if own == role
    ]


def test_a_second_person_is_never_the_truth():
    cards = cards_with("person2")

    assert len(cards) > 8
    for card in cards:
        assert card.truth.name
        assert card.truth.name not in texts_of(card, "person2", "name")


def test_a_verso_in_another_language_names_the_same_person():
    cards = cards_with("verso")

    assert len(cards) > 8
    for card in cards:
        assert texts_of(card, "verso", "name") == [card.truth.name]
        sides = draw(card, FAMILIES[0], random.Random(5)).sides
        assert [side.side.value for side in sides] == ["recto", "verso"]


def test_opening_hours_are_in_the_language_of_the_card():
    hours = [make_hours(Stock(random.Random(seed)), "de") for seed in range(60)]

    assert all(
        any(day in text for day in ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")) for text in hours
    )


def test_a_whole_card_may_be_in_small_letters():
    cards = [make_card(Stock(random.Random(seed))) for seed in range(200)]

    names = [card.truth.name for card in cards if card.truth.name]
    assert 1 <= sum(name == name.lower() for name in names) <= 0.12 * len(names)
