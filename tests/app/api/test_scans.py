"""Cards over the API: taken again, spoken about, and asked after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.models import Scan, ScanState
from tests.builders import build_contact, build_event, build_follow_up, build_scan, jpeg, today
from tests.readings import evidence, make_reading

TODAY = today()
FIRST, SECOND, BACK, OTHER_BACK = (jpeg(grey=grey) for grey in (11, 22, 33, 44))
CALL = {"kind": "call", "due_on": (TODAY + timedelta(days=3)).isoformat(), "text": "devis"}
NOTHING = {"tags": [], "follow_up": None, "has_spare_card": False}
SAID = {"tags": ["client"], "follow_up": CALL, "has_spare_card": True}


@pytest.fixture
def api(signed_in):
    def ask(method, path, json=None):
        return signed_in.client.request(method, f"/api{path}", json=json)

    return ask


@pytest.fixture(params=["/scans", "/api/scans"])
def send(request, signed_in):
    """Send photos where the pages do, and where programs do."""

    def send_it(path: str = "", *, field: str = "recto", photo: bytes = FIRST, **data: str):
        return signed_in.client.post(
            request.param + path,
            files={field: ("photo.jpg", photo, "image/jpeg")},
            data=data,
            headers={"Accept": "application/json"},
        )

    return send_it


@pytest.fixture
def ready(session, signed_in, app):
    def make(**values: object) -> Scan:
        given = {"state": ScanState.READY, "reading": make_reading()} | values
        scan = build_scan(session, signed_in.book, app.state.photo_store, **given)
        session.commit()
        return scan

    return make


def test_a_front_and_a_back_are_taken_again_and_brought_back(send, signed_in):
    scan = send(client_key="k").json()
    sides = f"/{scan['id']}/sides"
    send(sides, field="verso", photo=BACK)

    again = send(client_key="k", photo=SECOND, retake="1")
    both = send(sides, field="verso", photo=OTHER_BACK, retake="1")

    assert (again.status_code, both.status_code) == (200, 200)
    recto, verso = both.json()["sides"]
    assert recto["replaced_photo"] == scan["sides"][0]["photo"]
    assert verso["replaced_photo"] is not None
    assert (recto["sent_as"], verso["sent_as"]) == ("recto", "verso")

    restored = signed_in.client.post(
        f"/scans/{scan['id']}/sides/recto/restorations", headers={"Accept": "application/json"}
    )
    assert restored.json()["sides"][0]["photo"] == scan["sides"][0]["photo"]
    assert restored.json()["sides"][0]["replaced_photo"] == recto["photo"]


def test_another_front_without_retake_is_409(send):
    send(client_key="k")

    response = send(client_key="k", photo=SECOND)

    assert (response.status_code, response.json()["error"]["code"]) == (409, "client_key_used")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"state": ScanState.REVIEWED}, "scan_closed"),
        ({"state": ScanState.READY, "card_count": 2}, "several_cards"),
    ],
)
def test_a_retake_that_comes_too_late_is_409(send, ready, session, values, code):
    scan = ready(recto=FIRST, verso=BACK, client_key="k", **values)

    front = send(client_key="k", photo=SECOND, retake="1")
    back = send(f"/{scan.id}/sides", field="verso", photo=OTHER_BACK, retake="1")

    for response in (front, back):
        assert (response.status_code, response.json()["error"]["code"]) == (409, code)


def test_there_is_no_third_side(signed_in, ready):
    scan = ready()

    for side in ("verso", "edge"):
        path = f"/api/scans/{scan.id}/sides/{side}/restorations"
        assert signed_in.client.post(path).status_code == 404


def test_a_draft_is_kept_and_told(api, ready):
    scan = ready()

    said = api("PUT", f"/scans/{scan.id}/draft", SAID)

    assert said.status_code == 200
    assert said.json()["draft"] == SAID
    assert api("GET", f"/scans/{scan.id}").json()["draft"] == SAID
    assert api("PUT", f"/scans/{scan.id}/draft", {}).json()["draft"] == NOTHING


def test_a_draft_stamps_the_card_or_leaves_its_event(api, ready, session, signed_in):
    build_event(session, signed_in.book, client_key="fair")
    scan = ready()
    path = f"/scans/{scan.id}/draft"

    assert api("PUT", path, SAID | {"event_key": "fair"}).json()["event_key"] == "fair"
    assert api("PUT", path, SAID).json()["event_key"] == "fair"
    assert api("PUT", path, SAID | {"event_key": None}).json()["event_key"] is None


def test_a_draft_with_an_event_nobody_knows_is_409_and_nothing_of_it_is_kept(api, ready):
    scan = ready()

    response = api("PUT", f"/scans/{scan.id}/draft", SAID | {"event_key": "fair"})

    assert (response.status_code, response.json()["error"]["code"]) == (409, "unknown_event")
    assert api("GET", f"/scans/{scan.id}").json()["draft"] == NOTHING


def test_a_draft_with_a_day_that_is_none_is_422(api, ready):
    step = CALL | {"due_on": "1999-01-01"}

    response = api("PUT", f"/scans/{ready().id}/draft", SAID | {"follow_up": step})

    assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid_day")


def test_a_review_takes_what_it_does_not_name_from_the_draft(api, ready):
    scan = ready()
    api("PUT", f"/scans/{scan.id}/draft", SAID)

    contact = api("POST", f"/scans/{scan.id}/reviews", {"contact": {"full_name": "Ada"}}).json()

    assert contact["tags"] == ["client"]
    assert contact["has_spare_card"]
    assert [one["due_on"] for one in contact["follow_ups"]] == [CALL["due_on"]]


def test_a_review_that_says_otherwise_is_right(api, ready):
    scan = ready()
    api("PUT", f"/scans/{scan.id}/draft", SAID)

    accepted = {
        "contact": {"full_name": "Ada", "has_spare_card": False},
        "tags": [],
        "follow_up": None,
    }
    contact = api("POST", f"/scans/{scan.id}/reviews", accepted).json()

    assert (contact["tags"], contact["follow_ups"]) == ([], [])
    assert not contact["has_spare_card"]


def test_a_draft_that_comes_after_the_review_goes_to_the_contact(api, ready):
    scan = ready()
    accepted = {"contact": {"full_name": "Ada"}, "tags": ["voisin"]}
    contact_id = api("POST", f"/scans/{scan.id}/reviews", accepted).json()["id"]

    for _ in range(2):
        assert api("PUT", f"/scans/{scan.id}/draft", SAID).status_code == 200

    contact = api("GET", f"/contacts/{contact_id}").json()
    assert contact["tags"] == ["client", "voisin"]
    assert len(contact["follow_ups"]) == 1
    assert contact["has_spare_card"]


def test_a_contact_says_where_it_was_met(api, ready, session, signed_in):
    fair = build_event(session, signed_in.book, name="Salon", place="Halle 3")
    scan = ready(event_id=fair.id)

    contact = api("POST", f"/scans/{scan.id}/reviews", {"contact": {"full_name": "Ada"}}).json()

    (met,) = contact["encounters"]
    assert (met["met_on"], met["scan"]) == (fair.held_on.isoformat(), scan.id)
    assert met["event"] == {
        "id": fair.id,
        "key": fair.client_key,
        "name": "Salon",
        "kind": "a_la_carte",
        "place": "Halle 3",
    }


def states(api, *scans: Scan):
    ids = ",".join(str(scan.id) for scan in scans)
    return api("GET", f"/scans/states?ids={ids}").json()


def test_the_strip_hears_how_its_cards_are_doing(api, ready):
    scan = ready(client_key="k1", verso=BACK)

    told = states(api, scan)

    recto = next(side for side in scan.sides if side.side == "recto")
    assert told["counts"] == {"to_review": 1, "due": 0}
    assert told["scans"] == [
        {
            "id": scan.id,
            "client_key": "k1",
            "state": "ready",
            "needs_look": True,  # its organization is read at 0.62
            "name": "Noémie Tessier-Roy",
            "organization": "Atelier Boréal inc.",
            "flaw_hint": "",
            "failure_hint": "",
            "card_count": 1,
            "contact_id": None,
            "has_verso": True,
            "thumbnail": f"/photos/{recto.photo_id}/thumbnail?w=320",
        }
    ]


SURE = {"organization": {"value": "Atelier", **evidence(0.95, 2)}}
BLURRED = {"sides": [{"side": "recto", "quality": {"hints": [{"code": "blurred"}]}}]}


@pytest.mark.parametrize(
    ("values", "needs_look"),
    [
        ({"state": ScanState.WAITING, "reading": None}, False),
        ({"state": ScanState.FAILED, "reading": None, "error_code": "not_an_image"}, True),
        ({"reading": make_reading(**SURE)}, False),
        ({"reading": make_reading()}, True),
        ({"reading": make_reading(**SURE, name=None)}, False),
        ({"reading": make_reading(name=None, organization=None)}, True),
        ({"reading": make_reading(**SURE) | BLURRED}, True),
        ({"reading": make_reading(), "state": ScanState.REVIEWED}, False),
    ],
)
def test_what_needs_a_look_says_so(api, ready, values, needs_look):
    (told,) = states(api, ready(**values))["scans"]

    assert told["needs_look"] is needs_look


def test_hints_are_in_the_language_of_who_asks(api, ready, session, signed_in):
    signed_in.account.language = "fr"
    session.merge(signed_in.account)
    session.commit()

    blurred = ready(reading=make_reading() | BLURRED)
    failed = ready(state=ScanState.FAILED, reading=None, error_code="crashed")
    told = states(api, blurred, failed)["scans"]

    assert told[0]["flaw_hint"].startswith("La photo est floue")
    assert told[1]["failure_hint"].startswith("La lecture de cette photo")


def test_scans_come_in_the_order_asked_for_and_those_of_others_are_left_out(
    api, ready, session, app, other_signed_in
):
    first, second = ready(), ready()
    theirs = build_scan(session, other_signed_in.book, app.state.photo_store)
    session.commit()

    told = api("GET", f"/scans/states?ids={second.id},{theirs.id},{10**20},{first.id},{second.id}")

    assert [one["id"] for one in told.json()["scans"]] == [second.id, first.id]
    assert api("GET", "/scans/states").json()["scans"] == []


@pytest.mark.parametrize(
    "ids", ["x", "1;2", "-1", "1.5", "٣", "9" * 5000, ",".join(map(str, range(101)))]
)
def test_ids_that_are_none_or_too_many_are_422(api, ids):
    assert api("GET", f"/scans/states?ids={ids}").status_code == 422


def count_queries(app, ask) -> int:
    asked: list[str] = []
    listen = lambda *arguments: asked.append(arguments[2])  # noqa: E731
    event.listen(app.state.engine, "before_cursor_execute", listen)
    try:
        assert ask().status_code == 200
    finally:
        event.remove(app.state.engine, "before_cursor_execute", listen)
    return len(asked)


@pytest.mark.parametrize("path", ["/scans/states?ids={ids}", "/desk", "/offline-copy"])
def test_what_is_asked_again_and_again_takes_few_questions_however_much_there_is(
    app, api, ready, session, signed_in, path
):
    def fill(count: int) -> list[Scan]:
        made = []
        for _ in range(count):
            contact = build_contact(session, signed_in.book)
            build_follow_up(session, contact, due_on=TODAY - timedelta(days=1))
            happening = build_event(session, signed_in.book)
            made.append(ready(contact_id=contact.id, event_id=happening.id, verso=BACK))
        return made

    def ask(scans: list[Scan]):
        return api("GET", path.format(ids=",".join(str(scan.id) for scan in scans)))

    few = fill(2)
    count_queries(app, lambda: ask(few))  # the first sight of a sign-in is written down
    with_few = count_queries(app, lambda: ask(few))
    many = [*few, *fill(8)]

    assert count_queries(app, lambda: ask(many)) == with_few
    assert with_few <= 14
