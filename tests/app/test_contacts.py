"""Contacts change in one way: seen by nobody else, kept in the history, undone at will."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app import contacts, history
from app.contact_values import ContactValues, PhoneValue, values_of
from app.contacts import ContactChangedError
from app.errors import NotFoundError
from app.history import NothingToUndoError
from app.models import Note
from tests.builders import build_account

ADA = ContactValues(
    given_name="Ada",
    family_name="Abel",
    organization="Ébène inc.",
    emails=("ada@example.com",),
    phones=(PhoneValue("514 555-0147"),),
)


@pytest.fixture
def owner(session):
    return build_account(session)


@pytest.fixture
def contact(session, owner):
    account, book = owner
    return contacts.create_contact(
        session, book.id, ADA, account_id=account.id, region="CA", tags=["client"]
    )


@pytest.fixture
def save(session, owner, contact):
    def save_values(version=None, **changes):
        contacts.update_contact(
            session,
            contact,
            replace(values_of(contact), **changes),
            version=contact.version if version is None else version,
            account_id=owner[0].id,
            region="CA",
        )

    return save_values


def test_a_change_of_the_phones_alone_is_a_new_version(contact, save):
    before = contact.version

    save(phones=(PhoneValue("514 555-0148"),))

    assert contact.version == before + 1
    assert [phone.e164 for phone in contact.phones] == ["+15145550148"]


def test_saving_the_same_again_changes_nothing(session, contact, save):
    before = contact.version

    save()

    assert contact.version == before
    assert len(history.list_changes(session, contact)) == 1


def test_a_stale_form_overwrites_nothing(contact, save):
    stale = contact.version
    save(title="Notaire")

    with pytest.raises(ContactChangedError) as caught:
        save(version=stale, title="Avocate")

    assert contact.title == "Notaire"
    assert caught.value.values.title == "Avocate"
    assert caught.value.status == 409


def test_two_sessions_that_save_at_once_do_not_overwrite_each_other(app, session, contact):
    session.commit()
    with Session(app.state.engine) as first, Session(app.state.engine) as second:
        one = contacts.get_contact(first, contact.book_id, contact.id)
        other = contacts.get_contact(second, contact.book_id, contact.id)
        version = other.version
        change(first, one, version, "Notaire")
        first.commit()

        with pytest.raises(ContactChangedError):
            change(second, other, version, "Avocate")


def change(session, contact, version, title):
    values = replace(values_of(contact), title=title)
    contacts.update_contact(session, contact, values, version=version, account_id=None, region="CA")


def test_the_history_says_who_changed_what(session, contact, save):
    save(title="Notaire", emails=("ada@ebene.example",))

    newest, first = history.list_changes(session, contact)
    assert first.is_creation
    assert newest.made_by == "Ada Member"
    assert [(part.part, part.before, part.after) for part in newest.parts] == [
        ("title", "", "Notaire"),
        ("emails", "ada@example.com", "ada@ebene.example"),
    ]


def test_undoing_puts_back_what_the_last_change_replaced(session, contact, save):
    save(title="Notaire", phones=())

    contacts.undo_change(session, contact, account_id=None)

    assert contact.title == ""
    assert [phone.e164 for phone in contact.phones] == ["+15145550147"]


def test_undoing_twice_is_redoing(session, contact, save):
    save(title="Notaire")

    contacts.undo_change(session, contact, account_id=None)
    contacts.undo_change(session, contact, account_id=None)

    assert contact.title == "Notaire"


def test_an_older_change_is_undone_without_touching_what_came_later(session, contact, save):
    save(title="Notaire")
    older = history.list_changes(session, contact)[0]
    save(comment="au salon")

    contacts.undo_change(session, contact, older.id, account_id=None)

    assert (contact.title, contact.comment) == ("", "au salon")


def test_what_was_changed_again_since_cannot_be_undone(session, contact, save):
    save(title="Notaire")
    older = history.list_changes(session, contact)[0]
    save(title="Avocate")

    assert [one.is_undoable for one in history.list_changes(session, contact)] == [
        True,
        False,
        False,
    ]
    with pytest.raises(NothingToUndoError):
        contacts.undo_change(session, contact, older.id, account_id=None)
    assert contact.title == "Avocate"


def test_the_making_of_a_contact_is_not_undone_but_deleted(session, contact):
    with pytest.raises(NothingToUndoError):
        contacts.undo_change(session, contact, account_id=None)


def test_a_deleted_contact_is_gone_and_comes_back_whole(session, contact):
    contacts.delete_contact(session, contact, account_id=None)
    with pytest.raises(NotFoundError):
        contacts.get_contact(session, contact.book_id, contact.id)

    contacts.undo_change(session, contact, account_id=None)

    found = contacts.get_contact(session, contact.book_id, contact.id)
    assert [tag.name for tag in found.tags] == ["client"]
    assert values_of(found).emails == ("ada@example.com",)


def test_tags_can_be_undone_and_leave_an_open_form_good(session, contact, save):
    version = contact.version
    contacts.tag_contact(session, contact, ["architecture"], account_id=None)
    assert [tag.name for tag in contact.tags] == ["architecture"]

    save(version=version, title="Notaire")
    contacts.undo_change(
        session, contact, history.list_changes(session, contact)[1].id, account_id=None
    )

    assert [tag.name for tag in contact.tags] == ["client"]
    assert contact.title == "Notaire"


def test_a_corrected_note_can_be_undone(session, contact):
    note = Note(book_id=contact.book_id, text="rapeler mardi")
    contact.notes.append(note)
    session.flush()

    contacts.edit_note(session, contact, note, "rappeler mardi", account_id=None)
    assert note.text == "rappeler mardi"
    contacts.undo_change(session, contact, account_id=None)

    assert contact.notes[0].text == "rapeler mardi"


def test_both_versions_can_be_mixed_part_by_part():
    theirs = replace(ADA, title="Notaire", emails=("a@example.com",))
    mine = replace(ADA, title="Avocate", comment="au salon")

    mixed = contacts.merge_values(theirs, mine, ["emails", "deleted", "nonsense"])

    assert mixed == replace(mine, emails=("a@example.com",))


def test_a_number_no_database_takes_is_simply_not_there(session, owner):
    with pytest.raises(NotFoundError):
        contacts.get_contact(session, owner[1].id, 2**70)
