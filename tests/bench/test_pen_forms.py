"""Forms to learn handwriting from are repeatable, and hold print and ink side by side."""

import numpy as np

from bench.pen_cards import HELD_OUT_HANDS, HELD_OUT_PRINT
from bench.pen_forms import draw_form_card
from ocr.geometry import to_corners

SEEDS = range(40)


def test_the_same_seed_gives_the_same_form():
    first, second = draw_form_card(7), draw_form_card(7)

    assert np.array_equal(first.picture, second.picture)
    assert first.lines == second.lines


def test_a_form_has_printed_words_and_most_answers_by_hand():
    cards = [draw_form_card(seed) for seed in SEEDS]
    written = [sum(line.is_handwritten for line in card.lines) for card in cards]

    assert all(any(not line.is_handwritten for line in card.lines) for card in cards)
    assert sum(count > 0 for count in written) > 0.7 * len(SEEDS)
    # Where a line stands is no proof of a pen: some forms are filled in with print.
    assert 0 in written


def test_every_line_has_its_font_and_lies_on_the_picture():
    for seed in SEEDS:
        card = draw_form_card(seed)
        height, width = card.picture.shape[:2]

        assert len(card.families) == len(card.lines)
        for line in card.lines:
            x, y = to_corners(line.quad).mean(axis=0)
            assert 0 <= x < width
            assert 0 <= y < height


def test_no_face_kept_aside_for_testing_is_shown():
    shown = {family for seed in SEEDS for family in draw_form_card(seed).families}

    assert not shown & (HELD_OUT_HANDS | HELD_OUT_PRINT)
