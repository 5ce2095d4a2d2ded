"""Handwriting is told from print on drawn cards, whose lines are known, without any engine."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from drawn import draw_card
from ocr.geometry import grow_quad, to_corners, to_quad
from ocr.handwriting import gather_notes, handwriting_chances, mark_handwriting
from ocr.strokes import MEASURES, measure_lines
from ocr.types import Line, Side
from tests.ocr.pictures import line

SEEDS = range(300, 340)


def lines_of(card, side):
    """A card's lines as an engine would give them: sure of print, less sure of handwriting."""
    return tuple(
        Line(
            one.text,
            to_quad(grow_quad(to_corners(one.quad), 0.2, 0.2)),
            0.93 if one.is_handwritten else 0.99,
        )
        for one in card.lines_of(side)
        if not one.is_struck_out
    )


def truth_of(card, side):
    return [one.is_handwritten for one in card.lines_of(side) if not one.is_struck_out]


def test_print_is_hardly_ever_taken_for_handwriting():
    wrong = total = 0
    for seed in SEEDS:
        card = draw_card(seed=seed, annotation="none", verso="none")
        marked = mark_handwriting(card.recto, lines_of(card, Side.RECTO))
        wrong += sum(one.handwritten for one in marked)
        total += len(marked)

    assert total > 200
    assert wrong <= 0.02 * total


def test_a_verso_full_of_notes_is_recognised_as_such():
    found = total = 0
    for seed in SEEDS:
        card = draw_card(seed=seed, verso="notes")
        marked = mark_handwriting(card.verso, lines_of(card, Side.VERSO))
        truth = truth_of(card, Side.VERSO)
        found += sum(one.handwritten for one, by_hand in zip(marked, truth, strict=True) if by_hand)
        total += sum(truth)

    assert total > 50
    assert found >= 0.8 * total


def test_a_note_beside_print_is_found():
    found = total = 0
    for seed in SEEDS:
        card = draw_card(seed=seed, annotation="note", verso="none")
        marked = mark_handwriting(card.recto, lines_of(card, Side.RECTO))
        truth = truth_of(card, Side.RECTO)
        found += sum(one.handwritten for one, by_hand in zip(marked, truth, strict=True) if by_hand)
        total += sum(truth)

    assert total > 20
    assert found >= 0.7 * total


def test_marking_changes_nothing_else():
    card = draw_card(seed=300)
    lines = lines_of(card, Side.RECTO)

    marked = mark_handwriting(card.recto, lines)

    assert [replace(one, handwritten=False) for one in marked] == list(lines)


def test_a_card_without_lines_has_no_handwriting():
    assert mark_handwriting(np.zeros((10, 10, 3), dtype=np.uint8), ()) == ()
    assert gather_notes((), Side.RECTO) == ()


@pytest.mark.parametrize("colour", [0, 128, 255])
def test_a_line_where_nothing_can_be_measured_is_print(colour):
    blank = np.full((200, 300, 3), colour, dtype=np.uint8)

    assert handwriting_chances(blank, [line("abc", 10, 10)]).tolist() == [0.0]


@pytest.mark.parametrize("scale", [0.75, 2.0])
def test_measures_do_not_depend_on_the_size_of_the_picture(scale):
    card = draw_card(seed=301)
    lines = lines_of(card, Side.RECTO)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(card.recto, None, fx=scale, fy=scale, interpolation=method)
    other = np.asarray(resized)
    moved = [replace(one, quad=to_quad(to_corners(one.quad) * scale)) for one in lines]

    before, after = measure_lines(card.recto, lines), measure_lines(other, moved)

    steady = [MEASURES.index(name) for name in ("stroke_width", "ink_ratio", "letter_width")]
    assert after[:, steady] == pytest.approx(before[:, steady], rel=0.3, abs=0.03)


def test_lines_are_measured_alike_whether_all_are_or_some():
    card = draw_card(seed=301)
    lines = lines_of(card, Side.RECTO)
    steady = [i for i, name in enumerate(MEASURES) if name != "ink_unlike"]

    every, some = measure_lines(card.recto, lines), measure_lines(card.recto, lines, [0, 2])

    assert some.shape == (2, len(MEASURES))
    assert some[:, steady] == pytest.approx(every[[0, 2]][:, steady])


def test_what_the_network_calls_print_is_print_whatever_its_strokes():
    card = draw_card(seed=300, verso="notes")
    lines = lines_of(card, Side.VERSO)

    as_print = mark_handwriting(card.verso, [replace(one, pen_odds=-3.0) for one in lines])
    as_written = mark_handwriting(card.verso, [replace(one, pen_odds=6.0) for one in lines])

    assert not any(one.handwritten for one in as_print)
    assert any(one.handwritten for one in as_written)


def by_hand(text, top, left=100.0):
    return replace(line(text, left, top, 200, 20), handwritten=True)


def test_a_note_that_reads_on_is_one_note():
    lines = (by_hand("Rappeler mardi", 10), by_hand("pour le devis", 38))

    (note,) = gather_notes(lines, Side.VERSO)

    assert note.text == "Rappeler mardi\npour le devis"
    assert note.side is Side.VERSO
    assert [ref.line for ref in note.lines] == [0, 1]
    assert note.quad == ((100, 10), (300, 10), (300, 58), (100, 58))


def test_two_thoughts_are_two_notes():
    lines = (by_hand("Rappeler mardi", 10), by_hand("Vu au salon", 38))

    assert [note.text for note in gather_notes(lines, Side.RECTO)] == [
        "Rappeler mardi", "Vu au salon"
    ]  # fmt: skip


def test_notes_far_apart_are_two_notes():
    lines = (by_hand("rappeler mardi", 10), by_hand("pour le devis", 300))

    assert len(gather_notes(lines, Side.RECTO)) == 2


def test_print_never_joins_a_note():
    printed = line("zoe@example.com", 100, 38)
    lines = (by_hand("rappeler mardi", 10), printed, by_hand("ou jeudi", 66))

    notes = gather_notes(lines, Side.RECTO)

    assert all("example" not in note.text for note in notes)
    assert {ref.line for note in notes for ref in note.lines} == {0, 2}


def test_a_slanted_note_has_a_slanted_quad():
    a, b, c, d = ((x + 0.1 * y, y - 0.1 * x) for x, y in by_hand("ok pour lundi", 10).quad)
    slanted = Line("ok pour lundi", (a, b, c, d), 0.9, handwritten=True)

    (note,) = gather_notes([slanted], Side.RECTO)

    assert np.array(note.quad) == pytest.approx(np.array(slanted.quad), abs=1.5)


@pytest.mark.parametrize("text", ["三)", "☆", "~", "§ §", "a"])
def test_what_holds_no_two_latin_characters_is_an_ornament(text):
    card = draw_card(11, verso="notes")
    lines = tuple(Line(text, one.quad, 0.9) for one in card.lines_of(Side.VERSO))

    assert not any(line.handwritten for line in mark_handwriting(card.verso, lines))
