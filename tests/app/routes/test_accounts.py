"""The first account, signing in and out, access tokens: as a browser sees them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.main import create_app
from app.models import AccessToken, Account, SignIn
from app.routes.accounts import safe_target
from tests.app.conftest import open_browser
from tests.builders import PASSWORD, build_account

OWNER = {"email": "ada@example.com", "display_name": "Ada", "password": PASSWORD}
KEY_PATHS = ["/first-run", "/first-run?key=", "/first-run?key=guess"]


@pytest.fixture
def key(app) -> str:
    value: str = app.state.first_run_key
    return value


@pytest.mark.parametrize("path", ["/", "/sign-in", "/scan", "/inbox", "/api/scans", "/nothing"])
def test_before_the_first_account_every_page_says_not_set_up(client, path):
    response = client.get(path)

    assert response.status_code == 503
    assert "not set up yet" in response.text


@pytest.mark.parametrize("path", KEY_PATHS)
def test_without_the_key_the_first_run_page_shows_nothing(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "<form" not in response.text


def test_without_the_key_nobody_creates_the_first_account(client, session):
    for key in ("", "guess"):
        assert client.post("/first-run", data={**OWNER, "key": key}).status_code == 404

    assert session.scalars(select(Account)).all() == []


def test_the_key_opens_the_form_and_the_form_creates_the_owner_signed_in(client, session, key):
    page = client.get("/first-run", params={"key": key})
    assert page.status_code == 200
    assert f'value="{key}"' in page.text

    response = client.post("/first-run", data={**OWNER, "key": key, "timezone": "Europe/Paris"})

    account = session.scalars(select(Account)).one()
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert (account.email, account.timezone) == ("ada@example.com", "Europe/Paris")
    assert client.get("/api/account").json()["email"] == "ada@example.com"


def test_the_key_dies_when_it_is_used(client, key):
    client.post("/first-run", data={**OWNER, "key": key})

    assert client.get("/first-run", params={"key": key}).status_code == 404
    second = {**OWNER, "email": "eve@example.com", "key": key}
    assert client.post("/first-run", data=second).status_code == 404


def test_two_requests_with_the_key_at_once_make_one_account(client, session, key):
    def create(number: int) -> int:
        values = {**OWNER, "email": f"{number}@example.com", "key": key}
        return client.post("/first-run", data=values).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(create, range(2)))

    assert statuses == [303, 404]
    assert len(session.scalars(select(Account)).all()) == 1


def test_a_key_is_worth_nothing_once_there_is_an_account(client, session, key):
    build_account(session)
    session.commit()

    assert client.get("/first-run", params={"key": key}).status_code == 404


def test_a_mistake_in_the_first_account_keeps_the_key_and_what_was_typed(client, session, key):
    response = client.post("/first-run", data={**OWNER, "password": "short", "key": key})

    assert response.status_code == 422
    assert "at least 10 characters" in response.text
    assert 'value="ada@example.com"' in response.text
    assert client.post("/first-run", data={**OWNER, "key": key}).status_code == 303


@pytest.fixture
def ada(session: Session) -> Account:
    account, _ = build_account(session, email="ada@example.com")
    session.commit()
    return account


def enter(client: TestClient, **values: str):
    return client.post(
        "/sign-ins", data={"email": "ada@example.com", "password": PASSWORD} | values
    )


def test_signing_in_leads_to_where_one_wanted_to_go(client, ada):
    asked = client.get("/inbox?page=2")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?next=/inbox%3Fpage%3D2"

    page = client.get(asked.headers["location"])
    assert 'value="/inbox?page=2"' in page.text

    response = enter(client, next="/inbox?page=2")
    assert (response.status_code, response.headers["location"]) == (303, "/inbox?page=2")
    assert client.get("/api/account").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "\t//x",
        "//[",
    ],
)
def test_signing_in_never_leads_to_another_site(client, ada, target):
    assert enter(client, next=target).headers["location"] == "/"


@pytest.mark.parametrize("target", ["/", "/contacts?q=a&tag=b", "/scans/1"])
def test_a_path_of_this_site_is_a_safe_target(target):
    assert safe_target(target) == target


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client, ada):
    cookie = enter(client).headers["set-cookie"]

    assert cookie.startswith("verso=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_this_host(app, ada):
    with TestClient(app, base_url="https://verso.example", follow_redirects=False) as client:
        cookie = enter(client).headers["set-cookie"]

        assert cookie.startswith("__Host-verso=")
        assert "Secure" in cookie
        assert client.get("/api/account").status_code == 200


def test_behind_a_proxy_that_speaks_https_the_cookie_is_secure(settings, session, ada):
    behind = create_app(settings.model_copy(update={"public_url": "https://verso.example"}))
    with TestClient(behind, base_url="http://localhost", follow_redirects=False) as client:
        assert enter(client).headers["set-cookie"].startswith("__Host-verso=")


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(client, ada):
    def answer(email: str) -> tuple[int, str]:
        response = enter(client, email=email, password="not the password")
        return response.status_code, response.text.replace(email, "")

    assert answer("ada@example.com") == answer("eve@example.com")
    assert answer("ada@example.com")[0] == 422


def test_signing_out_ends_the_sign_in_on_the_server(client, ada, session):
    enter(client)
    token = client.cookies["verso"]

    assert client.post("/sign-outs").headers["location"] == "/sign-in"

    client.cookies.set("verso", token)  # a copy that somebody kept
    assert client.get("/api/account").status_code == 401
    assert session.scalars(select(SignIn)).all() == []


def test_signing_in_anew_ends_the_sign_in_the_browser_had(client, ada, session):
    enter(client)
    enter(client)

    assert len(session.scalars(select(SignIn)).all()) == 1


def test_after_too_many_failures_an_account_waits_wherever_it_is_tried_from(app, browsers, ada):
    for number in range(10):
        client = browsers.enter_context(
            TestClient(app, base_url="http://localhost", client=(f"10.0.0.{number}", 1))
        )
        assert enter(client, password="wrong").status_code == 422

    client = browsers.enter_context(
        TestClient(app, base_url="http://localhost", client=("10.0.1.1", 1))
    )
    response = enter(client)

    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 301
    assert enter(client, email="bob@example.com").status_code == 422


def test_after_too_many_failures_an_address_waits_whichever_account_it_tries(client, ada):
    for number in range(10):
        assert enter(client, email=f"{number}@example.com").status_code == 422

    assert enter(client).status_code == 429


def test_signing_in_rightly_is_not_counted(client, ada):
    for _ in range(12):
        assert enter(client).status_code == 303


def test_an_access_token_is_shown_once_and_opens_the_api(signed_in, app, browsers, session):
    page = signed_in.client.post("/access-tokens", data={"name": "script"})
    (token,) = set(re.findall(r"verso_[\w-]{20,}", page.text))

    program = open_browser(app, browsers)
    bearer = {"Authorization": f"Bearer {token}"}
    assert program.get("/api/account", headers=bearer).json()["email"] == signed_in.account.email

    row = session.scalars(select(AccessToken)).one()
    signed_in.client.post(f"/access-tokens/{row.id}/revocations")
    assert program.get("/api/account", headers=bearer).status_code == 401


@pytest.mark.parametrize("path", ["/access-tokens", "/passwords", "/settings"])
def test_an_access_token_changes_nothing_about_the_account(signed_in, app, browsers, path):
    page = signed_in.client.post("/access-tokens", data={"name": "script"})
    (token,) = set(re.findall(r"verso_[\w-]{20,}", page.text))
    bearer = {"Authorization": f"Bearer {token}"}

    answer = open_browser(app, browsers).post(path, data={"name": "second"}, headers=bearer)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")


def test_the_page_with_an_access_token_is_kept_nowhere(signed_in):
    page = signed_in.client.post("/access-tokens", data={"name": "script"})

    assert page.headers["Cache-Control"] == "no-store"


def test_a_token_that_is_none_is_not_saved_by_a_good_cookie(signed_in):
    response = signed_in.client.get("/api/account", headers={"Authorization": "Bearer guess"})

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


def test_somebody_elses_access_token_answers_404(signed_in, other_signed_in, session):
    signed_in.client.post("/access-tokens", data={"name": "script"})
    row = session.scalars(select(AccessToken)).one()

    response = other_signed_in.client.post(f"/access-tokens/{row.id}/revocations")

    assert response.status_code == 404
    assert session.scalars(select(AccessToken)).one_or_none() is not None


def test_a_fragment_asked_for_by_htmx_sends_the_whole_page_to_the_sign_in(client, ada):
    response = client.get("/inbox", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["hx-redirect"]) == (401, "/sign-in")


def test_somebody_signed_in_is_led_past_the_sign_in_page(signed_in):
    assert signed_in.client.get("/sign-in?next=/inbox").headers["location"] == "/inbox"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/scans/12/reviews", "/sign-in?next=/scans/12%23kept&unsent=typed"),
        ("/contacts/7", "/sign-in?next=/contacts/7%23kept&unsent=typed"),
        ("/contacts", "/sign-in?next=/contacts/new%23kept&unsent=typed"),
        ("/scans/12/discards", "/sign-in?next=/scans/12&unsent=asked"),
        ("/access-tokens", "/sign-in?next=/&unsent=asked"),
    ],
)
def test_what_is_sent_after_the_sign_in_ended_leads_back_to_its_page(signed_in, path, location):
    signed_in.client.cookies.clear()

    answer = signed_in.client.post(path, data={"given_name": "Zoé"})

    assert (answer.status_code, answer.headers["location"]) == (303, location)


def test_the_sign_in_says_that_nothing_was_saved_and_what_is_kept(signed_in):
    signed_in.client.cookies.clear()

    typed = signed_in.client.get("/sign-in?next=/scans/12%23kept&unsent=typed").text
    asked = signed_in.client.get("/sign-in?next=/scans/12&unsent=asked").text

    assert "nothing was saved" in typed
    assert "nothing was saved" in asked
    assert ("kept in this tab" in typed, "kept in this tab" in asked) == (True, False)
    assert 'name="next" value="/scans/12#kept"' in typed
