"""What the recognition network sees of a line says whether a pen wrote it."""

import numpy as np
import pytest

from drawn import draw_card
from ocr.engines.classes import Steps
from ocr.engines.paddle import build_paddle
from ocr.engines.pen import neck_features, pen_odds
from ocr.engines.recognition import count_steps, cut_line, read_line
from ocr.geometry import grow_quad, to_corners
from ocr.types import Side

STEPS, CHANNELS = 7, 120


class Necked:
    """A network that reads "a" and shows a neck."""

    characters = ("a",)

    def __init__(self, neck):
        self.neck = neck

    def run(self, batch):
        raise AssertionError("the neck is wanted too")

    def run_steps(self, batch):
        steps = batch.shape[3] // 8
        best = np.zeros((1, steps), dtype=np.intp)
        best[0, 0] = 1
        neck = np.full((1, steps, CHANNELS), 99.0, dtype=np.float32)
        neck[0, : len(self.neck)] = self.neck
        return Steps(best, np.ones((1, steps), dtype=np.float32), neck)


def test_a_line_is_described_by_the_mean_and_the_deviation_of_every_channel():
    neck = np.zeros((STEPS, CHANNELS), dtype=np.float32)
    neck[:, 0] = range(STEPS)

    features = neck_features(neck)

    assert features.shape == (2 * CHANNELS,)
    assert features[0] == pytest.approx(3)
    assert features[CHANNELS] == pytest.approx(2)


def test_the_odds_come_from_the_line_and_not_from_what_pads_it():
    chance = np.random.default_rng(1)
    neck = chance.standard_normal((STEPS, CHANNELS)).astype(np.float32)
    line = np.full((48, 8 * STEPS, 3), 255, dtype=np.uint8)

    read = read_line(line, Necked(neck), ("", "a"))

    assert count_steps(line) == STEPS
    assert read.pen_odds == pytest.approx(pen_odds(neck), abs=1e-4)


def test_a_channel_far_off_does_not_decide_alone():
    neck = np.zeros((STEPS, CHANNELS), dtype=np.float32)
    far = neck.copy()
    far[:, 3] = 1e6

    assert abs(pen_odds(far) - pen_odds(neck)) < 5


@pytest.mark.slow
def test_a_hand_has_higher_odds_than_the_print_beside_it():
    engine = build_paddle("openvino")
    hands, print_ = [], []
    for seed in range(300, 312):
        card = draw_card(seed=seed, annotation="note", verso="none")
        for one in card.lines_of(Side.RECTO):
            crop = cut_line(card.recto, grow_quad(to_corners(one.quad), 0.15, 0.15))
            odds = read_line(crop, engine._recognition, engine._characters).pen_odds
            (hands if one.is_handwritten else print_).append(odds)

    assert len(hands) > 5
    assert np.median(hands) > np.percentile(print_, 95)
