"""What a list is asked for: from an address and back, and whom each filter lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app import contact_list, contacts
from app.contact_filters import ContactQuery, NextStep, Sort
from app.contact_list import count_contacts, find_contact_ids, find_contacts
from app.contact_values import AddressValue, ContactValues
from app.models import Contact, Encounter, Import, ImportKind, Stage
from app.upgrade import upgrade_database
from tests.builders import build_account, build_event

TODAY = date(2026, 11, 24)

queries = st.builds(
    ContactQuery,
    q=st.text("abé ", max_size=8).map(lambda text: " ".join(text.split())),
    tags=st.sets(st.sampled_from(["client", "à rappeler", "a&b=c"])).map(tuple),
    event=st.none() | st.integers(1, 9),
    stage=st.none() | st.sampled_from(Stage),
    place=st.sampled_from(["", "Lévis"]),
    met_from=st.sampled_from(["", "2026-01-31", "30d"]),
    next_step=st.none() | st.sampled_from(NextStep),
    unreviewed=st.booleans(),
    archived=st.booleans(),
    import_id=st.none() | st.integers(1, 9),
    sort=st.sampled_from(Sort),
    is_reversed=st.booleans(),
    page=st.integers(1, 99),
)


@given(queries)
def test_an_address_says_all_of_a_query(query):
    assert ContactQuery.from_params(parse_qsl(query.to_query())) == query


def test_what_cannot_be_understood_narrows_nothing():
    params = {
        "event": "x", "stage": "friend", "met_from": "2026-13-01", "next_step": "?",
        "sort": "weight", "page": "-1", "archived": "yes", "other": "1",
    }  # fmt: skip

    assert ContactQuery.from_params(params.items()) == ContactQuery()


def test_an_order_is_turned_round_by_a_sign_before_it():
    query = ContactQuery.from_params([("sort", "-met")])

    assert (query.sort, query.is_reversed, query.order) == (Sort.MET, True, "-met")
    assert query.to_query() == "sort=-met"
    assert query.address(order="name", page=1) == "/contacts"
    assert ContactQuery(q="a", page=3).address(order="-name") == "/contacts?q=a&sort=-name"
    assert ContactQuery.from_params([("sort", "-weight")]) == ContactQuery()


def test_another_filter_begins_at_the_first_page():
    assert ContactQuery(page=3).address(tags=("ami",)) == "/contacts?tag=ami"
    assert ContactQuery(q="a").address(page=2) == "/contacts?q=a&page=2"
    assert ContactQuery(tags=("ami", "club")).address_without("ami") == "/contacts?tag=club"


class World:
    """A book in which each filter is true of somebody."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.book = build_account(session)[1]
        self.event = build_event(session, self.book)
        self.of_import = Import(
            book_id=self.book.id, client_key="k", kind=ImportKind.VCARD, file_key="f"
        )
        session.add(self.of_import)
        session.flush()
        self.ada = self.add("Ada", "Abel", organization="L’Œuvre Boréale", town="Lévis")
        self.bob = self.add("Bob", "Boréal", organization="Zinc", tags=["client", "club"])
        self.zoe = self.add("Zoé", "Zola", tags=["client"])
        self.write(self.ada, met_on=date(2026, 11, 1), last_contact_on=date(2026, 11, 1))
        self.write(self.bob, met_on=date(2024, 5, 1), last_contact_on=date(2024, 5, 1),
                   next_step_on=TODAY, stage=Stage.CONNECTION)  # fmt: skip
        self.write(self.zoe, next_step_on=TODAY + timedelta(days=9), reviewed_at=None,
                   import_id=self.of_import.id)  # fmt: skip
        session.add(Encounter(book_id=self.book.id, contact_id=self.bob.id,
                              met_on=date(2024, 5, 1), event_id=self.event.id))  # fmt: skip
        session.flush()

    def add(self, given, family, organization="", town="", tags=()):
        values = ContactValues(
            given_name=given, family_name=family, organization=organization,
            addresses=(AddressValue(locality=town),) if town else (),
        )  # fmt: skip
        return contacts.create_contact(
            self.session, self.book.id, values, account_id=None, region="CA", tags=tags
        )

    def write(self, contact, **values):
        contacts.write_beside(self.session, contact, **values)

    def find(self, **asked):
        page = find_contacts(self.session, self.book.id, ContactQuery(**asked), today=TODAY)
        ids = find_contact_ids(self.session, self.book.id, ContactQuery(**asked), today=TODAY)
        assert [one.id for one in page.people] == ids
        assert page.total == len(ids) or not page.is_counted
        return " ".join(one.full_name.split()[0] for one in page.people)


