"""Many people over the API: filtered, and changed at once."""

from __future__ import annotations

import pytest


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None):
        return signed_in.client.request(method, f"/api{path}", json=json)

    return ask


@pytest.fixture
def people(api):
    names = ("Ada", "Bob", "Zoé")
    return [api("POST", "/contacts", {"given_name": name}).json()["id"] for name in names]


def names(api, query):
    return [one["name"] for one in api("GET", f"/contacts?{query}").json()["contacts"]]


def test_many_are_tagged_found_by_their_tag_and_taken_back(api, people):
    made = api("POST", "/contacts/batches", {
        "action": "tag", "contacts": people[:2], "tags": ["Été, client"],
    })  # fmt: skip

    assert made.status_code == 201
    assert made.json() == {
        "id": made.json()["id"], "action": "tag", "contacts": 2, "undone": False,
    }  # fmt: skip
    assert names(api, "tag=ete&tag=client") == ["Ada", "Bob"]

    undone = api("POST", f"/batches/{made.json()['id']}/undos").json()
    assert undone["undone"] is True
    assert names(api, "tag=ete") == []


def test_all_that_a_list_finds_are_archived(api, people):
    api("POST", "/contacts/batches", {"action": "archive", "query": "q=a"})

    assert names(api, "") == ["Bob", "Zoé"]
    page = api("GET", "/contacts?archived=true").json()
    assert [one["name"] for one in page["contacts"]] == ["Ada"]
    assert (page["total"], page["total_is_exact"]) == (1, True)


def test_a_follow_up_for_each_needs_its_day(api, people):
    refused = api("POST", "/contacts/batches", {"action": "follow-up", "contacts": people})

    assert refused.status_code == 422
    assert names(api, "next_step=none") == ["Ada", "Bob", "Zoé"]


@pytest.mark.parametrize("query", ["event=x", "met_from=soon", "sort=weight", "page=0"])
def test_a_filter_that_is_none_is_refused(api, query):
    assert api("GET", f"/contacts?{query}").status_code == 422
