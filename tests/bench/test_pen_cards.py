"""Small cards to learn handwriting from are repeatable, and their truth is where the ink is."""

import cv2
import numpy as np
import pytest

from bench.hand_marks import Marks
from bench.pen_cards import HELD_OUT_HANDS, HELD_OUT_PRINT, SCRIPTS, draw_pen_card
from drawn.fonts import find_face
from drawn.handwriting import CAPITAL_HANDS
from ocr.geometry import grow_quad, to_corners

SEEDS = range(500, 512)


def test_the_same_seed_gives_the_same_card():
    first, second = draw_pen_card(7), draw_pen_card(7)

    assert np.array_equal(first.picture, second.picture)
    assert first.lines == second.lines


def test_every_line_has_its_font_and_ink_where_it_is_said_to_be():
    for seed in SEEDS:
        card = draw_pen_card(seed)

        assert len(card.families) == len(card.lines)
        for line in card.lines:
            inside = np.zeros(card.picture.shape[:2], dtype=np.uint8)
            region = grow_quad(to_corners(line.quad), 0.1, 0.1).astype(np.int32)
            cv2.fillPoly(inside, [region], 1)
            levels = cv2.cvtColor(card.picture, cv2.COLOR_RGB2GRAY)[inside > 0]
            assert np.percentile(levels, 98) - np.percentile(levels, 2) > 20


def test_cards_to_test_on_share_no_hand_and_no_print_with_the_others():
    kept = {family for seed in SEEDS for family in draw_pen_card(seed, is_held_out=True).families}
    learned = {family for seed in SEEDS for family in draw_pen_card(seed).families}

    assert kept
    assert kept <= HELD_OUT_HANDS | HELD_OUT_PRINT
    assert not learned & (HELD_OUT_HANDS | HELD_OUT_PRINT)


@pytest.mark.parametrize("face", [*SCRIPTS, *CAPITAL_HANDS], ids=lambda face: face.family)
def test_the_faces_are_installed(face):
    assert find_face(face).is_file()


def test_the_shares_of_lines_found_are_written_by_kind():
    marks = Marks(called=3, called_right=3)
    marks.written.update({"numbers": 4, "words": 1})
    marks.found.update({"numbers": 2, "words": 1})

    assert marks.rows() == [
        "| all | 5 | 60.0% |",
        "| numbers | 4 | 50.0% |",
        "| words | 1 | 100.0% |",
    ]
