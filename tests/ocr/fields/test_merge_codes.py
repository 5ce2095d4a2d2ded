"""What QR codes say, and how it joins what the lines say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.fields import guess_contact
from ocr.fields.codes import read_code
from ocr.types import CodeText, LineRef, PhoneLabel, Side
from tests.ocr.fields.cards import box, card

VCARD = """BEGIN:VCARD
VERSION:3.0
N:Lindqvist;Ada;;Dr.;
FN:Ada Lindqvist
ORG:Northbay Optics;Lenses
TITLE:Head of Design
TEL;TYPE=CELL:+1 514 555 0143
TEL;TYPE=WORK,FAX:+1 514 555 0144
EMAIL:ada@northbay.example
URL:https://northbay.example
ADR;TYPE=WORK:;;12 Elm Street;Springfield;OR;97477;USA
END:VCARD"""


def code(text: str) -> CodeText:
    return CodeText(side=Side.RECTO, text=text, quad=box(700, 300, 200, 200))


def test_a_vcard_code_alone_fills_the_contact():
    contact = guess_contact([], [code(VCARD)])

    assert contact.name is not None
    assert (contact.name.given, contact.name.family) == ("Ada", "Lindqvist")
    assert contact.name.prefix == "Dr."
    assert contact.organization is not None
    assert contact.organization.value == "Northbay Optics"
    assert contact.department is not None
    assert contact.department.value == "Lenses"
    assert contact.title is not None
    assert contact.title.value == "Head of Design"
    assert [(p.e164, p.label) for p in contact.phones] == [
        ("+15145550143", PhoneLabel.CELL),
        ("+15145550144", PhoneLabel.FAX),
    ]
    assert contact.addresses[0].postcode == "97477"
    assert contact.addresses[0].formatted == "12 Elm Street, 97477 Springfield, OR, USA"


def test_a_value_on_the_card_and_in_the_code_is_one_surer_guess_with_its_line():
    printed = [card("Ada Lindqvist", "Tel. 514 555-0143", "ada@northbay.example")]
    alone = guess_contact(printed)

    both = guess_contact(printed, [code(VCARD)])

    assert [e.value for e in both.emails] == ["ada@northbay.example"]
    assert both.emails[0].lines == (LineRef(Side.RECTO, 2),)
    assert both.emails[0].confidence > alone.emails[0].confidence
    assert [p.e164 for p in both.phones] == ["+15145550143", "+15145550144"]
    assert both.name is not None
    assert both.name.lines == (LineRef(Side.RECTO, 0),)


def test_a_national_number_is_that_of_the_code_in_international_form():
    side = card("Ada Lindqvist", "M 06.39.98.17.67", "ada@northbay.example")
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lindqvist\nTEL;TYPE=CELL:+33639981767\nEND:VCARD"
    code = CodeText(Side.RECTO, text, box(0, 0, 10, 10))

    phones = guess_contact([side], [code]).phones

    assert [(p.value, p.label) for p in phones] == [("06.39.98.17.67", PhoneLabel.CELL)]
    assert phones[0].lines == (LineRef(Side.RECTO, 1),)


def test_the_code_is_believed_where_the_reading_differs():
    contact = guess_contact([card("Ada Lindqvjst", "Head of Desiqn")], [code(VCARD)])

    assert contact.name is not None
    assert contact.name.full == "Ada Lindqvist"
    assert contact.title is not None
    assert contact.title.value == "Head of Design"


@pytest.mark.parametrize(
    ("text", "given_name", "family"),
    [
        (
            "MECARD:N:Lindqvist,Ada;TEL:+15145550143;EMAIL:ada@northbay.example;;",
            "Ada",
            "Lindqvist",
        ),
        ("MECARD:N:Ada Lindqvist;ORG:Northbay\\; Sons;TEL:5145550143;;", "Ada", "Lindqvist"),
    ],
)
def test_a_mecard_code_is_read(text: str, given_name: str, family: str):
    said = read_code(code(text), ["CA"])

    assert said is not None
    assert said.name is not None
    assert (said.name.given, said.name.family) == (given_name, family)
    assert said.phones[0].e164 == "+15145550143"


def test_a_mecard_separator_that_is_escaped_stays():
    said = read_code(code("MECARD:N:Lindqvist;ORG:Northbay\\; Sons;;"))

    assert said is not None
    assert said.organization == "Northbay; Sons"


def test_a_link_in_a_code_is_a_web_address():
    contact = guess_contact([], [code("https://northbay.example/ada")])

    assert [u.value for u in contact.urls] == ["https://northbay.example/ada"]


@pytest.mark.parametrize(
    "text", ["", "hello", "WIFI:S:guest;;", "BEGIN:VCARD", "BEGIN:VCARD\nN:", "MECARD:"]
)
def test_a_code_that_says_nothing_of_a_person_changes_nothing(text: str):
    assert guess_contact([], [code(text)]) == guess_contact([])


def test_a_vcard_without_its_end_is_still_read():
    said = read_code(code(VCARD.removesuffix("END:VCARD")))

    assert said is not None
    assert said.emails == ("ada@northbay.example",)


@given(st.sampled_from(["BEGIN:VCARD\n", "MECARD:", "tel:", "mailto:", ""]), st.text(max_size=120))
def test_any_code_is_read_without_harm(start: str, text: str):
    said = read_code(code(start + text))

    assert said is None or said.emails is not None
