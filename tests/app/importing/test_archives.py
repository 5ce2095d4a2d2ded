"""Zips of card photos, those of people and those of somebody who means harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from app.desk_steps import set_aside
from app.drafts import draft_of
from app.importing.archives import BrokenArchiveError, list_cards
from app.importing.imports import confirm_import, drop_import, list_rows, undo_import
from app.importing.sent_files import UnknownFileError
from app.models import ImportRow, ImportState, Photo, RowOutcome, Scan, ScanState, now
from app.retention import purge_pictures
from app.review_work import Work, save_work
from app.scans import discard_scan
from app.thumbnails import Thumbnails, Width
from ocr.types import Side
from tests.builders import build_scan, jpeg


def pack(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    return pack(**files)


def names(data: bytes) -> list[tuple[str, str]]:
    """Name the cards of an archive: recto and verso, or a refused file and why."""
    found = list_cards(io.BytesIO(data), 1_000_000)
    return [
        (one.recto.name, one.verso.name if one.verso else "")
        if hasattr(one, "recto")
        else (one.name, one.reason)
        for one in found
    ]


def scans_of(session) -> list[Scan]:
    session.expire_all()
    return list(session.query(Scan).order_by(Scan.id))


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("carte_recto.jpg", "carte_verso.jpg"),
        ("Zoé-Testard-front.jpg", "Zoé-Testard-back.png"),
        ("scan 12a.jpg", "scan 12 b.jpg"),
        ("12_1.jpg", "12_2.jpg"),
        ("carte.jpg", "carte_verso.jpg"),
        ("carte (avant).jpg", "carte (arrière).jpg"),
    ],
)
def test_recto_and_verso_are_told_by_their_names(front, back):
    front = "scan 12 a.jpg" if front == "scan 12a.jpg" else front

    assert names(packed({front: b"x", back: b"y"})) == [(front, back)]


@pytest.mark.parametrize(
    "files",
    [["IMG_0001.jpg", "IMG_0002.jpg"], ["a/carte_recto.jpg", "b/carte_verso.jpg"], ["b.jpg"]],
)
def test_photos_that_only_look_alike_stay_cards_of_their_own(files):
    found = names(packed(dict.fromkeys(files, b"x")))

    assert len(found) == len(files)


def test_what_systems_leave_behind_is_passed_over():
    files = ["__MACOSX/._a.jpg", ".DS_Store", "x/Thumbs.db", "x/._b.jpg", "x/"]

    assert names(packed(dict.fromkeys(files, b"x"))) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("inner.zip", "An archive inside an archive is not opened."),
        ("people.csv", "Import this file by itself: it holds contacts, not photos."),
        ("empty.jpg", "This is no photo."),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(name, reason):
    assert names(packed({name: b"" if name == "empty.jpg" else b"x"})) == [(name, reason)]


def test_an_archive_that_is_none_is_said_to_be_broken():
    with pytest.raises(BrokenArchiveError):
        list(list_cards(io.BytesIO(b"PK\x03\x04 and nothing more"), 1000))


def test_photos_become_scans_once_and_are_taken_back(session, book, bring_in, work):
    data = packed(
        {"a_recto.jpg": jpeg(grey=10), "a_verso.jpg": jpeg(grey=20), "b.jpg": jpeg(grey=30)}
    )
    one = bring_in(data, names=("cards.zip",))
    assert scans_of(session) == []

    confirm_import(session, one, "vieux paquet")
    session.commit()
    work()
    first, second = scans_of(session)
    again = bring_in(data, names=("cards.zip",), confirm=True)

    assert [side.side for side in first.sides] == [Side.RECTO, Side.VERSO]
    assert (second.state, draft_of(second.draft).tags) == (ScanState.WAITING, ("vieux paquet",))
    assert again.report["found"] == {"same": 2}
    assert len(scans_of(session)) == 2

    undo_import(session, one)
    session.commit()
    work()

    assert [scan.state for scan in scans_of(session)] == [ScanState.DISCARDED] * 2
    back = bring_in(data, names=("cards.zip",), confirm=True)
    assert back.report["written"] == {"new": 2}
    assert [scan.state for scan in scans_of(session)] == [ScanState.WAITING] * 2


def test_the_preview_has_small_pictures_that_are_made_before_anybody_asks(
    session, bring_in, store, settings, monkeypatch
):
    wide = jpeg(2000, 1200, grey=30)
    data = packed({"a.jpg": wide, "twin.jpg": wide, "b.jpg": jpeg(grey=40)[:300], "c.txt": b"no"})

    one = bring_in(data, names=("cards.zip",))

    rows = {row.content["name"]: row for row in session.query(ImportRow)}
    shown = {name: row.picture_id for name, row in rows.items()}
    assert shown["a.jpg"] == shown["twin.jpg"] is not None
    assert (shown["b.jpg"], shown["c.txt"]) == (None, None)  # nothing there to be shown
    photo = session.get_one(Photo, shown["a.jpg"])
    assert Image.open(io.BytesIO(store.get(photo.sha256))).size == (320, 192)
    monkeypatch.setattr("app.thumbnails._reduce", None)  # the web process decodes nothing
    small = Thumbnails(settings.thumbnail_folder, store).get(photo.sha256, Width.SMALL)
    assert Image.open(io.BytesIO(small)).size == (160, 96)
    assert one.state is ImportState.READY


def test_small_pictures_go_a_while_after_their_import_is_over(session, bring_in, work):
    one = bring_in(packed({"a.jpg": jpeg(grey=30)}), names=("cards.zip",))
    small = session.scalars(select(ImportRow.picture_id)).one()
    session.get_one(Photo, small).created_at = now() - timedelta(days=40)
    session.commit()
    assert purge_pictures(session) == set()

    drop_import(session, one)

    assert len(purge_pictures(session)) == 1
    assert session.scalars(select(Photo)).all() == []


def test_a_photo_that_was_shot_is_not_taken_a_second_time(session, book, store, bring_in):
    build_scan(session, book, store, recto=jpeg(grey=40))
    session.commit()

    one = bring_in(packed({"x.jpg": jpeg(grey=40)}), names=("cards.zip",), confirm=True)

    assert one.report["found"] == {"same": 1}
    assert len(scans_of(session)) == 1


def test_a_reviewed_card_stays_when_its_import_is_taken_back(session, bring_in, work):
    one = bring_in(packed({"x.jpg": jpeg(grey=50)}), names=("cards.zip",), confirm=True)
    (scan,) = scans_of(session)
    scan.state = ScanState.REVIEWED
    undo_import(session, one)
    session.commit()
    work()

    session.refresh(one)
    assert scans_of(session)[0].state is ScanState.REVIEWED
    assert [kept["why"] for kept in one.report["undone"]["kept"]] == [
        "Reviewed since: the card stays."
    ]


def test_a_card_that_somebody_worked_on_stays_when_its_import_is_taken_back(
    session, bring_in, work
):
    one = bring_in(
        pack(**{"a.jpg": jpeg(grey=1), "b.jpg": jpeg(grey=2), "c.jpg": jpeg(grey=3)}), confirm=True
    )
    typed, set_aside_, untouched = scans_of(session)
    save_work(session, typed, Work({"given_name": ("Zoé",)}))
    set_aside(session, set_aside_, None)
    session.commit()

    undo_import(session, one)
    session.commit()
    work()

    session.refresh(one)
    stays = {kept["scan"] for kept in one.report["undone"]["kept"]}
    assert stays == {typed.id, set_aside_.id}
    session.expire_all()
    assert (typed.state, untouched.state) == (ScanState.WAITING, ScanState.DISCARDED)


def test_a_card_brought_back_by_an_import_keeps_what_was_said_of_it(session, bring_in):
    photo = pack(**{"a.jpg": jpeg(grey=1)})
    bring_in(photo, confirm=True, tags="salon")
    (scan,) = scans_of(session)
    discard_scan(session, scan)
    session.commit()

    bring_in(photo, confirm=True, tags="import")

    (scan,) = scans_of(session)
    assert scan.state is ScanState.WAITING
    assert draft_of(scan.draft).tags == ("salon", "import")
    assert scan.discarded_at is None


def test_several_photos_are_one_import(session, bring_in):
    one = bring_in(
        jpeg(grey=60), jpeg(grey=61), jpeg(grey=62),
        names=("set/a_front.jpg", "set/a_back.jpg", "c.jpg"), confirm=True,
    )  # fmt: skip

    assert one.report["written"] == {"new": 2}
    assert sorted(len(scan.sides) for scan in scans_of(session)) == [1, 2]


def test_a_text_file_named_as_a_photo_is_refused(session, bring_in):
    one = bring_in(packed({"x.jpg": b"no picture", "y.jpg": jpeg(grey=70)}), names=("c.zip",))

    (row,) = list_rows(session, one, RowOutcome.REFUSED)
    assert (row.content["name"], row.error) == ("x.jpg", "This is no photo.")
    assert one.report["found"] == {"refused": 1, "new": 1}


def test_a_bomb_is_never_unpacked(session, bring_in, settings):
    object.__setattr__(settings, "photo_limit_bytes", 100_000)
    bomb = bytearray(packed({"bomb.jpg": b"\xff\xd8\xff" + b"\x00" * 50_000_000}))
    honest = bring_in(bytes(bomb), names=("c.zip",))
    size = (50_000_003).to_bytes(4, "little")
    assert bomb.count(size) >= 1
    lying = bring_in(bytes(bomb).replace(size, (90_000).to_bytes(4, "little")), names=("c.zip",))

    for one in (honest, lying):
        (row,) = list_rows(session, one, RowOutcome.REFUSED)
        assert row.error in ("This photo is too large.", "This file is damaged.")


def test_a_locked_or_damaged_photo_is_refused_and_the_others_taken(session, bring_in):
    data = bytearray(packed({"a.jpg": jpeg(grey=80), "b.jpg": jpeg(grey=81)}))
    at = data.index(b"a.jpg") + 5
    data[at + 20 : at + 60] = zlib.compress(b"\x00" * 400)[:40].ljust(40, b"\x11")

    one = bring_in(bytes(data), names=("c.zip",), confirm=True)

    (row,) = list_rows(session, one, RowOutcome.REFUSED)
    assert (row.content["name"], row.error) == ("a.jpg", "This file is damaged.")
    assert one.report["written"]["new"] == 1


def test_an_archive_of_own_vcards_is_read_as_contacts(session, bring_in):
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%s\r\nEND:VCARD\r\n"
    data = packed({"a.vcf": card % b"Luc Essai", "b.vcf": card % b"Mia Stub"})

    one = bring_in(data, names=("contacts.zip",))

    assert (one.state, one.report["found"]) == (ImportState.READY, {"new": 2})


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 ...", b"\x00\x01\x02\x03" * 30])
def test_a_file_of_no_known_kind_is_refused_at_once(bring_in, data):
    with pytest.raises(UnknownFileError):
        bring_in(data, names=("x",))


def test_a_discarded_scan_is_no_scan_of_a_photo(session, book, store, bring_in):
    scan = build_scan(session, book, store, recto=jpeg(grey=90))
    discard_scan(session, scan)
    session.commit()

    one = bring_in(packed({"x.jpg": jpeg(grey=90)}), names=("c.zip",), confirm=True)

    assert one.report["written"] == {"new": 1}
