"""Tables of drawn cards, whose corners are known; the text boxes are the true ones."""

import numpy as np
import pytest

from drawn import PhotoOptions, draw_card, photograph
from drawn.tables import TableOptions
from ocr.decode import decode_photo
from ocr.geometry import to_corners
from ocr.several import SeveralOptions, find_several, may_be_several, sort_rows
from ocr.types import Side
from tests.ocr.pictures import box
from tests.ocr.test_corners import overlap

OPTIONS = SeveralOptions()


def lay(seed, count, background, table):
    cards = [draw_card(seed=seed * 20 + i, verso="none") for i in range(count)]
    options = PhotoOptions(long_side_px=2000, background=background, fill_ratio=(0.85, 0.97))
    taken = photograph([card.recto for card in cards], seed, options, table=table)
    text = [
        to_corners(placed.quad_in_photo(line.quad))
        for placed in taken.cards
        for line in cards[placed.index].lines_of(Side.RECTO)
    ]
    return taken, text


def found_ratio(taken, found):
    """The share of the cards that one of the found quads overlaps by 0.8."""
    best = [
        max((overlap(one.corners, card.quad, taken.size_px) for one in found), default=0)
        for card in taken.cards
    ]
    return np.mean([value >= 0.8 for value in best])


@pytest.mark.parametrize("background", ["dark_table", "wood", "white_table"])
@pytest.mark.parametrize("is_touching", [False, True])
def test_twelve_cards_are_found_and_kept_apart(background, is_touching):
    taken, text = lay(31, 12, background, TableOptions(is_touching=is_touching))

    found = find_several(decode_photo(taken.jpeg).image, text, OPTIONS)

    assert len(found) in (11, 12)
    assert found_ratio(taken, found) >= 11 / 12


@pytest.mark.parametrize("count", [2, 3, 5])
def test_fewer_cards_are_found_too(count):
    taken, text = lay(32, count, "fabric", TableOptions())

    found = find_several(decode_photo(taken.jpeg).image, text, OPTIONS)

    assert len(found) == count
    assert found_ratio(taken, found) == 1


def test_books_and_sheets_beside_the_cards_are_no_cards():
    taken, text = lay(33, 8, "wood", TableOptions(clutter=4))

    found = find_several(decode_photo(taken.jpeg).image, text, OPTIONS)

    assert len(found) == 8
    assert found_ratio(taken, found) == 1


def test_cards_come_row_by_row_from_left_to_right():
    table = TableOptions(quarter_turn_chance=0.0, skew_deg=(-4.0, 4.0))
    taken, text = lay(34, 12, "dark_table", table)

    found = find_several(decode_photo(taken.jpeg).image, text, OPTIONS)

    order = [
        max(taken.cards, key=lambda card: overlap(one.corners, card.quad, taken.size_px)).index
        for one in found
    ]
    assert order == sorted(order)
    assert len(order) == 12


def test_a_row_that_slants_across_the_photo_is_one_row():
    def at(x, y):
        return to_corners(box(x, y, 90, 50))

    cards = [at(200, 80), at(0, 20), at(300, 110), at(100, 50), at(0, 120), at(100, 150)]

    assert sort_rows(cards) == [1, 3, 0, 2, 4, 5]


def test_a_plain_picture_has_no_cards():
    plain = np.full((600, 800, 3), 90, dtype=np.uint8)

    assert find_several(plain, [to_corners(box(100, 100, 200, 20))], OPTIONS) == ()
    assert find_several(plain, [], OPTIONS) == ()


def test_noise_is_no_table_of_cards():
    noise = np.random.default_rng(3).integers(0, 255, (600, 800, 3), dtype=np.uint8)
    text = [to_corners(box(x, y, 90, 8)) for x in (100, 400) for y in (100, 300, 500)]

    assert len(find_several(noise, text, OPTIONS)) <= 1


A_CARD = box(100, 100, 500, 300)
SQUARE = box(100, 100, 400, 300)
STRIP = box(50, 100, 690, 200)


@pytest.mark.parametrize(
    ("found", "height", "length", "is_thought_of"),
    [
        (None, 40, 200, False),
        (None, 20, 200, True),
        (A_CARD, 20, 200, False),
        # Small print, and lines as long as on one card.
        (A_CARD, 14, 200, False),
        (A_CARD, 14, 60, True),
        (A_CARD, 12, 200, True),
        # Two cards above one another, and a row of them.
        (SQUARE, 14, 200, True),
        (STRIP, 20, 60, True),
        (STRIP, 20, 200, False),
    ],
)
def test_several_are_thought_of_when_the_text_is_too_small_for_one(
    found, height, length, is_thought_of
):
    text = [box(120, y, length, height) for y in (120, 200, 280)]
    cards = [to_corners(found)] if found else []

    assert may_be_several(text, cards, (800, 600), OPTIONS) is is_thought_of


def test_several_are_thought_of_when_no_text_was_seen():
    assert may_be_several((), (), (800, 600), OPTIONS)
