"""Encounters: one for a card, one for an event, on the owner's day, undone like the rest."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from app import contacts, encounters, events, follow_ups, history
from app.contact_days import refresh_days
from app.contact_values import ContactValues
from app.draft_saving import stamp_scan
from app.encounters import EncounterValues, InvalidEncounterError
from app.errors import NotFoundError
from app.events import EventValues
from app.follow_ups import NewFollowUp
from app.models import Encounter, ScanState
from app.review import Review, accept_review
from tests.builders import build_account, build_event, build_scan

LATE_EVENING = datetime(2026, 11, 13, 1, 30, tzinfo=UTC)
"""In Toronto it is still the twelfth."""
ADA = ContactValues(given_name="Ada", family_name="Abel", organization="Ébène inc.")


@pytest.fixture
def owner(session):
    return build_account(session, timezone="America/Toronto")


@pytest.fixture
def statements(engine):
    """Collect what the database is asked meanwhile."""

    @contextmanager
    def collect():
        asked: list[str] = []

        def listen(_connection, _cursor, statement, *_rest):
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", listen)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", listen)

    return collect


@pytest.fixture
def accept(session, store, owner):
    account, book = owner

    def accept_card(values=ADA, **scan_values):
        given = {"state": ScanState.READY, "taken_at": LATE_EVENING} | scan_values
        scan = build_scan(session, book, store, **given)
        contact = accept_review(
            session, scan, Review(values=values), account_id=account.id, region="CA"
        )
        return scan, contact

    return accept_card


@pytest.fixture
def contact(session, owner):
    account, book = owner
    return contacts.create_contact(session, book.id, ADA, account_id=account.id, region="CA")


def days_of(contact):
    return contact.met_on, contact.last_contact_on, contact.next_step_on


def told(contact):
    return [(one.met_on, one.event_id, one.text) for one in contact.encounters]


def test_accepting_a_card_makes_an_encounter_on_the_day_it_was_for_its_owner(accept):
    scan, contact = accept()

    (encounter,) = contact.encounters
    assert (encounter.met_on, encounter.scan_id) == (date(2026, 11, 12), scan.id)
    assert days_of(contact) == (date(2026, 11, 12), date(2026, 11, 12), None)


def test_a_card_of_an_event_was_given_on_the_day_of_the_event(session, accept, owner):
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))

    _, contact = accept(event_id=fair.id)

    assert told(contact) == [(date(2026, 11, 3), fair.id, "")]


def test_the_encounter_belongs_to_the_contacts_first_change_and_not_to_one_of_its_own(
    session, accept
):
    _, contact = accept()

    (first,) = history.list_changes(session, contact)
    assert first.is_creation


def test_the_same_event_and_the_same_card_are_one_encounter(session, accept, owner):
    fair = build_event(session, owner[1])
    scan, contact = accept(event_id=fair.id)

    for _ in range(2):
        encounters.add_encounter(session, contact, met_on=fair.held_on, event=fair)
        encounters.add_encounter(session, contact, met_on=date(2026, 1, 1), scan=scan)

    assert len(contact.encounters) == 1


def test_what_is_said_of_a_meeting_once_more_is_added_to_it(session, accept, owner):
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))
    scan, contact = accept(event_id=fair.id)
    day = date(2026, 2, 1)

    for text in ("toiture verte", "devis promis", "devis promis"):
        values = EncounterValues(day, fair.id, "au bar", text)
        encounters.meet(session, contact, values, account_id=None)
    other = encounters.meet(
        session, contact, EncounterValues(day, None, "", "vu au café"), account_id=None
    )
    encounters.edit_encounter(
        session, contact, other.id, EncounterValues(day, fair.id, "", "vu au café"), account_id=None
    )

    (left,) = contact.encounters
    assert (left.scan_id, left.place) == (scan.id, "au bar")
    assert left.text == "vu au café · toiture verte · devis promis"


def test_each_day_without_an_event_is_an_encounter_of_its_own(session, contact):
    for day in (date(2026, 5, 1), date(2026, 3, 1), date(2026, 5, 1)):
        encounters.add_encounter(session, contact, met_on=day)

    assert [one.met_on for one in contact.encounters] == [
        date(2026, 3, 1),
        date(2026, 5, 1),
        date(2026, 5, 1),
    ]
    assert days_of(contact) == (date(2026, 3, 1), date(2026, 5, 1), None)


def test_an_encounter_leaves_the_version_to_the_forms_that_are_open(session, contact, owner):
    version = contact.version

    encounters.meet(session, contact, EncounterValues(date(2026, 3, 1)), account_id=owner[0].id)
    session.flush()

    assert contact.version == version


def test_adding_correcting_and_deleting_an_encounter_is_undone_step_by_step(
    session, contact, owner
):
    account_id = owner[0].id
    first = EncounterValues(date(2026, 3, 1), text="Coffee")
    one = encounters.meet(session, contact, first, account_id=account_id)
    second = EncounterValues(date(2026, 3, 2), text="Tea", place="Lévis")
    encounters.edit_encounter(session, contact, one.id, second, account_id=account_id)
    encounters.delete_encounter(session, contact, one.id, account_id=account_id)
    assert (told(contact), days_of(contact)) == ([], (None, None, None))

    contacts.undo_change(session, contact, account_id=account_id)
    assert told(contact) == [(date(2026, 3, 2), None, "Tea")]
    assert contact.met_on == date(2026, 3, 2)

    changes = [one for one in history.list_changes(session, contact) if one.is_undoable]
    corrected = next(one for one in changes if "Coffee" in one.parts[0].before)
    contacts.undo_change(session, contact, corrected.id, account_id=account_id)
    assert told(contact) == [(date(2026, 3, 1), None, "Coffee")]


def test_an_undo_brings_an_encounter_back_without_the_event_that_is_gone(session, contact, owner):
    account_id = owner[0].id
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))
    one = encounters.meet(
        session, contact, EncounterValues(date(2026, 1, 1), fair.id), account_id=account_id
    )
    encounters.delete_encounter(session, contact, one.id, account_id=account_id)
    events.delete_event(session, fair)

    contacts.undo_change(session, contact, account_id=account_id)

    assert told(contact) == [(date(2026, 11, 3), None, "")]


def test_an_encounter_of_another_contact_or_at_another_books_event_is_not_there(
    session, contact, owner
):
    other = build_event(session, build_account(session)[1])
    with pytest.raises(NotFoundError):
        encounters.meet(
            session, contact, EncounterValues(date(2026, 1, 1), other.id), account_id=None
        )
    with pytest.raises(NotFoundError):
        encounters.delete_encounter(session, contact, 4711, account_id=None)


def test_an_encounter_moved_to_an_event_that_is_there_becomes_that_one(session, accept, owner):
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))
    scan, contact = accept(event_id=fair.id)
    one = encounters.meet(session, contact, EncounterValues(date(2026, 2, 1)), account_id=None)

    encounters.edit_encounter(
        session, contact, one.id, EncounterValues(date(2026, 2, 1), fair.id), account_id=None
    )

    (left,) = contact.encounters
    assert (left.event_id, left.scan_id, left.met_on) == (fair.id, scan.id, date(2026, 11, 3))


def test_an_encounter_follows_the_event_that_its_card_is_said_to_be_of(session, accept, owner):
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))
    scan, contact = accept()

    stamp_scan(session, scan, fair.id, account_id=owner[0].id)
    assert told(contact) == [(date(2026, 11, 3), fair.id, "")]

    stamp_scan(session, scan, None, account_id=owner[0].id)
    assert told(contact) == [(date(2026, 11, 12), None, "")]
    assert contact.last_contact_on == date(2026, 11, 12)


def test_one_of_two_cards_of_an_event_that_was_of_another_one_leaves_the_other_there(
    session, store, accept, owner
):
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))
    club = build_event(session, owner[1], held_on=date(2026, 11, 5))
    scan, contact = accept(event_id=fair.id)
    second = build_scan(
        session, owner[1], store, state=ScanState.REVIEWED, contact_id=contact.id, event_id=fair.id
    )
    session.expire(contact, ["scans"])

    stamp_scan(session, scan, club.id, account_id=owner[0].id)

    assert [(one.event_id, one.scan_id) for one in contact.encounters] == [
        (fair.id, second.id),
        (club.id, scan.id),
    ]


def test_encounters_follow_an_event_whose_day_was_wrong(session, accept, owner):
    fair = build_event(session, owner[1], held_on=date(2026, 11, 3))
    _, contact = accept(event_id=fair.id)

    events.change_event(session, fair, EventValues("Salon", date(2026, 11, 4)))

    session.expire(contact, ["encounters"])
    assert told(contact) == [(date(2026, 11, 4), fair.id, "")]
    assert days_of(contact)[:2] == (date(2026, 11, 4), date(2026, 11, 4))


def test_the_next_step_is_the_first_open_one_and_a_done_one_is_a_contact(session, contact):
    first, second = NewFollowUp(date(2026, 12, 1)), NewFollowUp(date(2026, 12, 5))
    soon = follow_ups.add_follow_up(session, contact, first, account_id=None)
    follow_ups.add_follow_up(session, contact, second, account_id=None)
    assert contact.next_step_on == date(2026, 12, 1)

    follow_ups.complete_follow_up(session, soon, account_id=None)
    soon.done_at = LATE_EVENING
    refresh_days(session, [contact.id])
    assert days_of(contact) == (None, date(2026, 11, 12), date(2026, 12, 5))

    follow_ups.reopen_follow_up(session, soon, account_id=None)
    follow_ups.move_follow_up(session, soon, NewFollowUp(date(2026, 12, 6)), account_id=None)
    assert days_of(contact) == (None, None, date(2026, 12, 5))

    follow_ups.delete_follow_up(session, soon, account_id=None)
    assert contact.next_step_on == date(2026, 12, 5)


def test_the_days_of_many_contacts_are_worked_out_in_few_questions(session, owner, statements):
    account, book = owner
    made = [
        contacts.create_contact(session, book.id, ADA, account_id=account.id, region="CA")
        for _ in range(20)
    ]
    for one in made:
        session.add(Encounter(book_id=book.id, contact_id=one.id, met_on=date(2026, 4, 1)))
    session.flush()

    with statements() as asked:
        refresh_days(session, [one.id for one in made])

    assert len(asked) <= 5
    assert {one.met_on for one in made} == {date(2026, 4, 1)}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (EncounterValues(date(2026, 11, 13)), "met_on"),
        (EncounterValues(date(1812, 1, 1)), "met_on"),
        (EncounterValues(date(2026, 1, 1), place="x" * 201), "place"),
        (EncounterValues(date(2026, 1, 1), text="x" * 501), "text"),
    ],
)
def test_an_encounter_that_cannot_be_is_refused_beside_its_field(values, field):
    with pytest.raises(InvalidEncounterError) as refused:
        encounters.check_encounter(values, date(2026, 11, 12))

    assert refused.value.field == field


def test_the_latest_encounter_comes_first(session, contact):
    today = date(2026, 11, 12)
    for back in (3, 1, 2):
        encounters.add_encounter(session, contact, met_on=today - timedelta(days=back))

    last = encounters.last_encounter(contact)

    assert last is not None
    assert last.met_on == today - timedelta(days=1)
