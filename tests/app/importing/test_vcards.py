"""vCards that no program should write, and some do."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.importing.records import Record, Refusal
from app.importing.vcards import CARD_LIMIT_BYTES, read_vcards
from app.vcard import write_vcard
from app.vcard_contact import VcardContact, VcardPhone
from ocr.types import PhoneLabel


def read(data: bytes | str) -> list[Record | Refusal]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(read_vcards(io.BytesIO(raw), "CA", "en"))


def one(*lines: str, version: str = "3.0") -> Record:
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    (record,) = read(text)
    assert isinstance(record, Record), record
    return record


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end):
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Zoé Testard", "END:VCARD", ""])

    (record,) = read(text)

    assert record.values.full_name == "Zoé Testard"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_may_be_written_in_any_encoding(encoding):
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé Testard\r\nEND:VCARD\r\n"

    (record,) = read(text.encode(encoding))

    assert record.values.full_name == "Zoé Testard"


def test_a_note_keeps_what_stands_behind_a_comma_or_semicolon_that_nobody_escaped():
    assert one("FN:Zoé Testard", "NOTE:thé, café; eau").values.comment == "thé, café; eau"


def test_a_broken_card_costs_itself_alone():
    good = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoé Testard\nEND:VCARD\n"
    open_one = "BEGIN:VCARD\nVERSION:3.0\nFN:Luc Essai\n"

    found = read(good + open_one + good + "END:VCARD\n" + open_one)

    assert [(one.line, getattr(one, "reason", "")) for one in found] == [
        (1, ""),
        (5, "This card has no end."),
        (8, ""),
        (12, "This card has no beginning."),
        (13, "This card has no end."),
    ]


def test_a_line_that_is_none_is_kept_in_the_comment():
    record = one("FN:Zoé Testard", "NOTE:une note", "qui n'a pas été pliée")

    assert record.values.comment == "une note\nqui n'a pas été pliée"


@pytest.mark.parametrize(
    "line",
    [
        "NOTE;CHARSET=X-NOBODY-KNOWS;ENCODING=QUOTED-PRINTABLE:d=C3=A9j=C3=A0",
        "NOTE;encoding=quoted-printable:d=C3=A9j=C3=A0",
        "NOTE;QUOTED-PRINTABLE;CHARSET=utf-8:d=C3=A9j=C3=A0",
        "NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:d=E9j=E0",
    ],
)
def test_quoted_printable_is_read_however_it_is_announced(line):
    assert one("FN:Zoé Testard", line, version="2.1").values.comment == "déjà"


def test_a_value_that_cannot_stand_in_its_field_is_kept_in_the_comment():
    record = one("FN:Zoé Testard", "EMAIL:sans arobase", "TEL:12", "TEL:514 555-0100")

    assert record.values.comment == "sansarobase\n12"
    assert [phone.value for phone in record.values.phones] == ["514 555-0100"]


def test_a_card_of_hundred_addresses_keeps_thirty_and_names_the_others():
    record = one("FN:Zoé Testard", *(f"EMAIL:z{n}@atelier.example" for n in range(100)))

    assert len(record.values.emails) == 30
    assert record.values.comment.count("@") == 70


@pytest.mark.parametrize("picture", ["PHOTO", "item1.PHOTO", "LOGO", "KEY"])
def test_a_picture_of_many_megabytes_is_passed_over_without_being_held(picture):
    folded = b"".join(b" " + b"A" * 70 + b"\r\n" for _ in range(100_000))
    head = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé Testard\r\n{picture};ENCODING=b:AAAA\r\n"
    data = head.encode() + folded + b"TEL:514 555-0100\r\nEND:VCARD\r\n"
    tracemalloc.start()

    (record,) = read(data)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert record.values.phones[0].e164 == "+15145550100"
    assert peak_bytes < len(data) + 2_000_000


def test_a_picture_on_one_endless_line_is_passed_over():
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:Zoe\nPHOTO;ENCODING=b:" + b"A" * 3_000_000
    data += b"\nTEL:514 555-0100\nEND:VCARD\n"

    (record,) = read(data)

    assert (record.values.full_name, len(record.values.phones)) == ("Zoe", 1)


def test_a_card_far_too_large_is_refused_and_the_next_one_read():
    note = "x" * 60 + "\n "
    text = f"BEGIN:VCARD\nFN:Zoé\nNOTE:{note * (CARD_LIMIT_BYTES // 50)}\nEND:VCARD\n"

    found = read(text + "BEGIN:VCARD\nFN:Luc Essai\nEND:VCARD\n")

    assert isinstance(found[0], Refusal)
    assert found[0].reason == "This card is far too large."
    assert found[1].values.full_name == "Luc Essai"


def test_the_card_of_an_assistant_inside_a_card_is_not_somebody_of_the_book():
    record = one(
        "N:Testard;Zoé", "AGENT:", "BEGIN:VCARD", "N:Essai;Luc", "TEL:514 555-0100", "END:VCARD",
        "TITLE:Directrice", version="2.1",
    )  # fmt: skip

    assert (record.values.family_name, record.values.title) == ("Testard", "Directrice")
    assert record.values.phones == ()


def test_own_exports_say_their_uid_and_come_back_as_they_were():
    card = VcardContact(
        full_name="Zoé Testard",
        given_name="Zoé",
        family_name="Testard",
        organization="Atelier; du Port",
        department="Ventes, Québec",
        phones=(VcardPhone("514 555-0100", "+15145550100", PhoneLabel.OTHER),),
        comment="Une ligne\nune autre, et \\ encore",
        uid="0f3f1d3e-0000-4000-8000-000000000003",
    )

    (record,) = read(write_vcard(card))

    assert record.uid == card.uid
    assert (record.values.organization, record.values.department) == (
        card.organization,
        card.department,
    )
    assert record.values.comment == card.comment
    assert record.values.phones[0].label is PhoneLabel.OTHER


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(noise):
    data = b"BEGIN:VCARD\nVERSION:3.0\n" + noise + b"\nEND:VCARD\nBEGIN:VCARD\n" + noise

    for found in read(data):
        assert isinstance(found, Record | Refusal)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["N", "ADR", "TEL", "ORG", "CATEGORIES", "IMPP"]))
def test_no_value_breaks_the_reader(value, name):
    for found in read(f"BEGIN:VCARD\nFN:Zoé\n{name};TYPE={value[:5]}:{value}\nEND:VCARD\n"):
        assert isinstance(found, Record | Refusal)
