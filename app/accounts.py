"""Accounts, sign-ins and access tokens: who may use which book."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from zoneinfo import available_timezones

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.contact_values import one_line
from app.errors import ConflictError, InvalidError, NotFoundError
from app.models import LARGEST_ID, AccessToken, Account, Book, Membership, Role, SignIn, now

MIN_PASSWORD_LENGTH = 10
MAX_PASSWORD_LENGTH = 256
"""argon2 takes any length; nobody types more, and a megabyte is an attack."""

_SEEN_STEP = timedelta(hours=1)
"""A sign-in's end is moved at most this often, so that reading a page does not write."""

_hasher = PasswordHash((Argon2Hasher(),))

# One hash takes 64 MiB and about 0.15 s of a core: two at a time keep a small machine alive while
# somebody tries passwords.
_hashing = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Hash with argon2id.

    Raises:
        InvalidError: If the password is too short or far too long.
    """
    if not MIN_PASSWORD_LENGTH <= len(password) <= MAX_PASSWORD_LENGTH:
        raise InvalidError("Choose a password of at least 10 characters.", code="weak_password")
    with _hashing:
        return _hasher.hash(password)


def _is_password(password: str, password_hash: str) -> bool:
    with _hashing:
        return _hasher.verify(password[:MAX_PASSWORD_LENGTH], password_hash)


# Compared against when there is no such account, so that both answers take as long.
_NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$egKX2o7Bp06YlckE6sSNeg"
    "$aNzc7r28hVAYhiIYJUAeM63H1ambviVlBbp6Nv6tnYg"
)


def fold_email(email: str) -> str:
    """Write an e-mail address the way it is compared."""
    return one_line(email).lower()


def has_accounts(session: Session) -> bool:
    """Say whether anybody can sign in yet."""
    return session.scalar(select(Account.id).limit(1)) is not None


def create_account(
    session: Session,
    *,
    email: str,
    display_name: str,
    password: str,
    language: str | None = None,
    timezone: str = "UTC",
) -> Account:
    """Create an account with a book of its own.

    Raises:
        InvalidError: If the address is none, or the password too short.
        ConflictError: If the address has an account.
    """
    address = fold_email(email)
    if not is_email(address):
        raise InvalidError("This is not an e-mail address.", code="invalid_email")
    if session.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise ConflictError("This address has an account already.", code="account_exists")
    name = display_name.strip() or address.partition("@")[0]
    account = Account(
        email=address,
        display_name=name[:200],
        password_hash=hash_password(password),
        language=language,
        timezone=timezone,
    )
    book = Book(name=name[:200])
    session.add_all([account, book])
    session.flush()
    session.add(Membership(account_id=account.id, book_id=book.id, role=Role.OWNER))
    session.flush()
    return account


def is_email(address: str) -> bool:
    """Say whether an address could be one; only sending a message would prove it."""
    local, at, domain = address.rpartition("@")
    is_plain = not any(character.isspace() for character in address)
    return bool(at and local and is_plain and len(address) <= 254 and domain.strip("."))


def check_password(session: Session, email: str, password: str) -> Account | None:
    """Give the account whose password this is; None takes as long whatever was wrong."""
    account = session.scalar(select(Account).where(Account.email == fold_email(email)))
    if account is None:
        _is_password(password, _NOBODYS_HASH)
        return None
    return account if _is_password(password, account.password_hash) else None


def change_password(
    session: Session, account: Account, password: str, *, keep_sign_in: str | None = None
) -> None:
    """Set a new password and end every sign-in, but the one whose cookie value is given."""
    account.password_hash = hash_password(password)
    others = delete(SignIn).where(SignIn.account_id == account.id)
    if keep_sign_in:
        others = others.where(SignIn.token_hash != _hash_token(keep_sign_in))
    session.execute(others)
    session.flush()


def known_timezone(name: str) -> str:
    """Keep an IANA time zone name; anything else is UTC."""
    return name if name in available_timezones() else "UTC"


def find_account(session: Session, email: str) -> Account:
    """Give the account of an address.

    Raises:
        NotFoundError: If there is none.
    """
    account = session.scalar(select(Account).where(Account.email == fold_email(email)))
    if account is None:
        raise NotFoundError("No account has this address.")
    return account


def start_sign_in(session: Session, account: Account, lifetime: timedelta) -> str:
    """Sign an account in.

    Returns:
        The cookie's value. Only its hash is stored.
    """
    moment = now()
    session.execute(delete(SignIn).where(SignIn.expires_at <= moment))
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=_hash_token(token),
            account_id=account.id,
            expires_at=moment + lifetime,
        )
    )
    session.flush()
    return token


def end_sign_in(session: Session, token: str) -> None:
    """Sign out: the cookie's value is worth nothing from now on."""
    session.execute(delete(SignIn).where(SignIn.token_hash == _hash_token(token)))


