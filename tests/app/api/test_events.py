"""Events over the API, and the cards that are stamped with them."""

from __future__ import annotations

import pytest

from tests.builders import build_event, jpeg

FAIR = {
    "name": "Salon du bois",
    "kind": "a_la_carte",
    "day": "2026-11-22",
    "place": "Halle 3",
    "goal": 10,
}


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None, **headers):
        return signed_in.client.request(method, f"/api{path}", json=json, headers=headers)

    return ask


def send(browser, **data):
    files = {"recto": ("recto.jpg", jpeg(grey=data.pop("grey", 10)), "image/jpeg")}
    return browser.client.post("/api/scans", files=files, data=data)


def test_an_event_is_new_once_and_then_known(api):
    first, again = api("PUT", "/events/e-1", FAIR), api("PUT", "/events/e-1", FAIR | {"goal": 0})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {
        "id": first.json()["id"],
        "key": "e-1",
        **FAIR,
        "card_count": 0,
        "people_count": 0,
    }
    assert again.json() == first.json() | {"goal": 0}


def test_a_name_and_a_day_are_enough(api):
    made = api("PUT", "/events/e-1", {"name": "Bois", "day": "2026-11-22"}).json()

    assert (made["kind"], made["place"], made["goal"]) == ("a_la_carte", "", 0)


def test_a_deleted_event_is_gone_and_its_cards_stay(api, signed_in):
    api("PUT", "/events/e-1", FAIR)
    sent = send(signed_in, client_key="k1", event_key="e-1").json()

    assert api("DELETE", "/events/e-1").status_code == 204

    assert api("GET", "/events").json()["events"] == []
    assert api("DELETE", "/events/e-1").status_code == 404
    assert api("GET", f"/scans/{sent['id']}").json()["event_key"] is None


def test_a_deleted_event_is_not_brought_back_by_a_phone_that_still_has_it(api, signed_in):
    api("PUT", "/events/e-1", FAIR)
    api("DELETE", "/events/e-1")

    again = api("PUT", "/events/e-1", FAIR)

    assert (again.status_code, again.json()["error"]["code"]) == (409, "event_deleted")
    assert api("GET", "/events").json()["events"] == []
    assert api("GET", "/desk").json()["deleted_events"] == ["e-1"]


def test_a_card_stamped_with_a_deleted_event_is_taken_without_it(api, signed_in):
    api("PUT", "/events/e-1", FAIR)
    api("DELETE", "/events/e-1")

    sent = send(signed_in, client_key="k1", event_key="e-1")
    draft = api("PUT", f"/scans/{sent.json()['id']}/draft", {"tags": ["bois"], "event_key": "e-1"})

    assert (sent.status_code, sent.json()["event_key"]) == (201, None)
    assert (draft.status_code, draft.json()["event_key"]) == (200, None)


def test_the_key_of_an_event_deleted_in_another_book_is_free(api, other_signed_in):
    other_signed_in.client.put("/api/events/e-1", json=FAIR)
    other_signed_in.client.delete("/api/events/e-1")

    assert api("PUT", "/events/e-1", FAIR).status_code == 201
    assert api("GET", "/desk").json()["deleted_events"] == []


def test_events_are_listed_with_what_was_brought_home(api, signed_in):
    api("PUT", "/events/e-1", FAIR | {"day": "2026-11-01"})
    api("PUT", "/events/e-2", FAIR)
    send(signed_in, client_key="k1", event_key="e-2")
    send(signed_in, client_key="k2", event_key="e-2", grey=20)

    listed = api("GET", "/events").json()["events"]

    assert [(one["key"], one["card_count"], one["people_count"]) for one in listed] == [
        ("e-2", 2, 2),
        ("e-1", 0, 0),
    ]
    assert len(api("GET", "/events?limit=1").json()["events"]) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "invalid_name"),
        ({"name": "n" * 201}, "invalid_name"),
        ({"goal": 10_000}, "invalid_goal"),
        ({"goal": -1}, "invalid_goal"),
        ({"day": "22/11/2026"}, "invalid"),
        ({"kind": "party"}, "invalid"),
        ({"owner": "me"}, "invalid"),
    ],
)
def test_what_an_event_cannot_be_is_422(api, wrong, code):
    response = api("PUT", "/events/e-1", FAIR | wrong)

    assert (response.status_code, response.json()["error"]["code"]) == (422, code)
    assert api("GET", "/events").json() == {"events": []}


def test_a_person_is_told_in_their_language(api, signed_in, session):
    signed_in.account.language = "fr"
    session.merge(signed_in.account)
    session.commit()

    hint = api("PUT", "/events/e-1", FAIR | {"name": ""}).json()["error"]["hint"]

    assert hint == "Donnez un nom à l’événement."


def test_the_same_key_names_another_event_in_another_book(api, other_signed_in, session):
    build_event(session, other_signed_in.book, client_key="e-1", name="Theirs")
    session.commit()

    assert api("GET", "/events").json() == {"events": []}
    assert api("PUT", "/events/e-1", FAIR).status_code == 201
    theirs = other_signed_in.client.get("/api/events").json()["events"]
    assert [one["name"] for one in theirs] == ["Theirs"]


def test_a_card_carries_the_event_it_was_given_at(api, signed_in):
    api("PUT", "/events/e-1", FAIR)

    assert send(signed_in, client_key="k1", event_key="e-1").json()["event_key"] == "e-1"
    assert send(signed_in, client_key="k2", grey=20).json()["event_key"] is None


def test_a_card_of_an_unknown_event_is_409_and_not_taken(api, signed_in, other_signed_in):
    other_signed_in.client.put("/api/events/e-1", json=FAIR)

    response = send(signed_in, client_key="k1", event_key="e-1")

    assert (response.status_code, response.json()["error"]["code"]) == (409, "unknown_event")
    assert api("GET", "/scans").json() == {"scans": []}
    api("PUT", "/events/e-1", FAIR)
    assert send(signed_in, client_key="k1", event_key="e-1").status_code == 201
