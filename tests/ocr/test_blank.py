"""A card with hardly any text is found by its outline."""

import cv2
import numpy as np
import pytest

from drawn import PhotoOptions, draw_card, photograph_card
from ocr.blank import BlankOptions, find_blank_card
from ocr.decode import decode_photo
from ocr.geometry import order_corners, to_corners
from ocr.pipeline import read_photo
from ocr.types import Side
from tests.ocr.pictures import SpokenRecogniser, box, encode, line

SEEDS = (611_000, 611_001, 611_002, 611_003)


def photograph_back(seed, verso="blank"):
    return photograph_card(draw_card(seed, verso=verso), seed, PhotoOptions(), Side.VERSO)


def table(size=(900, 1200), colour=(70, 60, 50)):
    """Make a table with some grain."""
    grain = np.random.default_rng(4).normal(0, 4, (*size, 3))
    return (np.array(colour) + grain).clip(0, 255).astype(np.uint8)


def lay(photo, corners, colour=(235, 232, 225)):
    cv2.fillConvexPoly(photo, np.array(corners, dtype=np.int32), colour, cv2.LINE_AA)
    return photo


@pytest.mark.parametrize("seed", SEEDS)
def test_the_blank_back_of_a_card_is_found(seed):
    taken = photograph_back(seed)
    photo = decode_photo(taken.jpeg)

    found = find_blank_card(photo.image, BlankOptions())

    true = order_corners(to_corners(taken.cards[0].quad))
    assert found is not None
    assert np.abs(found.corners - true).max() < 0.02 * max(photo.size_px)


def test_a_card_away_from_the_middle_is_found():
    corners = [(80, 90), (520, 60), (540, 330), (100, 350)]

    found = find_blank_card(lay(table(), corners), BlankOptions())

    assert found is not None
    assert np.abs(found.corners - np.array(corners)).max() < 6


def test_an_empty_table_holds_no_card():
    assert find_blank_card(table(), BlankOptions()) is None


@pytest.mark.parametrize(
    "corners",
    [
        [(400, 250), (800, 250), (800, 650), (400, 650)],
        [(50, 400), (1150, 400), (1150, 600), (50, 600)],
        [(560, 420), (680, 420), (680, 490), (560, 490)],
    ],
    ids=["a coaster", "a ruler", "a stamp"],
)
def test_what_has_not_the_shape_of_a_card_or_its_size_is_none(corners):
    assert find_blank_card(lay(table(), corners), BlankOptions()) is None


def photo_of_a_card():
    return encode(lay(table(), [(300, 250), (900, 240), (910, 610), (310, 600)]))


def test_a_card_on_which_no_text_is_seen_is_flattened_and_read():
    note = (line("ideal client!", 100, 100),)
    engine = SpokenRecogniser(note, found=())

    (side,) = read_photo(photo_of_a_card(), engine)

    assert side.is_found
    assert side.lines[0].text == "ideal client!"
    height, width = side.card.shape[:2]
    assert width / height == pytest.approx(600 / 365, abs=0.05)


@pytest.mark.parametrize(("left", "is_found"), [(500, True), (20, False)])
def test_a_logo_on_a_card_is_no_reason_not_to_find_it_and_text_beside_it_is(left, is_found):
    # A square box says nothing of the slant of a card: this one lies on a corner.
    logo = cv2.boxPoints(((left + 30.0, 400.0), (60.0, 62.0), 45.0))
    quad = tuple((float(x), float(y)) for x, y in order_corners(logo))
    engine = SpokenRecogniser((line("N", 200, 100),), found=(quad,))

    (side,) = read_photo(photo_of_a_card(), engine)

    assert side.is_found is is_found


def test_a_table_without_a_card_is_read_as_it_is():
    engine = SpokenRecogniser((), found=())

    (side,) = read_photo(encode(table()), engine)

    assert not side.is_found
    assert side.quad == box(0, 0, 1200, 900)
