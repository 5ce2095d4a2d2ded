"""Handwriting looks written, and its quad is where its ink is."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn.canvas import Canvas
from drawn.handwriting import HANDS, Hand, draw_hand, draw_stroke, measure_line, write_line
from drawn.notes import NOTES, draw_note
from ocr.types import Side

WHITE = (255, 255, 255)


def sheet() -> Canvas:
    return Canvas(85, 55, 10, WHITE, Side.VERSO)


def ink_box(canvas: Canvas) -> tuple[int, int, int, int]:
    dark = np.asarray(canvas.picture).min(axis=2) < 200
    rows, columns = np.nonzero(dark)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


@given(st.integers(0, 5000), st.floats(-8, 8))
@settings(max_examples=40, deadline=None)
def test_the_quad_holds_the_ink(seed, angle):
    canvas, rng = sheet(), Random(seed)

    quad = write_line(canvas, draw_hand(rng), "rappeler mardi", 20, 28, rng, angle_deg=angle)

    left, top, right, bottom = ink_box(canvas)
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    assert min(xs) - 3 <= left
    assert max(xs) + 3 >= right
    assert min(ys) - 3 <= top
    assert max(ys) + 3 >= bottom
    # And no wider than the ink, save for what turning a box adds.
    slack = abs(np.tan(np.radians(angle))) * (right - left) + 14
    assert (max(xs) - min(xs)) - (right - left) < slack
    assert (max(ys) - min(ys)) - (bottom - top) < slack


@pytest.mark.parametrize("face", HANDS, ids=lambda face: face.family)
def test_every_hand_writes_letters_of_the_size_asked_for(face):
    canvas = sheet()
    hand = Hand(
        face, (0, 0, 60), is_pencil=False, x_height_mm=2.0, slant=0.0, wobble=0.0, weight=0.0
    )

    write_line(canvas, hand, "xxx", 10, 30, Random(1))

    _, top, _, bottom = ink_box(canvas)
    assert 1.5 < (bottom - top) / canvas.px_per_mm < 3.2


def test_no_two_writings_of_a_word_are_alike():
    rng = Random(5)
    hand = draw_hand(rng)
    pictures = []
    for _ in range(2):
        canvas = sheet()
        write_line(canvas, hand, "devis", 10, 30, rng)
        pictures.append(np.asarray(canvas.picture).astype(int))

    assert np.abs(pictures[0] - pictures[1]).max() > 100


def test_written_lines_are_remembered_as_handwriting():
    canvas = sheet()

    write_line(canvas, draw_hand(Random(2)), "envoyer le devis", 10, 30, Random(2))

    (line,) = canvas.lines
    assert (line.text, line.is_handwritten, line.side) == ("envoyer le devis", True, Side.VERSO)


def test_a_measured_line_fits_its_measure():
    for seed in range(30):
        canvas, rng = sheet(), Random(seed)
        hand = draw_hand(rng)
        box = measure_line(canvas, hand, "call back next week")

        write_line(canvas, hand, "call back next week", 15, 30, rng)

        left, top, right, bottom = (v / canvas.px_per_mm for v in ink_box(canvas))
        assert left > 15 + box.left - 1.5
        assert right < 15 + box.right + 1.5
        assert top > 30 + box.top - 1.0
        assert bottom < 30 + box.bottom + 1.0


def test_a_stroke_crosses_what_it_strikes_out():
    canvas = sheet()

    draw_stroke(canvas, [(10, 20), (40, 20)], draw_hand(Random(1)), Random(1))

    left, top, right, bottom = (v / canvas.px_per_mm for v in ink_box(canvas))
    assert left < 10.5
    assert right > 39.5
    assert top > 18
    assert bottom < 22


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_note_can_be_written_out(language):
    for seed in range(400):
        note = draw_note(Random(seed), language)

        assert note.intent
        assert all(note.lines)
        assert not any("{" in line or "|" in line for line in note.lines)
        assert max(len(line) for line in note.lines) <= 36


def test_there_are_many_notes_of_every_kind():
    for language in ("fr", "en"):
        intents = {row.split("|")[0].strip() for row in NOTES[language]}

        assert len(NOTES[language]) >= 50
        assert {"call", "send", "meet", "introduce", "referral", "tag", "remember"} <= intents
