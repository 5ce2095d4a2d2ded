"""A sign in a face like a hand is the organization, not a note."""

import numpy as np

from ocr.fields import read_fields
from ocr.pipeline import read_card
from ocr.types import Line, LineRef, Side, SideLines
from tests.ocr.pictures import SpokenRecogniser, encode

SIZE = (1000, 600)
SIGN = ("Pemberton Design Co.", True)
REST = (
    ("Brooke Pemberton", False),
    ("Graphic Designer", False),
    ("503-555-0162", False),
    ("hello@pembertondesign.example", False),
)


def lines(*said):
    found = []
    for i, (text, by_hand) in enumerate(said):
        top, height = (60.0, 60.0) if i == 0 else (120.0 + 60 * i, 30.0)
        right = 80 + 0.55 * height * len(text)
        quad = ((80, top), (right, top), (right, top + height), (80, top + height))
        found.append(Line(text, quad, 0.97, handwritten=by_hand))
    return tuple(found)


def read(*said):
    return read_fields([SideLines(Side.RECTO, lines(*said), SIZE)])


def test_what_says_whose_the_email_is_was_printed():
    reading = read(SIGN, *REST)

    assert reading.signs == {LineRef(Side.RECTO, 0)}
    assert reading.contact.organization.value == "Pemberton Design Co."
    assert reading.contact.name.full == "Brooke Pemberton"


def test_a_note_that_names_the_printed_organization_is_a_note():
    reading = read(("Pemberton Design Co.", False), *REST, ("Pemberton Design", True))

    assert reading.signs == frozenset()


def test_a_note_that_names_another_firm_or_a_part_is_a_note():
    for note in ("Alder Kitchens", "vu chez Pemberton Design en mai", "Brooke"):
        assert read((note, True), *REST).signs == frozenset()


def test_a_mailbox_at_a_provider_names_no_firm():
    assert (
        read(("Brooke Pemberton", True), ("brookepemberton@gmail.com", False)).signs == frozenset()
    )


def test_a_sign_is_no_note_of_the_reading():
    said = lines(SIGN, *REST, ("rappeler mardi", True))
    blank = encode(np.full((600, 1000, 3), 240, dtype=np.uint8))

    reading = read_card(blank, None, _Marked(said, found=()))

    assert [note.text for note in reading.handwriting] == ["rappeler mardi"]
    assert not reading.sides[0].lines[0].handwritten


class _Marked(SpokenRecogniser):
    """Says as well which lines look written."""

    def read_hand(self, card, lines):
        marks = {line.text: line.handwritten for line in self._answers[0]}
        return tuple(
            Line(one.text, one.quad, one.confidence, handwritten=marks[one.text]) for one in lines
        )