def find_by_sign_in(
    session: Session, token: str, lifetime: timedelta
) -> tuple[Account, Book] | None:
    """Give the account and book behind a cookie's value, and move the end of the sign-in."""
    if not token:
        return None
    moment = now()
    sign_in = session.get(SignIn, _hash_token(token))
    if sign_in is None or sign_in.expires_at <= moment:
        return None
    if moment - sign_in.seen_at >= _SEEN_STEP:
        _mark_seen(session, sign_in, moment, lifetime)
    return _account_and_book(session, sign_in.account_id)


def _mark_seen(session: Session, sign_in: SignIn, moment: datetime, lifetime: timedelta) -> None:
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == sign_in.token_hash)
        .values(seen_at=moment, expires_at=moment + lifetime)
    )


def _account_and_book(
    session: Session, account_id: int, book_id: int | None = None
) -> tuple[Account, Book] | None:
    query = (
        select(Account, Book)
        .join(Membership, Membership.account_id == Account.id)
        .join(Book, Membership.book_id == Book.id)
        .where(Account.id == account_id)
        .order_by(Book.id)
        .limit(1)
    )
    if book_id is not None:
        query = query.where(Book.id == book_id)
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def create_access_token(
    session: Session, account: Account, book: Book, name: str
) -> tuple[AccessToken, str]:
    """Create an access token for a program.

    Returns:
        Its row, and the token itself, which is shown once and stored nowhere.

    Raises:
        InvalidError: If it has no name.
    """
    name = name.strip()
    if not name:
        raise InvalidError("Give the access token a name.", code="invalid_name")
    token = f"verso_{secrets.token_urlsafe(32)}"
    row = AccessToken(
        account_id=account.id, book_id=book.id, name=name[:100], token_hash=_hash_token(token)
    )
    session.add(row)
    session.flush()
    return row, token


def list_access_tokens(session: Session, account: Account) -> list[AccessToken]:
    """Give an account's access tokens, newest first."""
    query = select(AccessToken).where(AccessToken.account_id == account.id)
    return list(session.scalars(query.order_by(AccessToken.id.desc())))


def revoke_access_token(session: Session, account: Account, token_id: int) -> None:
    """End an access token.

    Raises:
        NotFoundError: If the account has no such token.
    """
    row = session.get(AccessToken, token_id) if token_id <= LARGEST_ID else None
    if row is None or row.account_id != account.id:
        raise NotFoundError
    session.delete(row)
    session.flush()


def find_by_access_token(session: Session, token: str) -> tuple[Account, Book] | None:
    """Give the account and book an access token stands for, and note that it was used."""
    row = session.scalar(select(AccessToken).where(AccessToken.token_hash == _hash_token(token)))
    if row is None:
        return None
    moment = now()
    if row.used_at is None or moment - row.used_at >= _SEEN_STEP:
        row.used_at = moment
    return _account_and_book(session, row.account_id, row.book_id)


def _hash_token(token: str) -> str:
    # Tokens are 256 random bits: a fast hash is enough, and every request needs one.
    return hashlib.sha256(token.encode()).hexdigest()
