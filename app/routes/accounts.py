"""The first account, signing in and out, and access tokens."""

from __future__ import annotations

import secrets
import threading
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from app import accounts
from app.db import DbSession
from app.deps import CurrentSettings, MemberInPerson, Visitor, cookie_name, is_secure
from app.errors import AppError, NotFoundError
from app.models import Account
from app.render import render

router = APIRouter()

# Two requests with the same key make one account.
_key_guard = threading.Lock()

_COOKIE_AGE_S = 400 * 24 * 3600
"""The longest a browser keeps a cookie. When a sign-in really ends is decided here, by its row."""


@router.get("/first-run")
def show_first_run(request: Request, session: DbSession, key: str = "") -> Response:
    """Show the form for the first account to whoever has the key of the terminal."""
    _check_first_run_key(request, session, key)
    return render(request, "first_run.html", {"key": key, "error": None, "values": {}})


@router.post("/first-run")
def create_first_account(
    request: Request,
    session: DbSession,
    settings: CurrentSettings,
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    key: Annotated[str, Form()] = "",
    display_name: Annotated[str, Form()] = "",
    timezone: Annotated[str, Form()] = "",
) -> Response:
    """Create the owner's account and sign in; the key is worth nothing from then on."""
    with _key_guard:
        _check_first_run_key(request, session, key)
        request.app.state.first_run_key = None
    try:
        account = accounts.create_account(
            session,
            email=email,
            display_name=display_name,
            password=password,
            timezone=accounts.known_timezone(timezone),
        )
    except AppError as error:
        request.app.state.first_run_key = key
        values = {"email": email, "display_name": display_name}
        context = {"key": key, "error": error, "values": values}
        return render(request, "first_run.html", context, status_code=error.status)
    token = accounts.start_sign_in(session, account, settings.session_lifetime)
    return _enter(request, token, "/")


def _check_first_run_key(request: Request, session: DbSession, key: str) -> None:
    expected = request.app.state.first_run_key
    is_right = expected is not None and secrets.compare_digest(key.encode(), expected.encode())
    # One answer for a wrong key and for a key that was used: nothing to find here.
    if not is_right or accounts.has_accounts(session):
        raise NotFoundError


@router.get("/sign-in")
def show_sign_in(request: Request, visitor: Visitor, next: str = "/", unsent: str = "") -> Response:
    """Show the sign-in form, or go on when signed in already.

    Args:
        request: For the language.
        visitor: Whoever is signed in.
        next: The page to go on to.
        unsent: "typed" or "asked" when something was sent after the sign-in had ended: a form
            that the browser keeps, or a button alone; "kept" or "shared" when another app shared
            photos: the service worker kept them, or there was none.
    """
    if visitor is not None:
        return RedirectResponse(safe_target(next), status_code=303)
    context = {"next": safe_target(next), "email": "", "error": None, "unsent": unsent}
    return render(request, "sign_in.html", context)


@router.post("/sign-ins")
def sign_in(
    request: Request,
    session: DbSession,
    settings: CurrentSettings,
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in. Failures are counted per address and per account."""
    limiter = request.app.state.sign_in_limiter
    address = request.client.host if request.client else ""
    limiter.check(address, accounts.fold_email(email))
    account = accounts.check_password(session, email, password)
    if account is None:
        limiter.count_failure(address, accounts.fold_email(email))
        error = AppError("The e-mail address or the password is wrong.", code="wrong_password")
        context = {"next": safe_target(next), "email": email, "error": error, "unsent": ""}
        return render(request, "sign_in.html", context, status_code=422)
    return _enter(request, _sign_in_anew(request, session, account, settings), safe_target(next))


def _sign_in_anew(
    request: Request, session: DbSession, account: Account, settings: CurrentSettings
) -> str:
    # What the browser had before ends: a cookie planted by somebody else is of no use to them.
    accounts.end_sign_in(session, request.cookies.get(cookie_name(request), ""))
    return accounts.start_sign_in(session, account, settings.session_lifetime)


@router.post("/sign-outs")
def sign_out(request: Request, session: DbSession) -> Response:
    """Sign out, and have the browser forget what it keeps of this site's pages."""
    accounts.end_sign_in(session, request.cookies.get(cookie_name(request), ""))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(
        cookie_name(request), path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _enter(request: Request, token: str, target: str) -> Response:
    response = RedirectResponse(target, status_code=303)
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=_COOKIE_AGE_S,
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return response


def safe_target(target: str) -> str:
    """Keep a path of this site as it is; anything else becomes the start page."""
    is_path = target.startswith("/") and not target.startswith("//")
    is_clean = not any(character in target for character in "\r\n\t\\")
    return target if is_path and is_clean else "/"


@router.post("/access-tokens")
def create_access_token(
    request: Request,
    session: DbSession,
    member: MemberInPerson,
    name: Annotated[str, Form()],
) -> Response:
    """Create an access token and show it, this once."""
    row, token = accounts.create_access_token(session, member.account, member.book, name)
    response = render(request, "access_token.html", {"access_token": row, "token": token})
    response.headers["Cache-Control"] = "no-store"  # whoever goes back in the browser later
    return response


@router.post("/access-tokens/{token_id}/revocations")
def revoke_access_token(session: DbSession, member: MemberInPerson, token_id: int) -> Response:
    """End an access token."""
    accounts.revoke_access_token(session, member.account, token_id)
    return RedirectResponse("/settings", status_code=303)
