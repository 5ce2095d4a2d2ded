"""Lines that are equally wide go through the recognition network two at a time."""

import pytest

from drawn import draw_card
from ocr.engines.paddle import build_paddle, pair_up
from ocr.engines.recognition import cut_line, padded_width, read_line, read_lines, to_batch
from ocr.geometry import to_corners
from ocr.types import Side
from tests.ocr.pictures import box, stripes


def test_lines_of_one_width_are_paired_and_the_longest_run_comes_first():
    runs = pair_up([256, 448, 256, 192, 256, 960])

    assert [sorted(run) for run in runs] == [[5], [0, 2], [1], [4], [3]]


def test_every_line_is_in_one_run():
    assert pair_up([]) == []
    runs = pair_up([320] * 5)

    assert sorted(i for run in runs for i in run) == [0, 1, 2, 3, 4]
    assert max(map(len, runs)) == 2


@pytest.mark.parametrize("size", [(1, 1), (20, 48), (333, 21), (6000, 20), (900, 70)])
def test_the_width_of_an_input_is_known_before_the_line_is_cut(size):
    corners = to_corners(box(3, 3, *size))

    assert padded_width(corners) == to_batch(cut_line(stripes(), corners)).shape[3]


@pytest.mark.slow
def test_two_lines_in_one_run_read_as_each_alone():
    engine = build_paddle("openvino")
    card = draw_card(52)
    picture = card.recto
    lines = [to_corners(line.quad) for line in card.lines_of(Side.RECTO)]
    first, second = next(
        (a, b)
        for i, a in enumerate(lines)
        for b in lines[i + 1 :]
        if padded_width(a) == padded_width(b)
    )
    crops = [cut_line(picture, corners) for corners in (first, second)]

    both = read_lines(crops, engine._recognition, engine._characters)

    for crop, text in zip(crops, both, strict=True):
        alone = read_line(crop, engine._recognition, engine._characters)
        assert text.text == alone.text != ""
        assert (text.confidence, text.pen_odds) == pytest.approx(
            (alone.confidence, alone.pen_odds), abs=0.02
        )
