"""The settings screen: name, language, time zone, password, tokens."""

from __future__ import annotations

import pytest

from app.accounts import check_password, create_access_token
from app.i18n import LANGUAGES
from app.time_zones import list_time_zones
from tests.builders import PASSWORD, sign_in

PROFILE = {"display_name": "Ada Neuve", "language": "fr", "timezone": "Europe/Paris"}
NEW_PASSWORD = "another long enough one"


def test_what_a_person_chooses_is_kept_and_said_at_once(signed_in, session):
    answer = signed_in.client.post("/settings", data=PROFILE)
    page = signed_in.client.get(answer.headers["location"]).text

    session.refresh(signed_in.account)
    account = signed_in.account
    assert (account.display_name, account.language, account.timezone) == (
        "Ada Neuve",
        "fr",
        "Europe/Paris",
    )
    assert '<html lang="fr">' in page
    assert "Enregistré." in page


def test_following_the_browser_is_a_choice_too(signed_in, session):
    signed_in.client.post("/settings", data=PROFILE | {"language": ""})

    page = signed_in.client.get("/settings", headers={"Accept-Language": "fr"}).text

    session.refresh(signed_in.account)
    assert signed_in.account.language is None
    assert '<html lang="fr">' in page


def test_what_is_no_language_and_no_time_zone_is_not_kept(signed_in, session):
    signed_in.client.post("/settings", data=PROFILE | {"language": "xx", "timezone": "Moon/Base"})

    session.refresh(signed_in.account)
    assert signed_in.account.language is None
    assert signed_in.account.timezone == "UTC"


def test_a_name_is_asked_for_beside_its_field(signed_in, session):
    answer = signed_in.client.post("/settings", data=PROFILE | {"display_name": "  "})

    session.refresh(signed_in.account)
    assert answer.status_code == 422
    assert 'aria-describedby="display_name-error"' in answer.text
    assert "Give a name." in answer.text
    assert signed_in.account.display_name == "Ada Member"


def test_a_new_password_needs_the_present_one(signed_in, session):
    data = {"current_password": "a guess at it", "new_password": NEW_PASSWORD}

    answer = signed_in.client.post("/passwords", data=data)

    assert answer.status_code == 422
    assert "This is not your present password." in answer.text
    assert check_password(session, signed_in.account.email, PASSWORD)


def test_the_present_password_cannot_be_guessed_for_ever(signed_in, session):
    data = {"current_password": "a guess at it", "new_password": NEW_PASSWORD}
    for _ in range(10):
        assert signed_in.client.post("/passwords", data=data).status_code == 422

    answer = signed_in.client.post("/passwords", data=data | {"current_password": PASSWORD})

    assert answer.status_code == 429
    assert check_password(session, signed_in.account.email, PASSWORD)


def test_a_short_password_is_refused(signed_in, session):
    data = {"current_password": PASSWORD, "new_password": "short"}

    answer = signed_in.client.post("/passwords", data=data)

    assert answer.status_code == 422
    assert "at least 10 characters" in answer.text
    assert check_password(session, signed_in.account.email, PASSWORD)


def test_a_new_password_ends_the_other_sign_ins_and_keeps_this_one(
    signed_in, other_browser_of, session
):
    other = other_browser_of(signed_in)
    data = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}

    answer = signed_in.client.post("/passwords", data=data)

    session.expire_all()
    assert answer.status_code == 303
    assert check_password(session, signed_in.account.email, NEW_PASSWORD)
    assert signed_in.client.get("/settings").status_code == 200
    assert other.get("/settings").headers["location"].startswith("/sign-in")


@pytest.fixture
def other_browser_of(app, browsers, session):
    from tests.app.conftest import open_browser

    def open_other(signed_in):
        other = open_browser(app, browsers)
        other.cookies.set("verso", sign_in(session, signed_in.account))
        session.commit()
        return other

    return open_other


def test_tokens_are_listed_and_can_be_revoked(signed_in, session):
    token, _value = create_access_token(session, signed_in.account, signed_in.book, "Backups")
    session.commit()

    page = signed_in.client.get("/settings").text

    assert "Backups" in page
    assert "never used" in page
    assert f'action="/access-tokens/{token.id}/revocations"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_time_zone_choice_is_one_that_is_kept(language):
    from app.accounts import known_timezone

    groups = list_time_zones(language)
    zones = [zone for _label, choices in groups for zone, _city in choices]

    assert {"UTC", "America/Toronto", "Europe/Paris", "Pacific/Noumea"} <= set(zones)
    assert all(known_timezone(zone) == zone for zone in zones)
    assert len(zones) == len(set(zones))


def test_cities_are_called_as_the_language_calls_them():
    french = {zone: city for _label, choices in list_time_zones("fr") for zone, city in choices}

    assert french["Europe/London"] == "Londres"
    assert french["America/Montreal"] == "Montreal"
