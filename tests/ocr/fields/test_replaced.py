"""What is written by hand takes the place of the number that was struck out."""

from dataclasses import replace

import pytest

from ocr.fields import guess_contact
from ocr.types import Line, LineRef, PhoneLabel, Side, SideLines

SIZE = (1000, 600)


def box(left, top, width=300.0, height=36.0):
    return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))


def printed(text, top, struck=(0, 0), left=80.0):
    return Line(text, box(left, top), 0.98, struck=struck)


def written(text, top, left=80.0):
    return Line(text, box(left, top), 0.9, handwritten=True)


def phones_of(*lines):
    return guess_contact([SideLines(Side.RECTO, lines, SIZE)]).phones


NAME = printed("Ada Lindqvist", 60)


def test_the_written_number_is_offered_and_the_struck_one_is_not():
    phones = phones_of(
        NAME, printed("Cell 541-555-0143", 160, (5, 17)), written("541-555-0149", 210)
    )

    (phone,) = phones
    assert phone.value == "541-555-0149"
    assert phone.label is PhoneLabel.CELL
    assert phone.lines == (LineRef(Side.RECTO, 2), LineRef(Side.RECTO, 1))


def test_the_successor_may_stand_far_from_the_struck_number():
    phones = phones_of(
        NAME,
        printed("Fax 541-555-0143", 160, (4, 16)),
        printed("Tel 541-555-0100", 210),
        written("541-555-0149", 480, left=600),
    )

    assert [(p.value, p.label) for p in phones] == [
        ("541-555-0100", PhoneLabel.WORK),
        ("541-555-0149", PhoneLabel.FAX),
    ]


def test_of_two_struck_numbers_each_gives_its_place_to_the_nearest_written_one():
    phones = phones_of(
        NAME,
        printed("Cell 541-555-0143", 160, (5, 17)),
        written("541-555-0149", 200),
        printed("Fax 541-555-0144", 400, (4, 16)),
        written("541-555-0177", 440),
    )

    assert {p.value: p.label for p in phones} == {
        "541-555-0149": PhoneLabel.CELL,
        "541-555-0177": PhoneLabel.FAX,
    }


def test_a_struck_number_without_a_successor_is_a_doubtful_one():
    struck = phones_of(NAME, printed("Cell 541-555-0143", 160, (5, 17)))
    whole = phones_of(NAME, printed("Cell 541-555-0143", 160))

    assert struck[0].value == whole[0].value
    assert struck[0].confidence < 0.4 < whole[0].confidence


def test_a_stroke_through_one_of_two_numbers_leaves_the_other():
    text = "541-555-0143 / 541-555-0144"
    phones = phones_of(NAME, printed(text, 160, (0, 12)), written("541-555-0149", 210))

    assert {p.value for p in phones} == {"541-555-0144", "541-555-0149"}


def test_a_number_struck_on_one_side_is_not_replaced_from_the_other():
    recto = SideLines(Side.RECTO, (NAME, printed("Cell 541-555-0143", 160, (5, 17))), SIZE)
    verso = SideLines(Side.VERSO, (written("541-555-0149", 160),), SIZE)

    values = {p.value for p in guess_contact([recto, verso]).phones}

    assert values == {"541-555-0143", "541-555-0149"}


@pytest.mark.parametrize("text", ["541-555-0149", "voir 541-555-0149"])
def test_a_written_number_that_is_struck_itself_replaces_nothing(text):
    lines = (
        NAME,
        printed("Cell 541-555-0143", 160),
        replace(written(text, 210), struck=(0, len(text))),
    )

    phones = phones_of(*lines)

    assert phones[0].value == "541-555-0143"
    assert phones[0].confidence == phones_of(*lines[:2])[0].confidence
