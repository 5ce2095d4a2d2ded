"""What holds on every route there is, those added tomorrow included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session

from app import accounts
from app.batches import Act, Action, run_batch
from app.contact_filters import ContactQuery
from app.main import API_ROUTERS, PAGE_ROUTERS
from app.merging import merge_contacts
from app.models import Book, Note
from app.views import save_view
from tests.app.conftest import SignedIn
from tests.builders import (
    build_contact,
    build_encounter,
    build_event,
    build_follow_up,
    build_import,
    build_photo,
    build_scan,
    build_tag,
    jpeg,
)

PUBLIC = {
    ("GET", "/"),
    ("GET", "/api/docs"),
    ("GET", "/certificate"),
    ("GET", "/first-run"),
    ("GET", "/healthz"),
    ("GET", "/manifest.webmanifest"),
    ("GET", "/offline"),
    ("GET", "/patterns"),
    ("GET", "/sign-in"),
    ("GET", "/scan/shell"),
    ("GET", "/shell/people"),
    ("GET", "/sw.js"),
    ("GET", "/trust"),
    ("POST", "/first-run"),
    ("POST", "/sign-ins"),
    ("POST", "/sign-outs"),
}
"""What may be asked for without signing in. Adding to this list is a decision."""

WORDS = {"side": "recto", "place": "emails"}
"""What a path can hold beside ids, and which of them to ask for."""

CHOSEN_KEYS = {("PUT", "/api/events/{client_key}")}
"""Where the sender chooses the key: one that nobody has used makes a new thing in its own book."""

# How to make, in somebody else's book, what an id in a path can name.
OWNED: dict[str, Callable[[FastAPI, Session, Book], int | str]] = {
    "scan_id": lambda app, session, book: build_scan(session, book, app.state.photo_store).id,
    "other_id": lambda app, session, book: build_scan(session, book, app.state.photo_store).id,
    "photo_id": lambda app, session, book: build_photo(session, book, app.state.photo_store).id,
    "contact_id": lambda app, session, book: build_contact(session, book).id,
    "tag_id": lambda app, session, book: build_tag(session, book).id,
    "follow_up_id": lambda app, session, book: (
        build_follow_up(session, build_contact(session, book)).id
    ),
    "import_id": lambda app, session, book: build_import(session, book).id,
    "event_id": lambda app, session, book: build_event(session, book).id,
    "merge_id": lambda app, session, book: _add_merge(session, book),
    "encounter_id": lambda app, session, book: (
        build_encounter(session, build_contact(session, book)).id
    ),
    "batch_id": lambda app, session, book: _add_batch(session, book),
    "view_id": lambda app, session, book: (
        save_view(session, book.id, _owner(session, book).id, "Clients", ContactQuery()).id
    ),
    "note_id": lambda app, session, book: _add_note(session, book),
    "client_key": lambda app, session, book: build_event(session, book).client_key,
    "token_id": lambda app, session, book: (
        accounts.create_access_token(session, _owner(session, book), book, "script")[0].id
    ),
}


def _add_merge(session: Session, book: Book) -> int:
    kept, gone = build_contact(session, book), build_contact(session, book)
    return merge_contacts(session, kept, gone, account_id=None, region="CA").id


def _add_batch(session: Session, book: Book) -> int:
    ids = [build_contact(session, book).id]
    return run_batch(session, book.id, ids, Act(Action.ARCHIVE), account_id=None).id


def _add_note(session: Session, book: Book) -> int:
    note = Note(book_id=book.id, contact_id=build_contact(session, book).id)
    session.add(note)
    session.flush()
    return note.id


def _owner(session: Session, book: Book):
    from sqlalchemy import select

    from app.models import Account, Membership

    query = select(Account).join(Membership).where(Membership.book_id == book.id)
    return session.scalars(query).one()


def routes() -> list[tuple[str, str]]:
    """Every (method, path) of the application."""
    found = []
    for prefix, routers in (("", PAGE_ROUTERS), ("/api", API_ROUTERS)):
        for router in routers:
            for route in router.routes:
                assert isinstance(route, APIRoute)
                found += [(method, prefix + route.path) for method in sorted(route.methods)]
    return sorted(found)


def names_in(path: str) -> list[str]:
    return [name for name in re.findall(r"{(\w+)(?::\w+)?}", path) if name not in WORDS]


def fill(path: str, **values: int | str) -> str:
    known = WORDS | values
    return re.sub(r"{(\w+)(?::\w+)?}", lambda match: str(known.get(match[1], 999_999)), path)


def ask(browser: SignedIn, method: str, path: str, **headers: str):
    files = {"verso": ("v.jpg", jpeg())} if path.endswith("/sides") else None
    return browser.client.request(method, path, files=files, headers=headers)


ROUTES = routes()
WITH_ID = [route for route in ROUTES if names_in(route[1]) and route not in CHOSEN_KEYS]
API = [route for route in ROUTES if route[1].startswith("/api/") and route not in PUBLIC]


def assert_is_error(response, status: int) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert set(response.json()) == {"error"}
    assert set(response.json()["error"]) == {"code", "hint"}
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", response.json()["error"]["code"])
    assert response.json()["error"]["hint"]


def hold_on(routes: Iterable[tuple[str, str]], check: Callable[[str, str], None]) -> None:
    """Check each route on one application, and fail with all that are wrong."""
    wrong = {}
    for method, path in routes:
        try:
            check(method, path)
        except AssertionError as error:
            wrong[f"{method} {path}"] = str(error)
    assert wrong == {}


def test_nothing_is_shown_or_done_without_signing_in(client, signed_in):
    def check(method: str, path: str) -> None:
        response = client.request(method, fill(path))
        if path.startswith("/api"):
            assert_is_error(response, 401)
        else:
            assert response.status_code == 303
            assert response.headers["location"].startswith("/sign-in")

    hold_on((route for route in ROUTES if route not in PUBLIC), check)


def test_what_another_book_owns_answers_404(app, session, signed_in, other_signed_in):
    def check(method: str, path: str) -> None:
        values = {name: OWNED[name](app, session, other_signed_in.book) for name in names_in(path)}
        session.commit()

        theirs = ask(signed_in, method, fill(path, **values))
        nobodys = ask(signed_in, method, fill(path))

        assert (theirs.status_code, nobodys.status_code) == (404, 404), theirs.text

    hold_on(WITH_ID, check)


def test_a_number_no_database_holds_names_nothing(signed_in):
    def check(method: str, path: str) -> None:
        huge = dict.fromkeys(names_in(path), 10**20)
        assert ask(signed_in, method, fill(path, **huge)).status_code == 404

    hold_on(WITH_ID, check)


@pytest.mark.parametrize("path", ["/inbox?before=", "/inbox/rows?before=", "/api/scans?before_id="])
def test_a_page_after_a_number_no_database_holds_is_the_first(signed_in, path):
    assert signed_in.client.get(f"{path}{10**20}").status_code == 200


def test_the_api_tells_404_in_the_one_shape(signed_in):
    def check(method: str, path: str) -> None:
        assert_is_error(ask(signed_in, method, fill(path)), 404)

    hold_on((route for route in API if route in WITH_ID), check)


def test_the_api_tells_405_in_the_one_shape(signed_in):
    def check(method: str, path: str) -> None:
        response = signed_in.client.request(method, fill(path))
        assert_is_error(response, 405)
        assert response.headers["allow"]

    hold_on((("PROPFIND", path) for path in sorted({path for _, path in API})), check)


def test_the_api_tells_a_bug_in_the_one_shape_and_nothing_about_it(signed_in, monkeypatch):
    def fail(*_arguments: object, **_values: object) -> None:
        raise RuntimeError("secret detail")

    def check(method: str, path: str) -> None:
        response = ask(signed_in, method, fill(path))
        assert_is_error(response, 500)
        assert "secret" not in response.text

    monkeypatch.setattr("app.deps.find_by_sign_in", fail)
    hold_on(API, check)


def test_a_page_of_another_site_changes_nothing(signed_in):
    def check(method: str, path: str) -> None:
        response = ask(signed_in, method, fill(path), **{"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403

    hold_on((route for route in ROUTES if route[0] == "POST"), check)


def test_every_id_in_a_path_is_known_here():
    """A new kind of id joins OWNED, so that the test above covers it."""
    assert {name for _, path in WITH_ID for name in names_in(path)} <= set(OWNED)


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/scans/x/y/z"])
def test_an_api_address_that_is_none_is_404_in_the_one_shape(signed_in, path):
    assert_is_error(signed_in.client.get(path), 404)


@pytest.mark.parametrize("path", ["/api/scans/abc", "/api/scans?limit=0", "/api/scans?state=x"])
def test_the_api_tells_422_in_the_one_shape(signed_in, path):
    assert_is_error(signed_in.client.get(path), 422)


def test_a_person_gets_errors_as_a_page_in_their_language(signed_in, session):
    signed_in.account.language = "fr"
    session.merge(signed_in.account)
    session.commit()

    response = signed_in.client.get("/scans/999999", headers={"Accept": "text/html"})

    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert '<html lang="fr">' in response.text


def test_the_api_describes_itself(signed_in):
    paths = signed_in.client.get("/api/openapi.json").json()["paths"]

    assert {path for _, path in API} == set(paths)


def test_every_operation_of_the_api_is_on_the_documentation_page(client, signed_in):
    page = client.get("/api/docs")

    assert page.status_code == 200
    for method, path in API:
        assert f"<code>{method} {path}</code>" in page.text
