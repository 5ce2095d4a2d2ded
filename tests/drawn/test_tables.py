"""Several cards on one table: where each lies is known, and what lies there besides is no card."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from drawn import PhotoOptions, draw_card, photograph
from drawn.tables import TableOptions
from drawn.truth import as_quad
from ocr.geometry import quad_angle_deg, quad_size, to_corners
from tests.drawn.test_photograph import GREEN, greenness, upright

SMALL = PhotoOptions(long_side_px=900, background="dark_table", glare_chance=0.0)


def shared_ratio(one, other):
    a, b = np.array(one, dtype=np.float32), np.array(other, dtype=np.float32)
    return cv2.intersectConvexConvex(a, b)[0] / cv2.contourArea(a)


@pytest.mark.parametrize("seed", range(6))
def test_cards_that_lie_apart_lie_apart(seed):
    table = TableOptions(skew_deg=(-40.0, 40.0))

    cards = photograph([GREEN] * 12, seed, SMALL, table=table).cards

    assert len(cards) == 12
    assert all(
        shared_ratio(a.quad, b.quad) == 0 for i, a in enumerate(cards) for b in cards[i + 1 :]
    )


@pytest.mark.parametrize("seed", range(6))
def test_touching_cards_have_neighbours_within_a_millimetre_and_hardly_cover_them(seed):
    cards = photograph([GREEN] * 12, seed, SMALL, table=TableOptions(is_touching=True)).cards

    for i, card in enumerate(cards):
        others = [other.quad for k, other in enumerate(cards) if k != i]
        assert max(shared_ratio(card.quad, other) for other in others) < 0.03
        middle = np.mean(card.quad, axis=0)
        grown = middle + (np.array(card.quad) - middle) * 1.06
        assert any(shared_ratio(grown, other) > 0 for other in others)


def test_cards_lie_upside_down_and_sideways_as_often_as_asked():
    table = TableOptions(quarter_turn_chance=0.5, upside_down_chance=0.5, skew_deg=(0.0, 0.0))

    cards = photograph([GREEN] * 40, 3, replace(SMALL, tilt_deg=(0, 0)), table=table).cards

    turns = [round(quad_angle_deg(to_corners(card.quad)) / 90) % 4 for card in cards]
    assert all(turns.count(turn) >= 4 for turn in range(4))


def test_clutter_lies_under_the_cards():
    table = TableOptions(clutter=6)
    photo = photograph([GREEN] * 6, 5, SMALL, table=table)
    empty = photograph([GREEN] * 6, 5, SMALL, table=replace(table, clutter=0))

    pixels = upright(photo)
    assert [card.quad for card in photo.cards] == [card.quad for card in empty.cards]
    assert np.abs(pixels - upright(empty)).mean() > 10
    for card in photo.cards:
        x, y = np.mean(card.quad, axis=0).astype(int)
        assert greenness(pixels)[y, x] > 40


def test_a_card_cut_off_reaches_beyond_one_side_of_the_photo():
    for seed in range(8):
        options = replace(SMALL, cut_off_ratio=(0.1, 0.2), fill_ratio=(0.6, 0.7))
        photo = photograph([GREEN], seed, options)

        quad = np.array(photo.cards[0].quad)
        beyond = np.concatenate([-quad.min(axis=0), (quad - photo.size_px).max(axis=0)])
        assert 0.05 * max(quad_size(to_corners(photo.cards[0].quad))) < beyond.max()
        assert sorted(beyond)[-2] <= 1


@pytest.mark.parametrize("seed", range(6))
def test_a_bent_card_lies_where_its_bent_corners_and_lines_are(seed):
    options = replace(SMALL, bend_deg=(40.0, 50.0), tilt_deg=(0, 8), shadow_strength=(0, 0))
    photo = photograph([GREEN], seed, options)
    (card,) = photo.cards

    green = greenness(upright(photo))
    # Along all of the outline, a little inside is card and a little outside is table.
    for t in np.linspace(0.05, 0.95, 10):
        rim = [(420 * t, 0), (420, 240 * t), (420 * t, 240), (0, 240 * t)]
        for inwards, is_card in ((0.94, True), (1.06, False)):
            points = np.array(rim) * inwards + np.array([210, 120]) * (1 - inwards)
            for x, y in np.round(card.quad_in_photo(as_quad(points))).astype(int):
                assert (green[y, x] > 40) is np.bool_(is_card), (t, inwards)


def test_a_bent_cards_edge_is_not_straight():
    options = replace(SMALL, bend_deg=(40.0, 50.0))
    bows = []
    for seed in range(8):
        (card,) = photograph([GREEN], seed, options).cards
        middles = ((210.0, 0.0), (420.0, 120.0), (210.0, 240.0), (0.0, 120.0))
        corners = np.array(card.quad)
        halfway = (corners + np.roll(corners, -1, axis=0)) / 2
        bows.append(np.linalg.norm(np.array(card.quad_in_photo(middles)) - halfway, axis=1).max())

    assert min(bows) > 4


def test_the_same_seed_lays_the_same_table():
    pictures = [draw_card(seed).recto for seed in range(3)]
    table = TableOptions(clutter=2)

    assert photograph(pictures, 1, SMALL, table=table) == photograph(
        pictures, 1, SMALL, table=table
    )
