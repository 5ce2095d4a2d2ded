"""Cards composed by hand are read as an engine would read them, and every line is known."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from phonenumbers import is_valid_number, parse

from drawn.composed import load_cards
from ocr.fields.text_model import ROLES
from ocr.types import LineRef, Side
from training.composed import FOLDER, composed_lines, composed_sides, print_card, read_sides

RESERVED = re.compile(r"\.(?:example|test)$|\.example\.|[@.]example\.(?:com|net|org)$", re.I)
"""Domains that are nobody's, see RFC 2606."""
CARD = """
[[card]]
id = "optics"
language = "fr"
country = "FR"
size_mm = [85, 55]
recto = [
  "6 10 left 13 sans-bold #1a1a1a | NORTHBAY",
  "6 15 left 8 sans #1a1a1a | Optique",
  "6 18 left 6 sans-italic #1a1a1a tagline | Voir plus loin",
  "6 28 left 10 sans #1a1a1a name+degree | Ada Lindqvist, MBA",
  "6 32 left 7 sans #1a1a1a | Directrice des ventes",
  "6 40 left 7 sans #1a1a1a | 3, rue du Four",
  "6 44 left 7 sans #1a1a1a | 69001 Lyon",
  "6 50 left 7 sans #1a1a1a | Tél. 01 99 00 12 34",
]
[card.truth]
name = "Ada Lindqvist"
title = "Directrice des ventes"
organization = "Northbay Optique"
phones = [{value = "01 99 00 12 34"}]
addresses = [{formatted = "3, rue du Four, 69001 Lyon"}]
"""


@pytest.fixture
def sides(tmp_path: Path):
    path = tmp_path / "cards.toml"
    path.write_text(CARD, encoding="utf-8")
    return print_card(load_cards(path)[0])


def test_lines_are_what_they_are_marked_or_else_what_the_truth_says(sides):
    assert [line.roles for line in sides.lines[Side.RECTO]] == [
        ("organization",), ("organization",), ("tagline",), ("name", "degree"), ("title",),
        ("address",), ("address",), ("contact",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("69001 Lyon - Tél. 01 99 00 12 34", ("address", "contact")),
        ("3, rue du Four  01 99 00 12 34", ("address", "contact")),
        ("Ada Lindqvist : 01 99 00 12 34", ("name", "contact")),
        (
            "Northbay Optique | 3, rue du Four, 69001 Lyon | 01 99 00 12 34",
            ("organization", "address", "contact"),
        ),
        ("Optique 01 99 00 12 34", ("contact",)),
        ("Bureau : 01 99 00 12 34", ("contact",)),
        ("(Lyon) 01 99 00 12 34", ("contact",)),
    ],
)
def test_what_stands_beside_a_telephone_is_known(tmp_path: Path, line: str, roles: tuple[str, ...]):
    path = tmp_path / "cards.toml"
    card = CARD.replace("Tél. 01 99 00 12 34", line).replace(
        "3, rue du Four,", "3, rue du Four, bureau 5,"
    )
    path.write_text(card, encoding="utf-8")

    (*_, last) = print_card(load_cards(path)[0]).lines[Side.RECTO]

    assert last.roles == roles


def test_a_sign_that_is_spelled_like_a_profile_is_the_sign(tmp_path: Path):
    path = tmp_path / "cards.toml"
    other = 'social = [{service = "instagram", value = "northbay"}]\naddresses'
    path.write_text(CARD.replace("addresses", other), encoding="utf-8")

    (first, *_) = print_card(load_cards(path)[0]).lines[Side.RECTO]

    assert first.roles == ("organization",)


def test_a_telephone_may_be_read_on_the_line_of_the_address(sides):
    both = set()
    for seed in range(60):
        drawn = read_sides(sides, random.Random(seed), "composed")
        both |= {
            parts[0][1]
            for parts in drawn.parts.values()
            if ("contact" in dict(parts)) and "address" in dict(parts)
        }

    assert {text[:5] for text in both} <= {"3, ru", "69001"}
    assert any("01 99 00 12 34" in text for text in both)


def test_an_office_that_is_marked_as_another_one_is_an_address_too(tmp_path: Path):
    path = tmp_path / "cards.toml"
    other = """  "45 40 left 7 sans #1a1a1a address | Bureau : 8, quai de la Reine",
  "45 44 left 7 sans #1a1a1a address | 59000 Lille",
]
[card.truth]"""
    path.write_text(CARD.replace("]\n[card.truth]", other), encoding="utf-8")

    truth = print_card(load_cards(path)[0]).truth

    assert truth.addresses == ["3, rue du Four, 69001 Lyon", "8, quai de la Reine, 59000 Lille"]


def test_no_two_readings_of_a_card_are_alike_but_the_same_chance_gives_the_same(sides):
    def read(seed: int):
        return read_sides(sides, random.Random(seed), "composed").sides

    assert read(1) == read(1)
    assert read(1) != read(2)


def test_every_line_that_is_read_is_known(sides):
    for seed in range(20):
        drawn = read_sides(sides, random.Random(seed), "composed")
        refs = {LineRef(s.side, i) for s in drawn.sides for i in range(len(s.lines))}

        assert set(drawn.parts) == refs
        assert drawn.card.truth.organization == "Northbay Optique"


def test_the_cards_that_ship_are_in_two_halves_without_a_line_in_common():
    assert len(composed_sides()) > 500
    whole = composed_lines(None)

    assert sorted(composed_lines(0) + composed_lines(1)) == sorted(whole)
    assert {role for _, role in whole} == set(ROLES)


def test_people_on_the_cards_that_ship_can_be_reached_nowhere():
    for path in sorted(FOLDER.rglob("*.toml")):
        for card in load_cards(path):
            for email in card.fields.emails:
                assert RESERVED.search(email), (path.name, card.id, email)
            for phone in card.fields.phones:
                if phone.e164.startswith("+1") and card.country in {"US", "CA"}:
                    is_nobodys = phone.e164[-7:-2] == "55501" or not is_valid_number(
                        parse(phone.e164)
                    )
                    assert is_nobodys, (path.name, card.id, phone.value)
