"""The pages about events, as a browser without scripts uses them."""

from __future__ import annotations

import html

import pytest

from app.deps import Member
from app.models import Event, Scan, ScanState
from tests.app.routes.test_contacts import fields_of
from tests.builders import build_contact, build_encounter, build_event, build_scan

FAIR = {"name": "Salon du bois", "kind": "club", "day": "2026-11-22", "place": "Halle 3"}


@pytest.fixture
def page(signed_in):
    def get(path: str) -> str:
        response = signed_in.client.get(path)
        assert response.status_code == 200
        return html.unescape(response.text)

    return get


@pytest.fixture
def fair(session, signed_in):
    made = build_event(session, signed_in.book, name="Salon du bois", goal=10)
    session.commit()
    return made


def test_a_book_without_events_says_what_they_are_for(page):
    assert "No event yet." in page("/events")
    assert 'href="/events/new"' in page("/events")


def test_an_event_is_made_with_its_form_once_however_often_it_is_sent(signed_in, session, page):
    fields = fields_of(page("/events/new"), "/events")
    assert fields["day"] == [Member(signed_in.account, signed_in.book).today().isoformat()]
    fields |= FAIR

    for _ in range(2):
        response = signed_in.client.post("/events", data=fields)
        assert (response.status_code, response.headers["location"]) == (303, "/events")

    event = session.query(Event).one()
    assert (event.name, event.kind, event.place, event.goal) == (
        "Salon du bois",
        "club",
        "Halle 3",
        0,
    )
    assert "Salon du bois" in page("/events")


def test_the_list_shows_how_far_the_goal_is(signed_in, session, app, page, fair):
    ada = build_contact(session, signed_in.book)
    store = app.state.photo_store
    for contact_id in (ada.id, ada.id, None):
        build_scan(session, signed_in.book, store, event_id=fair.id, contact_id=contact_id)
    build_encounter(session, ada, event_id=fair.id)
    session.commit()

    assert "2 / 10" in page("/events")
    assert "3 cards · 2 of 10 people" in page(f"/events/{fair.id}")


def test_an_event_is_corrected(signed_in, session, page, fair):
    action = f"/events/{fair.id}"
    fields = fields_of(page(action), action)
    assert (fields["name"], fields["goal"]) == (["Salon du bois"], ["10"])

    response = signed_in.client.post(action, data=fields | {"name": "Bois", "goal": ""})

    assert response.headers["location"] == f"{action}?saved=1"
    session.refresh(fair)
    assert (fair.name, fair.goal) == ("Bois", 0)


@pytest.mark.parametrize(
    ("wrong", "field", "hint"),
    [
        ({"name": " "}, "name", "Give the event a name."),
        ({"day": "soon"}, "day", "This is not a day an event can have."),
        ({"goal": "many"}, "goal", "The goal is a number of people"),
        ({"goal": "-1"}, "goal", "The goal is a number of people"),
        ({"goal": "10000"}, "goal", "The goal is a number of people"),
        ({"place": "p" * 201}, "place", "The place is too long"),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_cannot_be_kept_is_told_beside_its_field_and_nothing_typed_is_lost(
    signed_in, session, fair, wrong, field, hint, is_new
):
    action = "/events" if is_new else f"/events/{fair.id}"

    response = signed_in.client.post(action, data=FAIR | {"client_key": "k", "goal": "7"} | wrong)

    assert response.status_code == 422
    shown = html.unescape(response.text)
    assert hint in shown[shown.index(f'id="{field}-error"') :][:200]
    kept = fields_of(shown, action)
    assert kept["kind"] == ["club"]
    assert kept["place"] == [wrong.get("place", "Halle 3")]
    assert session.query(Event).one().name == "Salon du bois"


def test_deleting_an_event_asks_first_and_keeps_its_cards(signed_in, session, app, page, fair):
    scan = build_scan(
        session, signed_in.book, app.state.photo_store, event_id=fair.id, state=ScanState.READY
    )
    session.commit()

    shown = page(f"/events/{fair.id}")
    confirmation = shown[shown.index("<details") : shown.index("</details>")]
    assert f'action="/events/{fair.id}/deletions"' in confirmation
    assert "Its card stays" in confirmation

    response = signed_in.client.post(f"/events/{fair.id}/deletions")

    assert response.headers["location"] == "/events?deleted=1"
    assert "Its cards are still there." in page("/events?deleted=1")
    session.expire_all()
    assert session.get(Scan, scan.id).event_id is None


def test_the_events_have_a_place_on_a_desk(page):
    shown = page("/inbox")

    assert '<a class="place place--desk" href="/events"' in shown
