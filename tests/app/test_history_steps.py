"""What is done to a next step is a part of its contact's history: by whom, when, and undone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app import contacts, encounters, follow_ups, history
from app.batches import Act, Action, run_batch, undo_batch
from app.contact_rows import pair_rows
from app.contact_values import ContactValues, values_of
from app.encounters import EncounterValues
from app.errors import NotFoundError
from app.follow_ups import NewFollowUp
from app.history import NothingToUndoError
from app.history_steps import StepAct, StepChange
from app.merging import merge_contacts
from app.models import FollowUp, FollowUpKind
from app.parting import undo_merge
from tests.builders import build_account

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)
CALL = NewFollowUp(MONDAY, FollowUpKind.CALL, "devis")
SEND = NewFollowUp(FRIDAY, FollowUpKind.SEND, "plaquette")


@pytest.fixture
def owner(session):
    return build_account(session)


@pytest.fixture
def make(session, owner):
    account, book = owner

    def make_contact(name="Ada"):
        values = ContactValues(given_name=name, family_name="Abel")
        return contacts.create_contact(
            session, book.id, values, account_id=account.id, region="CA", tags=["client"]
        )

    return make_contact


@pytest.fixture
def contact(make):
    return make()


@pytest.fixture
def step(session, owner, contact):
    return follow_ups.add_follow_up(session, contact, CALL, account_id=owner[0].id)


@pytest.fixture
def act(session, owner, step):
    def do(name, *more):
        getattr(follow_ups, f"{name}_follow_up")(session, step, *more, account_id=owner[0].id)

    return do


@pytest.fixture
def undo(session, owner, contact):
    def undo_at(place=0):
        change = history.list_changes(session, contact)[place]
        contacts.undo_change(session, contact, change.id, account_id=owner[0].id)

    return undo_at


def told(contact):
    return [(one.due_on, one.kind, one.text, one.done_at is not None) for one in contact.follow_ups]


OPEN = (MONDAY, FollowUpKind.CALL, "devis", False)


def test_the_history_says_who_did_what_to_a_next_step(session, contact, act):
    act("move", NewFollowUp(FRIDAY, CALL.kind, CALL.text))
    act("move", NewFollowUp(FRIDAY, FollowUpKind.WRITE, CALL.text))
    act("complete")
    act("reopen")
    act("delete")

    *changes, added, creation = history.list_changes(session, contact)
    assert creation.is_creation
    assert added.steps == (StepChange(StepAct.MADE, FollowUpKind.CALL, MONDAY, "devis"),)
    assert [one.steps[0].act for one in reversed(changes)] == [
        StepAct.MOVED,
        StepAct.CHANGED,
        StepAct.DONE,
        StepAct.REOPENED,
        StepAct.DROPPED,
    ]
    assert (changes[-1].steps[0].was_due_on, changes[-1].steps[0].due_on) == (MONDAY, FRIDAY)
    assert {one.made_by for one in (*changes, added)} == {"Ada Member"}
    assert all(len(one.steps) == len(one.parts) == 1 for one in (*changes, added))


def test_doing_it_twice_is_one_change(session, contact, act):
    act("complete")
    known = len(history.list_changes(session, contact))

    act("complete")

    assert len(history.list_changes(session, contact)) == known


@pytest.mark.parametrize(
    ("name", "more"),
    [("complete", ()), ("move", (SEND,)), ("move", (NewFollowUp(FRIDAY, CALL.kind, CALL.text),))],
)
def test_what_was_done_to_a_step_is_undone_on_the_same_row(contact, step, act, undo, name, more):
    act(name, *more)
    assert told(contact) != [OPEN]

    undo()

    assert told(contact) == [OPEN]
    assert contact.follow_ups == [step]
    assert contact.next_step_on == MONDAY


def test_a_step_that_was_removed_comes_back_and_goes_again(contact, act, undo):
    act("delete")
    assert (told(contact), contact.next_step_on) == ([], None)

    undo()
    assert (told(contact), contact.next_step_on) == ([OPEN], MONDAY)

    undo()
    assert (told(contact), contact.next_step_on) == ([], None)


def test_a_step_is_undone_beside_those_that_came_since(session, contact, step, undo):
    follow_ups.add_follow_up(session, contact, SEND, account_id=None)

    undo(1)  # the adding of the first

    assert told(contact) == [(FRIDAY, FollowUpKind.SEND, "plaquette", False)]
    assert contact.next_step_on == FRIDAY


def test_a_step_that_was_done_since_is_not_moved_back(session, contact, act):
    act("move", NewFollowUp(FRIDAY, CALL.kind, CALL.text))
    moved = history.list_changes(session, contact)[0]
    act("complete")

    assert [one.is_undoable for one in history.list_changes(session, contact)] == [
        True, False, False, False,
    ]  # fmt: skip
    with pytest.raises(NothingToUndoError):
        contacts.undo_change(session, contact, moved.id, account_id=None)


def test_of_two_equal_steps_one_stays(session, contact, step, undo):
    follow_ups.add_follow_up(session, contact, CALL, account_id=None)

    undo()

    assert told(contact) == [OPEN]


def test_a_step_that_somebody_removed_meanwhile_is_not_there(session, step, act):
    session.execute(FollowUp.__table__.delete())

    with pytest.raises(NotFoundError):
        act("complete")


def test_a_form_that_is_open_stays_good(contact, step, act, undo):
    version = contact.version

    act("complete")
    undo()

    assert contact.version == version


def test_tags_and_meetings_are_undone_one_by_one_too(session, contact, undo):
    contacts.tag_contact(session, contact, ["client", "bois"], account_id=None)
    encounters.meet(session, contact, EncounterValues(date(2026, 1, 5)), account_id=None)
    contacts.tag_contact(session, contact, ["client", "bois", "vip"], account_id=None)
    encounters.meet(session, contact, EncounterValues(date(2026, 2, 6)), account_id=None)

    undo(3)  # the first of the tags
    undo(3)  # the first of the meetings, behind the undoing of that

    assert [tag.name for tag in contact.tags] == ["client", "vip"]
    assert [one.met_on for one in contact.encounters] == [date(2026, 2, 6)]


def test_an_address_is_undone_beside_one_that_came_since(session, contact, undo):
    def save(*emails):
        values = ContactValues(given_name="Ada", family_name="Abel", emails=emails)
        version = contact.version
        contacts.update_contact(
            session, contact, values, version=version, account_id=None, region="CA"
        )

    save("a@example.com")
    save("a@example.com", "b@example.com")

    undo(1)

    assert values_of(contact).emails == ("b@example.com",)


def test_the_history_tells_of_the_meeting_that_changed_alone(session, contact):
    for day in (date(2026, 1, 5), date(2026, 2, 6)):
        encounters.meet(session, contact, EncounterValues(day), account_id=None)

    newest = history.list_changes(session, contact)[0]

    assert [(part.before, part.after) for part in newest.parts] == [("", "2026-02-06")]


def test_a_batch_of_steps_and_its_undoing_are_in_each_history(session, owner, make):
    account, book = owner
    people = [make("Ada"), make("Zoé")]
    ids = [one.id for one in people]
    batch = run_batch(
        session, book.id, ids, Act(Action.FOLLOW_UP, follow_up=CALL), account_id=account.id
    )
    undo_batch(session, batch, account_id=account.id)

    for contact_id in ids:
        one = contacts.get_contact(session, book.id, contact_id)
        acts = [change.steps[0].act for change in history.list_changes(session, one)[:2]]
        assert acts == [StepAct.DROPPED, StepAct.MADE]
        assert history.list_changes(session, one)[1].made_by == "Ada Member"


def test_steps_that_a_merge_moves_are_told_and_parted_with_it(session, contact, make, step):
    kept = make("Adèle")
    merge = merge_contacts(session, kept, contact, account_id=None, region="CA")
    newest = history.list_changes(session, kept)[0]
    assert [one.act for one in newest.steps] == [StepAct.MADE]
    assert not newest.is_undoable

    undo_merge(session, merge, account_id=None)

    assert session.scalars(select(FollowUp.contact_id)).all() == [contact.id]
    assert told(contact) == [OPEN]


def test_rows_are_paired_by_what_they_share():
    call = {"due_on": "2026-12-01", "kind": "call", "text": "devis"}
    later = call | {"due_on": "2026-12-09"}
    other = {"due_on": "2026-12-03", "kind": "send", "text": "plan"}

    assert pair_rows([other, call], [later]) == [(call, later), (other, None)]
    assert pair_rows([call], [other]) == [(call, other)]
    assert pair_rows([], [other]) == [(None, other)]
    assert pair_rows([call, later], [other]) == [(None, other), (call, None), (later, None)]