FILTERS = [
    ({}, "Ada Bob Zoé"),
    ({"tags": ("CLIENT",)}, "Bob Zoé"),
    ({"tags": ("client", "club")}, "Bob"),
    ({"event": 1}, "Bob"),
    ({"stage": Stage.CONNECTION}, "Bob"),
    ({"stage": Stage.CONTACT}, "Ada Zoé"),
    ({"organization": "oeuvre bor"}, "Ada"),
    ({"organization": "boreal"}, "Ada"),
    ({"place": "LEV"}, "Ada"),
    ({"met_from": "2026-01-01"}, "Ada"),
    ({"met_to": "2026-01-01"}, "Bob"),
    ({"met_from": "30d"}, "Ada"),
    ({"last_before": "365d"}, "Bob Zoé"),
    ({"next_step": NextStep.DUE}, "Bob"),
    ({"next_step": NextStep.PLANNED}, "Bob Zoé"),
    ({"next_step": NextStep.NONE}, "Ada"),
    ({"unreviewed": True}, "Zoé"),
    ({"import_id": 1}, "Zoé"),
    ({"import_id": 2}, ""),
    ({"q": "boreal"}, "Bob Ada"),
    ({"q": "b", "tags": ("client",), "next_step": NextStep.DUE}, "Bob"),
    ({"q": "z", "tags": ("client",)}, "Zoé Bob"),
    ({"q": "z", "tags": ("client", "club"), "place": "lev"}, ""),
    ({"organization": "zinc", "tags": ("client",)}, "Bob"),
    ({"sort": Sort.ORGANIZATION}, "Ada Bob Zoé"),
    ({"sort": Sort.MET}, "Ada Bob Zoé"),
    ({"sort": Sort.LAST_CONTACT}, "Bob Ada Zoé"),
    ({"sort": Sort.NEXT_STEP}, "Bob Zoé Ada"),
    ({"sort": Sort.ADDED}, "Zoé Bob Ada"),
    ({"q": "o", "sort": Sort.MET}, "Ada"),
    ({"is_reversed": True}, "Zoé Bob Ada"),
    ({"q": "boreal", "is_reversed": True}, "Bob Ada"),
    ({"tags": ("client",), "is_reversed": True}, "Zoé Bob"),
    ({"sort": Sort.ORGANIZATION, "is_reversed": True}, "Bob Ada Zoé"),
    ({"sort": Sort.MET, "is_reversed": True}, "Bob Ada Zoé"),
    ({"sort": Sort.LAST_CONTACT, "is_reversed": True}, "Ada Bob Zoé"),
    ({"sort": Sort.NEXT_STEP, "is_reversed": True}, "Zoé Bob Ada"),
    ({"sort": Sort.ADDED, "is_reversed": True}, "Ada Bob Zoé"),
]


WAYS = {
    "gathered": {},
    "gathered one filter after the other": {"_SIZED": 0, "_GATHERED": 10_000_000},
    "gathered though each filter is common": {"_GATHERED": 0},
    "found together and walked through": {"_AT_ONCE": -1},
    "walked through": {"_GATHERED": 0, "COUNTED": -1},
    "walked through and not counted": {"_GATHERED": 0, "COUNTED": -1, "_TOLD": -1},
}
"""What would only be done in a large book is done in a small one with these limits."""


@pytest.mark.parametrize("limits", WAYS.values(), ids=WAYS)
def test_each_filter_and_order_on_both_databases_in_every_way(any_engine, monkeypatch, limits):
    for name, limit in limits.items():
        monkeypatch.setattr(contact_list, name, limit)
    upgrade_database(any_engine)
    with Session(any_engine) as session:
        world = World(session)
        found = [(asked, world.find(**asked)) for asked, _expected in FILTERS]

    assert found == FILTERS


