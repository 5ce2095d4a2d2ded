"""Same person, same card: accepting a card as one more of somebody known, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app import contacts
from app.contact_values import ContactValues, PhoneValue, clean_values, values_of
from app.history import take_snapshot
from app.matching.pairs import find_apart
from app.models import Contact, Merge, ScanState
from app.review import Review, accept_review
from app.review_steps import undo_last
from app.same_person import SameHow, SamePerson, SamePersonGoneError, find_likenesses
from ocr.types import PhoneLabel
from tests.builders import build_account, build_scan

KNOWN = ContactValues(
    given_name="Geneviève",
    family_name="Tessier",
    organization="Atelier Boréal",
    title="Architecte",
    phones=(PhoneValue("514 555-0152", PhoneLabel.CELL),),
)
CARD = ContactValues(
    given_name="Geneviève",
    family_name="Tessier",
    organization="Nordika",
    emails=("g.tessier@nordika.example",),
    phones=(PhoneValue("514 555-0152", PhoneLabel.CELL),),
)


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def known(session, book):
    return contacts.create_contact(session, book.id, KNOWN, account_id=None, region="CA")


@pytest.fixture
def scan(session, book, store):
    return build_scan(
        session,
        book,
        store,
        state=ScanState.READY,
        reading={},
        taken_at=datetime(2026, 11, 20, 18, tzinfo=UTC),
    )


def accept(session, scan, **more):
    review = Review(values=CARD, **more)
    return accept_review(session, scan, review, account_id=None, region="CA")


def test_whom_a_card_may_be_of_is_shown_with_where_they_differ(session, book, known):
    (found,) = find_likenesses(session, book.id, clean_values(CARD, "CA"))

    assert found.contact is known
    assert [one.part for one in found.conflicts] == ["organization"]
    assert found.has_new_position


@pytest.mark.both_databases
def test_a_new_card_of_a_known_person_keeps_the_old_position(session, known, scan):
    same = SamePerson(known.id, SameHow.NEW_CARD)

    assert accept(session, scan, same=same, tags=("client",)) is known

    values = values_of(known)
    assert (values.organization, values.title) == ("Nordika", "")
    assert values.emails == ("g.tessier@nordika.example",)
    (position,) = known.positions
    assert (position.organization, position.title) == ("Atelier Boréal", "Architecte")
    assert position.left_on.isoformat() == "2026-11-20"
    assert scan.contact_id == known.id
    assert [tag.name for tag in known.tags] == ["client"]
    assert [one.scan_id for one in known.encounters] == [scan.id]


def test_merging_a_card_keeps_what_is_chosen(session, known, scan):
    accept(session, scan, same=SamePerson(known.id, choices={"organization": "kept"}))

    assert values_of(known).organization == "Atelier Boréal"
    assert [one.organization for one in known.positions] == ["Nordika"]


@pytest.mark.both_databases
def test_undo_gives_the_known_person_and_the_card_back(session, book, known, scan):
    before = take_snapshot(known)
    accept(session, scan, same=SamePerson(known.id, SameHow.NEW_CARD))

    undo_last(session, book.id, None)
    session.flush()
    session.expire_all()

    after = take_snapshot(known)
    assert {**after, "version": 0} == {**before, "version": 0}
    assert (scan.state, scan.contact_id) == (ScanState.READY, None)
    assert session.query(Contact).filter(Contact.deleted_at.is_(None)).all() == [known]


def test_accepting_twice_merges_once(session, known, scan):
    same = SamePerson(known.id)

    assert accept(session, scan, same=same) is accept(session, scan, same=same)
    assert session.query(Merge).count() == 1


def test_keeping_both_is_kept_in_mind(session, known, scan):
    contact = accept(session, scan, distinct=(known.id, 999))

    assert contact is not known
    assert find_apart(session, contact) == {known.id}


def test_a_contact_that_is_gone_takes_no_card(session, known, scan):
    contacts.delete_contact(session, known, account_id=None)

    with pytest.raises(SamePersonGoneError):
        accept(session, scan, same=SamePerson(known.id))


def test_a_contact_of_another_book_takes_no_card(session, scan):
    _, other = build_account(session)
    stranger = Contact(book_id=other.id, full_name="Zoé Testard")
    session.add(stranger)
    session.flush()

    with pytest.raises(SamePersonGoneError):
        accept(session, scan, same=SamePerson(stranger.id))
