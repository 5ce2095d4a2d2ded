"""Saved views over the API: kept under a name, one's own, and forgotten without their people."""

from __future__ import annotations

import pytest

from app.contact_filters import ContactQuery
from app.models import Membership
from app.views import save_view
from tests.builders import build_account, build_contact


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None):
        return signed_in.client.request(method, f"/api{path}", json=json)

    return ask


def test_a_view_is_kept_listed_renamed_and_forgotten(api):
    made = api("POST", "/views", {"name": "Bois", "query": "tag=bois&sort=met&page=3"})
    assert made.status_code == 201
    view = made.json()
    assert view == {"id": view["id"], "name": "Bois", "query": "tag=bois&sort=met"}

    api("POST", "/views", {"name": "Archive", "query": "?archived=1"})
    assert [one["name"] for one in api("GET", "/views").json()["views"]] == ["Archive", "Bois"]

    renamed = api("PATCH", f"/views/{view['id']}", {"name": "Ébénistes"})
    assert renamed.json() == view | {"name": "Ébénistes"}

    assert api("DELETE", f"/views/{view['id']}").status_code == 204
    assert [one["name"] for one in api("GET", "/views").json()["views"]] == ["Archive"]


def test_a_views_query_lists_its_people(api, signed_in, session):
    build_contact(session, signed_in.book, organization="Nordika", sort_organization="nordika")
    build_contact(session, signed_in.book)
    session.commit()
    view = api("POST", "/views", {"name": "Nordika", "query": "stage=contact"}).json()

    assert api("GET", f"/contacts?{view['query']}").json()["total"] == 2


def test_a_name_that_is_taken_then_names_the_new_list(api):
    first = api("POST", "/views", {"name": "Bois", "query": "tag=bois"}).json()
    second = api("POST", "/views", {"name": "bois", "query": "tag=chêne"}).json()

    assert second["id"] == first["id"]
    assert len(api("GET", "/views").json()["views"]) == 1


def test_what_a_list_does_not_understand_is_left_out(api):
    assert api("POST", "/views", {"name": "Tous", "query": "sort=luck&x=1"}).json()["query"] == ""


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_name_that_is_none_is_refused(api, name):
    answer = api("POST", "/views", {"name": name})

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_view")


def test_the_views_of_another_member_of_the_book_are_theirs(api, signed_in, session):
    other = build_account(session)[0]
    session.add(Membership(account_id=other.id, book_id=signed_in.book.id))
    theirs = save_view(session, signed_in.book.id, other.id, "Privé", ContactQuery(q="a"))
    session.commit()

    assert api("GET", "/views").json() == {"views": []}
    assert api("DELETE", f"/views/{theirs.id}").status_code == 404
