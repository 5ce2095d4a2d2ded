from dataclasses import replace

import numpy as np
import pytest

from ocr.rectify import FlatCard, turn_card
from ocr.types import Line
from ocr.upright import mean_confidence, read_better, read_upright
from tests.ocr.pictures import SpokenRecogniser, box, stripes

GOOD = (Line("upright text", box(0, 0, 90, 10), 0.97),)
HEAD = (Line("txet uɐ", box(0, 0, 90, 10), 0.7),)
LOST = (Line("ll", box(0, 0, 10, 90), 0.4),)


def flat(image=None, *, is_found=True):
    picture = stripes() if image is None else image
    height, width = picture.shape[:2]
    return FlatCard(picture, box(0, 0, width, height), is_found)


def test_a_card_that_reads_well_is_read_once():
    engine = SpokenRecogniser(GOOD)

    upright = read_upright(flat(), engine)

    assert len(engine.shown) == 1
    assert upright.lines == GOOD
    assert upright.is_sure


def test_a_card_on_its_head_is_turned():
    engine = SpokenRecogniser(HEAD, GOOD)

    upright = read_upright(flat(), engine)

    assert upright.lines == GOOD
    assert np.array_equal(upright.card.image, stripes()[::-1, ::-1])
    assert upright.card.quad[0] == (320, 200)


def test_a_card_that_reads_badly_either_way_keeps_the_better_one():
    worse = (Line("x", box(0, 0, 9, 9), 0.65),)
    engine = SpokenRecogniser(HEAD, worse)

    upright = read_upright(flat(), engine)

    assert upright.lines == HEAD
    assert len(engine.shown) == 2
    assert not upright.is_sure


def test_sideways_text_is_found_by_trying_every_way():
    engine = SpokenRecogniser(LOST, LOST, GOOD)

    upright = read_upright(flat(), engine)

    assert upright.lines == GOOD
    assert upright.card.image.shape == (320, 200, 3)


def test_a_card_without_text_is_looked_at_in_two_sizes_and_left_as_it_is():
    engine = SpokenRecogniser(())

    upright = read_upright(flat(), engine)

    assert [max(shown.shape) for shown in engine.shown] == [320, 320]
    assert upright.lines == ()
    assert upright.is_sure
    assert upright.card.quad == flat().quad


def test_words_that_are_only_seen_at_the_other_size_are_read():
    engine = SpokenRecogniser((), GOOD)

    assert read_upright(flat(), engine).lines == GOOD


def test_a_gap_between_several_cards_is_looked_at_once():
    engine = SpokenRecogniser(())

    read_upright(flat(), engine, is_alone=False)

    assert len(engine.shown) == 1


def test_a_card_on_which_less_is_read_than_was_seen_is_read_again_smaller():
    large = np.full((800, 1440, 3), 250, dtype=np.uint8)
    card = FlatCard(large, box(0, 0, 1440, 800), is_found=True, texts_seen=4)
    more = tuple(Line(text, box(10, y, 90, 10), 0.9) for y, text in enumerate(("a b", "c d", "e")))
    engine = SpokenRecogniser((Line("a b", box(20, 0, 180, 20), 0.99),), more)

    upright = read_upright(card, engine)

    assert engine.shown[1].shape == (400, 720, 3)
    assert [line.text for line in upright.lines] == ["a b", "c d", "e"]
    assert upright.lines[0].quad == box(20, 0, 180, 20)


class SoftReader(SpokenRecogniser):
    """Says at each reading, too, whether it was asked to read softly."""

    def __init__(self, *readings):
        super().__init__(*readings)
        self.asked = []

    def read(self, card):
        self.asked.append("sharp")
        return super().read(card)

    def read_soft(self, card):
        self.asked.append("soft")
        return super().read(card)


def test_a_card_with_more_pixels_than_the_photo_gave_is_read_softly():
    engine = SoftReader(HEAD, GOOD)

    upright = read_upright(replace(flat(), is_enlarged=True), engine)

    assert engine.asked == ["soft", "soft"]
    assert upright.lines == GOOD


def test_a_card_of_several_may_be_small_and_sharp():
    engine = SoftReader(GOOD)

    read_upright(replace(flat(), is_enlarged=True), engine, is_alone=False)

    assert engine.asked == ["sharp"]


@pytest.mark.parametrize(
    ("is_enlarged", "asked"), [(False, ["sharp", "soft"]), (True, ["soft", "sharp"])]
)
def test_a_card_on_which_less_is_read_than_was_seen_is_read_the_other_way(is_enlarged, asked):
    few = (Line("a b", box(0, 0, 90, 10), 0.99),)
    engine = SoftReader(few, (*few, Line("c d", box(0, 20, 90, 10), 0.9)))

    upright = read_upright(replace(flat(), texts_seen=4, is_enlarged=is_enlarged), engine)

    assert engine.asked == asked
    assert [line.text for line in upright.lines] == ["a b", "c d"]


def test_a_card_on_which_enough_is_read_is_read_once():
    card = FlatCard(stripes(), box(0, 0, 320, 200), is_found=True, texts_seen=1)
    engine = SpokenRecogniser(GOOD)

    read_upright(card, engine)

    assert len(engine.shown) == 1


def test_the_whole_photo_wins_when_it_says_more():
    part = read_upright(flat(is_found=True), SpokenRecogniser(HEAD, HEAD))

    best = read_better([part], flat(is_found=False), SpokenRecogniser(GOOD))

    assert best.lines == GOOD
    assert not best.card.is_found


def test_a_card_is_kept_where_the_whole_photo_reads_hardly_better():
    worse = (Line("upright text", box(0, 0, 90, 10), 0.78),)
    hardly_better = (Line("upright text", box(0, 0, 90, 10), 0.79),)
    card = read_upright(flat(is_found=True), SpokenRecogniser(worse))

    best = read_better([card], flat(is_found=False), SpokenRecogniser(hardly_better))

    assert best.lines == worse
    assert best.card.is_found


@pytest.mark.parametrize("turns", range(-4, 5))
def test_the_quad_of_a_turned_card_starts_at_its_new_top_left(turns):
    image = stripes()
    turned = turn_card(flat(image), turns)

    # The first corner of the quad names the pixel of the photo that is now at the top left.
    x, y = (min(int(c), limit - 1) for c, limit in zip(turned.quad[0], (320, 200), strict=True))
    assert (image[y, x] == turned.image[0, 0]).all()


def test_mean_confidence_weighs_by_length():
    lines = (Line("abcdefghi", box(0, 0, 1, 1), 1.0), Line("x", box(0, 0, 1, 1), 0.0))

    assert mean_confidence(lines) == pytest.approx(0.9)
    assert mean_confidence(()) == 0
