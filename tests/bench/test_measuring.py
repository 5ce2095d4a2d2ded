"""What is measured is what a person would see: places, letters, words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.cases import Case
from bench.measuring import compare, edit_distance, is_read, overlap

UNIT = ((0, 0), (10, 0), (10, 10), (0, 10))


def side(*lines, name="recto"):
    """A side of 100 x 60 pixels that fills the photo; lines are (text, top, handwritten)."""
    return {
        "side": name,
        "quad": [[0, 0], [100, 0], [100, 60], [0, 60]],
        "is_found": True,
        "size_px": [100, 60],
        "lines": [
            {"text": text, "quad": box(top), "confidence": 0.9, "handwritten": hand}
            for text, top, hand in lines
        ],
    }


def box(top):
    return [[10, top], [90, top], [90, top + 8], [10, top + 8]]


def case(*lines, fields=None):
    """A card whose true lines are (text, top, handwritten)."""
    label = {
        "file": "a.jpg",
        "fields": fields or {},
        "layout": "swiss",
        "background": "wood",
        "quad": [[0, 0], [100, 0], [100, 60], [0, 60]],
        "line_quads": [
            {"text": text, "quad": box(top), "handwritten": hand} for text, top, hand in lines
        ],
    }
    return Case("a", Path("a.jpg"), None, label, None, "usual")


def reading(*sides, **contact):
    return {"contact": contact, "sides": list(sides), "seconds": 0.25}


def test_a_quad_overlaps_itself_wholly():
    assert overlap(UNIT, UNIT) == pytest.approx(1.0)


def test_a_quad_named_from_another_corner_is_the_same_quad():
    assert overlap(UNIT, UNIT[2:] + UNIT[:2]) == pytest.approx(1.0)


def test_half_overlapping_squares_share_a_third():
    shifted = [(x + 5, y) for x, y in UNIT]

    assert overlap(UNIT, shifted) == pytest.approx(1 / 3)


def test_quads_apart_do_not_overlap():
    assert overlap(UNIT, [(x + 50, y) for x, y in UNIT]) == 0.0


@given(st.text(max_size=12), st.text(max_size=12))
def test_edit_distance_is_a_distance(first, second):
    distance = edit_distance(first, second)

    assert distance == edit_distance(second, first)
    assert (distance == 0) is (first == second)
    assert abs(len(first) - len(second)) <= distance <= max(len(first), len(second))


def test_edit_distance_counts_changes():
    assert edit_distance("rappeler", "rapeller") == 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "Ada Byrne", "title": "Notaire"}, True),
        ({"name": "Byrne, ADA"}, True),
        ({"emails": ["ada@boreal.example"]}, True),
        ({"address": "12, rue des Érables, Laval"}, True),
        ({"name": "Ada Burne"}, False),
        ({"urls": ["boreal.test"]}, False),
        ({}, True),
    ],
)
def test_a_card_is_read_when_every_word_of_its_fields_is(fields, expected):
    read = reading(
        side(("ADA BYRNE Notaire", 0, False), ("12 rue des Erables", 20, False)),
        side(("Laval ada @boreal.example", 0, False), name="verso"),
    )

    assert is_read(fields, read) is expected


def test_a_card_is_compared_by_fields_place_and_text():
    fields = {"title": "Notaire"}
    result = compare(
        case(("Notaire", 0, False), fields=fields),
        reading(side(("Notaire", 0, False)), title={"value": "Notaire", "confidence": 0.9}),
    )

    assert result.score.is_perfect
    assert result.is_read
    assert result.iou == pytest.approx(1.0)
    assert (result.family, result.condition, result.background) == ("swiss", "usual", "wood")
    assert result.seconds == 0.25


def test_notes_are_found_where_they_are_and_print_called_handwriting_is_counted():
    true = case(("Ada Byrne", 0, False), ("rappeler mardi", 20, True), ("merci", 40, True))
    read = reading(side(("Ada Byrne", 0, True), ("rapeler mardi", 21, True), ("merci", 40, False)))

    hand = compare(true, read).handwriting

    assert (hand.found, hand.true) == (1, 2)
    assert (hand.flagged_right, hand.flagged) == (1, 2)
    assert (hand.edits, hand.letters) == (1, len("rappeler mardi"))


def test_a_photo_that_gave_nothing_misses_everything():
    result = compare(case(("Notaire", 0, False), fields={"title": "Notaire"}), reading())

    assert not result.score.is_perfect
    assert not result.is_found
    assert result.iou is None
    assert not result.is_read