@pytest.mark.parametrize("far", [1000, -1], ids=["near", "far"])
def test_every_page_of_every_order_has_everybody_once(session, monkeypatch, far):
    monkeypatch.setattr(contact_list, "_GATHERED", 0)
    monkeypatch.setattr(contact_list, "COUNTED", -1)
    monkeypatch.setattr(contact_list, "_PROBED_FAR", far)
    monkeypatch.setattr(contact_list, "PAGE_SIZE", 2)
    world = World(session)
    for number in range(4):
        world.add("Ada", f"Wood {number}", organization="Zinc" if number % 2 else "")

    for sort, is_reversed in product(Sort, (False, True)):
        for asked in ({}, {"q": "ada"}, {"stage": Stage.CONTACT}):
            query = ContactQuery(**asked, sort=sort, is_reversed=is_reversed)
            pages = [
                find_contacts(session, world.book.id, replace(query, page=page), today=TODAY)
                for page in (1, 2, 3, 4, 5)
            ]
            paged = [one.id for page in pages for one in page.people]
            assert paged == find_contact_ids(session, world.book.id, query, today=TODAY)
            assert count_contacts(session, world.book.id, query, today=TODAY) == len(paged)
            assert [page.has_next for page in pages] == [
                index * 2 + 2 < len(paged) for index in range(5)
            ]


def test_what_is_archived_is_only_shown_when_asked_for(session):
    world = World(session)
    world.write(world.ada, archived_at=datetime(2026, 11, 2, tzinfo=UTC))

    assert world.find() == "Bob Zoé"
    assert world.find(q="ada") == ""
    assert world.find(archived=True, q="ada") == "Ada"
    assert world.find(archived=True, sort=Sort.MET) == "Ada"


@pytest.mark.parametrize("archived", [False, True])
def test_a_list_that_is_not_gathered_is_counted_without_who_is_out_of_sight(
    session, monkeypatch, archived
):
    monkeypatch.setattr(contact_list, "_GATHERED", 0)
    world = World(session)
    for number in range(4):
        world.add("Eve", f"Wood {number}", tags=["client"])
    world.write(world.bob, archived_at=datetime(2026, 11, 2, tzinfo=UTC))
    contacts.delete_contact(session, world.zoe, account_id=None)
    query = ContactQuery(tags=("client",), archived=archived)

    page = find_contacts(session, world.book.id, query, today=TODAY)

    assert len(page.people) == (1 if archived else 4)
    assert (page.total, page.is_counted) == (1 if archived else 4, True)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_list_whose_end_is_met_is_never_said_to_have_more(session, monkeypatch, number):
    for name, limit in {"_GATHERED": 0, "_SIZED": 0, "_TOLD": -1, "PAGE_SIZE": 2}.items():
        monkeypatch.setattr(contact_list, name, limit)
    world = World(session)
    query = ContactQuery(next_step=NextStep.PLANNED, page=number)
    world.write(world.ada, next_step_on=TODAY)

    page = find_contacts(session, world.book.id, query, today=TODAY)

    # Past the end, and before it, nobody knows: those are asked for by themselves.
    expected = {1: (2, contact_list.COUNTED, False), 2: (1, 3, True)}
    assert (len(page.people), page.total, page.is_counted) == expected.get(
        number, (0, contact_list.COUNTED, False)
    )


def test_a_town_that_is_longer_once_folded_fits_its_column(session):
    world = World(session)
    contact = world.add("Eve", "Wood", town="㍿" * 150)

    assert len(contact.addresses[0].folded_locality) == 150  # PostgreSQL would refuse more
    assert world.find(place="㍿㍿") == "Eve"


def test_the_import_of_another_book_has_nobody(session, monkeypatch):
    monkeypatch.setattr(contact_list, "_GATHERED", 0)
    world = World(session)
    other = build_account(session)[1]

    page = find_contacts(session, other.id, ContactQuery(import_id=world.of_import.id), today=TODAY)

    assert (page.people, page.total) == ((), 0)


def test_a_list_takes_as_many_questions_however_many_people_there_are(session, engine):
    from sqlalchemy import event

    world = World(session)
    for number in range(30):
        world.add("Ada", f"Wood {number}", tags=["club"])
    session.commit()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    find_contacts(session, world.book.id, ContactQuery(q="ada"), today=TODAY)

    assert len(asked) <= 8
    assert session.get(Contact, world.ada.id) is world.ada
