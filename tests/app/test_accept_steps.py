"""Accepting a card can be undone: all that it made goes, and the form is as it was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from starlette.datastructures import FormData

from app import review, review_work
from app.bin import count_bin
from app.contact_values import values_of
from app.contacts import delete_contact, tag_contact, update_contact
from app.draft_saving import add_what_came, save_draft
from app.drafts import Draft
from app.follow_ups import NewFollowUp, add_follow_up, complete_follow_up
from app.models import (
    Account,
    Change,
    Contact,
    ContactEmail,
    ContactTag,
    Encounter,
    FieldOutcome,
    FollowUp,
    Membership,
    Note,
    Outcome,
    ScanState,
    SearchWord,
    now,
)
from app.review import Review
from app.review_form import build_form
from app.review_steps import StepOvertakenError, last_step, undo_last
from app.same_person import SamePerson
from tests.builders import build_account, build_contact, build_photo, build_scan, jpeg
from tests.readings import make_reading, with_handwriting

pytestmark = pytest.mark.both_databases

TODAY = date(2026, 11, 22)
CALL = NewFollowUp(TODAY + timedelta(days=3), text="Call back")
TYPED = FormData([("given_name", "Noémie"), ("email", "a@example.com"), ("email", "")])


@pytest.fixture
def account(session, book):
    query = select(Account).join(Membership).where(Membership.book_id == book.id)
    return session.scalars(query).one()


@pytest.fixture
def scan(session, book, store):
    picture = build_photo(session, book, store)
    reading = with_handwriting(make_reading(), picture.id)
    made = build_scan(
        session, book, store, state=ScanState.READY, reading=reading, verso=jpeg(grey=90)
    )
    session.commit()
    return made


@pytest.fixture
def accept(session, account):
    def accept_scan(scan, values=None, **more):
        review_work.keep_posted(session, scan, TYPED, ["email-0"])
        values = values or build_form(scan, "CA", TODAY).values
        given = {"tags": ("client",), "follow_ups": (CALL,)} | more
        contact = review.accept_review(
            session, scan, Review(values, **given), account_id=account.id, region="CA"
        )
        session.commit()
        return contact

    return accept_scan


def undo(session, scan, account):
    shown = undo_last(session, scan.book_id, account.id)
    session.commit()
    session.expire_all()
    return shown


def is_gone(session, contact_id):
    """Say whether nothing is left of a contact, in the bin or elsewhere."""
    tables = (Change, ContactEmail, ContactTag, Encounter, FollowUp, Note, SearchWord)
    left = [
        session.scalars(select(table).where(table.contact_id == contact_id)).all()
        for table in tables
    ]
    return session.get(Contact, contact_id) is None and not any(left)


def test_undoing_leaves_nothing_of_a_new_contact_and_puts_the_card_back_with_its_form(
    session, scan, account, accept
):
    picture_id = scan.reading["note_pictures"][0]
    contact = accept(scan, notes=((picture_id, "rappeler mardi"),))
    assert (scan.state, scan.work) == (ScanState.REVIEWED, None)
    contact_id = contact.id

    shown = undo(session, scan, account)

    assert shown is scan
    assert is_gone(session, contact_id)
    assert (scan.state, scan.contact_id, scan.reviewed_at) == (ScanState.READY, None, None)
    work = review_work.work_of(scan)
    assert work.as_form().multi_items() == TYPED.multi_items()
    assert work.touched == {"email-0"}


def test_a_card_can_be_accepted_again_after_it_was_undone(session, scan, account, accept):
    for _ in range(3):
        accept(scan)
        undo(session, scan, account)
    last = accept(scan)

    assert session.scalars(select(Contact)).all() == [last]
    assert count_bin(session, scan.book_id) == 0
    assert scan.contact_id == last.id
    assert [one.text for one in last.follow_ups] == ["Call back"]


def test_undoing_a_correction_gives_the_contact_its_values_back(session, scan, account, accept):
    contact = accept(scan)
    before = (values_of(contact), [tag.name for tag in contact.tags])
    steps, met = len(contact.follow_ups), len(contact.encounters)
    review.reopen_review(session, scan)
    changed = replace(before[0], title="Directrice", emails=("nt@example.com",))
    later = NewFollowUp(TODAY + timedelta(days=9))
    accept(scan, changed, tags=("cliente", "vip"), follow_ups=(later,), version=contact.version)
    assert contact.title == "Directrice"

    undo(session, scan, account)

    assert (values_of(contact), [tag.name for tag in contact.tags]) == before
    assert contact.deleted_at is None
    assert (len(contact.follow_ups), len(contact.encounters)) == (steps, met)
    assert contact.next_step_on == CALL.due_on
    assert (scan.state, scan.contact_id) == (ScanState.READY, contact.id)


@pytest.mark.parametrize("change", ["values", "tags", "step", "done"])
def test_a_contact_that_was_changed_since_is_left_as_it_is(session, scan, account, accept, change):
    contact = accept(scan)
    if change == "values":
        values = replace(values_of(contact), title="Directrice")
        update_contact(
            session, contact, values, version=contact.version, account_id=account.id, region="CA"
        )
    elif change == "tags":
        tag_contact(session, contact, ["vip"], account_id=account.id)
    elif change == "step":
        add_follow_up(session, contact, NewFollowUp(TODAY), account_id=None)
    else:
        complete_follow_up(session, contact.follow_ups[0], account_id=None)
    session.commit()

    with pytest.raises(StepOvertakenError) as refused:
        undo_last(session, scan.book_id, account.id)
    session.rollback()

    assert "contact was changed" in refused.value.hint
    assert refused.value.step_id == last_step(session, scan.book_id, account.id).id
    assert (scan.state, contact.deleted_at) == (ScanState.REVIEWED, None)


def test_a_contact_that_somebody_deleted_already_does_not_stay_in_the_bin(
    session, scan, account, accept
):
    contact_id = accept(scan).id
    delete_contact(session, session.get(Contact, contact_id), account_id=account.id)

    undo(session, scan, account)

    assert scan.state is ScanState.READY
    assert is_gone(session, contact_id)


def test_a_contact_that_was_changed_before_somebody_deleted_it_stays_in_the_bin(
    session, scan, account, accept
):
    contact = accept(scan)
    tag_contact(session, contact, ["client", "vip"], account_id=account.id)
    delete_contact(session, contact, account_id=account.id)

    undo(session, scan, account)

    assert [tag.name for tag in contact.tags] == ["client", "vip"]
    assert contact.deleted_at is not None


def test_what_was_done_to_a_step_of_the_card_in_a_merged_contact_is_not_lost(
    session, book, scan, account, accept
):
    known = build_contact(session, book)
    kept = accept(scan, same=SamePerson(known.id))
    assert kept is known
    complete_follow_up(session, kept.follow_ups[0], account_id=account.id)

    undo(session, scan, account)

    (step,) = session.scalars(select(FollowUp)).all()
    assert step.done_at is not None
    assert (step.contact.deleted_at is not None, step.contact_id) == (True, known.id + 1)


def test_undoing_a_merge_on_accepting_leaves_the_known_contact_alone(
    session, book, scan, account, accept
):
    known = build_contact(session, book)
    accept(scan, same=SamePerson(known.id))

    undo(session, scan, account)

    assert session.scalars(select(Contact)).all() == [known]
    assert (values_of(known).organization, known.follow_ups) == ("", [])


def test_a_contact_that_was_thrown_away_does_not_keep_the_card(session, scan, account, accept):
    contact = accept(scan)
    session.delete(contact)
    session.commit()
    session.expire_all()

    undo(session, scan, account)

    assert scan.state is ScanState.READY


def test_what_the_phone_said_while_the_card_was_accepted_is_undone_with_it(
    session, scan, account, accept
):
    said = Draft(tags=("salon",), follow_up=NewFollowUp(TODAY + timedelta(days=1)))
    save_draft(session, scan, said, account_id=account.id, region="CA")
    contact = accept(scan)
    add_what_came(session, scan, Draft(), account_id=account.id, region="CA")
    session.commit()
    assert [tag.name for tag in contact.tags] == ["client", "salon"]
    contact_id = contact.id

    undo(session, scan, account)

    assert scan.state is ScanState.READY
    assert is_gone(session, contact_id)


def test_a_card_opened_again_keeps_what_is_typed_there_now(session, scan, account, accept):
    contact_id = accept(scan).id
    review.reopen_review(session, scan)
    newer = review_work.Work({"given_name": ("Zoé",)})
    review_work.save_work(session, scan, newer)

    undo(session, scan, account)

    assert review_work.work_of(scan) == newer
    assert is_gone(session, contact_id)


def test_another_member_does_not_undo_it(session, scan, accept):
    other, _ = build_account(session)
    contact = accept(scan)

    from app.review_steps import NothingToUndoError

    with pytest.raises(NothingToUndoError):
        undo_last(session, scan.book_id, other.id)
    assert contact.deleted_at is None


def test_undoing_leaves_nothing_of_the_card_on_a_contact_that_was_there_before(
    session, book, scan, account
):
    """As a card of somebody known is accepted: values, a note and an encounter are added."""
    from app.accept_steps import look_before, record_accept
    from app.encounters import meet_by_card

    contact = build_contact(session, book)
    session.commit()
    before = look_before(session, scan)
    meet_by_card(session, contact, scan, account_id=account.id)
    contact.notes.append(Note(book_id=book.id, scan_id=scan.id, text="devis"))
    add_follow_up(session, contact, CALL, account_id=None)
    scan.contact_id, scan.state, scan.reviewed_at = contact.id, ScanState.REVIEWED, now()
    record_accept(session, scan, contact, before, account_id=account.id, region="CA")
    session.commit()

    undo(session, scan, account)

    for table in (Note, Encounter, FollowUp):
        assert session.scalars(select(table)).all() == []
    assert (contact.deleted_at, contact.next_step_on, contact.met_on) == (None, None, None)
    assert scan.contact_id is None


def test_what_became_of_the_reading_is_written_down_and_taken_back(session, scan, account, accept):
    values = build_form(scan, "CA", TODAY).values
    accept(scan, replace(values, organization="Atelier Austral", title=""))
    written = {row.field: row.outcome for row in session.scalars(select(FieldOutcome))}
    assert written == {
        "name": Outcome.RIGHT,
        "organization": Outcome.CORRECTED,
        "title": Outcome.REMOVED,
        "emails": Outcome.RIGHT,
        "phones": Outcome.RIGHT,
    }

    undo(session, scan, account)

    assert session.scalars(select(FieldOutcome)).all() == []


def test_undoing_a_correction_brings_the_earlier_outcomes_back(session, scan, account, accept):
    contact = accept(scan)
    kept = {row.field: row.outcome for row in session.scalars(select(FieldOutcome))}
    review.reopen_review(session, scan)
    accept(scan, replace(values_of(contact), title="Directrice"), version=contact.version)
    undo(session, scan, account)

    assert {row.field: row.outcome for row in session.scalars(select(FieldOutcome))} == kept


def test_a_card_is_accepted_when_it_was_set_aside_and_set_aside_again_when_that_is_undone(
    session, scan, account, accept
):
    moment = now()
    scan.set_aside_at = moment
    session.flush()
    accept(scan)
    assert scan.set_aside_at is None

    undo(session, scan, account)

    assert scan.set_aside_at == moment


def test_nothing_is_left_of_the_undone_contact_in_the_list(session, scan, account, accept):
    accept(scan)
    undo(session, scan, account)

    assert session.scalars(select(Contact).where(Contact.deleted_at.is_(None))).all() == []
