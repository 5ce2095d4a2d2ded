"""What many quads share and hold, against OpenCV's one at a time."""

import cv2
import numpy as np
import pytest

from ocr.quads import points_inside, quad_areas, shared_areas, texts_inside

SQUARE = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], dtype=np.float32)


def scattered(count, seed):
    """Return turned and bent rectangles that lie about a picture of 900 pixels."""
    chance = np.random.default_rng(seed)
    angle = chance.uniform(0, 2 * np.pi, (count, 1))
    half = chance.uniform(40, 120, (count, 1))
    x, y = half * [-1, 1, 1, -1], half / 1.6 * [-1, -1, 1, 1]
    turned = [x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)]
    middles = chance.uniform(0, 900, (count, 1, 2))
    bend = chance.normal(0, 5, (count, 4, 2))
    return (np.stack(turned, axis=-1) + middles + bend).astype(np.float32)


def test_shared_areas_are_those_that_opencv_measures():
    quads = scattered(150, seed=4)

    for quad in quads[:30]:
        shared = [cv2.intersectConvexConvex(quad, other)[0] for other in quads]

        # Slivers between sides that almost touch are not told to the pixel.
        assert shared_areas(quad, quads) == pytest.approx(np.array(shared), abs=20, rel=0.001)


def test_quads_on_one_line_are_not_counted_twice():
    moved = [np.add(SQUARE, [x, 0]) for x in (4, 10)]
    others = np.stack([SQUARE, SQUARE[::-1], *moved, SQUARE * [1, 0.5]]).astype(np.float32)

    shared = shared_areas(SQUARE, others)

    assert shared == pytest.approx([100, 100, 60, 0, 50], abs=0.3)


def test_quads_far_from_the_origin_are_measured_as_well():
    far = np.float32([4000, 3000])

    shared = shared_areas(SQUARE + far, np.stack([SQUARE + far + np.float32([5, 5])]))

    assert shared == pytest.approx([25], abs=0.3)


@pytest.mark.parametrize("quad", [SQUARE, SQUARE[::-1]], ids=["clockwise", "counter-clockwise"])
def test_points_inside_are_told_however_the_corners_run(quad):
    points = np.array([[[5, 5], [11, 5]], [[1, 9], [-1, -1]]], dtype=np.float32)

    inside = points_inside(quad[None], points)

    assert inside.tolist() == [[[True, False], [True, False]]]
    assert quad_areas(quad[None]) == pytest.approx([100])


def test_a_text_that_sticks_out_by_the_room_round_its_letters_is_inside():
    text = np.array([[[2, 2], [10.4, 2], [10.4, 4], [2, 4]], [[2, 2], [14, 2], [14, 4], [2, 4]]])

    inside = texts_inside(SQUARE[None], text.astype(np.float32))

    assert inside.tolist() == [[True, False]]
