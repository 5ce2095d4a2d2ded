"""Imports over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.importing.queue import ImportQueue
from app.importing.worker import ImportWorker

CSV = b"First,Last,Mail\nAda,Sample,ada@sample.example\nLiam,Sample,liam@sample.example\n"


@pytest.fixture
def work(app, settings, store):
    return ImportWorker(ImportQueue(app.state.engine, 3, timedelta(60)), store, settings).run


def test_an_import_from_a_file_to_its_undoing(signed_in, work):
    client = signed_in.client
    sent = {"data": {"client_key": "k1"}, "files": [("files", ("people.csv", CSV))]}
    made = client.post("/api/imports", **sent)
    again = client.post("/api/imports", **sent)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["state"] == "mapping"
    place = f"/api/imports/{made.json()['id']}"

    columns = client.get(f"{place}/columns").json()
    assert [one["meaning"] for one in columns["columns"]] == ["given_name", "family_name", "email"]
    meanings = {"meanings": ["given_name", "family_name", "email"]}
    assert client.put(f"{place}/columns", json=meanings).json()["state"] == "uploaded"
    work()
    rows = client.get(f"{place}/rows?outcome=new").json()["rows"]
    assert [(row["line"], row["name"]) for row in rows] == [(2, "Ada Sample"), (3, "Liam Sample")]

    choices = {"rows": [{"number": 2, "is_wanted": False}]}
    assert client.put(f"{place}/choices", json=choices).status_code == 204
    assert (
        client.post(f"{place}/confirmations", json={"tags": ["fair"]}).json()["state"] == "running"
    )
    work()
    done = client.get(place).json()
    assert (done["state"], done["written"]) == ("done", {"new": 1, "left_out": 1})
    assert client.delete(place).status_code == 409

    client.post(f"{place}/undos")
    work()
    assert client.get(place).json()["undone"] == 1
    assert [one["id"] for one in client.get("/api/imports").json()["imports"]] == [done["id"]]


def test_an_import_that_was_not_confirmed_is_deleted(signed_in, work, store):
    client = signed_in.client
    made = client.post("/api/imports", files=[("files", ("people.csv", CSV))]).json()

    assert client.delete(f"/api/imports/{made['id']}").status_code == 204
    assert client.get(f"/api/imports/{made['id']}").status_code == 404


def test_what_cannot_be_read_is_told_in_the_one_shape(signed_in):
    answer = signed_in.client.post("/api/imports", files=[("files", ("x.pdf", b"%PDF-1"))])

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "unknown_file"


def test_a_meaning_that_is_none_is_refused(signed_in):
    made = signed_in.client.post("/api/imports", files=[("files", ("people.csv", CSV))]).json()

    answer = signed_in.client.put(
        f"/api/imports/{made['id']}/columns", json={"meanings": ["email", "shoe size", "ignore"]}
    )

    assert answer.status_code == 422
