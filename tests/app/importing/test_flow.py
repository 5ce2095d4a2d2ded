"""A file brought in from its sending to its undoing, by the worker's own code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contact_values import values_of
from app.contacts import get_contact, update_contact
from app.importing.imports import (
    ImportStateError,
    choose_rows,
    confirm_import,
    count_rows,
    drop_import,
    list_rows,
    undo_import,
)
from app.importing.previews import view_row
from app.importing.queue import ImportQueue
from app.importing.worker import ImportWorker
from app.merging import merge_contacts
from app.models import (
    Change,
    Contact,
    Import,
    ImportRow,
    ImportState,
    MatchKey,
    RowOutcome,
    SearchWord,
)

pytestmark = pytest.mark.both_databases


def card(name: str, *lines: str) -> str:
    given, _, family = name.partition(" ")
    head = ["BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{name}"]
    return "\r\n".join([*head, *lines, "END:VCARD", ""])


ZOE = card("Zoé Testard", "EMAIL:zoe@atelier.example", "ORG:Atelier", "CATEGORIES:Client")
LUC = card("Luc Essai", "TEL;TYPE=CELL:+15145550123")
BOTH = (ZOE + LUC).encode()


def people(session: Session) -> list[Contact]:
    query = select(Contact).where(Contact.deleted_at.is_(None)).order_by(Contact.sort_name)
    session.expire_all()
    return list(session.scalars(query))


def counts_of(session: Session) -> tuple[object, ...]:
    session.expire_all()
    return tuple(
        session.execute(select(func.count(), func.max(column)).select_from(table)).one()
        for table, column in (
            (Contact, Contact.version),
            (Change, Change.id),
            (SearchWord, SearchWord.word),
            (MatchKey, MatchKey.key),
        )
    )


def test_nothing_is_written_before_it_is_confirmed(session, bring_in):
    one = bring_in(BOTH)

    assert one.state is ImportState.READY
    assert one.report == {"found": {"new": 2}}
    assert people(session) == []


def test_contacts_come_in_unreviewed_with_their_tags_and_are_found(session, book, bring_in):
    one = bring_in(BOTH, confirm=True, tags="import nov. 2026")

    luc, zoe = people(session)
    assert (one.state, one.report["written"]) == (ImportState.DONE, {"new": 2})
    assert (zoe.full_name, zoe.organization) == ("Zoé Testard", "Atelier")
    assert [tag.name for tag in zoe.tags] == ["Client", "import nov. 2026"]
    assert (zoe.import_id, zoe.reviewed_at, zoe.version) == (one.id, None, 1)
    assert luc.phones[0].e164 == "+15145550123"
    words = set(session.scalars(select(SearchWord.word).where(SearchWord.contact_id == zoe.id)))
    assert {"zoe", "testard", "atelier", "client"} <= words


def test_a_contact_that_came_in_is_as_one_that_was_typed(session, book, bring_in):
    """The bulk writing keeps all that create_contact keeps."""
    from app.contacts import create_contact
    from app.history import take_snapshot

    bring_in(ZOE.encode(), confirm=True)
    (zoe,) = people(session)
    typed = create_contact(
        session, book.id, values_of(zoe), account_id=None, region="CA", tags=["Client"]
    )
    session.commit()

    def all_of(contact: Contact) -> tuple[object, ...]:
        mine = {"contact_id": contact.id}
        return (
            {**take_snapshot(contact), "version": 0},
            set(session.scalars(select(SearchWord.word).filter_by(**mine))),
            set(session.scalars(select(MatchKey.key).filter_by(**mine))),
            [
                {**change.after, "version": 0}
                for change in session.scalars(select(Change).filter_by(**mine))
            ],
            (contact.sort_name, contact.sort_organization, contact.stage),
        )

    assert all_of(zoe) == all_of(typed)


def test_the_same_file_a_second_time_changes_nothing(session, bring_in):
    bring_in(BOTH, confirm=True)
    before = counts_of(session)

    again = bring_in(BOTH, confirm=True)

    assert again.report["found"] == {"same": 2}
    assert counts_of(session) == before


def test_the_same_file_confirmed_twice_at_once_is_there_once(session, bring_in):
    first, second = bring_in(BOTH), bring_in(BOTH)
    assert second.report["found"] == {"new": 2}  # neither was written when it was looked at

    for one in (first, second):
        confirm_import(session, one, "")
    session.commit()
    bring_in(LUC.encode())  # works on all that waits

    assert [one.full_name for one in people(session)] == ["Luc Essai", "Zoé Testard"]


def test_what_is_empty_is_filled_and_what_differs_is_only_offered(session, bring_in):
    bring_in(ZOE.encode(), confirm=True)
    newer = card("Zoé Testard", "EMAIL:zoe@atelier.example", "ORG:Autre maison",
                 "TITLE:Directrice", "EMAIL:zoe@maison.example")  # fmt: skip

    one = bring_in(newer.encode())
    (row,) = list_rows(session, one, RowOutcome.CHANGED)
    found = {each.part: (each.how, each.old, each.new) for each in view_row(row).differences}
    confirm_import(session, one, "")
    session.commit()
    bring_in(LUC.encode())
    (zoe,) = [each for each in people(session) if each.given_name == "Zoé"]

    assert found == {
        "organization": ("differ", "Atelier", "Autre maison"),
        "title": ("fill", "", "Directrice"),
        "emails": ("add", "zoe@atelier.example", "zoe@maison.example"),
    }
    assert (zoe.organization, zoe.title) == ("Atelier", "Directrice")
    assert [email.value for email in zoe.emails] == ["zoe@atelier.example", "zoe@maison.example"]


def test_a_value_that_differs_is_taken_when_its_owner_says_so(session, bring_in, work):
    bring_in(ZOE.encode(), confirm=True)
    one = bring_in(ZOE.replace("ORG:Atelier", "ORG:Autre maison").encode())
    choose_rows(session, one, {1}, {1}, {1: ["organization", "nonsense"]})
    confirm_import(session, one, "")
    session.commit()
    work()

    (zoe,) = people(session)
    assert zoe.organization == "Autre maison"


def test_a_row_that_is_left_out_is_not_written(session, bring_in, work):
    one = bring_in(BOTH)
    choose_rows(session, one, {1, 2}, {2}, {})
    assert count_rows(session, one)["wanted"] == 1
    confirm_import(session, one, "")
    session.commit()
    work()

    assert [each.full_name for each in people(session)] == ["Luc Essai"]
    session.refresh(one)
    assert one.report["written"] == {"new": 1, "left_out": 1}


def test_two_entries_of_one_person_become_one_contact(session, bring_in):
    file = ZOE + card("Zoé Testard", "EMAIL:zoe@atelier.example", "TEL:+14185550100") + ZOE

    one = bring_in(file.encode(), confirm=True)
    again = bring_in(file.encode())

    (zoe,) = people(session)
    assert [phone.e164 for phone in zoe.phones] == ["+14185550100"]
    assert one.report["found"] == {"new": 1, "changed": 1, "same": 1}
    assert again.report["found"] == {"same": 3}


def test_a_double_within_the_file_shows_what_it_adds_or_that_it_adds_nothing(session, bring_in):
    more = card("Zoé Testard", "EMAIL:zoe@atelier.example", "TEL:+14185550100")
    less = card("Zoé Testard", "EMAIL:zoe@atelier.example")

    one = bring_in((ZOE + more + less).encode(), confirm=True)

    (row,) = list_rows(session, one, RowOutcome.CHANGED)
    (found,) = view_row(row).differences
    assert (found.part, found.how, found.new) == ("phones", "fill", "+14185550100")
    assert one.report["found"] == {"new": 1, "changed": 1, "same": 1}
    assert one.report["written"] == {"new": 1, "changed": 1, "same": 1}


def test_a_namesake_without_anything_in_common_is_somebody_new(session, bring_in):
    bring_in(ZOE.encode(), confirm=True)

    one = bring_in(card("Zoé Testard", "EMAIL:zoe@ailleurs.example").encode(), confirm=True)

    assert one.report["found"] == {"new": 1}
    assert len(people(session)) == 2


def test_a_mailbox_shared_by_two_names_does_not_make_them_one(session, bring_in):
    bring_in(card("Zoé Testard", "EMAIL:info@atelier.example").encode(), confirm=True)

    one = bring_in(card("Luc Essai", "EMAIL:info@atelier.example").encode())

    assert one.report["found"] == {"new": 1}


def test_an_import_is_taken_back_as_a_whole(session, bring_in, work):
    bring_in(LUC.encode(), confirm=True)
    more = card("Luc Essai", "TEL;TYPE=CELL:+15145550123", "TITLE:Chef")
    one = bring_in((ZOE + more).encode(), confirm=True)
    assert len(people(session)) == 2

    undo_import(session, one)
    session.commit()
    work()

    (luc,) = people(session)
    session.refresh(one)
    assert (luc.full_name, luc.title) == ("Luc Essai", "")
    assert (one.state, one.report["undone"]) == (ImportState.UNDONE, {"done": 2, "kept": []})
    words = select(func.count()).select_from(SearchWord).where(SearchWord.contact_id != luc.id)
    assert session.scalar(words) == 0


def test_several_entries_of_one_person_are_taken_back_together(session, bring_in, work):
    more = card("Zoé Testard", "EMAIL:zoe@atelier.example", "TEL:+14185550100")
    nothing_more = card(
        "Zoé Testard", "EMAIL:zoe@atelier.example", "TEL:+14185550100", "ORG:Atelier"
    )
    one = bring_in((ZOE + more + nothing_more).encode(), confirm=True)

    undo_import(session, one)
    session.commit()
    work()

    session.refresh(one)
    assert people(session) == []
    assert one.report["undone"]["kept"] == []


def test_what_somebody_worked_on_since_stays_and_is_told(session, bring_in, work):
    one = bring_in(BOTH, confirm=True)
    luc, _ = people(session)
    values = replace(values_of(luc), title="Chef")
    update_contact(session, luc, values, version=luc.version, account_id=None, region="CA")
    session.commit()

    undo_import(session, one)
    session.commit()
    work()

    session.refresh(one)
    assert [each.full_name for each in people(session)] == ["Luc Essai"]
    assert one.report["undone"]["done"] == 1
    (kept,) = one.report["undone"]["kept"]
    assert (kept["contact"], kept["why"]) == (luc.id, "Worked on since: it stays.")


def test_who_was_made_a_part_of_somebody_since_stays_and_is_told(session, bring_in, work, store):
    bring_in(card("Zoé Testard-Essai", "EMAIL:z@other.example").encode(), confirm=True)
    one = bring_in(ZOE.encode(), confirm=True)
    gone, kept = people(session)
    merge_contacts(session, kept, gone, account_id=None, region="CA")
    session.commit()

    undo_import(session, one)
    session.commit()
    work()

    session.refresh(one)
    assert one.report["undone"]["done"] == 0
    assert [told["why"] for told in one.report["undone"]["kept"]] == ["Worked on since: it stays."]
    assert "zoe@atelier.example" in values_of(people(session)[0]).emails
    assert not store.exists(one.file_key)


def test_the_same_file_changes_nothing_after_two_of_it_were_merged(session, bring_in):
    another = card("Zoé T.", "EMAIL:zt@maison.example")
    bring_in((ZOE + another).encode(), confirm=True)
    first, second = people(session)
    merge_contacts(session, first, second, account_id=None, region="CA")
    session.commit()

    again = bring_in((ZOE + another).encode(), confirm=True)

    assert len(people(session)) == 1
    assert "new" not in again.report["written"]


def test_who_was_merged_since_the_preview_is_brought_up_to_date_as_the_other(
    session, bring_in, work
):
    bring_in((LUC + card("Lucien Essai", "EMAIL:lucien@essai.example")).encode(), confirm=True)
    one = bring_in(card("Luc Essai", "TEL:+15145550123", "TITLE:Chef").encode())
    luc, lucien = people(session)
    merge_contacts(session, lucien, luc, account_id=None, region="CA")
    session.commit()

    confirm_import(session, one, "")
    session.commit()
    work()

    (left,) = people(session)
    assert (left.full_name, left.title) == ("Lucien Essai", "Chef")


def test_a_value_that_was_changed_again_since_stays(session, bring_in, work, book):
    bring_in(LUC.encode(), confirm=True)
    one = bring_in(card("Luc Essai", "TEL:+15145550123", "TITLE:Chef").encode(), confirm=True)
    (luc,) = people(session)
    luc = get_contact(session, book.id, luc.id)
    values = replace(values_of(luc), title="Cheffe")
    update_contact(session, luc, values, version=luc.version, account_id=None, region="CA")
    session.commit()

    undo_import(session, one)
    session.commit()
    work()

    session.refresh(one)
    (luc,) = people(session)
    assert luc.title == "Cheffe"
    assert [kept["why"] for kept in one.report["undone"]["kept"]] == [
        "Changed since: its values stay."
    ]


def test_after_it_was_taken_back_a_file_can_be_brought_in_again(session, bring_in, work):
    one = bring_in(BOTH, confirm=True)
    undo_import(session, one)
    session.commit()
    work()

    again = bring_in(BOTH, confirm=True)

    assert again.report["found"] == {"new": 2}
    assert len(people(session)) == 2


def test_an_import_that_is_stopped_in_the_middle_is_taken_back(
    session, bring_in, work, monkeypatch
):
    monkeypatch.setattr("app.importing.writing.BATCH", 1)
    one = bring_in(BOTH)
    confirm_import(session, one, "")
    session.commit()
    stop_after_first_batch(session, one, monkeypatch)

    work()

    session.refresh(one)
    assert one.state is ImportState.UNDONE
    assert people(session) == []


def stop_after_first_batch(session, one, monkeypatch):
    from app.importing import writing

    write = writing._write_batch
    calls = []

    def write_and_stop(*arguments):
        counts = write(*arguments)
        calls.append(1)
        return counts

    keep = writing.ImportQueue.keep

    def keep_unless_stopped(queue, its_session, work, **values):
        if calls and not values:
            calls.clear()
            session.expire_all()
            undo_import(session, session.get_one(type(one), one.id))
            session.commit()
        keep(queue, its_session, work, **values)

    monkeypatch.setattr(writing, "_write_batch", write_and_stop)
    monkeypatch.setattr(writing.ImportQueue, "keep", keep_unless_stopped)


def test_an_import_of_which_something_was_written_cannot_be_forgotten(session, bring_in):
    one = bring_in(BOTH, confirm=True)

    with pytest.raises(ImportStateError):
        drop_import(session, one)


def test_a_file_is_let_go_of_once_it_is_in_the_book(session, bring_in, store):
    waiting, done = bring_in(BOTH), bring_in(BOTH)
    confirm_import(session, done, "")
    session.commit()
    other = bring_in(LUC.encode(), confirm=True)
    is_kept = store.exists(waiting.file_key)  # the other import of the same file may need it
    confirm_import(session, waiting, "")
    session.commit()
    bring_in(ZOE.encode(), key="last")

    assert (is_kept, store.exists(waiting.file_key)) == (True, False)
    assert not store.exists(other.file_key)


def test_broken_cards_are_refused_one_by_one_with_their_line(session, bring_in):
    broken = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mia Rompue\r\n" + LUC
    nobody = "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:rien\r\nEND:VCARD\r\n"

    one = bring_in((ZOE + broken + nobody).encode(), confirm=True)

    refused = [view_row(row) for row in list_rows(session, one, RowOutcome.REFUSED)]
    assert [(row.line, row.name, row.reason) for row in refused] == [
        (9, "Mia Rompue", "This card has no end."),
        (
            18,
            "",
            "This entry has no name, organization, e-mail address or phone number.",
        ),
    ]
    assert len(people(session)) == 2


def test_too_many_entries_are_refused_as_a_whole(session, bring_in, settings, monkeypatch):
    monkeypatch.setattr("app.importing.preparing.BATCH", 1)
    object.__setattr__(settings, "import_rows_limit", 1)

    one = bring_in(BOTH)

    assert (one.state, one.error_code) == (ImportState.FAILED, "too_many_entries")


def test_a_full_disk_gives_the_import_back_untouched(session, bring_in, work, monkeypatch):
    from sqlalchemy.exc import OperationalError

    one = bring_in(BOTH)
    confirm_import(session, one, "")
    session.commit()

    def fail(*_arguments, **_values):
        raise OperationalError("insert", {}, Exception("database or disk is full"))

    with monkeypatch.context() as full:
        full.setattr("app.importing.writing.insert_contacts", fail)
        with pytest.raises(OperationalError):
            work()
    session.refresh(one)
    waiting = (one.state, one.attempts, one.lease_token)
    assert people(session) == []

    work()

    assert waiting == (ImportState.RUNNING, 0, None)
    assert len(people(session)) == 2


def test_a_bug_ends_an_import_after_three_attempts_and_not_the_others(
    session, bring_in, work, monkeypatch
):
    one = bring_in(BOTH)
    confirm_import(session, one, "")
    session.commit()

    def fail(*_arguments, **_values):
        raise RuntimeError

    monkeypatch.setattr("app.importing.writing.insert_contacts", fail)
    work()

    session.refresh(one)
    assert (one.state, one.error_code, one.attempts) == (ImportState.FAILED, "crashed", 3)
    assert session.scalar(select(func.count()).select_from(ImportRow)) == 2


def test_two_processes_at_once_never_make_one_person_twice(
    session, bring_in, app, store, settings, monkeypatch
):
    monkeypatch.setattr("app.importing.writing.BATCH", 3)
    file = "".join(card(f"P{n} Essai", f"EMAIL:p{n}@essais.example") for n in range(40)).encode()
    for one in (bring_in(file), bring_in(file)):
        confirm_import(session, one, "")
    session.commit()

    def run(name: str) -> None:
        queue = ImportQueue(app.state.engine, 3, timedelta(seconds=60), name)
        ImportWorker(queue, store, settings).run()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, ("a", "b")))

    assert len(people(session)) == 40
    written = [one.report["written"] for one in session.query(Import)]
    assert sum(each.get("new", 0) for each in written) == 40
    assert sum(each.get("same", 0) for each in written) == 40
