"""What a device keeps at hand: what surrounds the scan screen, and people for offline days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app import offline_copy
from app.deps import Member
from app.models import Contact, ScanState
from app.tags import set_tags
from tests.builders import (
    build_contact,
    build_encounter,
    build_event,
    build_follow_up,
    build_scan,
)


@pytest.fixture
def api(signed_in):
    def ask(path):
        return signed_in.client.get(f"/api{path}")

    return ask


@pytest.fixture
def today(signed_in):
    return Member(signed_in.account, signed_in.book).today()


def test_the_desk_says_whose_it_is(api, signed_in):
    told = api("/desk").json()

    assert told == {
        "owner": f"{signed_in.account.id}-{signed_in.book.id}",
        "display_name": "Ada Member",
        "language": "en",
        "book": "Ada Member",
        "events": [],
        "deleted_events": [],
        "tags": [],
        "counts": {"to_review": 0, "due": 0},
    }


def test_the_desk_is_closed_to_who_is_not_signed_in(client, signed_in):
    response = client.get("/api/desk")

    assert (response.status_code, response.json()["error"]["code"]) == (401, "not_signed_in")


def test_the_desk_shows_events_tags_and_what_waits(api, signed_in, other_signed_in, session, app):
    book, store = signed_in.book, app.state.photo_store
    for number in range(22):
        build_event(session, book, name=f"Soirée {number}", held_on=date(2026, 1, 1 + number))
    build_event(session, other_signed_in.book)
    earlier, later = build_contact(session, book), build_contact(session, book)
    set_tags(session, earlier, ["ami", "client"])
    set_tags(session, later, ["fournisseur"])
    session.flush()
    moment = datetime.now(UTC).replace(microsecond=0)
    earlier.updated_at, later.updated_at = moment - timedelta(days=9), moment
    build_scan(session, book, store, state=ScanState.READY)
    session.commit()

    told = api("/desk").json()

    assert [one["name"] for one in told["events"]][:2] == ["Soirée 21", "Soirée 20"]
    assert len(told["events"]) == 20
    assert told["tags"] == ["fournisseur", "ami", "client"]
    assert told["counts"] == {"to_review": 1, "due": 0}


def test_the_copy_holds_people_as_a_phone_shows_them(api, signed_in, session):
    book = signed_in.book
    made = signed_in.client.post(
        "/api/contacts",
        json={
            "given_name": "Ada",
            "family_name": "Abel",
            "organization": "Atelier",
            "title": "Cheffe",
            "emails": ["ada@example.com"],
            "phones": [{"value": "514 555-0147"}],
            "tags": ["client"],
        },
    ).json()
    fair = build_event(session, book, name="Salon")
    contact = session.get_one(Contact, made["id"])
    build_encounter(session, contact, event_id=fair.id, met_on=fair.held_on)
    session.commit()

    told = api("/offline-copy").json()

    assert told["contacts"] == [
        {
            "id": made["id"],
            "name": "Ada Abel",
            "organization": "Atelier",
            "title": "Cheffe",
            "phones": made["phones"],
            "emails": ["ada@example.com"],
            "tags": ["client"],
            "event": "Salon",
            "met_on": fair.held_on.isoformat(),
        }
    ]
    assert told["follow_ups"] == []
    assert datetime.fromisoformat(told["made_at"]).tzinfo is not None


def test_a_person_met_nowhere_has_no_day(api, signed_in, session):
    build_contact(session, signed_in.book)
    session.commit()

    (told,) = api("/offline-copy").json()["contacts"]

    assert (told["event"], told["met_on"]) == ("", None)


def test_the_copy_holds_those_changed_last_and_those_of_what_is_due(
    api, signed_in, other_signed_in, session, today, monkeypatch
):
    monkeypatch.setattr(offline_copy, "MOST_CONTACTS", 2)
    moment = datetime.now(UTC).replace(microsecond=0)
    names = ["Oldest", "Due", "Newer", "Newest"]
    people = [build_contact(session, signed_in.book, full_name=name) for name in names]
    build_contact(session, other_signed_in.book, full_name="Theirs")
    gone = build_contact(session, signed_in.book, full_name="Gone", deleted_at=moment)
    session.flush()
    for days, contact in enumerate(reversed(people)):
        contact.updated_at = moment - timedelta(days=days)
    step = build_follow_up(session, people[1], due_on=today, text="devis")
    build_follow_up(session, people[0], due_on=today + timedelta(days=1))
    build_follow_up(session, people[0], due_on=today, done_at=moment)
    build_follow_up(session, gone, due_on=today)
    session.commit()

    told = api("/offline-copy").json()

    assert [one["name"] for one in told["contacts"]] == ["Newest", "Newer", "Due"]
    assert told["follow_ups"] == [
        {
            "id": step.id,
            "contact_id": people[1].id,
            "name": "Due",
            "kind": "call",
            "due_on": today.isoformat(),
            "text": "devis",
        }
    ]


def test_the_copy_holds_whom_one_archived_only_for_what_is_due(api, signed_in, session, today):
    moment = datetime.now(UTC).replace(microsecond=0)
    away = [
        build_contact(session, signed_in.book, full_name=name, archived_at=moment)
        for name in ("Away", "Away but due")
    ]
    build_follow_up(session, away[1], due_on=today)
    session.commit()

    told = api("/offline-copy").json()

    assert [one["name"] for one in told["contacts"]] == ["Away but due"]
