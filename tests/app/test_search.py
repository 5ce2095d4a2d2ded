"""Search: by any word's beginning, however it is typed, and never in another book."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app import contacts, tags
from app.contact_filters import ContactQuery
from app.contact_list import PAGE_SIZE, find_contact_ids, find_contacts
from app.contact_values import AddressValue, ContactValues, PhoneValue
from app.models import Note, SearchWord
from app.upgrade import upgrade_database
from tests.builders import build_account

NOEMIE = ContactValues(
    given_name="Noémie",
    family_name="Tessier-Roy",
    organization="L’Œuvre Boréale inc.",
    department="Façades",
    title="Conseillère en architecture",
    emails=("noemie.tr@atelier-boreal.example",),
    phones=(PhoneValue("514 555-0147"), PhoneValue("+33 1 99 00 12 34")),
    addresses=(AddressValue(street="1, rue du Port", locality="Rimouski"),),
    comment="rencontrée au salon de l’habitation",
)


@pytest.fixture
def book(session):
    return build_account(session)[1]


@pytest.fixture
def add(session, book):
    def add_contact(values=NOEMIE, **more):
        return contacts.create_contact(
            session, book.id, values, account_id=None, region="CA", **more
        )

    return add_contact


def find(session, book, **asked):
    return find_contacts(session, book.id, ContactQuery(**asked), today=date(2026, 11, 24))


def names(session, book, query, **more):
    return [one.shown_name for one in find(session, book, q=query, **more).people]


@pytest.mark.parametrize(
    "query",
    [
        "noemie",
        "NOÉ",
        "tessier",
        "roy",
        "tessier-roy",
        "tessierr",
        "roy noem",
        "oeuvre",
        "œuv",
        "l'oeuvre",
        "boreal",
        "facades",
        "conseil arch",
        "rimous",
        "habitation",
        "noemie.tr@atelier",
        "atelier-boreal.example",
        "5145550147",
        "514 555-0147",
        "(514) 555 0147",
        "+1 514 555-0147",
        "5550147",
        "0147",
        "0199001234",
        "01 99 00 12 34",
        "+33199001234",
        "boreale, noemie!",
    ],
)
def test_a_contact_is_found_by_the_beginning_of_any_of_its_words(session, book, add, query):
    add()

    assert names(session, book, query) == ["Noémie Tessier-Roy"]


@pytest.mark.parametrize(
    "query", ["oemie", "noemie dupont", "example", "com", "5145550148", "%", "_"]
)
def test_what_is_not_there_finds_nobody(session, book, add, query):
    add()

    expected = ["Noémie Tessier-Roy"] if query in "%_" else []
    assert names(session, book, query) == expected


def test_tags_and_handwriting_are_searched_too(session, book, add):
    note = Note(book_id=book.id, text="connaît la mairesse")
    add(tags=["Toiture verte"], notes=[note])

    assert names(session, book, "mairesse") == ["Noémie Tessier-Roy"]
    assert names(session, book, "toiture") == ["Noémie Tessier-Roy"]


def test_words_follow_every_change(session, book, add):
    contact = add()
    changed = ContactValues(given_name="Noémie", family_name="Gagné")
    contacts.update_contact(
        session, contact, changed, version=contact.version, account_id=None, region="CA"
    )

    assert names(session, book, "tessier") == []
    assert names(session, book, "gagne") == ["Noémie Gagné"]


def test_a_deleted_contact_is_not_found_until_it_is_back(session, book, add):
    contact = add()
    contacts.delete_contact(session, contact, account_id=None)
    assert names(session, book, "noemie") == []
    assert session.query(SearchWord).count() == 0

    contacts.undo_change(session, contact, account_id=None)

    assert names(session, book, "noemie") == ["Noémie Tessier-Roy"]


def test_another_book_is_never_searched(session, book, add):
    add()
    other = build_account(session)[1]

    assert names(session, other, "noemie") == []
    assert find_contact_ids(session, other.id, ContactQuery(), today=date(2026, 11, 24)) == []


def test_names_come_before_what_only_mentions_them(session, book, add):
    add(ContactValues(given_name="Ada", family_name="Abel", comment="amie de Roy"))
    add(ContactValues(given_name="Zoé", family_name="Roy"))
    add(ContactValues(given_name="Zoé", family_name="Royer"))

    assert names(session, book, "roy") == ["Zoé Roy", "Zoé Royer", "Ada Abel"]


def test_a_list_is_ordered_by_family_name_without_accents(session, book, add):
    for given, family in (("Zoé", "Élie"), ("Ada", "Zola"), ("Bob", "Dupont"), ("Ada", "Fabre")):
        add(ContactValues(given_name=given, family_name=family))

    assert names(session, book, "") == ["Bob Dupont", "Zoé Élie", "Ada Fabre", "Ada Zola"]


def test_a_tag_narrows_the_list_however_it_is_typed(session, book, add):
    add(tags=["Été"])
    add(ContactValues(given_name="Ada"))

    assert names(session, book, "", tags=("ete",)) == ["Noémie Tessier-Roy"]
    assert names(session, book, "ada", tags=("été",)) == []


def test_a_long_list_comes_in_pages(session, book, add):
    for number in range(PAGE_SIZE + 3):
        add(ContactValues(given_name=f"Ada {number:03}"))

    first = find(session, book, q="ada")
    second = find(session, book, q="ada", page=2)
    third = find(session, book, q="ada", page=3)

    assert (len(first.people), first.total, first.has_next) == (PAGE_SIZE, PAGE_SIZE + 3, True)
    assert ([one.full_name for one in second.people], second.has_next) == (
        ["Ada 050", "Ada 051", "Ada 052"],
        False,
    )
    assert third.people == ()


def test_two_spellings_of_a_tag_are_one_tag(session, book, add):
    add(tags=["Été", "été", "ETE", "salon, du printemps"])

    assert [(tag.name, tag.contacts) for tag in tags.list_tags(session, book.id)] == [
        ("du printemps", 1),
        ("Été", 1),
        ("salon", 1),
    ]


def test_postgresql_finds_and_orders_as_sqlite_does(any_engine):
    upgrade_database(any_engine)
    with Session(any_engine) as session:
        book = build_account(session)[1]
        for given, family in (("Zoé", "Élie"), ("Ada", "Zola"), ("Bob", "El-Amrani")):
            values = ContactValues(
                given_name=given, family_name=family, phones=(PhoneValue("514 555-0147"),)
            )
            contacts.create_contact(session, book.id, values, account_id=None, region="CA")

        assert names(session, book, "") == ["Bob El-Amrani", "Zoé Élie", "Ada Zola"]
        assert names(session, book, "EL") == ["Bob El-Amrani", "Zoé Élie"]
        assert names(session, book, "elamrani") == ["Bob El-Amrani"]
        assert names(session, book, "514 555-0147 zol") == ["Ada Zola"]
