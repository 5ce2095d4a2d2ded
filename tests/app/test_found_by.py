"""Those who became a part of somebody are found as that one, and the list says why."""

from __future__ import annotations

from datetime import date

import pytest

from app import contacts
from app.batches import Act, Action, run_batch
from app.contact_filters import ContactQuery
from app.contact_list import find_contacts
from app.contact_values import ContactValues, PhoneValue, values_of
from app.found_by import tell_why
from app.merging import merge_contacts
from app.parting import undo_merge
from tests.builders import build_account

KEPT = ContactValues(
    given_name="Geneviève", family_name="Tessier", organization="Nordika", title="Architecte"
)
GONE = ContactValues(
    given_name="Gigi",
    family_name="Lafleur",
    organization="Atelier Boréal",
    title="Stagiaire",
    emails=("gigi@boreal.example",),
    phones=(PhoneValue("514 555-0152"),),
)


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def add(session, book):
    def add_contact(values):
        return contacts.create_contact(session, book.id, values, account_id=None, region="CA")

    return add_contact


@pytest.fixture
def merge(session):
    def make_one(kept, gone):
        return merge_contacts(session, kept, gone, account_id=None, region="CA")

    return make_one


@pytest.fixture
def find(session, book):
    def found(q):
        """Give who is found, each with what the list says of why."""
        page = find_contacts(session, book.id, ContactQuery(q=q), today=date(2026, 11, 22))
        why = tell_why(session, page.people, q)
        return [(one.id, why.get(one.id, "")) for one in page.people]

    return found


@pytest.mark.parametrize(
    ("q", "why"),
    [
        ("lafleur", "Gigi Lafleur"),
        ("gigi tessier", "Gigi Lafleur"),
        ("gigi@boreal.example", "gigi@boreal.example"),
        ("514 555-0152", "514 555-0152"),
        ("atelier", "Atelier Boréal"),
        ("stagiaire", "Stagiaire"),
        ("nordika", ""),
        ("tessier genev", ""),
    ],
)
def test_a_merged_contact_is_found_by_what_it_was_known_by(add, merge, find, q, why):
    kept = add(KEPT)
    merge(kept, add(GONE))

    assert find(q) == [(kept.id, why)]


def test_what_was_taken_over_by_way_of_another_is_found_too(add, merge, find):
    kept, between = add(KEPT), add(ContactValues(given_name="Ada", family_name="Abel"))
    merge(between, add(GONE))
    merge(kept, between)

    assert find("lafleur") == [(kept.id, "Gigi Lafleur")]
    assert find("abel") == [(kept.id, "Ada Abel")]


def test_once_parted_each_is_found_by_its_own(session, add, merge, find):
    kept, gone = add(KEPT), add(GONE)
    undo_merge(session, merge(kept, gone), account_id=None)

    assert find("lafleur") == [(gone.id, "")]
    assert find("nordika") == [(kept.id, "")]


def test_what_was_taken_over_stays_when_the_kept_contact_is_changed(
    session, book, add, merge, find
):
    kept = add(KEPT)
    merge(kept, add(GONE))
    values = ContactValues(given_name="Geneviève", family_name="Roy")
    contacts.update_contact(
        session, kept, values, version=kept.version, account_id=None, region="CA"
    )
    for action in (Action.TAG, Action.UNTAG):
        run_batch(session, book.id, [kept.id], Act(action, ("lafleur",)), account_id=None)

    assert values_of(contacts.get_contact(session, book.id, kept.id)).emails == ()
    assert find("lafleur") == [(kept.id, "Gigi Lafleur")]
    assert find("gigi@boreal.example") == [(kept.id, "gigi@boreal.example")]


def test_a_kept_contact_in_the_bin_is_not_found(session, add, merge, find):
    kept = add(KEPT)
    merge(kept, add(GONE))
    contacts.delete_contact(session, kept, account_id=None)

    assert find("lafleur") == []


def test_an_organization_of_before_says_so_in_the_list(signed_in, session):
    made = [
        contacts.create_contact(session, signed_in.book.id, values, account_id=None, region="CA")
        for values in (KEPT, GONE)
    ]
    merge_contacts(session, *made, account_id=None, region="CA")
    session.commit()

    assert "Found by: Atelier Boréal" in signed_in.client.get("/contacts?q=atelier").text
