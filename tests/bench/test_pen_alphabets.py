"""Cards in other alphabets to learn handwriting from: print, some with notes on it."""

from functools import cache

import numpy as np

from bench.pen_alphabets import draw_alphabet_card
from bench.pen_cards import HELD_OUT_HANDS
from drawn.alphabets import ALPHABETS

SEEDS = range(10)


@cache
def cards():
    return [draw_alphabet_card(seed) for seed in SEEDS]


def test_the_same_seed_gives_the_same_card():
    again = draw_alphabet_card(7)

    assert np.array_equal(cards()[7].picture, again.picture)
    assert cards()[7].lines == again.lines


def test_every_card_is_printed_and_some_are_written_on():
    written = [sum(line.is_handwritten for line in card.lines) for card in cards()]

    assert all(any(not line.is_handwritten for line in card.lines) for card in cards())
    assert 0 < sum(count > 0 for count in written) < len(SEEDS)
    assert all(len(card.families) == len(card.lines) for card in cards())


def test_faces_to_test_on_are_not_those_to_learn_from():
    learned, kept = zip(*(how.families for how in ALPHABETS.values()), strict=True)
    shown = {family for card in cards() for family in card.families}

    # There is one Japanese face; its letters are known to the recogniser.
    assert set(learned) & set(kept) == {"sawarabi-gothic"}
    assert shown & set(learned)
    assert not shown & ((set(kept) - {"sawarabi-gothic"}) | HELD_OUT_HANDS)
