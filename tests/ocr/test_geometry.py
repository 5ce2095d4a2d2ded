import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import (
    crop_quad,
    grow_quad,
    map_points,
    mapping_onto,
    order_corners,
    quad_angle_deg,
    quad_area,
    quad_size,
    reduce_image,
    to_corners,
    to_quad,
    turn_corners,
)
from tests.ocr.pictures import box, stripes

lengths = st.floats(2, 2000)
places = st.floats(-500, 500)
angles = st.floats(-44, 44)


def rectangle(left, top, width, height, angle_deg=0.0):
    corners = to_corners(box(left, top, width, height))
    turn = np.radians(angle_deg)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return ((corners - corners.mean(0)) @ rotation + corners.mean(0)).astype(np.float32)


@given(places, places, lengths, lengths, angles, st.permutations(range(4)))
def test_corners_in_any_order_come_back_in_the_same_order(x, y, width, height, angle, order):
    corners = rectangle(x, y, width, height, angle)

    assert np.array_equal(order_corners(corners[order]), order_corners(corners))


@given(places, places, lengths, lengths, angles)
def test_ordered_corners_run_clockwise_from_the_top_left(x, y, width, height, angle):
    ordered = order_corners(rectangle(x, y, width, height, angle))

    following = np.roll(ordered, -1, axis=0) - ordered
    turned = np.roll(following, -1, axis=0)
    assert (following[:, 0] * turned[:, 1] - following[:, 1] * turned[:, 0] > 0).all()
    assert ordered[0].sum() == ordered.sum(axis=1).min()


@pytest.mark.parametrize("shape", [(3, 2), (4, 3), (8,)])
def test_anything_but_four_points_is_refused(shape):
    with pytest.raises(ValueError, match="expected shape"):
        order_corners(np.zeros(shape))
    with pytest.raises(ValueError, match="expected shape"):
        to_quad(np.zeros(shape))


@given(places, places, lengths, lengths, angles)
def test_size_angle_and_area_of_a_turned_rectangle(x, y, width, height, angle):
    corners = rectangle(x, y, width, height, angle)

    assert quad_size(corners) == pytest.approx((width, height), rel=1e-3, abs=0.01)
    assert quad_area(corners) == pytest.approx(width * height, rel=1e-2, abs=0.5)
    if width > 20:
        assert quad_angle_deg(corners) == pytest.approx(angle, abs=0.2)


@given(places, places, st.floats(20, 2000), st.floats(20, 2000), angles, st.floats(0, 1))
def test_a_grown_quad_is_larger_by_twice_the_margin_each_way(x, y, width, height, angle, ratio):
    grown = grow_quad(rectangle(x, y, width, height, angle), ratio, 2 * ratio)

    assert quad_size(grown)[0] == pytest.approx(width + 4 * ratio * height, rel=1e-2)
    assert quad_size(grown)[1] == pytest.approx(height + 2 * ratio * height, rel=1e-2)


@given(st.integers(-7, 7), st.floats(0, 320), st.floats(0, 200))
def test_points_follow_a_picture_that_is_turned(turns, x, y):
    point = np.array([[x, y]], dtype=np.float32)

    there = turn_corners(point, (320, 200), turns)
    size = (320, 200) if turns % 2 == 0 else (200, 320)
    back = turn_corners(there, size, -turns)

    assert back == pytest.approx(point, abs=1e-3)


def test_a_point_lands_on_the_same_pixel_of_a_turned_picture():
    image = stripes()
    turned = np.rot90(image)

    (x, y), *_ = turn_corners(np.array([[240.5, 50.5]] * 4, dtype=np.float32), (320, 200), 1)

    assert (turned[int(y), int(x)] == image[50, 240]).all()


def test_a_crop_shows_what_lies_in_the_quad():
    crop = crop_quad(stripes(), box(170, 110, 100, 50))

    assert crop.shape == (50, 100, 3)
    assert (crop == 255).all()


def test_a_crop_of_a_quad_that_starts_below_stands_upright():
    a, b, c, d = box(0, 0, 320, 200)

    crop = crop_quad(stripes(), (c, d, a, b))

    assert np.array_equal(crop[50, 80], stripes()[150, 240])


@pytest.mark.parametrize("quad", [box(-50, -50, 20, 20), box(10, 10, 0, 0), box(300, 190, 90, 90)])
def test_a_crop_outside_of_the_picture_is_still_a_picture(quad):
    crop = crop_quad(stripes(), quad, margin_ratio=0.5)

    assert crop.ndim == 3
    assert min(crop.shape[:2]) >= 1


@given(places, places, st.floats(50, 900), st.floats(50, 900), angles)
def test_a_homography_takes_corners_where_they_belong(x, y, width, height, angle):
    source, target = rectangle(x, y, width, height, angle), rectangle(0, 0, 100, 60)

    assert map_points(source, mapping_onto(source, target)) == pytest.approx(target, abs=0.1)


@pytest.mark.parametrize("size", [(1621, 943), (1620, 942), (1500, 2000), (700, 400)])
def test_a_reduced_picture_shows_everything_where_it_was(size):
    width, height = size
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    picture[height // 4 : height // 2, width // 2 : 3 * width // 4] = 200

    small = reduce_image(picture, (240, 140))

    assert small.shape == (140, 240, 3)
    rows, columns = np.nonzero(small[:, :, 0] > 100)
    found = (rows.min(), rows.max() + 1, columns.min(), columns.max() + 1)
    assert found == pytest.approx((35, 70, 120, 180), abs=1)


def test_a_reduction_averages_fine_stripes_instead_of_skipping_them():
    picture = np.zeros((943, 1601, 3), dtype=np.uint8)
    picture[:, ::2] = 200

    small = reduce_image(picture, (400, 235))

    assert small[:-1, :-1].std() < 0.05 * picture.std()
