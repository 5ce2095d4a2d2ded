"""What is kept for a while only goes when its time has come, and never what something speaks of."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import desk_steps
from app.housekeeping import Housekeeping
from app.models import Note, Photo, ReviewStep, Scan, ScanState, now
from app.retention import (
    purge_discarded,
    purge_pictures,
    purge_steps,
    remove_files,
)
from tests.builders import build_account, build_contact, build_photo, build_scan, jpeg
from tests.readings import make_reading, with_handwriting

pytestmark = pytest.mark.both_databases

LONG_AGO = now() - timedelta(days=31)
DISCARDED = {"state": ScanState.DISCARDED, "discarded_at": LONG_AGO}


@pytest.fixture
def add_photo(session, book, store):
    """Adds a picture of long ago, whose file was not touched since."""

    def make(grey):
        photo = build_photo(session, book, store, jpeg(grey=grey))
        photo.created_at = LONG_AGO
        os.utime(store.folder / photo.sha256[:2] / photo.sha256, (time.time() - 10**6,) * 2)
        session.flush()
        return photo

    return make


def ids(session):
    return set(session.scalars(select(Scan.id)))


def test_a_card_goes_a_month_after_it_was_discarded(session, book, store):
    old = build_scan(session, book, store, **DISCARDED)
    kept = [
        build_scan(session, book, store, state=ScanState.DISCARDED, discarded_at=now()),
        build_scan(session, book, store, state=ScanState.READY),
    ]
    gone_id = old.id

    assert purge_discarded(session) == 1

    assert ids(session) == {one.id for one in kept}
    assert gone_id not in ids(session)
    assert purge_discarded(session) == 0


def test_a_card_of_a_contact_stays_with_it(session, book, store):
    contact = build_contact(session, book, deleted_at=now())
    build_scan(session, book, store, contact_id=contact.id, **DISCARDED)

    assert purge_discarded(session) == 0


def test_a_card_beside_which_others_were_found_stays_while_they_do(session, book, store):
    first = build_scan(session, book, store, card_count=2, **DISCARDED)
    second = build_scan(session, book, store, split_from_id=first.id, card_number=2, card_count=2)
    assert purge_discarded(session) == 0

    session.delete(second)
    session.flush()
    assert purge_discarded(session) == 1


def test_nobody_knows_when_it_was_discarded_so_its_time_begins_now(session, book, store):
    scan = build_scan(session, book, store, state=ScanState.DISCARDED)

    assert purge_discarded(session) == 0
    session.refresh(scan)
    assert scan.discarded_at is not None


def test_the_number_of_a_card_that_is_gone_never_names_another_one(session, book, store):
    gone_id = build_scan(session, book, store, **DISCARDED).id

    assert purge_discarded(session) == 1

    assert build_scan(session, book, store).id > gone_id


def test_pictures_that_nothing_speaks_of_go(session, book, add_photo):
    photo = add_photo(1)
    young = add_photo(2)
    young.created_at = now()
    session.flush()
    gone, kept = photo.sha256, young.sha256

    assert purge_pictures(session) == {gone}
    assert session.scalars(select(Photo.sha256)).all() == [kept]


@pytest.mark.parametrize("column", ["photo_id", "card_id", "replaced_photo_id"])
def test_a_picture_of_a_card_stays_in_every_state_of_it(session, book, store, add_photo, column):
    for state in ScanState:
        scan = build_scan(session, book, store, state=state)
        setattr(scan.sides[0], column, add_photo(list(ScanState).index(state)).id)
    session.flush()

    assert purge_pictures(session) == set()


def test_a_picture_of_a_note_stays(session, book, add_photo):
    contact = build_contact(session, book)
    contact.notes.append(Note(book_id=book.id, picture_id=add_photo(1).id))
    session.flush()

    assert purge_pictures(session) == set()


def test_a_note_that_was_left_out_of_the_contact_can_still_be_seen_with_its_card(
    session, book, store, add_photo
):
    reading = with_handwriting(make_reading(), add_photo(1).id)
    build_scan(session, book, store, state=ScanState.REVIEWED, reading=reading)

    assert purge_pictures(session) == set()


def test_what_a_step_needs_to_be_undone_stays_until_it_cannot_be_any_more(
    session, book, store, add_photo
):
    account, _ = build_account(session)
    note, card = add_photo(1), add_photo(2)
    reading = with_handwriting(make_reading(), note.id)
    scan = build_scan(session, book, store, state=ScanState.READY, reading=reading)
    scan.sides[0].card_id = card.id
    session.flush()
    desk_steps.read_card_again(session, scan, account.id)
    assert purge_pictures(session) == set()

    session.scalars(select(ReviewStep)).one().made_at = now() - timedelta(days=32)
    session.flush()
    assert purge_steps(session) == 1
    keys = {note.sha256, card.sha256}
    assert purge_pictures(session) == keys


def test_a_file_goes_with_its_last_row_alone(session, book, store, add_photo, tmp_path):
    _, other = build_account(session)
    mine, shared = add_photo(1).sha256, add_photo(2).sha256
    build_photo(session, other, store, jpeg(grey=2))
    for key in (mine, shared):
        os.utime(store.folder / key[:2] / key, (time.time() - 10**6,) * 2)
    small = tmp_path / mine[:2] / f"{mine}-320.jpg"
    small.parent.mkdir()
    small.write_bytes(b"small")

    keys = purge_pictures(session)
    gone = remove_files(session, store, keys, tmp_path)

    assert (gone, keys) == (1, {mine, shared})
    assert (store.exists(mine), store.exists(shared)) == (False, True)
    assert not small.exists()


def test_a_photo_that_is_sent_again_at_that_moment_is_kept(session, book, store, add_photo):
    photo = add_photo(1)
    key = photo.sha256
    keys = purge_pictures(session)
    store.put(jpeg(grey=1))  # its row is not written yet

    assert remove_files(session, store, keys) == 0
    assert store.get(key) == jpeg(grey=1)


def test_what_is_gone_already_is_not_missed(store):
    assert store.remove_unused("0" * 64, timedelta(days=1)) is False


def test_the_house_is_kept_as_a_whole(session, engine, book, store, add_photo):
    photo = add_photo(1)
    scan = build_scan(session, book, store, recto=jpeg(grey=1), **DISCARDED)
    session.commit()
    scan_id, key = scan.id, photo.sha256
    os.utime(store.folder / key[:2] / key, (time.time() - 10**6,) * 2)

    assert Housekeeping(engine, store=store)() is True

    session.expire_all()
    assert session.get(Scan, scan_id) is None
    assert not store.exists(key)
