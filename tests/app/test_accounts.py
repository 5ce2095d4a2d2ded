"""Accounts, sign-ins and access tokens, without HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import accounts
from app.errors import ConflictError, InvalidError, NotFoundError
from app.models import AccessToken, Account, Membership, SignIn, now
from tests.builders import PASSWORD, build_account, sign_in

LIFETIME = timedelta(days=60)
HASHER_IN_EARNEST = accounts._hasher
NOBODYS_HASH_IN_EARNEST = accounts._NOBODYS_HASH
"""What the tests' cheap hashes stand in for (tests.app.conftest)."""


def test_an_account_comes_with_a_book_that_it_owns(session):
    account = accounts.create_account(
        session, email=" Ada@Example.com ", display_name="Ada", password=PASSWORD
    )

    membership = session.scalars(select(Membership).where(Membership.account_id == account.id))
    assert account.email == "ada@example.com"
    assert membership.one().role == "owner"


def test_an_address_has_one_account_whatever_its_capitals(session):
    build_account(session, email="ada@example.com")

    with pytest.raises(ConflictError):
        accounts.create_account(
            session, email="ADA@example.com", display_name="", password=PASSWORD
        )


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.com", "a b@example.com", "a@."])
def test_what_is_no_address_makes_no_account(session, email):
    with pytest.raises(InvalidError):
        accounts.create_account(session, email=email, display_name="", password=PASSWORD)


@pytest.mark.parametrize("password", ["", "123456789", "x" * 257])
def test_a_password_that_is_too_short_or_absurdly_long_is_refused(session, password):
    with pytest.raises(InvalidError):
        accounts.create_account(
            session, email="ada@example.com", display_name="", password=password
        )


def test_a_password_is_stored_as_an_argon2id_hash(session):
    account = accounts.create_account(
        session, email="ada@example.com", display_name="", password=PASSWORD
    )

    assert account.password_hash.startswith("$argon2id$")
    assert PASSWORD not in account.password_hash


def test_the_right_password_gives_the_account_and_a_wrong_one_nothing(session):
    account, _ = build_account(session, email="ada@example.com")

    assert accounts.check_password(session, "ADA@example.com", PASSWORD) is account
    assert accounts.check_password(session, "ada@example.com", PASSWORD + "!") is None
    assert accounts.check_password(session, "bob@example.com", PASSWORD) is None


def test_a_hash_in_earnest_is_a_dear_one():
    dear = extract_parameters(HASHER_IN_EARNEST.hash(PASSWORD))

    assert dear.type is Type.ID
    assert (dear.memory_cost, dear.time_cost) >= (64 * 1024, 3)


def test_an_unknown_account_takes_as_long_as_a_wrong_password(session, monkeypatch):
    compared: list[str] = []
    monkeypatch.setattr(accounts, "_hasher", HASHER_IN_EARNEST)
    monkeypatch.setattr(accounts, "_NOBODYS_HASH", NOBODYS_HASH_IN_EARNEST)
    monkeypatch.setattr(accounts, "_is_password", lambda _typed, kept: bool(compared.append(kept)))

    accounts.create_account(session, email="zoe@example.com", display_name="", password=PASSWORD)
    for email in ("zoe@example.com", "bob@example.com"):
        assert accounts.check_password(session, email, "wrong password") is None

    known, unknown = map(extract_parameters, compared)
    assert unknown == known  # one hash each, of the same cost


def test_the_cookies_value_is_not_in_the_database(session):
    account, _ = build_account(session)

    token = sign_in(session, account)

    assert token not in session.scalars(select(SignIn.token_hash)).all()


def test_a_sign_in_leads_to_its_account_and_book(session):
    account, book = build_account(session)
    token = sign_in(session, account)

    assert accounts.find_by_sign_in(session, token, LIFETIME) == (account, book)
    assert accounts.find_by_sign_in(session, token + "x", LIFETIME) is None
    assert accounts.find_by_sign_in(session, "", LIFETIME) is None


def test_a_sign_in_ends_when_it_is_not_used(session):
    account, _ = build_account(session)
    token = sign_in(session, account)
    session.scalars(select(SignIn)).one().expires_at = now()
    session.flush()

    assert accounts.find_by_sign_in(session, token, LIFETIME) is None


def test_a_sign_in_that_is_used_lasts_longer(session):
    account, _ = build_account(session)
    token = sign_in(session, account)
    row = session.scalars(select(SignIn)).one()
    row.seen_at = now() - timedelta(days=1)
    row.expires_at = now() + timedelta(days=1)
    session.flush()

    accounts.find_by_sign_in(session, token, LIFETIME)

    session.refresh(row)
    assert row.expires_at >= now() + LIFETIME - timedelta(minutes=1)


def test_ended_sign_ins_are_swept_away_by_the_next_one(session):
    account, _ = build_account(session)
    sign_in(session, account)
    session.scalars(select(SignIn)).one().expires_at = now() - timedelta(days=1)
    session.flush()

    sign_in(session, account)

    assert len(session.scalars(select(SignIn)).all()) == 1


def test_changing_the_password_ends_every_other_sign_in(session):
    account, _ = build_account(session)
    here, elsewhere = sign_in(session, account), sign_in(session, account)

    accounts.change_password(session, account, "another good one", keep_sign_in=here)

    assert accounts.find_by_sign_in(session, here, LIFETIME) is not None
    assert accounts.find_by_sign_in(session, elsewhere, LIFETIME) is None
    assert accounts.check_password(session, account.email, "another good one") is account


def test_an_access_token_leads_to_its_account_and_book_until_it_is_revoked(session):
    account, book = build_account(session)
    row, token = accounts.create_access_token(session, account, book, "  script ")

    assert row.name == "script"
    assert accounts.find_by_access_token(session, token) == (account, book)
    assert row.used_at is not None

    accounts.revoke_access_token(session, account, row.id)
    assert accounts.find_by_access_token(session, token) is None


def test_an_access_token_is_stored_as_its_hash(session):
    account, book = build_account(session)
    _, token = accounts.create_access_token(session, account, book, "script")

    assert token not in session.scalars(select(AccessToken.token_hash)).all()


def test_nobody_revokes_somebody_elses_access_token(session):
    account, book = build_account(session)
    other, _ = build_account(session)
    row, token = accounts.create_access_token(session, account, book, "script")

    with pytest.raises(NotFoundError):
        accounts.revoke_access_token(session, other, row.id)
    assert accounts.find_by_access_token(session, token) is not None


def test_an_access_token_needs_a_name(session):
    account, book = build_account(session)

    with pytest.raises(InvalidError):
        accounts.create_access_token(session, account, book, " ")


@given(st.text())
def test_a_folded_address_folds_to_itself(text):
    folded = accounts.fold_email(text)

    assert accounts.fold_email(folded) == folded


def test_an_unknown_time_zone_is_utc():
    assert accounts.known_timezone("America/Montreal") == "America/Montreal"
    assert accounts.known_timezone("../../etc/passwd") == "UTC"
    assert accounts.known_timezone("") == "UTC"


def test_an_account_without_a_membership_leads_nowhere(session):
    account = Account(email="x@example.com", display_name="X", password_hash="-", timezone="UTC")
    session.add(account)
    session.flush()

    assert accounts.find_by_sign_in(session, sign_in(session, account), LIFETIME) is None
