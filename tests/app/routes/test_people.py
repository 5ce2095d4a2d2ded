"""The list of people: filters and views by address, many changed at once, the bin."""

from __future__ import annotations

import csv
import html
import re
from io import StringIO

import pytest

from app import contact_list, contacts
from app.contact_values import ContactValues
from app.models import Batch, Contact, SavedView


@pytest.fixture
def add(session, signed_in):
    def add_contact(given_name, **more):
        values = ContactValues(given_name=given_name, **more.pop("values", {}))
        made = contacts.create_contact(
            session, signed_in.book.id, values, account_id=None, region="CA", **more
        )
        session.commit()
        return made

    return add_contact


def names(page: str) -> list[str]:
    return re.findall(r'<p class="row__title"><a href="/contacts/\d+">([^<]+)</a>', page)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "path",
    ["contacts?q=a.%00da", "contacts?tag=v%00ip", "api/contacts?q=a.%00da", "merge?q=a.%00da"],
)
def test_a_character_that_no_database_keeps_is_as_if_it_were_not_there(signed_in, add, path):
    kept = add("Eve")
    add("Ada", tags=["vip"], values={"emails": ("a.da@a.example",)})

    answer = signed_in.client.get(path.replace("merge", f"/contacts/{kept.id}/merge"))

    assert answer.status_code == 200
    assert "Ada" in answer.text


def test_what_narrows_the_list_can_be_taken_away_again(signed_in, add):
    add("Ada", tags=["client"], values={"organization": "Zinc"})
    add("Bob", tags=["client"])

    page = signed_in.client.get("/contacts?tag=client&organization=zi").text

    assert names(page) == ["Ada"]
    assert 'href="/contacts?organization=zi">client' in page
    assert 'href="/contacts?tag=client">zi' in page


def test_while_one_filters_the_address_says_no_more_than_is_asked(signed_in, add):
    add("Ada")

    answer = signed_in.client.get(
        "/contacts?q=ada&tag=&event=&place=&sort=met", headers={"HX-Request": "true"}
    )

    assert answer.headers["hx-push-url"] == "/contacts?q=ada&sort=met"
    assert names(answer.text) == ["Ada"]


def test_each_column_orders_both_ways_and_says_which(signed_in, add):
    add("Ada", values={"organization": "Zinc"})
    add("Bob", values={"organization": "Altiva"})

    page = signed_in.client.get("/contacts?sort=organization").text
    assert names(page) == ["Bob", "Ada"]
    here = re.search(r'href="([^"]*)" aria-current="true" data-rising>Organization(.*?)</a>', page)
    assert here[1] == "/contacts?sort=-organization"
    assert "By organization" in here[2]

    back = signed_in.client.get(here[1]).text
    assert names(back) == ["Ada", "Bob"]
    assert '<option value="-organization" selected>' in back
    assert re.search(r'href="/contacts\?sort=organization" aria-current="true">Organ', back)


def test_a_list_of_many_is_counted_once_it_is_there(signed_in, add, monkeypatch):
    for name in ("Ada", "Bob", "Zoé"):
        add(name, tags=["client"])
    monkeypatch.setattr(contact_list, "_GATHERED", 0)
    monkeypatch.setattr(contact_list, "COUNTED", 1)
    monkeypatch.setattr(contact_list, "_TOLD", -1)
    monkeypatch.setattr(contact_list, "PAGE_SIZE", 2)

    page = signed_in.client.get("/contacts?tag=client&sort=-name").text

    assert "More than 1 people" in page
    asked = html.unescape(re.search(r'hx-get="(/contacts/total[^"]*)"', page)[1])
    assert "3 people" in signed_in.client.get(asked).text
    api = signed_in.client.get("/api/contacts?tag=client&sort=-name").json()
    assert (api["total"], api["total_is_exact"]) == (1, False)
    exact = signed_in.client.get("/api/contacts?tag=client&sort=-name&exact=true").json()
    assert (exact["total"], exact["total_is_exact"]) == (3, True)
    assert [one["name"][:3] for one in exact["contacts"]] == ["Zoé", "Bob"]


def test_a_view_is_kept_shown_renamed_and_forgotten(signed_in, add, session):
    add("Ada", tags=["client"])
    client = signed_in.client
    kept = client.post("/views", data={"name": "Clients", "query": "tag=client&page=3"})
    assert kept.headers["location"] == "/contacts?tag=client"
    view = session.query(SavedView).one()
    assert "Clients" in client.get("/contacts").text

    client.post(f"/views/{view.id}", data={"name": "Mes clients"})
    assert "Mes clients" in client.get("/contacts").text

    client.post(f"/views/{view.id}/deletions")
    assert "Mes clients" not in client.get("/contacts").text
    assert names(client.get("/contacts").text) == ["Ada"]


