"""The settings: who the person is, in which language and time zone, and what may act for them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from app import __version__, accounts
from app.db import DbSession
from app.deps import CurrentMember, Member, MemberInPerson, cookie_name
from app.errors import AppError, InvalidError
from app.i18n import LANGUAGES
from app.render import language_of, render
from app.time_zones import list_time_zones

router = APIRouter()

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


@router.get("/settings")
def show_settings(
    request: Request, session: DbSession, member: CurrentMember, saved: str = ""
) -> Response:
    """Show the settings, and that they were saved when that is what just happened."""
    return _answer(request, session, member, saved=saved)


@router.post("/settings")
def save_settings(
    request: Request,
    session: DbSession,
    member: MemberInPerson,
    display_name: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    timezone: Annotated[str, Form()] = "",
) -> Response:
    """Save name, language and time zone."""
    name = display_name.strip()
    if not name:
        error = InvalidError("Give a name.", code="name_missing")
        return _answer(request, session, member, error=error, field="display_name")
    account = member.account
    account.display_name = name[:200]
    account.language = language if language in LANGUAGES else None
    account.timezone = accounts.known_timezone(timezone)
    session.flush()
    return RedirectResponse("/settings?saved=profile", status_code=303)


@router.post("/passwords")
def change_password(
    request: Request,
    session: DbSession,
    member: MemberInPerson,
    current_password: Annotated[str, Form()] = "",
    new_password: Annotated[str, Form()] = "",
) -> Response:
    """Set a new password; every other sign-in of the account ends.

    A wrong present password counts as a failed sign-in: whoever finds a phone unlocked may not
    guess it here any longer than at the door.
    """
    field = "current_password"
    limiter = request.app.state.sign_in_limiter
    address = request.client.host if request.client else ""
    who = accounts.fold_email(member.account.email)
    limiter.check(address, who)
    try:
        if accounts.check_password(session, member.account.email, current_password) is None:
            limiter.count_failure(address, who)
            raise InvalidError("This is not your present password.", code="wrong_password")
        field = "new_password"
        kept = request.cookies.get(cookie_name(request))
        accounts.change_password(session, member.account, new_password, keep_sign_in=kept)
    except AppError as error:
        return _answer(request, session, member, error=error, field=field)
    return RedirectResponse("/settings?saved=password", status_code=303)


def _answer(
    request: Request,
    session: Session,
    member: Member,
    *,
    saved: str = "",
    error: AppError | None = None,
    field: str = "",
) -> Response:
    context: dict[str, Any] = {
        "account": member.account,
        "tokens": accounts.list_access_tokens(session, member.account),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        "time_zones": list_time_zones(language_of(request)),
        "version": __version__,
        "saved": saved,
        "errors": {field: error.hint} if error else {},
    }
    return render(request, "settings/show.html", context, error.status if error else 200)
