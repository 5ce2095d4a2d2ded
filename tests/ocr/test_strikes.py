"""A number that a pen went through is told from one that is merely printed."""

from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pytest

from drawn import draw_card
from drawn.canvas import Canvas, Type
from drawn.fonts import Face
from drawn.handwriting import draw_hand, draw_stroke
from drawn.truth import LineRole
from ocr.geometry import grow_quad, to_corners, to_quad
from ocr.strikes import find_strike, mark_struck
from ocr.types import Line, Side

SEEDS = range(300, 325)
NUMBER = "+1 418 555-0134"


def as_read(drawn, scale=1.0):
    quad = to_quad(grow_quad(to_corners(drawn.quad) * np.float32(scale), 0.2, 0.2))
    return Line(drawn.text, quad, 0.95)


def printed(text=NUMBER, paper=(255, 255, 255), ink=(20, 20, 30), family="inter"):
    canvas = Canvas(85, 55, 12, paper, Side.RECTO)
    canvas.text(10, 30, text, Type(Face(family), 9, ink), LineRole.PHONE)
    return canvas


def ends_of(canvas):
    (left, top), _, (right, bottom), _ = np.array(canvas.lines[0].quad) / canvas.px_per_mm
    return left, right, (top + bottom) / 2, bottom


@pytest.mark.parametrize("seed", range(8))
def test_a_number_with_a_stroke_through_it_is_struck(seed):
    canvas = printed()
    left, right, middle, _ = ends_of(canvas)

    draw_stroke(
        canvas, [(left - 1, middle), (right + 1, middle)], draw_hand(Random(seed)), Random(seed)
    )

    first, last = find_strike(canvas.to_array(), as_read(canvas.lines[0]))
    # A pencil skips: half of the number is enough to know that it is meant.
    assert last - first > len(NUMBER) / 2


def test_the_stroke_says_which_of_two_numbers_it_goes_through():
    text = "418 555-0134 / 418 555-0177"
    canvas = printed(text)
    left, right, middle, _ = ends_of(canvas)
    start = left + (right - left) * 0.56

    draw_stroke(canvas, [(start, middle), (right, middle)], draw_hand(Random(1)), Random(1))

    first, last = find_strike(canvas.to_array(), as_read(canvas.lines[0]))
    assert first == pytest.approx(text.index("/") + 1, abs=3)
    assert last - first > len("418 555-0177") / 2


@pytest.mark.parametrize("family", ["inter", "oswald", "dancing-script", "libre-baskerville"])
def test_print_alone_is_not_struck(family):
    canvas = printed(family=family)

    assert find_strike(canvas.to_array(), as_read(canvas.lines[0])) == (0, 0)


def test_a_line_under_a_number_does_not_strike_it():
    canvas = printed()
    left, right, _, bottom = ends_of(canvas)

    canvas.rule(left, bottom + 0.4, right, bottom + 0.4, (20, 20, 30), 0.8)

    assert find_strike(canvas.to_array(), as_read(canvas.lines[0])) == (0, 0)


def test_a_shadow_over_half_of_a_number_is_no_stroke():
    canvas = printed()
    picture = canvas.to_array().astype(np.float32)
    picture[:, picture.shape[1] // 4 :] *= 0.45
    shaded = np.asarray(cv2.GaussianBlur(picture, (0, 0), 6), dtype=np.uint8)
    lit = np.minimum(shaded, canvas.to_array())

    assert find_strike(lit, as_read(canvas.lines[0])) == (0, 0)


def test_light_letters_on_a_dark_ground_are_never_struck():
    canvas = printed(paper=(20, 30, 60), ink=(250, 250, 250))

    assert find_strike(canvas.to_array(), as_read(canvas.lines[0])) == (0, 0)


def test_on_drawn_cards_the_struck_number_is_marked_and_no_other_line():
    struck = found = others = 0
    for seed in SEEDS:
        card = draw_card(seed=seed, annotation="struck", verso="none")
        drawn = card.lines_of(Side.RECTO)
        picture = cv2.resize(card.recto, None, fx=0.72, fy=0.72, interpolation=cv2.INTER_AREA)
        marked = mark_struck(np.asarray(picture), [as_read(one, 0.72) for one in drawn])
        for one, line in zip(drawn, marked, strict=True):
            struck += one.is_struck_out
            found += one.is_struck_out and line.struck != (0, 0)
            others += not one.is_struck_out and line.struck != (0, 0)

    assert struck > 10
    assert found >= 0.85 * struck
    assert others == 0


def test_only_numbers_are_looked_at():
    canvas = printed("Ada Lindqvist")
    left, right, middle, _ = ends_of(canvas)
    draw_stroke(canvas, [(left, middle), (right, middle)], draw_hand(Random(1)), Random(1))

    (line,) = mark_struck(canvas.to_array(), [as_read(canvas.lines[0])])

    assert line.struck == (0, 0)


def test_a_number_written_right_behind_the_struck_one_is_a_line_of_its_own():
    text = "418 555-0134 418 555-0177"
    canvas = printed(text)
    left, right, middle, _ = ends_of(canvas)
    stop = left + (right - left) * 0.48
    draw_stroke(canvas, [(left - 1, middle), (stop, middle)], draw_hand(Random(2)), Random(2))

    struck, written = mark_struck(canvas.to_array(), [as_read(canvas.lines[0])])

    assert (struck.text, written.text) == ("418 555-0134", "418 555-0177")
    assert struck.struck != (0, 0)
    assert (struck.handwritten, written.handwritten) == (False, True)
    assert written.struck == (0, 0)
    assert struck.quad[1] == written.quad[0]


@pytest.mark.parametrize("rest", ["Fax 418 555-0177", "/ 418 555-0177", "poste 214"])
def test_what_is_printed_behind_the_struck_number_stays_where_it_is(rest):
    canvas = printed(f"418 555-0134 {rest}")
    left, right, middle, _ = ends_of(canvas)
    stop = left + (right - left) * 12 / (13 + len(rest))
    draw_stroke(canvas, [(left - 1, middle), (stop, middle)], draw_hand(Random(2)), Random(2))

    (line,) = mark_struck(canvas.to_array(), [as_read(canvas.lines[0])])

    assert line.struck != (0, 0)
    assert not line.handwritten


def test_a_struck_line_of_print_is_not_taken_for_handwriting():
    canvas = printed()
    left, right, middle, _ = ends_of(canvas)
    draw_stroke(canvas, [(left - 1, middle), (right + 1, middle)], draw_hand(Random(2)), Random(2))
    taken = replace(as_read(canvas.lines[0]), handwritten=True)

    (line,) = mark_struck(canvas.to_array(), [taken])

    assert not line.handwritten