def test_a_view_without_a_name_is_refused(signed_in):
    assert signed_in.client.post("/views", data={"name": " ", "query": ""}).status_code == 422


def test_many_are_changed_and_the_list_offers_to_take_it_back(signed_in, add, session):
    people = [add(name) for name in ("Ada", "Bob", "Zoé")]
    client = signed_in.client

    done = client.post(
        "/contacts/batches",
        data={"action": "tag", "new_tags": "club", "id": [one.id for one in people[:2]],
              "query": "q=a&page=2"},
    )  # fmt: skip
    batch = session.query(Batch).one()
    assert done.headers["location"] == f"/contacts?q=a&page=2&batch={batch.id}"
    page = client.get(f"/contacts?batch={batch.id}").text
    assert "2 people were tagged." in page
    assert f'action="/batches/{batch.id}/undos"' in page
    assert names(client.get("/contacts?tag=club").text) == ["Ada", "Bob"]

    client.post(f"/batches/{batch.id}/undos", data={"query": ""})
    assert names(client.get("/contacts?tag=club").text) == []


def test_all_that_are_found_can_be_changed(signed_in, add):
    for name in ("Ada", "Anna", "Bob"):
        add(name)

    signed_in.client.post("/contacts/batches", data={"action": "archive", "all": "1",
                                                     "query": "q=a"})  # fmt: skip

    assert names(signed_in.client.get("/contacts").text) == ["Bob"]
    assert names(signed_in.client.get("/contacts?archived=1").text) == ["Ada", "Anna"]


def test_who_was_deleted_is_in_the_bin_until_it_is_emptied(signed_in, add, session):
    people = [add(name) for name in ("Ada", "Bob", "Zoé")]
    client = signed_in.client
    for one in people[:2]:
        client.post(f"/contacts/{one.id}/deletions")
    page = client.get("/contacts/bin").text
    assert sorted(names(page)) == ["Ada", "Bob"]

    back = client.post("/contacts/batches", data={"action": "restore", "id": people[0].id})
    assert back.headers["location"].startswith("/contacts/bin?batch=")
    assert names(client.get("/contacts?q=ada").text) == ["Ada"]

    gone = client.post("/contacts/bin/emptyings", data={"id": [one.id for one in people]})
    assert gone.headers["location"] == "/contacts/bin?gone=1"
    session.expire_all()
    assert [one.given_name for one in session.query(Contact)] == ["Ada", "Zoé"]


def test_nothing_chosen_is_said(signed_in):
    for data in ({"action": "archive"}, {"action": "dance", "id": "1"}, {"id": "1"}):
        assert signed_in.client.post("/contacts/batches", data=data).status_code == 422


HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/contacts/batches", {"action": "archive", "id": [HUGE, "12345678901"]}),
        ("/contacts/bin/emptyings", {"id": [HUGE, "-1", "²"]}),
        ("/steps/undo", {"step_id": "-" + "9" * 30}),
    ],
)
def test_numbers_that_name_nobody_are_no_error_of_ours(signed_in, path, data):
    assert signed_in.client.post(path, data=data).status_code < 500


def test_addresses_with_numbers_beyond_all_ids_are_no_error_of_ours(signed_in, add):
    ada = add("Ada")

    below = "-" + "9" * 30
    for path in (f"/contacts?batch={below}", f"/contacts/{ada.id}/merge?with={below}"):
        assert signed_in.client.get(path).status_code < 500


def test_a_list_asks_for_twenty_tags_at_most_and_a_view_keeps_no_endless_one(signed_in, add):
    add("Ada")
    short = "&".join(f"tag=a{number}" for number in range(2000))
    long = "&".join(f"tag={'é' * 150}{number}" for number in range(30))

    assert signed_in.client.get(f"/contacts?{short}").status_code == 200
    kept = signed_in.client.post("/views", data={"name": "Tous", "query": long})

    assert kept.status_code == 422


def test_a_table_for_a_spreadsheet_has_no_formula_in_it(signed_in, add):
    add("Zoé", tags=["club", "ami"], values={"organization": "=1+1", "emails": ("z@example.com",)})
    add("Bob")

    answer = signed_in.client.get("/contacts.csv", params={"query": "q=zoe"})
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))

    assert [row["First Name"] for row in rows] == ["Zoé"]
    assert rows[0]["Organization Name"] == "'=1+1"
    assert rows[0]["E-mail 1 - Value"] == "z@example.com"
    assert rows[0]["Labels"] == "ami ::: club"
