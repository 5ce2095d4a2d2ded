"""What no candidate has is found, and counted."""

from __future__ import annotations

from pathlib import Path

from drawn.composed import load_cards
from training.composed import print_card
from training.reach import find_missing, table

CARD = """
[[card]]
id = "optics"
language = "en"
country = "US"
size_mm = [89, 51]
recto = [
  "6 10 left 13 sans-bold #1a1a1a | Northbay Optics",
  "6 20 left 10 sans #1a1a1a | {name}",
  "6 26 left 7 sans #1a1a1a | Sales Director",
  "6 40 left 7 sans #1a1a1a | 12 Elm Street",
  "6 44 left 7 sans #1a1a1a | Springfield, OR 97477",
]
[card.truth]
name = "Ada Lindqvist"
title = "Sales Director"
organization = "Northbay Optics"
addresses = [{{formatted = "12 Elm Street, Springfield, OR 97477"}}]
"""


def _printed(folder: Path, name: str):
    path = folder / "cards.toml"
    path.write_text(CARD.format(name=name), encoding="utf-8")
    return print_card(load_cards(path)[0])


def test_every_value_of_a_plain_card_is_a_candidate(tmp_path: Path):
    assert list(find_missing(_printed(tmp_path, "Squadron Leader Ada Lindqvist MBE"))) == []


def test_a_name_that_nothing_takes_apart_is_missing_and_counted(tmp_path: Path):
    card = _printed(tmp_path, "ask for Ada Lindqvist or Otto")

    missing = list(find_missing(card))

    assert [(one.role, one.card, one.lines) for one in missing] == [
        ("name", "optics", ("ask for Ada Lindqvist or Otto",))
    ]
    rows = list(table([card, card], missing))
    assert rows[2] == "| name | 2 | 1 | 50.0% |"
    assert rows[4] == "| department | 0 | 0 | 0.0% |"
