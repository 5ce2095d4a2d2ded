"""How good a photo is: each flaw told where it is, and none where there is none."""

from __future__ import annotations

import time
from dataclasses import replace

import cv2
import numpy as np
import pytest

from drawn import DrawnCard, PhotoOptions, draw_card, photograph_card
from drawn.photo_options import GENTLE, STRAIGHT
from ocr.decode import decode_photo
from ocr.errors import NotAnImageError, TruncatedImageError
from ocr.first_look import judge_photo
from ocr.flaws import HINTS
from ocr.geometry import to_corners, warp_quad
from ocr.quality import judge_side
from ocr.types import Flaw, Image, Side, SideQuality
from tests.ocr.pictures import encode

PLAIN = replace(STRAIGHT, fill_ratio=(0.7, 0.7))


@pytest.fixture(scope="module")
def card() -> DrawnCard:
    return draw_card(seed=60, layout="classic", annotation="none")


def judge(card: DrawnCard, options: PhotoOptions, *, glare: float = 0.0) -> SideQuality:
    """Judge a photo of a card whose corners and lines are known."""
    taken = photograph_card(card, 7, options)
    photo = decode_photo(taken.jpeg)
    height, width = card.recto.shape[:2]
    flat = warp_quad(photo.image, to_corners(taken.cards[0].quad), (width, height))
    if glare:
        flat = shine(flat, glare)
    lines = [line.quad for line in card.lines_of(Side.RECTO)]
    return judge_side(flat, lines, taken.cards[0].quad, photo.size_px)


def shine(card: Image, peak: float) -> Image:
    """Lay the shine of a lamp over the middle of a card."""
    height, width = card.shape[:2]
    y, x = np.mgrid[:height, :width]
    spot = np.exp(
        -(((x - width / 2) / (0.15 * width)) ** 2) - ((y - height / 2) / (0.2 * height)) ** 2
    )
    return np.clip(card * 0.8 + (peak * spot)[..., None], 0, 255).astype(np.uint8)


def test_a_good_photo_has_no_flaw(card):
    quality = judge(card, PLAIN)

    assert quality.flaws == ()
    assert quality.sharpness > 4.5
    assert quality.text_height_px > 17
    assert quality.light > 0.5
    assert not quality.is_cut_off


def test_sharpness_falls_as_the_blur_grows_and_ends_in_an_alarm(card):
    blurs = (0.0, 1.0, 2.0, 4.0, 7.0)
    judged = [judge(card, replace(PLAIN, defocus_px=(blur, blur))) for blur in blurs]

    sharpness = [quality.sharpness for quality in judged]
    assert sharpness == sorted(sharpness, reverse=True)
    assert Flaw.BLURRED in judged[-1].flaws


def test_a_hand_that_moves_is_noticed_although_half_of_the_edges_stay_sharp(card):
    moved = judge(card, replace(PLAIN, motion_px=(12.0, 12.0)))

    assert Flaw.BLURRED in moved.flaws


def test_blur_is_measured_against_the_letters_and_not_in_pixels(card):
    """The same blur in pixels of the photo hurts less the larger the letters are."""
    near = judge(card, replace(PLAIN, defocus_px=(1.5, 1.5)))
    far = judge(card, replace(PLAIN, defocus_px=(1.5, 1.5), fill_ratio=(0.35, 0.35)))

    assert far.sharpness < 0.8 * near.sharpness


def test_a_card_far_away_is_too_small(card):
    quality = judge(card, replace(PLAIN, fill_ratio=(0.15, 0.15)))

    assert Flaw.TOO_SMALL in quality.flaws
    assert quality.text_height_px < 10


def test_shine_is_told_and_the_same_light_on_the_whole_card_is_not(card):
    assert Flaw.GLARE in judge(card, PLAIN, glare=400).flaws
    assert judge(card, replace(PLAIN, brightness=(1.4, 1.4))).glare_ratio == 0.0


def test_a_white_panel_on_a_dark_card_does_not_shine():
    dark = np.full((600, 1000, 3), 40, dtype=np.uint8)
    dark[150:450, 300:800] = 255

    quality = judge_side(dark, [], ((0, 0), (1000, 0), (1000, 600), (0, 600)), (1000, 600))

    assert quality.glare_ratio == 0.0


def test_a_dark_room_is_told(card):
    quality = judge(card, replace(PLAIN, brightness=(0.1, 0.1)))

    assert Flaw.TOO_DARK in quality.flaws


FRAME = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 600.0), (0.0, 600.0))


