"""Pictures of people in vCards: checked as what a stranger made, kept, shown, exported, undone."""

from __future__ import annotations

import base64
import io
import re
import tracemalloc
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app import contacts
from app.contact_parts import remove_portrait
from app.importing.imports import confirm_import, report_of, undo_import
from app.importing.portraits import ENCODED_LIMIT_BYTES, UnfitPortraitError, take_portrait
from app.importing.previews import view_row
from app.importing.records import Record
from app.importing.vcards import read_vcards
from app.listed_people import load_people
from app.merging import merge_contacts
from app.models import Change, Contact, ImportRow, ImportState, Photo, now
from app.parting import undo_merge
from app.retention import purge_pictures
from app.thumbnails import Thumbnails
from app.vcard_files import write_contact
from tests.builders import build_scan


def picture(kind: str = "JPEG", size_px: tuple[int, int] = (96, 120), grey: int = 90) -> bytes:
    made = BytesIO()
    Image.new("RGB", size_px, (grey, 40, 70)).save(made, kind)
    return made.getvalue()


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def card(name: str, *lines: str, version: str = "3.0") -> str:
    head = [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        f"FN:{name}",
        f"EMAIL:{name[:3].lower()}@a.example",
    ]
    return "\r\n".join([*head, *lines, "END:VCARD", ""])


def photo(data: bytes) -> str:
    return f"PHOTO;ENCODING=b;TYPE=JPEG:{encoded(data)}"


def read_one(*lines: str, version: str = "3.0") -> Record:
    text = card("Zoé Testard", *lines, version=version)
    (record,) = read_vcards(io.BytesIO(text.encode()), "CA", "en")
    assert isinstance(record, Record)
    return record


def folded(line: str) -> str:
    return re.sub(r"(.{70})", r"\1\r\n ", line)


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO;ENCODING=b;TYPE=JPEG:{}",
        "PHOTO;JPEG;ENCODING=BASE64:{}",
        "item1.PHOTO;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&96&96;ENCODING=b;TYPE=JPEG:{}",
        "photo;encoding=B:{}",
        "PHOTO:data:image/jpeg;base64,{}",
        "PHOTO;MEDIATYPE=image/jpeg:data:image/jpeg\\;base64\\,{}",
    ],
)
def test_a_portrait_is_read_however_its_version_writes_it(line):
    record = read_one(folded(line.format(encoded(picture()))), "TITLE:Directrice")

    assert record.portrait is not None
    assert Image.open(BytesIO(record.portrait.jpeg)).size == (96, 120)
    assert record.values.title == "Directrice"
    assert record.values.comment == ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_a_small_jpeg_whatever_it_was(kind):
    portrait = take_portrait([b"PHOTO:" + base64.b64encode(picture(kind, (1500, 1000)))])

    assert portrait is not None
    kept = Image.open(BytesIO(portrait.jpeg))
    assert (kept.format, kept.size) == ("JPEG", (640, 427))


def test_nothing_that_the_file_hid_beside_the_picture_is_kept():
    made = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "the place where it was taken"
    Image.new("RGB", (60, 60)).save(made, "JPEG", exif=exif, comment=b"hidden")
    data = made.getvalue() + b"<script>alert(1)</script>"

    portrait = take_portrait([b"PHOTO:" + base64.b64encode(data)])

    assert portrait is not None
    assert not any(word in portrait.jpeg for word in (b"place", b"hidden", b"script"))


@pytest.mark.parametrize(
    "value",
    [
        "https://pictures.example/zoe.jpg",
        "data:image/svg+xml;utf8,<svg/>",
        encoded(b"<svg onload='alert(1)'></svg>"),
        encoded(b"GIF89a" + bytes(40)),
        encoded(picture()[:200]),
        encoded(picture("PNG", (2100, 2000))),
        encoded(picture("JPEG", (4000, 3100))),
        "%%% this is no picture %%%",
    ],
)
def test_what_is_no_fit_picture_is_left_and_costs_nobody_the_contact(value):
    with pytest.raises(UnfitPortraitError):
        take_portrait([f"PHOTO:{value}".encode()])

    record = read_one(f"PHOTO:{value}")
    assert (record.portrait, record.has_unfit_portrait) == (None, True)
    assert record.values.full_name == "Zoé Testard"


def test_an_empty_picture_is_none_at_all():
    record = read_one("PHOTO;ENCODING=b:")

    assert (record.portrait, record.has_unfit_portrait) == (None, False)


def test_a_logo_is_no_portrait_and_of_two_the_first_is_taken():
    first, second = picture(grey=10), picture(grey=200)

    record = read_one(f"LOGO;ENCODING=b:{encoded(second)}", photo(first), photo(second))

    expected = take_portrait([photo(first).encode()])
    assert record.portrait == expected


