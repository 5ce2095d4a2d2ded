"""The detector's geometry, with a network that answers with a picture of kernels."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engines.detection import (
    DetectionOptions,
    detect_boxes,
    order_line,
    stretch_contrast,
)
from ocr.engines.recognition import cut_line, read_line
from ocr.geometry import quad_size
from tests.ocr.pictures import box, stripes

PLAIN = DetectionOptions(long_side_px=1024, pad_ratio=0.0)


class Painted:
    """A network that says where text is by painting it, at the size it is given."""

    characters = ()

    def __init__(self, *kernels, value=0.9):
        self._kernels = kernels
        self._value = value
        self.shapes = []

    def run(self, batch):
        self.shapes.append(batch.shape)
        kernels = np.zeros(batch.shape[2:], dtype=np.float32)
        for corners in self._kernels:
            cv2.fillPoly(kernels, [np.array(corners, dtype=np.int32)], self._value)
        return kernels[None, None]


def test_a_kernel_grows_back_to_the_height_of_its_letters():
    image = np.zeros((512, 1024, 3), dtype=np.uint8)

    (found,) = detect_boxes(image, Painted(box(200, 100, 300, 20)), PLAIN)

    width, height = quad_size(found.corners)
    # 300 x 20 pixels, 1.6 times the area over the perimeter: 15 pixels on every side.
    assert width == pytest.approx(330, abs=4)
    assert height == pytest.approx(50, abs=4)
    assert found.corners.mean(axis=0) == pytest.approx((350, 110), abs=2)
    # A little below: the joined kernel has a rim of pixels where the network saw nothing.
    assert found.confidence == pytest.approx(0.9, abs=0.06)


def test_boxes_come_back_in_pixels_of_the_picture_that_was_given():
    image = np.zeros((1500, 3000, 3), dtype=np.uint8)

    (found,) = detect_boxes(image, Painted(box(200, 100, 300, 20)), DetectionOptions())

    pad = round(448 * 0.03)
    assert found.corners.mean(axis=0) == pytest.approx(
        ((350 - pad) * 3000 / 896, (110 - pad) * 3000 / 896), abs=6
    )


def test_faint_and_thin_kernels_are_no_lines():
    image = np.zeros((512, 1024, 3), dtype=np.uint8)

    assert detect_boxes(image, Painted(box(200, 100, 300, 20), value=0.45), PLAIN) == ()
    assert detect_boxes(image, Painted(box(200, 100, 300, 1)), PLAIN) == ()
    assert detect_boxes(image, Painted(), PLAIN) == ()


def test_a_box_around_the_whole_picture_is_no_line_unless_it_is_long():
    whole = box(8, 8, 1008, 496)

    assert detect_boxes(np.zeros((512, 1024, 3), dtype=np.uint8), Painted(whole), PLAIN) == ()
    strip = detect_boxes(
        np.zeros((96, 1024, 3), dtype=np.uint8), Painted(box(8, 8, 1008, 80)), PLAIN
    )
    assert len(strip) == 1


@pytest.mark.parametrize("size", [(1, 1), (20, 900), (900, 20), (50, 50), (3000, 2000)])
def test_a_picture_of_any_shape_reaches_the_network_in_few_shapes(size):
    network = Painted()

    detect_boxes(np.zeros((*size, 3), dtype=np.uint8), network, DetectionOptions())

    (shape,) = network.shapes
    assert shape[:2] == (1, 3)
    assert shape[2] % 32 == shape[3] % 32 == 0
    assert max(shape[2:]) <= 1088


def test_a_tall_box_is_taken_for_text_that_runs_down():
    corners = order_line(np.array(box(10, 10, 20, 200)))

    assert quad_size(corners) == (200, 20)
    # Its upper side is the right edge, from top to bottom.
    assert corners[0].tolist() == [30, 10]
    assert corners[1].tolist() == [30, 210]


@given(st.permutations(range(4)), st.floats(-44, 44), st.floats(60, 400), st.floats(5, 30))
def test_the_first_side_of_a_line_runs_along_its_text(order, angle, width, height):
    turn = np.radians(angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners = np.array(box(500, 500, width, height)) @ rotation

    ordered = order_line(corners[list(order)])

    assert quad_size(ordered) == pytest.approx((width, height), rel=1e-3)
    assert ordered[1][0] > ordered[0][0]


@pytest.mark.parametrize(
    ("quad", "width"),
    [(box(0, 0, 320, 200), 77), (box(10, 10, 100, 48), 100), (box(0, 0, 320, 1), 2400)],
)
def test_a_line_is_cut_at_the_height_of_the_network(quad, width):
    line = cut_line(stripes(), np.array(quad, dtype=np.float32))

    assert line.shape == (48, width, 3)


class Spelling:
    """A network that gives a CTC path, one class per step."""

    characters = ("a", "b", "é")

    def __init__(self, *path):
        self._path = path

    def run(self, batch):
        scores = np.full((1, len(self._path), 5), 0.02, dtype=np.float32)
        for step, best in enumerate(self._path):
            scores[0, step, best] = 0.9
        return scores


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((1, 1, 0, 1, 2), "aab"),
        ((0, 0, 0), ""),
        ((3, 4, 1), "é a"),
        ((2,), "b"),
    ],
)
def test_repeats_and_blanks_of_a_path_are_dropped(path, text):
    line = np.zeros((48, 100, 3), dtype=np.uint8)

    read = read_line(line, Spelling(*path), ("", "a", "b", "é", " "))

    assert read.text == text
    assert read.confidence == pytest.approx(0.9 if text else 0.0)


def test_faint_print_is_spread_over_the_whole_range_of_levels():
    faint = np.full((80, 200, 3), 90, dtype=np.uint8)
    faint[30:50, 40:160] = 60

    stretched = stretch_contrast(faint)

    assert stretched[0, 0, 0] == 255
    assert stretched[40, 100, 0] == 0


def test_an_empty_picture_stays_empty():
    grain = np.random.default_rng(1).integers(118, 122, (80, 200, 3), dtype=np.uint8)

    assert int(np.ptp(stretch_contrast(grain))) < 64


def test_a_picture_that_uses_every_level_is_left_as_it_is():
    full = np.tile(np.arange(256, dtype=np.uint8), (80, 1))[..., None].repeat(3, axis=2)

    assert stretch_contrast(full) is full


def test_levels_are_spread_from_one_percentile_to_another():
    faint = np.random.default_rng(2).normal(120, 20, (83, 201, 3)).clip(60, 180).astype(np.uint8)
    darkest, brightest = np.percentile(faint[::4, ::4], (1.0, 99.7))

    stretched = stretch_contrast(faint)

    expected = (faint - darkest) * (255 / (brightest - darkest))
    assert np.array_equal(stretched, expected.clip(0, 255).astype(np.uint8))
