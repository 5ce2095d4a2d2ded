"""However hurried a photo is, a person can read it."""

import numpy as np
import pytest

from drawn import draw_card, photograph_card
from drawn.legible import photograph_legibly, smallest_print_px
from drawn.photo_options import GENTLE, HARSH, PhotoOptions
from ocr.types import Side

BLURRED = PhotoOptions(
    long_side_px=800,
    background="dark_table",
    defocus_px=(3.0, 3.0),
    motion_px=(9.0, 9.0),
    noise_levels=(0.0, 0.0),
    orientation=1,
)


def sharpness(photo):
    import cv2

    picture = cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    return float(cv2.Laplacian(picture, cv2.CV_64F).var())


def test_a_photo_too_blurred_to_read_is_taken_again_with_less_blur():
    card = draw_card(7)
    hopeless, legible = photograph_card(card, 7, BLURRED), photograph_legibly(card, 7, BLURRED)

    assert legible.cards == hopeless.cards
    assert sharpness(legible) > 2 * sharpness(hopeless)


def test_a_photo_that_can_be_read_is_left_as_it_is():
    card = draw_card(7)

    assert photograph_legibly(card, 7, GENTLE).jpeg == photograph_card(card, 7, GENTLE).jpeg


def test_the_smallest_print_is_measured_in_the_photo():
    card = draw_card(7)
    near = photograph_card(card, 7, PhotoOptions(long_side_px=800, fill_ratio=(0.9, 0.9)))
    far = photograph_card(card, 7, PhotoOptions(long_side_px=800, fill_ratio=(0.45, 0.45)))
    sizes = [smallest_print_px(card, photo, Side.RECTO) for photo in (near, far)]

    assert sizes[0] == pytest.approx(2 * sizes[1], rel=0.1)


def test_a_side_without_print_has_no_smallest_print():
    card = draw_card(3, verso="blank")
    photo = photograph_card(card, 3, PhotoOptions(long_side_px=400), Side.VERSO)

    assert smallest_print_px(card, photo, Side.VERSO) is None
    assert photograph_legibly(card, 3, HARSH, Side.VERSO).cards
