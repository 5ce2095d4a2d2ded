"""Lines levelled and compared."""

from __future__ import annotations

import math

import pytest

from ocr.fields.pieces import gap_below, is_aligned, is_same_column, is_same_row, make_pieces
from ocr.fields.typed import find_typed
from ocr.types import Line, Quad, Side, SideLines
from tests.ocr.fields.cards import box, card


def turned(quad: Quad, degrees: float) -> Quad:
    """Turn a quad about the origin."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    a, b, d, e = ((x * c - y * s, x * s + y * c) for x, y in quad)
    return (a, b, d, e)


def test_pieces_come_from_top_to_bottom_whatever_the_order_of_lines():
    side = card("first", "second", "third")
    upside = SideLines(side.side, side.lines[::-1], side.size_px)

    assert [p.text for p in make_pieces(upside)] == ["first", "second", "third"]
    assert [p.ref.line for p in make_pieces(upside)] == [2, 1, 0]


def test_a_slanted_card_is_levelled():
    quads = [turned(box(80, 100 + 60 * i, 400, 40), 4) for i in range(3)]
    lines = tuple(Line(f"line {i}", quad, 0.99) for i, quad in enumerate(quads))

    pieces = make_pieces(SideLines(Side.RECTO, lines, (1000, 600)))

    assert all(math.isclose(p.height, 40, abs_tol=0.5) for p in pieces)
    assert is_aligned(pieces[0], pieces[2])
    assert math.isclose(gap_below(pieces[0], pieces[1]), 0.5, abs_tol=0.05)


def test_rows_and_columns_are_told_apart():
    lines = (
        Line("left", box(80, 100, 200, 40), 0.99),
        Line("right", box(500, 104, 200, 40), 0.99),
        Line("below", box(90, 160, 200, 40), 0.99),
    )
    left, right, below = make_pieces(SideLines(Side.RECTO, lines, (1000, 600)))

    assert is_same_row(left, right)
    assert not is_same_column(left, right)
    assert is_same_column(left, below)
    assert not is_same_row(left, below)


def test_quads_that_are_no_numbers_do_no_harm():
    nan = float("nan")
    line = Line("broken", ((nan, 0), (1, 0), (1, 1), (0, math.inf)), 0.5)

    piece = make_pieces(SideLines(Side.RECTO, (line,), (10, 10)))[0]

    assert piece.height == piece.width == 1


def test_letters_set_apart_are_one_word():
    (spaced, short, sentence) = make_pieces(card("N O R T H B A Y", "A B C", "A B C D Easy"))

    assert spaced.text == "NORTHBAY"
    assert short.text == "A B C"
    assert sentence.text == "A B C D Easy"


def test_a_line_that_reads_upwards_is_as_high_as_its_letters():
    upwards = ((100.0, 500.0), (100.0, 100.0), (140.0, 100.0), (140.0, 500.0))
    lines = (Line("Lindqvist Lighting", upwards, 0.99), Line("Ada", box(300, 100, 200, 40), 0.99))

    piece = make_pieces(SideLines(Side.RECTO, lines, (1000, 600)))[-1]

    assert piece.on_end
    assert math.isclose(piece.height, 40)
    assert math.isclose(piece.bottom - piece.top, 400)


def test_pieces_of_a_row_come_from_left_to_right_though_none_is_as_high():
    texts = [("right", 600, 96), ("left", 80, 104), ("under", 80, 150)]
    lines = tuple(
        Line(text=text, quad=box(left, top, 200, 40), confidence=0.99) for text, left, top in texts
    )

    pieces = make_pieces(SideLines(side=Side.RECTO, lines=lines, size_px=(1000, 600)))

    assert [piece.text for piece in pieces] == ["left", "right", "under"]


@pytest.mark.parametrize(
    ("line", "rest", "phrase"),
    [
        ("Vice President,", "Vice President", "Vice President,"),
        ("Sales /", "Sales", "Sales/"),
        ("/ Marketing", "Marketing", "/ Marketing"),
        ("- Plumbing", "Plumbing", "Plumbing"),
        ("Northbay | 541-555-0143,", "Northbay", "Northbay"),
        ("541-555-0143", "", ""),
    ],
)
def test_the_sign_that_joins_a_line_to_the_next_is_known(line: str, rest: str, phrase: str):
    (piece,) = find_typed(make_pieces(card(line))).pieces

    assert piece.rest == rest
    assert piece.phrase == phrase
