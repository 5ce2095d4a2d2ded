"""Sending photos and changing scans: as a browser and its scripts do it."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

import app.db
from app.main import create_app
from app.models import Photo, Scan, ScanState
from app.photos import FolderStore
from tests.app.conftest import SignedIn, open_signed_in
from tests.builders import build_event, build_scan, jpeg

AS_PROGRAM = {"Accept": "application/json"}


only_on_sqlite = pytest.mark.skipif(
    os.environ.get("VERSO_TESTS_ON") == "postgresql", reason="the fault is one of SQLite's"
)


def send(browser: SignedIn, *, key: str = "k1", verso: bytes | None = None, recto=None, **headers):
    files = {"recto": ("recto.jpg", jpeg(grey=10) if recto is None else recto, "image/jpeg")}
    if verso is not None:
        files["verso"] = ("verso.jpg", verso, "image/jpeg")
    return browser.client.post(
        "/scans", files=files, data={"client_key": key}, headers=AS_PROGRAM | headers
    )


def test_a_plain_form_leads_to_the_inbox(signed_in):
    response = signed_in.client.post(
        "/scans",
        files={"recto": ("a.jpg", jpeg()), "verso": ("", b"")},  # a file field left empty
        data={"client_key": "k1", "taken_at": ""},
    )

    assert (response.status_code, response.headers["location"]) == (303, "/inbox")


def test_a_script_gets_the_scan_201_when_new_and_200_when_known(signed_in):
    first, second = send(signed_in, verso=jpeg(grey=20)), send(signed_in, verso=jpeg(grey=20))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert first.json()["state"] == "waiting"
    assert [side["side"] for side in first.json()["sides"]] == ["recto", "verso"]


def test_the_photo_is_in_the_store_and_the_row_is_committed_before_the_answer(signed_in, session):
    """What was acknowledged survives: checked from outside of the request's own transaction."""
    answer = send(signed_in).json()

    scan = session.get(Scan, answer["id"])
    store = signed_in.client.app.state.photo_store
    assert scan is not None
    assert store.get(scan.sides[0].photo.sha256) == jpeg(grey=10)


def test_a_commit_that_fails_is_never_reported_as_saved(signed_in, app, session):
    def fail(_connection: object) -> None:
        raise RuntimeError("the commit failed")

    event.listen(app.state.engine, "commit", fail)
    response = send(signed_in)
    event.remove(app.state.engine, "commit", fail)

    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert session.scalars(select(Scan)).all() == []


@pytest.mark.parametrize(
    ("photo", "code"),
    [(b"", "not_an_image"), (b"text", "not_an_image"), (b"GIF89a.....", "unsupported_image")],
)
def test_what_is_no_photo_is_refused_with_a_hint(signed_in, photo, code):
    response = send(signed_in, recto=photo)

    assert response.status_code == 422
    assert response.json()["error"]["code"] == code
    assert response.json()["error"]["hint"]


def test_a_person_gets_the_same_refusal_as_a_page(signed_in):
    response = signed_in.client.post("/scans", files={"recto": ("a.jpg", b"text")})

    assert response.status_code == 422
    assert "not a picture" in response.text


def test_a_photo_over_the_limit_is_413(settings, browsers, session):
    small = create_app(settings.model_copy(update={"photo_limit_bytes": 1000}))
    browser = open_signed_in(small, browsers, session)

    response = send(browser, recto=jpeg(2000, 2000))

    assert response.status_code == 413
    assert response.json()["error"]["code"] == "photo_too_large"