def test_a_picture_without_end_takes_no_memory():
    line = f"PHOTO;ENCODING=b:{'A' * 70}\r\n" + f" {'A' * 74}\r\n" * (3 * ENCODED_LIMIT_BYTES // 74)
    data = io.BytesIO(card("Zoé Testard", line.rstrip()).encode())
    tracemalloc.start()

    (record,) = read_vcards(data, "CA", "en")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(record, Record)
    assert (record.portrait, record.has_unfit_portrait) == (None, True)
    assert peak < 4 * ENCODED_LIMIT_BYTES


ZOE = card("Zoé Testard", photo(picture()))
LUC = card("Luc Essai", "PHOTO;VALUE=uri:https://pictures.example/luc.jpg")


def only(session) -> Contact:
    session.expire_all()
    return session.scalars(select(Contact).where(Contact.deleted_at.is_(None))).one()


@pytest.mark.both_databases
class TestImport:
    def test_the_preview_shows_and_counts_portraits(self, session, bring_in):
        one = bring_in((ZOE + LUC).encode())

        rows = list(session.scalars(select(ImportRow).order_by(ImportRow.number)))
        shown = [view_row(row).picture_id for row in rows]
        assert shown == [session.scalars(select(Photo.id)).one(), None]
        assert report_of(one)["portraits"] == {"taken": 1, "left": 1}
        assert session.scalars(select(Contact)).all() == []

    def test_a_new_contact_has_its_portrait_wherever_a_picture_is_shown(
        self, session, bring_in, store, tmp_path
    ):
        bring_in(ZOE.encode(), confirm=True)

        contact = only(session)
        assert contact.portrait is not None
        assert load_people(session, [contact.id])[0].picture_id == contact.portrait_id
        exported = write_contact(contact, Thumbnails(tmp_path, store), "en")
        (again,) = read_vcards(BytesIO(exported), "CA", "en")
        assert isinstance(again, Record)
        assert again.portrait is not None
        assert Image.open(BytesIO(again.portrait.jpeg)).size == (96, 120)

    def test_a_second_time_changes_nothing(self, session, bring_in):
        bring_in(ZOE.encode(), confirm=True)
        before = (only(session).version, only(session).portrait_id)

        again = bring_in(ZOE.encode(), confirm=True)

        assert again.report["found"] == {"same": 1}
        assert (only(session).version, only(session).portrait_id) == before

    def test_a_contact_without_any_picture_gets_one_and_loses_it_with_the_import(
        self, session, bring_in, work
    ):
        bring_in(card("Zoé Testard").encode(), confirm=True)

        one = bring_in(ZOE.encode(), confirm=True)
        assert one.report["written"] == {"changed": 1}
        got = only(session).portrait_id
        undo_import(session, one)
        session.commit()
        work()

        assert got is not None
        assert only(session).portrait_id is None

    def test_who_has_a_card_keeps_its_picture(self, session, bring_in, book, store):
        bring_in(card("Zoé Testard").encode(), confirm=True)
        build_scan(session, book, store, contact_id=only(session).id)
        session.commit()

        one = bring_in(ZOE.encode(), confirm=True)

        assert one.report["found"] == {"same": 1}
        assert only(session).portrait_id is None

    def test_a_later_entry_of_somebody_brings_the_portrait(self, session, bring_in):
        one = bring_in((card("Zoé Testard", "TITLE:Chimiste") + ZOE).encode(), confirm=True)

        assert (one.report["found"], only(session).portrait_id is None) == (
            {"new": 1, "changed": 1},
            False,
        )

    def test_new_contacts_are_taken_back_with_their_portraits(self, session, bring_in, work):
        one = bring_in(ZOE.encode(), confirm=True)
        undo_import(session, one)
        session.commit()
        work()

        session.refresh(one)
        assert (one.state, one.report["undone"]) == (
            ImportState.UNDONE,
            {"done": 1, "kept": []},
        )

    def test_portraits_stay_as_long_as_a_preview_or_a_person_needs_them(
        self, session, bring_in, work
    ):
        one = bring_in(ZOE.encode())
        session.scalars(select(Photo)).one().created_at = now().replace(year=2020)
        session.commit()
        assert purge_pictures(session) == set()  # a preview shows it

        confirm_import(session, one, "")
        session.commit()
        work()
        assert purge_pictures(session) == set()  # a person has it

        session.delete(only(session))
        session.flush()
        assert len(purge_pictures(session)) == 1

    def test_a_portrait_that_was_removed_can_be_brought_back_for_thirty_days(
        self, session, bring_in
    ):
        bring_in(ZOE.encode(), confirm=True)
        session.scalars(select(Photo)).one().created_at = now().replace(year=2020)
        session.commit()
        contact = only(session)
        remove_portrait(session, contact, account_id=None)
        assert purge_pictures(session) == set()

        contacts.undo_change(session, contact, account_id=None)
        session.refresh(contact)
        assert contact.portrait_id is not None

        remove_portrait(session, contact, account_id=None)
        for change in session.scalars(select(Change)):
            change.made_at -= timedelta(days=31)
        session.flush()
        assert len(purge_pictures(session)) == 1

    def test_a_merge_takes_the_portrait_along_and_parting_gives_it_back(self, session, bring_in):
        bring_in((ZOE + card("Luc Essai")).encode(), confirm=True)
        zoe, luc = (
            session.scalars(select(Contact).where(Contact.full_name == name)).one()
            for name in ("Zoé Testard", "Luc Essai")
        )
        portrait_id = zoe.portrait_id

        merge = merge_contacts(session, luc, zoe, account_id=None, region="CA")
        merged = luc.portrait_id
        undo_merge(session, merge, account_id=None)

        assert portrait_id is not None
        assert (merged, luc.portrait_id, zoe.portrait_id) == (portrait_id, None, portrait_id)

    def test_the_history_takes_a_portrait_back_and_brings_it_again(self, session, bring_in):
        bring_in(card("Zoé Testard").encode(), confirm=True)
        bring_in(ZOE.encode(), confirm=True)
        contact = only(session)
        portrait_id = contact.portrait_id

        contacts.undo_change(session, contact, account_id=None)
        session.refresh(contact)
        without = contact.portrait_id
        contacts.undo_change(session, contact, account_id=None)
        session.refresh(contact)

        assert (without, contact.portrait_id) == (None, portrait_id)
