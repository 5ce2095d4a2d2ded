"""What looks at all lines of a card at once: its places, its shares, its table."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields.assign import judge
from ocr.fields.attention import MOST_LINES, dump_attention, parse_attention, places_of
from ocr.fields.pieces import Piece, make_pieces
from ocr.fields.role_models import load_models
from ocr.fields.scorers import Row
from ocr.fields.text_model import ROLES
from ocr.fields.typed import find_typed
from ocr.types import Line, Side, SideLines
from tests.ocr.fields.cards import box, card

CARD = ("NORTHBAY OPTICS", "", "Ada Lindqvist", "Sales Manager", "12 Elm Street", "Springfield")


def lines_of(*sides: SideLines) -> tuple[list[Row], tuple[Piece, ...]]:
    """Return the evidence of a card's lines at second look, and the lines."""
    judged = judge(find_typed([piece for side in sides for piece in make_pieces(side)]))
    return list(judged.evidence), judged.scene.pieces


def test_each_line_has_a_share_of_each_role():
    rows, pieces = lines_of(card(*CARD))

    shares = load_models().context.attention.probabilities(rows, pieces)

    assert shares.shape == (5, len(ROLES))
    assert np.allclose(shares.sum(axis=1), 1)


@given(
    st.lists(
        st.tuples(*[st.floats(-1e4, 1e4)] * 2, *[st.floats(0, 1e4)] * 2, st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_wherever_lines_stand_their_places_are_small_numbers(
    boxes: list[tuple[float, float, float, float, bool]],
):
    def side(name: Side, *, is_verso: bool) -> SideLines:
        quads = [box(*found[:4]) for found in boxes if found[4] == is_verso]
        lines = tuple(Line(text="Northbay", quad=quad, confidence=0.9) for quad in quads)
        return SideLines(side=name, lines=lines, size_px=(1000, 600))

    sides = (side(Side.RECTO, is_verso=False), side(Side.VERSO, is_verso=True))
    places = places_of([piece for one in sides for piece in make_pieces(one)])

    assert np.isfinite(places).all()
    assert np.abs(places).max() <= 1.5


def test_what_stands_on_the_other_side_stands_nowhere_near():
    pieces = [*make_pieces(card("NORTHBAY")), *make_pieces(card("NORTHBAY", side=Side.VERSO))]

    places = places_of(pieces)

    assert (places[0, 1] != 0).sum() == 1  # only its size is seen
    assert (places[0, 0] != 0).sum() > 1


def test_a_network_survives_its_table():
    attention = load_models().context.attention
    rows, pieces = lines_of(card(*CARD))

    again = parse_attention(json.loads(json.dumps(dump_attention(attention))))

    assert np.array_equal(again.probabilities(rows, pieces), attention.probabilities(rows, pieces))


def test_what_has_more_lines_than_any_card_is_judged_line_by_line():
    rows, pieces = lines_of(card(*[f"Northbay {n}" for n in range(MOST_LINES + 1)]))
    context = load_models().context

    shares = context.probabilities(rows, pieces)

    assert len(rows) > MOST_LINES
    assert np.array_equal(shares, context.alone.probabilities(rows))


def test_the_evidence_that_speaks_for_a_role_is_named():
    rows, pieces = lines_of(card(*CARD))
    context = load_models().context

    reasons = context.reasons(rows, pieces, 2, "title", count=4)

    assert len(reasons) == 4
    assert all(rows[2][name] for name, _ in reasons)
    strengths = [abs(strength) for _, strength in reasons]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] > 0
