"""What an address book gets: vCard 3.0, held by golden files and by another parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.vcard import vcard_file_name, write_vcard
from app.vcard_contact import (
    VcardAddress,
    VcardContact,
    VcardLink,
    VcardMeeting,
    VcardNote,
    VcardPhone,
    vcard_of_reading,
)
from ocr.types import (
    ContactGuess,
    Handwriting,
    NameGuess,
    PhoneGuess,
    PhoneLabel,
    Reading,
    Side,
    SocialGuess,
    TextGuess,
)

GOLDEN = Path(__file__).parent / "golden"

NOEMIE = VcardContact(
    full_name="Dre Noémie Tessier-Roy, ing.",
    given_name="Noémie",
    family_name="Tessier-Roy",
    prefix="Dre",
    suffix="ing.",
    organization="Atelier Boréal; études, plans",
    department="Façades",
    title="Conseillère en architecture durable",
    emails=("noemie@atelier-boreal.example",),
    phones=(
        VcardPhone("514 555-0147", "+15145550147", PhoneLabel.WORK, "12"),
        VcardPhone("438 555-0102", "+14385550102", PhoneLabel.CELL),
        VcardPhone("514 555-0148", "+15145550148", PhoneLabel.FAX),
        VcardPhone("local 4-17", "", PhoneLabel.OTHER),
    ),
    links=(VcardLink("www.atelier-boreal.example"), VcardLink("in/noemie-tr", "linkedin")),
    addresses=(VcardAddress("120, rue des Érables\nbureau 4", "Rimouski", "QC", "G5L 0A0", ""),),
    tags=("architecture", "toiture, verte"),
    comment="Rencontrée au salon.",
    has_spare_card=True,
    met=(VcardMeeting("Salon du bois; automne", "Rimouski", date(2026, 11, 20)),),
    notes=(
        VcardNote(
            "rappeler mardi\ndevis toiture verte", date(2026, 11, 20), "Salon du bois; automne"
        ),
    ),
    uid="5b0f3e0c-0000-4000-8000-000000000001",
    revised_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)
COMPANY = VcardContact(
    organization="Fleuve & Fils",
    emails=("info@fleuve.example",),
    phones=(VcardPhone("418 555-0123", "+14185550123"),),
)


def read_golden(name: str) -> str:
    return (GOLDEN / name).read_bytes().decode("utf-8")


def test_a_full_card_in_french_is_byte_for_byte_the_golden_one():
    assert write_vcard(NOEMIE, "fr") == read_golden("noemie-fr.vcf")


def test_a_full_card_in_english_is_byte_for_byte_the_golden_one():
    assert write_vcard(NOEMIE, "en") == read_golden("noemie-en.vcf")


def test_a_company_alone_is_byte_for_byte_the_golden_one():
    assert write_vcard(COMPANY) == read_golden("company.vcf")


def test_another_parser_reads_every_field_back():
    card = vobject.readOne(write_vcard(NOEMIE, "fr"))

    assert card.fn.value == "Dre Noémie Tessier-Roy, ing."
    assert (card.n.value.given, card.n.value.family) == ("Noémie", "Tessier-Roy")
    assert (card.n.value.prefix, card.n.value.suffix) == ("Dre", "ing.")
    assert card.org.value == ["Atelier Boréal; études, plans", "Façades"]
    assert card.title.value == "Conseillère en architecture durable"
    assert card.email.value == "noemie@atelier-boreal.example"
    assert [phone.value for phone in card.tel_list] == [
        "+15145550147",
        "+14385550102",
        "+15145550148",
        "local 4-17",
    ]
    assert card.tel_list[0].type_paramlist == ["WORK", "VOICE"]
    assert card.tel_list[1].type_paramlist == ["CELL"]
    assert card.tel_list[2].type_paramlist == ["WORK", "FAX"]
    assert card.adr.value.street == "120, rue des Érables\nbureau 4"
    assert (card.adr.value.city, card.adr.value.code) == ("Rimouski", "G5L 0A0")
    assert card.categories.value == ["architecture", "toiture, verte"]
    assert card.uid.value == NOEMIE.uid
    assert card.rev.value == "20261122T093000Z"


def test_what_importers_drop_is_in_the_note_as_well():
    note = vobject.readOne(write_vcard(NOEMIE, "fr")).note.value

    assert "Étiquettes : architecture, toiture, verte" in note
    assert "+15145550147 : poste 12" in note
    assert "LinkedIn: https://www.linkedin.com/in/noemie-tr" in note
    assert "Rencontre : Salon du bois; automne, Rimouski (20 novembre 2026)" in note
    assert "Il y a une deuxième carte à transmettre." in note
    heading = "Note manuscrite (20 novembre 2026, Salon du bois; automne) :"
    assert f"{heading}\nrappeler mardi\ndevis toiture verte" in note


def test_a_company_has_no_person_in_it():
    card = vobject.readOne(write_vcard(COMPANY))

    assert card.fn.value == "Fleuve & Fils"
    assert card.n.value.family == ""
    assert card.n.value.given == ""
    assert card.x_abshowas.value == "COMPANY"


def test_a_name_that_nobody_took_apart_is_the_same_in_n_and_fn():
    card = vobject.readOne(write_vcard(VcardContact(full_name="Amadou Diallo Sow")))

    assert card.fn.value == "Amadou Diallo Sow"
    assert card.n.value.given == "Amadou Diallo Sow"


def test_a_contact_without_a_name_is_called_by_its_email():
    card = vobject.readOne(write_vcard(VcardContact(emails=("info@fleuve.example",))))

    assert card.fn.value == "info@fleuve.example"


def test_a_photo_comes_back_as_it_was():
    made = BytesIO()
    Image.effect_noise((64, 40), 80).convert("RGB").save(made, "JPEG")

    card = vobject.readOne(write_vcard(replace(NOEMIE, photo=made.getvalue())))

    assert card.photo.value == made.getvalue()
    assert card.photo.params["TYPE"] == ["JPEG"]
    assert card.photo.params["ENCODING"] == ["b"]


def test_only_the_note_and_the_photo_are_folded_and_never_inside_a_character():
    long = "é" * 400
    written = write_vcard(replace(NOEMIE, comment=long, title=long, photo=b"\xff\xd8" * 300))

    continued = ""
    for line in written.split("\r\n"):
        continued = continued if line.startswith(" ") else line.partition(":")[0].partition(";")[0]
        if continued in ("NOTE", "PHOTO"):
            assert len(line.encode("utf-8")) <= 75
        else:
            assert not line.startswith(" ")
    assert f"TITLE:{long}\r\n" in written
    assert long in vobject.readOne(written).note.value


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\u2028", "\x85"])
def test_no_line_of_a_text_can_become_a_line_of_the_card(ending: str):
    evil = f"Ada{ending}BEGIN:VCARD{ending}NOTE:no"
    written = write_vcard(VcardContact(full_name=evil, comment=evil, title=evil))

    names = [line.partition(":")[0] for line in written.split("\r\n")]
    assert names.count("BEGIN") == 1
    assert vobject.readOne(written).fn.value == "Ada BEGIN:VCARD NOTE:no"


printable = st.characters(exclude_categories=["C", "Z"])


@given(st.text(printable, min_size=1))
def test_another_parser_reads_back_the_same_name(name: str):
    assert vobject.readOne(write_vcard(VcardContact(full_name=name))).fn.value == name


@given(st.lists(st.text(printable, min_size=1), min_size=1, max_size=5))
def test_another_parser_reads_back_the_same_tags(tags: list[str]):
    card = vobject.readOne(write_vcard(VcardContact(full_name="Ada", tags=tuple(tags))))

    assert card.categories.value == tags


@given(st.text(st.characters(codec="utf-8")))
def test_any_comment_keeps_its_words(comment: str):
    written = write_vcard(VcardContact(full_name="Ada", comment=comment))

    card = vobject.readOne(written)
    note = card.note.value if hasattr(card, "note") else ""
    visible = [character for character in comment if character.isalnum()]
    assert [character for character in note if character.isalnum()] == visible


def test_a_reading_becomes_a_card_as_well():
    reading = Reading(
        contact=ContactGuess(
            name=NameGuess("Karim Ould-Brahim", "Karim", "Ould-Brahim", "", "", 0.9, ()),
            organization=TextGuess("Assurances du Fleuve", 0.8, ()),
            phones=(PhoneGuess("418 555-0123", "+14185550123", PhoneLabel.CELL, "", 0.9, ()),),
            social=(SocialGuess("linkedin", "in/karim-ob", 0.9, ()),),
        ),
        handwriting=(
            Handwriting("appeler lundi", Side.VERSO, 0.7, ((0, 0), (1, 0), (1, 1), (0, 1)), ()),
        ),
        proposals=(),
        sides=(),
    )

    card = vobject.readOne(write_vcard(vcard_of_reading(reading)))

    assert card.fn.value == "Karim Ould-Brahim"
    assert card.org.value == ["Assurances du Fleuve"]
    assert card.tel.value == "+14185550123"
    assert card.contents["x-ablabel"][0].value == "LinkedIn"
    assert "Handwritten note:\nappeler lundi" in card.note.value


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Noémie Tessier-Roy", "Noemie-Tessier-Roy"),
        ("Œuvres Straße", "Oeuvres-Strasse"),
        ('../"x";\r\n', "x"),
        ("李明", "contact"),
    ],
)
def test_file_names_are_plain_letters(name: str, expected: str):
    assert vcard_file_name(name) == expected


@given(st.text("\\,;\n", min_size=1, max_size=300))
def test_an_escaped_character_is_never_folded_in_two(comment: str):
    written = write_vcard(VcardContact(full_name="Ada", comment=f"x{comment}x"))

    for line in written.split("\r\n"):
        assert (len(line) - len(line.rstrip("\\"))) % 2 == 0