def test_a_full_disk_is_507_and_no_half_of_a_scan_is_left(signed_in, session, monkeypatch):
    import errno
    import os

    def fail(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", fail)
    response = send(signed_in, verso=jpeg(grey=20))
    monkeypatch.undo()

    assert response.status_code == 507
    assert response.json()["error"]["code"] == "storage_full"
    assert session.scalars(select(Scan)).all() == []
    assert send(signed_in, verso=jpeg(grey=20)).status_code == 201


def test_a_full_disk_under_the_upload_itself_is_507_too(signed_in, monkeypatch):
    """Large uploads go through a temporary file before they reach us."""
    import errno
    import tempfile

    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", fail)
    response = send(signed_in)

    assert response.status_code == 507


@only_on_sqlite
def test_a_full_disk_under_the_database_is_507(signed_in, app, session):
    def leave_no_room(connection: object, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 1").close()  # means: no page more than now

    session.close()
    app.state.engine.dispose()
    event.listen(app.state.engine, "connect", leave_no_room)
    statuses = [send(signed_in, key=f"k{number}" + "x" * 50).status_code for number in range(80)]
    event.remove(app.state.engine, "connect", leave_no_room)
    app.state.engine.dispose()

    assert set(statuses) == {201, 507}  # some fit into pages that were there
    assert statuses[-1] == 507
    saved = len(session.scalars(select(Scan)).all())
    assert saved == statuses.count(201)


@only_on_sqlite
def test_a_locked_database_is_503_and_the_same_request_works_later(
    settings, browsers, session, monkeypatch
):
    monkeypatch.setattr(app.db, "BUSY_TIMEOUT_S", 0.2)
    impatient = create_app(settings)
    browser = open_signed_in(impatient, browsers, session)
    with Session(impatient.state.engine) as other:
        other.connection().exec_driver_sql("BEGIN IMMEDIATE")
        response = send(browser)

    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert response.json()["error"]["code"] == "busy"
    assert send(browser).status_code == 201


def test_a_key_used_for_another_photo_is_409(signed_in):
    send(signed_in)

    assert send(signed_in, recto=jpeg(grey=99)).status_code == 409


def test_a_verso_is_added(signed_in):
    scan_id = send(signed_in).json()["id"]

    response = signed_in.client.post(
        f"/scans/{scan_id}/sides", files={"verso": ("v.jpg", jpeg(grey=20))}, headers=AS_PROGRAM
    )

    assert [side["side"] for side in response.json()["sides"]] == ["recto", "verso"]


def test_sides_are_swapped(signed_in):
    before = send(signed_in, verso=jpeg(grey=20)).json()

    after = signed_in.client.post(f"/scans/{before['id']}/swaps", headers=AS_PROGRAM).json()

    assert [side["photo"] for side in after["sides"]] == [
        side["photo"] for side in reversed(before["sides"])
    ]


def test_a_failed_scan_says_why_and_is_retried(signed_in, app, session):
    scan = build_scan(
        session,
        signed_in.book,
        app.state.photo_store,
        state=ScanState.FAILED,
        error_code="truncated_image",
    )
    session.commit()

    shown = signed_in.client.get(f"/api/scans/{scan.id}").json()
    assert shown["error"]["code"] == "truncated_image"
    assert "incomplete" in shown["error"]["hint"]

    response = signed_in.client.post(f"/scans/{scan.id}/retries")
    assert response.headers["location"] == f"/scans/{scan.id}"
    assert signed_in.client.get(f"/api/scans/{scan.id}").json()["state"] == "waiting"


def test_a_discarded_scan_leaves_the_inbox_and_comes_back(signed_in):
    scan_id = send(signed_in).json()["id"]

    signed_in.client.post(f"/scans/{scan_id}/discards")
    assert signed_in.client.get("/api/scans").json()["scans"] == []

    signed_in.client.post(f"/scans/{scan_id}/restorations")
    assert [s["id"] for s in signed_in.client.get("/api/scans").json()["scans"]] == [scan_id]


def test_the_store_keeps_one_copy_of_a_photo_that_two_books_share(
    signed_in, other_signed_in, session
):
    send(signed_in)
    send(other_signed_in)

    photos = session.scalars(select(Photo)).all()
    assert len({photo.sha256 for photo in photos}) == 1
    assert {photo.book_id for photo in photos} == {signed_in.book.id, other_signed_in.book.id}


def test_the_store_is_a_folder_store_in_the_data_folder(app, settings):
    assert isinstance(app.state.photo_store, FolderStore)
    assert app.state.photo_store.folder == settings.data_folder / "photos"


def test_a_step_leads_to_the_card_to_see_next_and_keeps_the_event(signed_in, session, store):
    fair = build_event(session, signed_in.book)
    older, newer = (
        build_scan(session, signed_in.book, store, state=ScanState.READY, event_id=fair.id)
        for _ in range(2)
    )
    build_scan(session, signed_in.book, store, state=ScanState.READY)
    session.commit()
    ask = signed_in.client.post

    aside = ask(f"/scans/{newer.id}/set-asides?event={fair.id}")
    discarded = ask(f"/scans/{older.id}/discards?event={fair.id}")
    undone = ask(f"/steps/undo?event={fair.id}")
    again = ask(f"/scans/{newer.id}/take-ups?event={fair.id}")

    assert aside.headers["location"] == f"/scans/{older.id}?event={fair.id}"
    assert discarded.headers["location"] == f"/scans/{newer.id}?event={fair.id}"
    assert undone.headers["location"] == f"/scans/{older.id}?event={fair.id}"
    assert again.headers["location"] == f"/scans/{newer.id}?event={fair.id}"
    assert {one.status_code for one in (aside, discarded, undone, again)} == {303}


def test_the_last_card_that_is_discarded_leads_to_the_inbox_with_a_way_back(
    signed_in, session, store
):
    scan = build_scan(session, signed_in.book, store, state=ScanState.READY)
    session.commit()

    response = signed_in.client.post(f"/scans/{scan.id}/discards")

    assert response.headers["location"] == f"/inbox?discarded={scan.id}"


def test_a_step_that_was_overtaken_says_so_once_and_undo_goes_on(signed_in, session, store):
    first, second = (
        build_scan(session, signed_in.book, store, state=ScanState.READY) for _ in range(2)
    )
    session.commit()
    ask = signed_in.client.post
    ask(f"/scans/{first.id}/set-asides")
    ask(f"/scans/{second.id}/cuts", data={"side": "recto", "quad": "0 0 300 0 300 200 0 200"})
    verso = {"verso": ("v.jpg", jpeg(grey=3), "image/jpeg")}
    ask(f"/scans/{second.id}/sides", files=verso)

    refused = ask("/steps/undo", headers=AS_PROGRAM)
    undone = ask("/steps/undo", headers=AS_PROGRAM)
    nothing = ask("/steps/undo", headers=AS_PROGRAM)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "changed_since")
    assert undone.json()["id"] == first.id
    assert (nothing.status_code, nothing.json()["error"]["code"]) == (409, "nothing_to_undo")


def test_work_is_kept_while_it_is_typed(signed_in, session, store):
    scan = build_scan(session, signed_in.book, store, state=ScanState.READY)
    session.commit()
    work = {"fields": {"given_name": ["Zoé"], "email": ["a@example.com", ""]}, "touched": ["email"]}

    kept = signed_in.client.put(f"/scans/{scan.id}/work", json=work)
    over_api = signed_in.client.put(f"/api/scans/{scan.id}/work", json=work)

    assert (kept.status_code, over_api.status_code) == (204, 204)
    session.expire_all()
    held = session.get(Scan, scan.id).work
    assert {key: held[key] for key in work} == work
    assert held["kept_at"]


def test_the_api_takes_every_step(signed_in, session, store):
    scan = build_scan(session, signed_in.book, store, verso=jpeg(grey=9), state=ScanState.READY)
    session.commit()
    here, ask = f"/api/scans/{scan.id}", signed_in.client.post
    corners = [[0, 0], [300, 0], [300, 200], [0, 200]]

    answers = [
        ask(f"{here}/set-asides"),
        ask(f"{here}/take-ups"),
        ask(f"{here}/swaps"),
        ask(f"{here}/cuts", json={"side": "verso", "quad": corners}),
        ask(f"{here}/turns", json={"side": "verso"}),
        separated := ask(f"{here}/separations"),
        ask(f"{here}/joins-with", json={"other_id": separated.json()["id"]}),
        ask(f"{here}/discards"),
    ]
    undone = [ask("/api/steps/undo") for _ in range(len(answers))]

    assert [one.status_code for one in answers] == [200] * 5 + [201, 200, 200]
    assert answers[0].json()["set_aside_at"] is not None
    assert [one.status_code for one in undone] == [200] * 8
    assert ask("/api/steps/undo").status_code == 409
    assert [side["side"] for side in undone[-1].json()["sides"]] == ["recto", "verso"]
