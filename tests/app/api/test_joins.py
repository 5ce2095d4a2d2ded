"""A phone says that a card it took is the back of the one before, and takes that back."""

from __future__ import annotations

import pytest

from app.models import Scan, ScanState
from tests.builders import jpeg


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None):
        return signed_in.client.request(method, f"/api{path}", json=json)

    return ask


@pytest.fixture
def pair(signed_in):
    """The numbers of two cards that were just sent."""

    def send(key, grey):
        files = {"recto": ("recto.jpg", jpeg(grey=grey), "image/jpeg")}
        answer = signed_in.client.post("/api/scans", files=files, data={"client_key": key})
        return answer.json()["id"]

    return send("front", 10), send("back", 20)


def sides(told):
    return [side["side"] for side in told.json()["sides"]]


def test_a_join_that_is_told_twice_is_one(api, pair):
    front, back = pair

    told = [api("POST", f"/scans/{front}/joins-with", {"other_id": back}) for _ in range(2)]

    assert [one.status_code for one in told] == [200, 200]
    assert sides(told[1]) == ["recto", "verso"]


def test_a_join_is_taken_back_once_or_twice_and_both_cards_are_read_again(api, pair, session):
    front, back = pair
    api("POST", f"/scans/{front}/joins-with", {"other_id": back})

    told = [api("DELETE", f"/scans/{front}/joins-with/{back}") for _ in range(2)]

    assert [one.status_code for one in told] == [200, 200]
    assert sides(told[0]) == ["recto"]
    states = [session.get_one(Scan, one).state for one in pair]
    assert states == [ScanState.WAITING, ScanState.WAITING]


def test_cards_that_were_never_joined_stay_as_they_are(api, pair):
    front, back = pair

    assert sides(api("DELETE", f"/scans/{front}/joins-with/{back}")) == ["recto"]
    assert sides(api("GET", f"/scans/{back}")) == ["recto"]


def test_a_join_is_not_taken_back_once_the_card_was_discarded(api, pair):
    front, back = pair
    api("POST", f"/scans/{front}/joins-with", {"other_id": back})
    api("POST", f"/scans/{front}/discards")

    told = api("DELETE", f"/scans/{front}/joins-with/{back}")

    assert (told.status_code, told.json()["error"]["code"]) == (409, "changed_since")


def test_what_another_book_owns_is_neither_joined_nor_parted(api, pair, other_signed_in):
    front, back = pair
    api("POST", f"/scans/{front}/joins-with", {"other_id": back})
    stranger = other_signed_in.client

    assert stranger.delete(f"/api/scans/{front}/joins-with/{back}").status_code == 404
    assert api("DELETE", f"/scans/{front}/joins-with/999999").status_code == 404
