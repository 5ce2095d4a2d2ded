"""What is guessed from the lines of invented cards."""

from __future__ import annotations

from ocr.fields import guess_contact
from ocr.types import PhoneLabel
from tests.ocr.fields.cards import card


def test_a_plain_card_is_read_field_by_field():
    contact = guess_contact(
        [
            card(
                "Ada Lindqvist",
                "Marketing Director",
                "Northbay Optics Inc.",
                "ada.lindqvist@northbay.example",
                "Tel. 514 555-0143  Fax 514 555-0144",
                "www.northbay.example",
            )
        ]
    )

    assert contact.name is not None
    assert (contact.name.given, contact.name.family) == ("Ada", "Lindqvist")
    assert [e.value for e in contact.emails] == ["ada.lindqvist@northbay.example"]
    assert [(p.e164, p.label) for p in contact.phones] == [
        ("+15145550143", PhoneLabel.WORK),
        ("+15145550144", PhoneLabel.FAX),
    ]
    assert [u.value for u in contact.urls] == ["www.northbay.example"]


def test_no_lines_give_no_guesses():
    assert guess_contact([]) == guess_contact([card()])
    assert guess_contact([]).name is None
