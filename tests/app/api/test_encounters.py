"""Meetings, stages, the archive, the bin and the history over the API."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import build_event


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None):
        return signed_in.client.request(method, f"/api{path}", json=json)

    return ask


@pytest.fixture
def contact(api):
    return api("POST", "/contacts", {"full_name": "Ada Abel"}).json()


@pytest.fixture
def meetings(contact):
    return f"/contacts/{contact['id']}/encounters"


def test_a_meeting_is_added_corrected_and_removed(api, session, signed_in, contact, meetings):
    fair = build_event(session, signed_in.book, name="Salon", held_on=date(2026, 3, 4))
    session.commit()

    added = api("POST", meetings, {"met_on": "2026-03-01", "place": "Café"})
    assert added.status_code == 201
    assert added.json() == {
        "id": added.json()["id"],
        "met_on": "2026-03-01",
        "event": None,
        "place": "Café",
        "text": "",
        "scan": None,
    }
    one = f"{meetings}/{added.json()['id']}"

    corrected = api("PUT", one, {"met_on": "2026-03-01", "event_id": fair.id}).json()
    assert (corrected["met_on"], corrected["event"]["name"]) == ("2026-03-04", "Salon")
    assert api("GET", meetings).json()["encounters"] == [corrected]
    told = api("GET", f"/contacts/{contact['id']}").json()
    assert (told["met_on"], told["last_contact_on"]) == ("2026-03-04", "2026-03-04")
    assert told["version"] == contact["version"]

    assert api("DELETE", one).status_code == 204
    assert api("DELETE", one).status_code == 404
    assert api("GET", meetings).json()["encounters"] == []


@pytest.mark.parametrize("wrong", [{"met_on": "2999-01-01"}, {"met_on": "soon"}, {}])
def test_a_meeting_needs_a_day_that_can_be(api, meetings, wrong):
    assert api("POST", meetings, wrong).status_code == 422


def test_the_event_of_another_book_is_none(api, session, other_signed_in, meetings):
    theirs = build_event(session, other_signed_in.book)
    session.commit()

    new = {"met_on": "2026-03-01", "event_id": theirs.id}
    assert api("POST", meetings, new).status_code == 404


def test_a_stage_is_said_and_stands_in_the_history(api, contact):
    person = f"/contacts/{contact['id']}"

    assert api("PUT", f"{person}/stage", {"stage": "connection"}).json()["stage"] == "connection"
    assert api("PUT", f"{person}/stage", {"stage": "marriage"}).status_code == 422

    newest, first = api("GET", f"{person}/changes").json()["changes"]
    assert first["is_creation"]
    assert newest["parts"] == [{"part": "stage", "before": "contact", "after": "connection"}]
    assert (newest["made_by"], newest["is_undoable"]) == ("Ada Member", True)
    undone = api("POST", f"{person}/undos", {"change_id": newest["id"]}).json()
    assert undone["stage"] == "contact"


def test_a_contact_is_archived_and_brought_back(api, contact):
    person = f"/contacts/{contact['id']}"

    assert api("PUT", f"{person}/archive", {"is_archived": True}).json()["archived_at"]
    assert api("PUT", f"{person}/archive", {"is_archived": False}).json()["archived_at"] is None


def test_what_was_deleted_is_in_the_bin_until_it_is_brought_back(api, contact):
    person = f"/contacts/{contact['id']}"
    api("DELETE", person)

    page = api("GET", "/bin").json()
    assert (page["total"], page["kept_days"]) == (1, 30)
    assert page["contacts"][0]["name"] == "Ada Abel"
    assert api("GET", "/bin?page=2").json()["contacts"] == []

    assert api("POST", f"{person}/restorations").json()["deleted_at"] is None
    assert api("GET", person).status_code == 200
    assert api("GET", "/contacts?q=ada").json()["total"] == 1
    assert api("GET", "/bin").json()["total"] == 0
