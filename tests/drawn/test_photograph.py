"""A photo's truth says where the card really is."""

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from drawn import PhotoOptions, draw_card, photograph, photograph_card
from drawn.photo_options import GENTLE, HARSH, STRAIGHT
from drawn.surfaces import SURFACES, draw_surface
from drawn.truth import DrawnPhoto
from ocr.types import Side

SMALL = PhotoOptions(long_side_px=480)
GREEN = np.zeros((240, 420, 3), dtype=np.uint8)
GREEN[:] = (20, 230, 40)


def upright(photo: DrawnPhoto) -> np.ndarray:
    picture = Image.open(io.BytesIO(photo.jpeg))
    return np.asarray(ImageOps.exif_transpose(picture).convert("RGB")).astype(int)


def greenness(pixels: np.ndarray) -> np.ndarray:
    return pixels[..., 1] - np.maximum(pixels[..., 0], pixels[..., 2])


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_homography_takes_the_cards_corners_to_its_quad(seed):
    card = photograph([GREEN], seed, SMALL).cards[0]

    corners = ((0.0, 0.0), (420.0, 0.0), (420.0, 240.0), (0.0, 240.0))
    assert np.allclose(card.quad_in_photo(corners), card.quad)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_the_quad_is_the_edge_between_card_and_table(seed):
    options = replace(SMALL, background="dark_table", glare_chance=0.0, cast_shadow_chance=0.0)
    photo = photograph([GREEN], seed, options)

    quad = np.array(photo.cards[0].quad)
    centre = quad.mean(axis=0)
    green = greenness(upright(photo))
    for corner in quad:
        for part, is_card in ((0.92, True), (1.08, False)):
            x, y = np.round(centre + (corner - centre) * part).astype(int)
            if 0 <= y < green.shape[0] and 0 <= x < green.shape[1]:
                assert (green[y, x] > 40) is np.bool_(is_card), (corner, part)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_card_is_wholly_in_the_photo_and_clockwise(seed):
    photo = photograph([GREEN], seed, SMALL)

    quad = np.array(photo.cards[0].quad)
    assert quad.min() >= -0.5
    assert (quad <= np.array(photo.size_px) + 0.5).all()
    edges = np.roll(quad, -1, axis=0) - quad
    following = np.roll(edges, -1, axis=0)
    turns = edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0]
    assert (turns > 0).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_exif_orientation_brings_the_photo_upright(orientation):
    card = draw_card(4)
    plain = upright(photograph_card(card, 9, replace(SMALL, orientation=1)))

    photo = photograph_card(card, 9, replace(SMALL, orientation=orientation))

    stored = Image.open(io.BytesIO(photo.jpeg))
    assert stored.getexif()[0x0112] == orientation
    assert (stored.size == photo.size_px) is (orientation <= 4)
    assert np.abs(upright(photo) - plain).mean() < 4


def test_the_same_seed_takes_the_same_photo():
    card = draw_card(2)

    assert photograph_card(card, 5, SMALL) == photograph_card(card, 5, SMALL)
    assert photograph_card(card, 5, SMALL).jpeg != photograph_card(card, 6, SMALL).jpeg


def test_a_line_of_the_card_is_where_its_quad_says_in_the_photo():
    card = draw_card(21, layout="swiss", verso="none", annotation="none")
    photo = photograph_card(card, 3, replace(STRAIGHT, long_side_px=1600))

    pixels = upright(photo).sum(axis=2)
    for line in card.lines_of(Side.RECTO):
        quad = np.array(photo.cards[0].quad_in_photo(line.quad))
        (left, top), (right, bottom) = quad.min(axis=0).astype(int), quad.max(axis=0).astype(int)
        assert np.ptp(pixels[top:bottom, left:right]) > 150, line.text


def test_without_distortion_the_card_is_an_upright_rectangle():
    quad = photograph([GREEN], 1, replace(STRAIGHT, long_side_px=600)).cards[0].quad

    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    assert (ay, bx, cy, dx) == pytest.approx((by, cx, dy, ax))
    assert (bx - ax) / (dy - ay) == pytest.approx(420 / 240, rel=0.01)


@pytest.mark.parametrize("count", [2, 5, 9])
def test_cards_on_one_table_do_not_touch(count):
    photo = photograph([GREEN] * count, 7, replace(SMALL, long_side_px=900))

    boxes = []
    for card in photo.cards:
        quad = np.array(card.quad)
        boxes.append((*quad.min(axis=0), *quad.max(axis=0)))
    assert [card.index for card in photo.cards] == list(range(count))
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_a_photo_has_the_size_that_was_asked_for():
    options = replace(SMALL, long_side_px=4000, is_portrait=False, orientation=1)

    photo = photograph([GREEN], 1, options)

    assert photo.size_px == (4000, 3000)
    assert Image.open(io.BytesIO(photo.jpeg)).size == (4000, 3000)


def test_a_photo_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no card"):
        photograph([], 1)


@pytest.mark.parametrize("options", [GENTLE, HARSH], ids=["gentle", "harsh"])
def test_conditions_keep_the_card_in_the_photo(options):
    photo = photograph([GREEN], 3, replace(options, long_side_px=480))

    quad = np.array(photo.cards[0].quad)
    assert quad.min() >= -0.5
    assert (quad <= np.array(photo.size_px) + 0.5).all()


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_every_surface_fills_the_size_that_was_asked_for(name):
    for width, height in ((320, 240), (240, 320), (1700, 900)):
        surface = draw_surface(np.random.default_rng(1), name, width, height)

        assert surface.shape == (height, width, 3)
        assert surface.dtype == np.uint8
        assert surface.std() > 0.5


def test_round_corners_show_the_table():
    options = replace(STRAIGHT, long_side_px=800)
    square = upright(photograph([GREEN], 1, options))
    rounded_photo = photograph([GREEN], 1, options, [120.0])

    x, y = rounded_photo.cards[0].quad[0]
    corner = (round(y) + 3, round(x) + 3)
    assert greenness(square)[corner] > 100
    assert greenness(upright(rounded_photo))[corner] < 40


def test_a_hand_hides_a_part_of_the_card_that_it_holds():
    card = np.full((620, 1000, 3), 0, dtype=np.uint8)
    card[:] = (20, 230, 40)
    lying = photograph([card], 5, replace(STRAIGHT, long_side_px=800))
    held = photograph([card], 5, replace(STRAIGHT, long_side_px=800, is_held=True))

    seen, hidden = ((greenness(upright(photo)) > 80).sum() for photo in (lying, held))

    assert held.cards[0].quad == lying.cards[0].quad
    assert 0.6 * seen < hidden < 0.99 * seen
