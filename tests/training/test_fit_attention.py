"""Networks that look at all lines of a card learn what no line says of itself."""

from __future__ import annotations

import numpy as np

from ocr.fields.attention import Attention, dump_attention
from ocr.fields.pieces import make_pieces
from tests.ocr.fields.cards import card
from training.fit_attention import AttentionSize, CardLines, fit_attention

SIZE = AttentionSize(width=16, layers=1, parts=2, rounds=30, drop=0.1)


def cards_of_headings(count: int) -> list[CardLines]:
    """Return cards on which a line is an address when a heading stands right above it."""
    rng = np.random.default_rng(3)
    pieces = make_pieces(card(*["Northbay"] * 5))
    found = []
    for is_heading in rng.random((count, 5)) < 0.4:
        rows = [{"heading": float(said), "noise": float(rng.normal())} for said in is_heading]
        found.append(CardLines(rows, pieces, [0, *(int(said) for said in is_heading[:-1])]))
    return found


def share_right(attention: Attention, cards: list[CardLines]) -> float:
    """Return the share of lines whose class is found."""
    right = [
        attention.probabilities(one.rows, one.pieces).argmax(axis=1) == np.array(one.classes)
        for one in cards
    ]
    return float(np.concatenate(right).mean())


def test_a_line_is_known_by_what_stands_above_it():
    cards = cards_of_headings(600)

    attention = fit_attention(cards[:500], ("other", "address"), SIZE)

    assert attention.names == ("heading", "noise")
    assert share_right(attention, cards[500:]) > 0.95


def test_lines_that_hold_several_roles_are_not_learned_from():
    cards = cards_of_headings(300)
    unknown = [
        CardLines(one.rows, one.pieces, [None if k else 0 for k in one.classes]) for one in cards
    ]

    attention = fit_attention(unknown, ("other", "address"), SIZE)

    shares = attention.probabilities(cards[0].rows, cards[0].pieces)
    assert (shares[:, 0] > 0.9).all()


def test_the_same_cards_give_the_same_network():
    cards = cards_of_headings(70)
    size = AttentionSize(width=8, layers=1, parts=1, rounds=2)

    first, second = (fit_attention(cards, ("other", "address"), size) for _ in range(2))

    assert dump_attention(first) == dump_attention(second)
