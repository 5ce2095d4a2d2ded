"""People, follow-ups and reviews over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.deps import Member
from app.models import ScanState
from tests.builders import build_scan
from tests.readings import make_reading

ADA = {
    "given_name": "Ada",
    "family_name": "Abel",
    "emails": ["ada@example.com"],
    "phones": [{"value": "514 555-0147 poste 12"}],
    "addresses": [{"street": "1, rue du Port", "locality": "Rimouski"}],
    "tags": ["client"],
}


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None):
        return signed_in.client.request(method, f"/api{path}", json=json)

    return ask


@pytest.fixture
def contact(api):
    return api("POST", "/contacts", ADA).json()


def test_a_contact_is_added_whole(contact):
    assert contact["full_name"] == "Ada Abel"
    assert contact["phones"] == [
        {"value": "514 555-0147", "label": "work", "extension": "12", "e164": "+15145550147"}
    ]
    assert contact["tags"] == ["client"]
    assert contact["addresses"][0]["formatted"] == "1, rue du Port\nRimouski"
    assert contact["version"] == 1


def test_contacts_are_listed_and_searched(api, contact):
    page = api("GET", "/contacts?q=abel%20ad").json()

    assert (page["total"], page["has_next"]) == (1, False)
    assert page["contacts"][0] == {
        "id": contact["id"],
        "name": "Ada Abel",
        "title": "",
        "organization": "",
        "version": 1,
    }
    assert api("GET", "/contacts?q=zoe").json()["contacts"] == []


def test_a_change_names_only_what_changes(api, contact):
    path = f"/contacts/{contact['id']}"

    changed = api("PATCH", path, {"version": 1, "title": "Notaire"}).json()

    assert changed["title"] == "Notaire"
    assert changed["emails"] == ["ada@example.com"]
    assert changed["version"] == 2
    assert api("GET", path).json() == changed


def test_a_change_of_an_old_version_is_a_409_and_changes_nothing(api, contact):
    path = f"/contacts/{contact['id']}"
    api("PATCH", path, {"version": 1, "title": "Notaire"})

    response = api("PATCH", path, {"version": 1, "title": "Avocate"})

    assert response.status_code == 409
    assert response.json()["error"]["code"] == "contact_changed"
    assert api("GET", path).json()["title"] == "Notaire"


def test_a_change_without_a_version_is_refused(api, contact):
    assert api("PATCH", f"/contacts/{contact['id']}", {"title": "x"}).status_code == 422


@pytest.mark.parametrize("wrong", [{}, {"given_name": "A", "emails": ["x"]}, {"nick": "A"}])
def test_what_cannot_be_kept_is_refused(api, wrong):
    response = api("POST", "/contacts", wrong)

    assert response.status_code == 422
    assert api("GET", "/contacts").json()["total"] == 0


def test_a_deleted_contact_is_gone_until_that_is_undone(api, contact):
    path = f"/contacts/{contact['id']}"

    assert api("DELETE", path).status_code == 204
    assert api("GET", path).status_code == 404
    assert api("POST", f"{path}/undos", {}).json()["full_name"] == "Ada Abel"
    assert api("GET", path).status_code == 200


def test_tags_are_set_and_listed(api, contact):
    tagged = api("PUT", f"/contacts/{contact['id']}/tags", {"tags": ["Été", "ete", "client"]})

    assert tagged.json()["tags"] == ["client", "Été"]
    assert api("GET", "/tags").json()["tags"] == [
        {"name": "client", "contacts": 1},
        {"name": "Été", "contacts": 1},
    ]


def test_a_follow_up_goes_through_its_life(api, contact, signed_in):
    today = Member(signed_in.account, signed_in.book).today()
    due_on = (today + timedelta(days=3)).isoformat()
    new = {"due_on": due_on, "kind": "meet", "text": "café"}

    added = api("POST", f"/contacts/{contact['id']}/follow-ups", new)
    assert added.status_code == 201
    path = f"/follow-ups/{added.json()['id']}"
    assert api("GET", "/follow-ups").json()["follow_ups"] == [added.json()]
    assert api("PATCH", path, {"text": "dîner"}).json()["due_on"] == due_on
    assert api("POST", f"{path}/completions").json()["done_at"] is not None
    assert api("GET", "/follow-ups").json()["follow_ups"] == []
    assert api("POST", f"{path}/reopenings").json()["done_at"] is None
    assert api("DELETE", path).status_code == 204
    assert api("POST", f"{path}/completions").status_code == 404


def test_a_scan_is_accepted_once(app, api, session, signed_in):
    scan = build_scan(
        session,
        signed_in.book,
        app.state.photo_store,
        state=ScanState.READY,
        reading=make_reading(),
    )
    session.commit()
    accepted = {"contact": {"given_name": "Noémie"}, "tags": ["client"]}

    first = api("POST", f"/scans/{scan.id}/reviews", accepted)
    second = api("POST", f"/scans/{scan.id}/reviews", accepted)
    other = api("POST", f"/scans/{scan.id}/reviews", {"contact": {"given_name": "Ada"}})

    assert first.status_code == 201
    assert first.json()["scans"] == [scan.id]
    assert second.json() == first.json()
    assert other.status_code == 409
    assert api("GET", "/contacts").json()["total"] == 1
    assert api("POST", f"/scans/{scan.id}/reopenings").json()["state"] == "ready"