def test_text_at_the_photos_border_is_cut_off_and_text_near_it_is_not(card):
    flat = cv2.resize(card.recto, (1000, 600))

    def judged(left: float) -> bool:
        line = ((left, 300.0), (400.0, 300.0), (400.0, 330.0), (left, 330.0))
        return judge_side(flat, [line], FRAME, (1000, 600)).is_cut_off

    assert judged(1.0)
    assert not judged(15.0)


def test_a_corner_beyond_the_photo_is_cut_off(card):
    line = ((300.0, 300.0), (700.0, 300.0), (700.0, 330.0), (300.0, 330.0))
    beyond = ((-90.0, 10.0), (900.0, 10.0), (900.0, 590.0), (-80.0, 590.0))

    assert judge_side(card.recto, [line], beyond, (1000, 600)).is_cut_off
    assert not judge_side(card.recto, [line], FRAME, (1000, 600)).is_cut_off


def test_a_blank_verso_is_not_called_blurred():
    paper = np.full((600, 1000, 3), 235, dtype=np.uint8)
    inside = ((100.0, 100.0), (900.0, 100.0), (900.0, 580.0), (100.0, 580.0))

    quality = judge_side(paper, [], inside, (1600, 1200))

    assert quality.flaws == ()


def test_print_that_nobody_could_read_is_called_blurred(card):
    inside = ((100.0, 100.0), (900.0, 100.0), (900.0, 580.0), (100.0, 580.0))

    quality = judge_side(card.recto, [], inside, (1600, 1200))

    assert quality.flaws == (Flaw.BLURRED,)


def test_every_flaw_has_a_hint():
    assert set(HINTS) == set(Flaw)


# Right after the shot: the photo alone.


def test_a_photo_is_judged_without_reading_it(card):
    taken = photograph_card(card, 7, replace(GENTLE, background="dark_table", orientation=1))

    quality = judge_photo(taken.jpeg)

    assert quality.flaws == ()
    assert quality.sharpness > 4


def test_a_picture_is_judged_as_its_file_is(card):
    taken = photograph_card(card, 7, replace(GENTLE, background="dark_table", orientation=1))

    assert judge_photo(decode_photo(taken.jpeg).image) == judge_photo(taken.jpeg)


def test_a_blurred_photo_is_told_at_once(card):
    blurred = replace(GENTLE, background="dark_table", defocus_px=(5.0, 5.0))
    taken = photograph_card(card, 7, blurred)

    assert Flaw.BLURRED in judge_photo(taken.jpeg).flaws


def test_a_reduced_copy_counts_the_pixels_of_the_photo_it_was_made_of(card):
    far = replace(GENTLE, background="dark_table", fill_ratio=(0.22, 0.22), orientation=1)
    copy = photograph_card(card, 7, far).jpeg

    alone, as_taken = judge_photo(copy), judge_photo(copy, taken_long_side_px=4000)

    assert Flaw.TOO_SMALL in alone.flaws
    assert Flaw.TOO_SMALL not in as_taken.flaws
    assert as_taken.text_height_px == pytest.approx(2.5 * alone.text_height_px, rel=0.02)
    assert judge_photo(copy, taken_long_side_px=10) == alone


def test_a_card_that_the_photo_cuts_through_is_told_at_once(card):
    photo = decode_photo(photograph_card(card, 7, PLAIN).jpeg).image
    middle = photo.shape[1] // 2

    assert judge_photo(np.ascontiguousarray(photo[:, middle:])).is_cut_off
    assert not judge_photo(photo).is_cut_off


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_photo_of_nothing_is_not_blamed_for_its_text(grey):
    quality = judge_photo(encode(np.full((600, 800, 3), grey, dtype=np.uint8)))

    assert not {Flaw.BLURRED, Flaw.TOO_SMALL, Flaw.CUT_OFF, Flaw.GLARE} & set(quality.flaws)
    assert (Flaw.TOO_DARK in quality.flaws) == (grey == 0)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (20, 20)])
def test_tiny_and_thin_photos_are_judged_like_any(size):
    judge_photo(np.full((*size, 3), 200, dtype=np.uint8))


def test_what_is_no_photo_is_an_error():
    with pytest.raises(NotAnImageError):
        judge_photo(b"not a picture")
    with pytest.raises(TruncatedImageError):
        judge_photo(encode(np.full((600, 800, 3), 9, dtype=np.uint8))[:300])


@pytest.mark.slow
def test_judging_costs_a_tenth_of_a_second_at_most(card):
    taken = photograph_card(card, 7, replace(GENTLE, long_side_px=4000))
    judge_photo(taken.jpeg)

    took_s = []
    for _ in range(5):
        started_s = time.process_time()
        judge_photo(taken.jpeg)
        took_s.append(time.process_time() - started_s)

    # Twice the promise, on whatever machine this runs: a stage grown tenfold is noticed.
    assert min(took_s) < 0.2
