"""Several people on one card: one is the contact, the others are named and stay lines."""

from __future__ import annotations

from ocr.fields import guess_contact
from ocr.types import Line, LineRef, Side, SideLines
from tests.ocr.fields.cards import box, card


def two_people() -> SideLines:
    lines = (
        Line("NORTHBAY REALTY INC.", box(300, 40, 460, 50), 0.99),
        Line("Ada Lindqvist", box(80, 200, 300, 44), 0.99),
        Line("Sales Manager", box(80, 252, 260, 32), 0.99),
        Line("541-555-0143", box(80, 300, 240, 32), 0.99),
        Line("Edgar Whitfield", box(560, 200, 330, 44), 0.99),
        Line("Sales Associate", box(560, 252, 280, 32), 0.99),
        Line("541-555-0144", box(560, 300, 240, 32), 0.99),
        Line("office@northbay.example", box(300, 480, 380, 32), 0.99),
    )
    return SideLines(Side.RECTO, lines, (1000, 600))


def test_the_first_of_two_people_is_the_contact_and_the_other_is_told():
    contact = guess_contact([two_people()])

    assert contact.name is not None
    assert contact.name.full == "Ada Lindqvist"
    assert contact.title is not None
    assert contact.title.value == "Sales Manager"
    assert contact.other_people == (LineRef(Side.RECTO, 4),)


def test_a_card_of_one_person_names_nobody_else():
    contact = guess_contact(
        [
            card(
                "Lindqvist & Whitfield LLP",
                "",
                "Ada Lindqvist",
                "Attorney",
                "12 Elm Street",
                "ada.lindqvist@lindqvist-whitfield.example",
                heights={0: 50, 2: 44},
            )
        ]
    )

    assert contact.name is not None
    assert contact.other_people == ()


def test_the_same_person_on_both_sides_is_one_person():
    recto = card("Ada Lindqvist", "Sales Manager", "ada.lindqvist@northbay.example")
    verso = card("LINDQVIST Ada", "Directrice des ventes", side=Side.VERSO)

    assert guess_contact([recto, verso]).other_people == ()
