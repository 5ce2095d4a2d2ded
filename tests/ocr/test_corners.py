"""Cards are found in drawn photos, whose corners are known; the text boxes are the true ones."""

import cv2
import numpy as np
import pytest

from drawn import PhotoOptions, draw_card, photograph, photograph_card
from drawn.photo_options import HARSH
from ocr.decode import Photo, decode_photo
from ocr.geometry import to_corners, to_quad
from ocr.rectify import RectifyOptions, flatten_card, locate_cards, whole_photo
from ocr.types import Side
from tests.ocr.pictures import box, stripes

OPTIONS = RectifyOptions()


def take(seed, options):
    card = draw_card(seed=seed)
    taken = photograph_card(card, seed=seed, options=options)
    photo = decode_photo(taken.jpeg, long_side_px=2000)
    text = [taken.cards[0].quad_in_photo(line.quad) for line in card.lines_of(Side.RECTO)]
    return card, taken, photo, text


def overlap(found, true, size_px):
    """Intersection over union of two quads."""

    def mask(corners):
        picture = np.zeros((size_px[1] // 2 + 100, size_px[0] // 2 + 100), dtype=np.uint8)
        cv2.fillPoly(picture, [np.rint(np.array(corners) / 2 + 50).astype(np.int32)], 1)
        return picture.astype(bool)

    one, other = mask(found), mask(true)
    return (one & other).sum() / (one | other).sum()


def overlaps_of(seeds, options):
    """How well every card that is found is found; a card that is not found has no entry."""
    overlaps = []
    for seed in seeds:
        _, taken, photo, text = take(seed, options)
        found = locate_cards(photo, text, OPTIONS)
        overlaps += [overlap(one, taken.cards[0].quad, taken.size_px) for one in found]
    return overlaps


def test_a_card_on_a_table_is_found_where_it_is():
    overlaps = overlaps_of(range(60, 76), PhotoOptions())

    # One may be left to the whole photo: a dark card on a dark table has no edge to see.
    assert len(overlaps) >= 15
    assert min(overlaps) > 0.9


def test_most_cards_are_found_in_the_hand_that_holds_them():
    overlaps = overlaps_of(range(60, 84), PhotoOptions(is_held=True))

    # Fingers and a thumb hide a part of one side; the photo's own side is no side of the card.
    assert len(overlaps) >= 19
    assert sorted(overlaps)[2] > 0.85


def test_most_cards_in_hurried_photos_are_found():
    overlaps = overlaps_of(range(60, 76), HARSH)

    # In a dim room the panel that holds all of the text may be taken for the card.
    assert len(overlaps) >= 11
    assert sum(one > 0.9 for one in overlaps) >= 0.75 * len(overlaps)


@pytest.mark.parametrize("options", [HARSH, PhotoOptions(fill_ratio=(0.95, 1.02))])
@pytest.mark.parametrize("seed", [63, 72, 75, *range(88, 96)])
def test_no_text_is_ever_cut_off(seed, options):
    """Whatever is taken for the card, all that is printed on it lies on the flat picture."""
    _, _, photo, text = take(seed, options)

    for corners in locate_cards(photo, text, OPTIONS):
        region = corners.astype(np.float32)
        inside = [
            cv2.pointPolygonTest(region, to_corners(quad).mean(axis=0).tolist(), measureDist=False)
            for quad in text
        ]
        assert min(inside) > 0


def test_a_card_that_the_photo_cuts_off_is_found_with_what_is_missing():
    overlaps = []
    for seed in range(60, 76):
        _, taken, photo, text = take(seed, PhotoOptions(cut_off_ratio=(0.03, 0.1)))
        # What lies beyond the photo was not seen.
        text = [quad for quad in text if is_in_photo(quad, taken.size_px)]
        found = locate_cards(photo, text, OPTIONS)
        overlaps += [overlap(one, taken.cards[0].quad, taken.size_px) for one in found]

    assert len(overlaps) >= 12
    assert np.mean([one > 0.85 for one in overlaps]) >= 0.75


def is_in_photo(quad, size_px):
    return all(0 <= x <= size_px[0] and 0 <= y <= size_px[1] for x, y in quad)


@pytest.mark.parametrize("angle_deg", range(0, 360, 15))
def test_a_card_is_found_at_every_angle(angle_deg):
    options = PhotoOptions(roll_deg=(angle_deg, angle_deg), background="fabric")
    _, taken, photo, text = take(64, options)

    (found,) = locate_cards(photo, text, OPTIONS)

    assert overlap(found, taken.cards[0].quad, taken.size_px) > 0.95


def test_a_bent_card_is_found_and_none_of_its_text_cut():
    overlaps = []
    for seed in range(60, 70):
        _, taken, photo, text = take(seed, PhotoOptions(bend_deg=(20.0, 50.0)))
        for found in locate_cards(photo, text, OPTIONS):
            region = found.astype(np.float32)
            # Its outline is bowed: the quad of its corners is not all of it.
            overlaps.append(overlap(found, taken.cards[0].quad, taken.size_px))
            for quad in text:
                centre = to_corners(quad).mean(axis=0).tolist()
                assert cv2.pointPolygonTest(region, centre, measureDist=False) > 0

    assert len(overlaps) >= 9
    assert np.median(overlaps) > 0.85


def test_a_plain_photo_has_no_card():
    photo = Photo(np.full((600, 800, 3), 40, dtype=np.uint8), (800, 600))

    assert locate_cards(photo, [box(300, 300, 200, 30)], OPTIONS) == ()


def test_a_photo_without_text_has_no_card():
    _, _, photo, _ = take(41, PhotoOptions(background="dark_table"))

    assert locate_cards(photo, [], OPTIONS) == ()


def test_noise_has_no_card():
    noise = np.random.default_rng(3).integers(0, 255, (600, 800, 3), dtype=np.uint8)

    assert locate_cards(Photo(noise, (800, 600)), [box(300, 300, 200, 30)], OPTIONS) == ()


@pytest.mark.parametrize("seed", range(40, 46))
def test_a_flat_card_has_the_shape_that_was_printed(seed):
    card, taken, photo, text = take(seed, PhotoOptions(background="dark_table", tilt_deg=(5, 25)))

    flat = flatten_card(photo, to_corners(taken.cards[0].quad), text, OPTIONS)

    height, width = flat.image.shape[:2]
    true = card.recto.shape[1] / card.recto.shape[0]
    assert width / height == pytest.approx(true, rel=0.12)
    assert 1000 <= max(width, height) <= 1700
    assert flat.is_found


@pytest.mark.parametrize(("long_side_px", "is_enlarged"), [(1000, True), (2400, False)])
def test_a_card_that_is_small_in_its_photo_is_enlarged_and_says_so(long_side_px, is_enlarged):
    _, taken, photo, text = take(41, PhotoOptions(long_side_px=long_side_px))

    flat = flatten_card(photo, to_corners(taken.cards[0].quad), text, OPTIONS)

    assert flat.is_enlarged is is_enlarged
    assert max(flat.image.shape) >= 1000


def test_a_card_that_lies_sideways_is_turned_until_its_lines_are_level():
    card = draw_card(seed=41)
    sideways = np.ascontiguousarray(np.rot90(card.recto))
    taken = photograph([sideways], 41, PhotoOptions(background="dark_table", is_portrait=True))
    photo = decode_photo(taken.jpeg)
    height, width = card.recto.shape[:2]
    text = [
        taken.cards[0].quad_in_photo(to_quad(np.array([(y, width - x) for x, y in line.quad])))
        for line in card.lines_of(Side.RECTO)
    ]

    flat = flatten_card(photo, to_corners(taken.cards[0].quad), text, OPTIONS)

    # A quarter turn is undone; whether the card then stands on its head is for the reader.
    assert (flat.image.shape[1] > flat.image.shape[0]) == (width > height)


def test_a_photo_read_as_a_whole_is_kept_as_it_is():
    photo = Photo(stripes(), (640, 400))

    card = whole_photo(photo, [box(10, 10, 200, 20)])

    assert card.image is photo.image
    assert card.quad == box(0, 0, 640, 400)
    assert not card.is_found


def test_a_photo_whose_lines_run_upwards_is_turned():
    card = whole_photo(Photo(stripes(), (320, 200)), [box(10, 10, 20, 150)])

    assert card.image.shape == (320, 200, 3)
    assert card.quad[0] == (320, 0)
