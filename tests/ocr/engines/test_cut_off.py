"""Lines that the edge of the picture cuts along are not believed."""

from dataclasses import replace

import numpy as np
import pytest

from ocr.engines.paddle import PaddleOptions, is_cut_off
from tests.ocr.pictures import line

CARD = np.zeros((300, 500, 3), dtype=np.uint8)
WHOLE = [line("Ada Lindqvist", 50, 100, 300, 40), line("Sales Manager", 50, 160, 300, 40)]


def with_confidence(text, left, top, width, height, confidence):
    return replace(line(text, left, top, width, height), confidence=confidence)


@pytest.mark.parametrize("top", [0, 285])
def test_half_letters_at_the_edge_are_dropped(top):
    half = with_confidence("Avous aeFCornO", 50, top, 300, 15, 0.7)

    assert is_cut_off(half, [half, *WHOLE], CARD, PaddleOptions())


@pytest.mark.parametrize(
    ("top", "height", "confidence"),
    [(0, 15, 0.97), (0, 40, 0.7), (30, 15, 0.7)],
    ids=["sure", "as high as the others", "inside"],
)
def test_other_lines_are_kept(top, height, confidence):
    kept = with_confidence("12 Elm Street", 50, top, 300, height, confidence)

    assert not is_cut_off(kept, [kept, *WHOLE], CARD, PaddleOptions())


def test_a_line_that_only_starts_at_the_edge_is_kept():
    across = with_confidence("Springfield", 0, 200, 300, 15, 0.7)

    assert not is_cut_off(across, [across, *WHOLE], CARD, PaddleOptions())


def test_the_only_line_is_kept():
    half = with_confidence("27", 50, 0, 100, 15, 0.7)

    assert not is_cut_off(half, [half], CARD, PaddleOptions())
