"""The review: what a person accepted is what is kept, once, whatever machines read later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app import review, scans
from app.contact_values import ContactValues, PhoneValue, values_of
from app.contacts import ContactChangedError, delete_contact
from app.follow_ups import NewFollowUp
from app.models import Contact, FollowUp, ScanState
from app.review import NotReadyError, Review
from app.review_form import build_form
from tests.builders import build_account, build_photo, build_scan, jpeg
from tests.readings import evidence, make_reading, with_handwriting


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def add_scan(app, session, book):
    def add(reading=None, **values):
        store = app.state.photo_store
        given = {"state": ScanState.READY, "reading": reading, "verso": jpeg(grey=90)}
        scan = build_scan(session, book, store, **(given | values))
        for side in scan.sides:
            side.card_id = build_photo(session, book, store).id
        session.flush()
        return scan

    return add


@pytest.fixture
def scan(app, session, book, add_scan):
    picture = build_photo(session, book, app.state.photo_store)
    return add_scan(with_handwriting(make_reading(), picture.id))


def form_of(scan):
    return build_form(scan, "CA", date(2026, 11, 22))


def accept(session, scan, values=None, **more):
    accepted = Review(values=values or form_of(scan).values, **more)
    return review.accept_review(session, scan, accepted, account_id=None, region="CA")


def test_guesses_become_values_to_correct(scan):
    values = form_of(scan).values

    assert (values.given_name, values.family_name) == ("Noémie", "Tessier-Roy")
    assert values.phones == (PhoneValue("514 555-0147", extension="12", e164="+15145550147"),)


def test_every_guess_says_how_sure_it_is_and_where_it_was_read(scan):
    hints = form_of(scan).hints

    assert hints["email-0"].refs == ("recto-4",)
    assert hints["email-0"].text == "noemie@atelier-boreal.example"
    assert not hints["email-0"].is_doubtful
    assert hints["organization"].confidence == pytest.approx(0.62)
    assert hints["organization"].is_doubtful
    assert hints["family_name"].refs == ("recto-0",)


def test_lines_lie_on_the_picture_of_their_side(scan):
    recto, verso = form_of(scan).sides

    assert recto.size_px == (1000, 570)
    assert recto.lines[2].points == "80,180 480,180 480,220 80,220"
    assert [line.is_handwritten for line in verso.lines] == [True, True]


def test_a_number_of_another_country_is_shown_so_that_it_stays_what_it_is(add_scan):
    phone = {"value": "01 99 00 12 34", "e164": "+33199001234", "label": "work", "extension": ""}
    reading = make_reading(phones=[{**phone, **evidence(0.9, 3)}])

    form = form_of(add_scan(reading))

    assert form.values.phones[0].e164 == "+33199001234"
    assert form.hints["phone-0"].refs == ("recto-3",)


def test_a_value_that_was_typed_has_no_place_on_the_card(scan):
    from app.review_form import build_hints

    corrected = replace(form_of(scan).values, organization="Atelier Boréal")

    hints = build_hints(scan, corrected, "CA")
    assert "organization" not in hints
    assert "email-0" in hints


def test_accepting_makes_one_contact_with_its_notes_tags_and_next_step(session, scan):
    picture_id = scan.reading["note_pictures"][0]

    contact = accept(
        session,
        scan,
        tags=("architecture",),
        notes=((picture_id, "rappeler mardi"),),
        follow_ups=(NewFollowUp(date(2026, 12, 1), text="devis"),),
    )

    assert contact.full_name == "Noémie Tessier-Roy"
    assert [tag.name for tag in contact.tags] == ["architecture"]
    note = contact.notes[0]
    assert (note.text, note.side, note.picture_id) == ("rappeler mardi", "verso", picture_id)
    assert [one.text for one in contact.follow_ups] == ["devis"]
    assert scan.state is ScanState.REVIEWED
    assert scan.reviewed_at is not None
    assert contact.scans == [scan]


def test_a_note_that_was_not_kept_is_no_note(session, scan):
    assert accept(session, scan).notes == []


def test_a_picture_of_something_else_never_becomes_a_note(app, session, book, scan):
    foreign = build_photo(session, book, app.state.photo_store)

    assert accept(session, scan, notes=((foreign.id, "x"),)).notes == []


def test_accepting_twice_is_one_contact_and_one_next_step(session, scan):
    values = form_of(scan).values
    step = NewFollowUp(date(2026, 12, 1))

    first = accept(session, scan, values, follow_ups=(step,))
    second = accept(session, scan, values, follow_ups=(step,))

    assert first is second
    assert len(session.scalars(select(Contact)).all()) == 1
    assert len(session.scalars(select(FollowUp)).all()) == 1


def test_another_tab_that_accepts_something_else_overwrites_nothing(session, scan):
    values = form_of(scan).values
    contact = accept(session, scan, values)

    with pytest.raises(ContactChangedError):
        accept(session, scan, replace(values, title="Avocate"))

    assert contact.title == "Conseillère en architecture durable"


def test_a_scan_that_failed_can_be_typed_in(session, add_scan):
    scan = add_scan(None, state=ScanState.FAILED, error_code="no_text")
    form = form_of(scan)
    assert form.values == ContactValues()
    assert [side.size_px for side in form.sides] == [None, None]

    contact = accept(session, scan, ContactValues(given_name="Ada"))

    assert contact.full_name == "Ada"
    assert scan.state is ScanState.REVIEWED


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.READING, ScanState.DISCARDED])
def test_what_is_on_its_way_cannot_be_accepted(session, add_scan, state):
    scan = add_scan(None, state=state)

    with pytest.raises(NotReadyError):
        accept(session, scan, ContactValues(given_name="Ada"))
    assert session.scalars(select(Contact)).all() == []


def test_a_reopened_card_shows_what_was_accepted_not_what_was_read(session, scan):
    picture_id = scan.reading["note_pictures"][0]
    values = replace(form_of(scan).values, title="Architecte")
    accept(session, scan, values, notes=((picture_id, "rappeler mercredi"),), tags=("client",))

    review.reopen_review(session, scan)
    form = form_of(scan)

    assert scan.state is ScanState.READY
    assert form.values.title == "Architecte"
    assert form.notes[0].text == "rappeler mercredi"
    assert form.tags == ("client",)
    assert not any(hint.is_doubtful for hint in form.hints.values())


def test_reading_a_card_again_never_changes_its_contact(session, scan):
    values = replace(form_of(scan).values, title="Architecte")
    contact = accept(session, scan, values)
    review.reopen_review(session, scan)

    scans.retry_scan(session, scan)
    scan.state = ScanState.READY
    scan.reading = make_reading(title={"value": "Autre chose", **evidence(1.0, 1)})
    session.flush()

    assert contact.title == "Architecte"
    assert form_of(scan).values.title == "Architecte"


def test_accepting_a_reopened_card_corrects_its_contact(session, scan):
    picture_id = scan.reading["note_pictures"][0]
    contact = accept(session, scan, notes=((picture_id, "rapeler"),))
    review.reopen_review(session, scan)
    form = form_of(scan)

    again = accept(
        session,
        scan,
        replace(form.values, title="Architecte"),
        notes=((picture_id, "rappeler"),),
        version=form.version,
    )

    assert again is contact
    assert (contact.title, contact.notes[0].text) == ("Architecte", "rappeler")
    assert len(session.scalars(select(Contact)).all()) == 1


def test_a_form_from_before_the_first_acceptance_is_stale(session, scan):
    accept(session, scan)
    review.reopen_review(session, scan)

    with pytest.raises(ContactChangedError):
        accept(session, scan, replace(values_of(scan.contact), title="Autre"))


def test_a_card_whose_contact_was_deleted_starts_anew(session, scan):
    contact = accept(session, scan)
    delete_contact(session, contact, account_id=None)
    review.reopen_review(session, scan)

    assert form_of(scan).version is None
    assert accept(session, scan) is not contact


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("no_card_found", "No card’s edge"),
        ("no_text_found", "No text was found"),
        ("sides_swapped", "wrong order"),
    ],
)
def test_what_a_person_should_know_of_a_reading_is_said(add_scan, remark, said):
    (text,) = form_of(add_scan(make_reading() | {"remarks": [remark]})).remarks

    assert said in text
