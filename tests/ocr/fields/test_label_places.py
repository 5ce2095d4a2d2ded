"""Labels that stand apart from their numbers: in a column, above, behind, in brackets."""

from __future__ import annotations

from ocr.fields import guess_contact
from ocr.types import Line, PhoneGuess, PhoneLabel, Side, SideLines
from tests.ocr.fields.cards import box, card

WORK, CELL, FAX = PhoneLabel.WORK, PhoneLabel.CELL, PhoneLabel.FAX


def phones_of(*lines: tuple[str, float, float]) -> tuple[PhoneGuess, ...]:
    """Return the numbers of a card whose lines stand at the given left and top, 40 px high."""
    placed = tuple(Line(t, box(x, y, 20 * len(t), 40), 0.99) for t, x, y in lines)
    return guess_contact([SideLines(Side.RECTO, placed, (1000, 600))]).phones


def labels_of(*lines: tuple[str, float, float]) -> list[PhoneLabel]:
    return [phone.label for phone in phones_of(*lines)]


def test_labels_in_a_column_of_their_own_on_the_left():
    assert labels_of(
        ("TEL", 80, 200), ("541-555-0143", 240, 200),
        ("MOBILE", 80, 260), ("541-555-0144", 240, 260),
        ("FAX", 80, 320), ("541-555-0145", 240, 320),
    ) == [WORK, CELL, FAX]  # fmt: skip


def test_labels_in_a_column_of_their_own_on_the_right():
    assert labels_of(
        ("541-555-0143", 80, 200), ("Cell", 360, 200),
        ("541-555-0144", 80, 260), ("Fax", 360, 260),
    ) == [CELL, FAX]  # fmt: skip


def test_letters_in_a_column_of_their_own():
    assert labels_of(
        ("T", 80, 200), ("541-555-0143", 120, 200), ("F", 80, 260), ("541-555-0144", 120, 260)
    ) == [WORK, FAX]


def test_a_label_on_the_line_above():
    assert labels_of(
        ("Mobile", 80, 200), ("541-555-0143", 80, 250), ("Fax:", 80, 330), ("541-555-0144", 80, 380)
    ) == [CELL, FAX]


def test_a_title_above_a_number_is_no_label():
    contact = guess_contact([card("Ada Lindqvist", "Mobile Developer", "541-555-0143")])

    assert [p.label for p in contact.phones] == [WORK]


def test_a_large_letter_of_a_logo_is_no_label():
    logo = Line("M", box(60, 180, 120, 120), 0.99)
    number = Line("541-555-0143", box(240, 210, 240, 40), 0.99)

    phones = guess_contact([SideLines(Side.RECTO, (logo, number), (1000, 600))]).phones

    assert [p.label for p in phones] == [WORK]


def test_a_number_under_a_labelled_one_continues_it():
    assert labels_of(("Fax: 541-555-0143", 80, 200), ("541-555-0144", 180, 250)) == [FAX, FAX]


def test_a_number_at_the_edge_under_a_labelled_one_does_not():
    assert labels_of(("Fax: 541-555-0143", 80, 200), ("541-555-0144", 80, 250)) == [FAX, WORK]


def test_a_number_split_from_its_label_by_a_line_of_another_script_keeps_it():
    assert labels_of(("電話", 80, 200), ("+81-3-5550-0143", 200, 200), ("東京都", 80, 260)) == [
        WORK
    ]


def test_each_number_of_a_row_has_its_own_label():
    assert labels_of(
        ("Tel", 80, 200), ("541-555-0143", 160, 200),
        ("Fax", 460, 200), ("541-555-0144", 540, 200),
    ) == [WORK, FAX]  # fmt: skip


def test_a_telephone_under_the_heading_of_a_home_is_one_of_a_home():
    contact = guess_contact(
        [
            card(
                "Dr. Ada Lindqvist",
                "Off :",
                "12 Mill Road,",
                "Northbay - 506 009.",
                "Ph : 0870 - 2555 014",
                "Res :",
                "7 Elm Colony,",
                "Northbay - 506 001.",
                "Ph : 0870 - 2555 015",
                "Cell : 98450 00143",
            )
        ]
    )

    assert [(phone.value, phone.label) for phone in contact.phones] == [
        ("0870 - 2555 014", "work"),
        ("0870 - 2555 015", "home"),
        ("98450 00143", "cell"),
    ]
