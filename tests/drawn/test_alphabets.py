"""Sides in other alphabets: drawn with fonts that have the letters, beside the same first side."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from drawn import draw_card
from drawn.alphabets import ALPHABETS, draw_side, with_other_alphabet
from drawn.canvas import Canvas
from drawn.fonts import load_font
from ocr.types import Side

CARD = draw_card(seed=11, verso="none")


def picture_of(alphabet, *, is_held_out=True):
    return draw_side(
        Random("side"), alphabet, CARD.fields, (85, 55), 8, paper=(250, 250, 250),
        side=Side.VERSO, is_held_out=is_held_out,
    )  # fmt: skip


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("is_held_out", [False, True])
def test_every_letter_of_the_words_is_in_its_font(alphabet, is_held_out, monkeypatch):
    missing = set()
    set_text = Canvas._set

    def watch(self, x_px, y_px, text, style, ink):
        font = load_font(style.face, 40.0)
        blank = bytes(font.getmask("\U0010fffd"))
        missing.update(c for c in text if c.strip() and bytes(font.getmask(c)) == blank)
        return set_text(self, x_px, y_px, text, style, ink)

    monkeypatch.setattr(Canvas, "_set", watch)
    picture_of(alphabet, is_held_out=is_held_out)

    assert not missing


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_lines_stand_inside_the_card_and_do_not_touch(alphabet):
    canvas = picture_of(alphabet)
    boxes = [np.array(line.quad) for line in canvas.lines]

    assert len(boxes) >= 5
    assert all(box.min() >= 0 for box in boxes)
    assert all((box.max(axis=0) <= (85 * 8, 55 * 8)).all() for box in boxes)
    ends = [(box[:, 1].min(), box[:, 1].max()) for box in boxes]
    assert all(lower[0] > upper[1] - 2 for upper, lower in pairwise(ends))


def test_the_second_side_may_be_photographed_first():
    behind = with_other_alphabet(CARD, "greek", is_first=False)
    before = with_other_alphabet(CARD, "greek", is_first=True)

    assert np.array_equal(behind.recto, CARD.recto)
    assert np.array_equal(before.verso, CARD.recto)
    assert [line.text for line in before.lines_of(Side.VERSO)] == [
        line.text for line in CARD.lines_of(Side.RECTO)
    ]
    assert behind.fields == before.fields == CARD.fields


def test_the_second_side_repeats_a_telephone_and_an_email():
    said = " ".join(line.text for line in picture_of("arabic").lines)

    assert CARD.fields.phones[0].value in said
    assert CARD.fields.emails[0] in said
