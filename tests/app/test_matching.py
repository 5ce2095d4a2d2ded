"""Who may be the same person: what is shared, what speaks against it, and never another book's."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, event, select

import app.matching.pairs
from app import contacts
from app.contact_values import ContactValues, LinkValue, PhoneValue, clean_values
from app.matching import ReasonKind, find_many_matches, find_matches
from app.matching.chore import Comparing
from app.matching.finding import find_neighbours, judge
from app.matching.indexing import ask_to_compare, index_many
from app.matching.pairs import (
    ask_again,
    compare_waiting,
    count_pairs,
    explain_pairs,
    keep_apart,
    list_pairs,
)
from app.matching.profiles import profile_of
from app.models import MatchKey, UncomparedContact
from ocr.types import PhoneLabel
from tests.builders import build_account

ADA = ContactValues(
    given_name="Geneviève",
    family_name="Tessier",
    organization="Atelier Boréal inc.",
    title="Architecte",
    emails=("genevieve.tessier@atelier-boreal.example",),
    phones=(PhoneValue("514 555-0147"), PhoneValue("514 555-0152", PhoneLabel.CELL)),
)


def values(**given):
    return clean_values(ContactValues(**given), "CA")


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def add(session, book):
    def add_contact(values=ADA, **more):
        return contacts.create_contact(
            session, book.id, values, account_id=None, region="CA", **more
        )

    return add_contact


def found(session, book, **given):
    return [match.contact_id for match in find_matches(session, book.id, values(**given))]


FIRM = "Atelier Boréal"
SAME_PERSON = {
    "the same name and address": {
        "given_name": "Genevieve",
        "family_name": "TESSIER",
        "emails": ("Genevieve.Tessier@Atelier-Boreal.example",),
    },
    "the address alone": {"emails": ("genevieve.tessier@atelier-boreal.example",)},
    "swapped names, without an address": {
        "given_name": "Tessier",
        "family_name": "Geneviève",
        "organization": FIRM,
    },
    "a name typed into one field": {"full_name": "Geneviève Tessier", "organization": FIRM},
    "a shortened name at the same firm": {
        "given_name": "Gen",
        "family_name": "Tessier",
        "organization": FIRM,
    },
    "an initial at the same firm": {
        "given_name": "G.",
        "family_name": "Tessier",
        "organization": "Atelier Boreal",
        "title": "Architecte",
    },
    "a double name at the same firm": {
        "given_name": "Geneviève",
        "family_name": "Tessier-Roy",
        "organization": FIRM,
    },
    "a married name with the same mobile": {
        "given_name": "Geneviève",
        "family_name": "Lavoie",
        "phones": (PhoneValue("514 555-0152", PhoneLabel.CELL),),
        "organization": FIRM,
    },
    "a misread name at the same domain": {
        "given_name": "Genevi6ve",
        "family_name": "Tessler",
        "emails": ("info@atelier-boreal.example",),
        "title": "Architecte",
    },
    "another firm, the same mobile": {
        "given_name": "Geneviève",
        "family_name": "Tessier",
        "organization": "Nordika",
        "phones": (PhoneValue("(514) 555 0152", PhoneLabel.CELL),),
    },
}


@pytest.mark.both_databases
@pytest.mark.parametrize("given", SAME_PERSON.values(), ids=SAME_PERSON)
def test_the_same_person_is_found(session, book, add, given):
    contact = add()
    add(values(given_name="Luc", family_name="Plourde", organization="Nordika"))

    assert found(session, book, **given) == [contact.id]


SOMEBODY_ELSE = {
    "a colleague with the same switchboard": {
        "given_name": "Martin",
        "family_name": "Gagnon",
        "organization": FIRM,
        "phones": (PhoneValue("514 555-0147"),),
        "emails": ("martin.gagnon@atelier-boreal.example",),
    },
    "a relative at the same firm": {
        "given_name": "Normand",
        "family_name": "Tessier",
        "organization": FIRM,
        "phones": (PhoneValue("514 555-0147"),),
        "emails": ("normand.tessier@atelier-boreal.example",),
    },
    "a colleague of the same given name": {
        "given_name": "Geneviève",
        "family_name": "Plourde",
        "organization": FIRM,
        "emails": ("genevieve.plourde@atelier-boreal.example",),
    },
    "a namesake elsewhere": {
        "given_name": "Geneviève",
        "family_name": "Tessier",
        "organization": "Clinique Altiva",
        "title": "Dentiste",
        "phones": (PhoneValue("418 555-0152", PhoneLabel.CELL),),
    },
    "somebody at the same firm": {"organization": FIRM, "given_name": "Luc"},
}


@pytest.mark.parametrize("given", SOMEBODY_ELSE.values(), ids=SOMEBODY_ELSE)
def test_somebody_else_is_not(session, book, add, given):
    add()

    assert found(session, book, **given) == []


def test_reasons_say_the_strongest_first(session, book, add):
    contact = add()

    (match,) = find_matches(session, book.id, contacts.values_of(contact))

    assert match.probability > 0.99
    kinds = [reason.kind for reason in match.reasons]
    assert set(kinds[:3]) == {ReasonKind.EMAIL, ReasonKind.PHONE, ReasonKind.NAME}
    assert kinds.index(ReasonKind.EMAIL) < kinds.index(ReasonKind.ORGANIZATION)


def test_a_number_of_many_says_little(session, book, add):
    for given in ("Luc", "Anne", "Omar", "Wei", "Rosa"):
        add(
            values(
                given_name=given,
                family_name=f"Test{given.lower()}ard",
                phones=(PhoneValue("514 555-0147"),),
            )
        )

    assert found(session, book, phones=(PhoneValue("514 555-0147"),), organization=FIRM) == []


def test_the_domain_of_one_names_the_firm_of_the_other_and_not_its_own(session, book, add):
    contact = add()
    name = {"given_name": "Geneviève", "family_name": "Tessier"}

    assert found(session, book, **name, emails=("g@atelierboreal.example",)) == [contact.id]
    assert found(session, book, **name, emails=("g@lievre.example",)) == []


def test_the_more_contacts_have_a_name_the_less_it_says(session, book, add):
    asked = {"given_name": "Geneviève", "family_name": "Tessier", "title": "Notaire"}
    probabilities = []
    for _number in range(7):
        add(values(**asked))
        matches = find_matches(session, book.id, values(**asked), limit=10)
        probabilities.append(matches[0].probability if matches else 0.0)

    assert probabilities[0] > 0.9
    assert probabilities[4] < probabilities[0]


@pytest.mark.parametrize("count", [3, 9])
def test_who_shares_half_of_a_name_with_many_is_not_compared_for_that(session, book, add, count):
    for ending in ("andre", "eyre", "ibault", "ore", "ure", "ylin", "aro", "emer", "ine")[:count]:
        add(values(given_name="Luc", family_name=f"Test{ending}"))

    (ids,) = find_neighbours(
        session, book.id, [profile_of(values(given_name="Luc", family_name="Testony"))]
    ).ids

    assert len(ids) == (3 if count == 3 else 0)


def test_a_profile_page_is_one_persons_however_it_is_written(session, book, add):
    contact = add(
        values(
            given_name="Luc",
            family_name="Plourde",
            links=(LinkValue("https://www.linkedin.com/in/luc-plourde-example/"),),
        )
    )

    assert found(
        session,
        book,
        given_name="Luc",
        family_name="Plourde",
        links=(LinkValue("linkedin.com/in/luc-plourde-example"),),
    ) == [contact.id]


def test_the_contact_itself_can_be_left_out(session, book, add):
    contact, twin = add(), add()

    matches = find_matches(session, book.id, contacts.values_of(contact), exclude=[contact.id])

    assert [match.contact_id for match in matches] == [twin.id]


def test_another_books_contacts_are_nobody(session, book, add):
    add()
    _, other = build_account(session)

    assert find_matches(session, other.id, contacts.values_of(add())) == []


def test_a_deleted_contact_has_no_keys_until_it_is_back(session, book, add):
    contact = add()

    contacts.delete_contact(session, contact, account_id=None)
    assert session.query(MatchKey).count() == 0
    assert found(session, book, emails=ADA.emails) == []

    contacts.undo_change(session, contact, account_id=None)
    assert found(session, book, emails=ADA.emails) == [contact.id]


def test_keys_follow_what_is_changed(session, book, add):
    contact = add()

    contacts.update_contact(
        session,
        contact,
        values(given_name="Luc", family_name="Plourde"),
        version=contact.version,
        account_id=None,
        region="CA",
    )

    assert found(session, book, emails=ADA.emails) == []
    assert found(session, book, given_name="Luc", family_name="Plourde") == [contact.id]


@pytest.mark.both_databases
def test_many_are_matched_as_one_by_one(session, book, add):
    add()
    add(values(given_name="Luc", family_name="Plourde", organization="Nordika"))
    many = [values(**given) for given in (*SAME_PERSON.values(), *SOMEBODY_ELSE.values())]

    assert find_many_matches(session, book.id, many) == [
        find_matches(session, book.id, one) for one in many
    ]


def pairs(session, book):
    compare_waiting(session, book.id)
    return list_pairs(session, book.id, limit=10)


@pytest.mark.both_databases
def test_the_pairs_of_a_book_are_kept_until_somebody_decides(session, book, add):
    one, twin, other = add(), add(), add(values(given_name="Luc", family_name="Plourde"))

    assert pairs(session, book) == [(one.id, twin.id)]
    assert count_pairs(session, book.id) == 1
    likely, unlikely = explain_pairs(session, [(one, twin), (one, other)])
    assert likely.probability > 0.99
    assert unlikely.probability < 0.01


def test_only_some_contacts_are_compared_at_once(session, book, add):
    for _ in range(3):
        add()

    assert compare_waiting(session, book.id, limit=2) == 1
    assert compare_waiting(session, book.id, limit=2) == 0
    assert count_pairs(session, book.id) == 3


@pytest.mark.both_databases
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_each_pair_is_compared_once_however_many_are_compared_at_once(
    session, book, add, monkeypatch, limit
):
    for _ in range(5):
        add()
    compared = []

    def note_and_judge(*given):
        compared.append(given)
        return judge(*given)

    monkeypatch.setattr(app.matching.pairs, "judge", note_and_judge)

    while compare_waiting(session, book.id, limit=limit):
        pass

    assert len(compared) == count_pairs(session, book.id) == 10


@pytest.mark.both_databases
def test_a_pair_that_is_found_again_is_one_pair(session, book, add):
    one, twin = add(), add()
    assert pairs(session, book) == [(one.id, twin.id)]

    ask_to_compare(session, book.id, one.id)

    assert pairs(session, book) == [(one.id, twin.id)]


def test_a_pair_that_was_kept_apart_is_not_proposed_again(session, book, add):
    one, twin = add(), add()
    keep_apart(session, twin, one, account_id=None)
    keep_apart(session, one, twin, account_id=None)

    assert pairs(session, book) == []

    contacts.tag_contact(session, one, ["client"], account_id=None)
    assert pairs(session, book) == []

    ask_again(session, one, twin)
    assert pairs(session, book) == [(one.id, twin.id)]


def test_a_pair_goes_when_one_of_them_is_changed_or_deleted(session, book, add):
    one, twin = add(), add()
    assert pairs(session, book) == [(one.id, twin.id)]

    contacts.delete_contact(session, twin, account_id=None)
    assert pairs(session, book) == []

    contacts.undo_change(session, twin, account_id=None)
    assert pairs(session, book) == [(one.id, twin.id)]


def test_the_pairs_of_another_book_stay_there(session, book, add):
    add(), add()
    _, other = build_account(session)

    assert pairs(session, other) == []
    assert pairs(session, book) != []


@pytest.mark.both_databases
def test_many_contacts_get_the_keys_that_each_would_get(session, book, add):
    ids = [add().id, add(values(given_name="Luc", family_name="Plourde")).id]
    query = select(MatchKey.key, MatchKey.contact_id)
    known = set(session.execute(query).all())
    session.execute(delete(MatchKey))
    session.execute(delete(UncomparedContact))

    index_many(session, book.id, ids)

    assert set(session.execute(query).all()) == known
    assert set(session.scalars(select(UncomparedContact.contact_id))) == set(ids)


def test_contacts_are_compared_while_nothing_waits_to_be_read(app, session, book, add):
    one, twin = add(), add()
    session.commit()
    compare = Comparing(app.state.engine)

    assert compare() is True
    assert compare() is False
    assert list_pairs(session, book.id, limit=5) == [(one.id, twin.id)]


def test_no_question_about_a_few_contacts_reads_the_whole_book(engine, session, book, add):
    one, twin = add(), add()
    session.flush()
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))

    add(values(given_name="Luc", family_name="Plourde", emails=("luc@example.com",)))
    contacts.delete_contact(session, twin, account_id=None)
    contacts.undo_change(session, twin, account_id=None)
    compare_waiting(session, book.id)
    find_matches(session, book.id, ADA)
    keep_apart(session, one, twin, account_id=None)

    by_book = {
        f"{step[3]}: {statement}"
        for statement, parameters in list(asked)
        if statement.startswith(("SELECT", "DELETE", "UPDATE"))
        for step in session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", parameters
        )
        if step[3].endswith("(book_id=?)") and "uncompared_contacts" not in step[3]
    }
    assert by_book == set()
    assert len(asked) > 20
