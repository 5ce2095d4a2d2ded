"""The archive and the bin: out of sight, brought back, and thrown away only after 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import bin as waste
from app import contacts, history
from app.errors import NotFoundError
from app.history import NothingToUndoError
from app.models import Contact, Scan, ScanState, Stage, now
from tests.builders import build_account, build_contact, build_encounter, build_scan


@pytest.fixture
def contact(session, book):
    return build_contact(session, book)


def deleted_days_ago(session, contact, days):
    contact.deleted_at = now() - timedelta(days=days, minutes=1)
    session.flush()


def test_archiving_is_undone_and_leaves_open_forms_good(session, contact):
    version = contact.version

    waste.archive_contact(session, contact, account_id=None)
    assert contact.archived_at is not None

    waste.unarchive_contact(session, contact, account_id=None)
    assert (contact.archived_at, contact.version) == (None, version)

    contacts.undo_change(session, contact, account_id=None)
    assert contact.archived_at is not None


def test_the_stage_of_a_tie_is_kept_in_the_history_and_undone(session, contact):
    contacts.change_stage(session, contact, Stage.CONNECTION, account_id=None)
    (change,) = history.list_changes(session, contact)
    assert [(one.part, one.before, one.after) for one in change.parts] == [
        ("stage", "contact", "connection")
    ]

    contacts.undo_change(session, contact, account_id=None)
    assert contact.stage is Stage.CONTACT


def test_the_bin_holds_what_was_deleted_and_is_not_a_part_of_another_contact(session, book):
    kept, older, newer, merged = (build_contact(session, book) for _ in range(4))
    deleted_days_ago(session, older, 2)
    deleted_days_ago(session, newer, 1)
    merged.merged_into_id = kept.id
    deleted_days_ago(session, merged, 1)
    elsewhere = build_contact(session, build_account(session)[1])
    deleted_days_ago(session, elsewhere, 1)

    assert waste.list_bin(session, book.id, limit=10) == [newer, older]
    assert waste.list_bin(session, book.id, limit=1, offset=1) == [older]
    assert waste.count_bin(session, book.id) == 2


@pytest.mark.both_databases
def test_the_bin_is_emptied_after_thirty_days_of_all_but_what_was_merged(session, store, book):
    kept, recent, old, merged = (build_contact(session, book) for _ in range(4))
    build_encounter(session, old)
    card = build_scan(session, book, store, contact_id=old.id, state=ScanState.REVIEWED)
    deleted_days_ago(session, recent, 29)
    deleted_days_ago(session, old, 30)
    merged.merged_into_id = kept.id
    deleted_days_ago(session, merged, 400)
    ids = [kept.id, recent.id, merged.id]

    assert waste.purge_bin(session) == 1
    assert waste.purge_bin(session) == 0

    assert session.scalars(select(Contact.id).order_by(Contact.id)).all() == ids
    assert session.get_one(Scan, card.id).state is ScanState.DISCARDED
    assert session.get_one(Scan, card.id).contact_id is None


def test_what_became_a_part_of_somebody_goes_with_them(session, book):
    kept, part, part_of_part, other = (build_contact(session, book) for _ in range(4))
    part.merged_into_id, part_of_part.merged_into_id = kept.id, part.id
    for one in (kept, part, part_of_part):
        deleted_days_ago(session, one, 1)
    left = other.id

    assert waste.throw_away(session, book.id, [kept.id]) == 1

    assert session.scalars(select(Contact.id)).all() == [left]


def test_a_contact_that_was_merged_comes_back_by_undoing_the_merge_only(session, book, contact):
    contacts.delete_contact(session, contact, account_id=None)
    contact.merged_into_id = build_contact(session, book).id
    session.flush()

    with pytest.raises(NothingToUndoError):
        contacts.undo_change(session, contact, account_id=None)
    with pytest.raises(NotFoundError):
        contacts.get_contact(session, book.id, contact.id)


@pytest.mark.both_databases
def test_the_id_of_somebody_who_is_gone_never_names_somebody_else(session, book):
    newest = build_contact(session, book)
    gone_id = newest.id
    deleted_days_ago(session, newest, 40)

    assert waste.purge_bin(session) == 1

    assert build_contact(session, book).id > gone_id
