"""Who is asking: the member behind a cookie or an access token."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.accounts import find_by_access_token, find_by_sign_in
from app.db import DbSession
from app.errors import ForbiddenError, NotSignedInError
from app.models import Account, Book
from app.photos import PhotoStore
from app.settings import Settings

logger = logging.getLogger("verso")

OWNER_HEADER = "verso-owner"
"""Says whose cards a device sends. They wait there when somebody else has signed in meanwhile."""


@dataclass(frozen=True)
class Member:
    """An account at work in one of its books. Every query takes its book_id."""

    account: Account
    book: Book

    @property
    def owner(self) -> str:
        """How a device names whose cards it keeps."""
        return f"{self.account.id}-{self.book.id}"

    @property
    def book_id(self) -> int:
        """The book that everything this member sees belongs to."""
        return self.book.id

    def today(self) -> date:
        """The day it is where this member lives."""
        return datetime.now(ZoneInfo(self.account.timezone)).date()


def cookie_name(request: Request) -> str:
    """Name the sign-in cookie; with the prefix that browsers guard when the page is secure."""
    return "__Host-verso" if is_secure(request) else "verso"


def is_secure(request: Request) -> bool:
    """Say whether the browser speaks https with us, or with the proxy in front of us."""
    public_url = get_settings(request).public_url or ""
    return request.url.scheme == "https" or public_url.startswith("https://")


def get_settings(request: Request) -> Settings:
    """Give the settings the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


def get_photo_store(request: Request) -> PhotoStore:
    """Give the place where photos are kept."""
    store: PhotoStore = request.app.state.photo_store
    return store


def find_member(request: Request, session: Session) -> Member | None:
    """Look for the member behind a request: the access token if one is sent, else the cookie."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        found = find_by_access_token(session, token.strip())
    else:
        value = request.cookies.get(cookie_name(request), "")
        lifetime = get_settings(request).session_lifetime
        found = find_by_sign_in(session, value, lifetime)
    return Member(*found) if found else None


def get_member(request: Request, session: DbSession) -> Member:
    """Give the member behind a request, also to the templates as request.state.member.

    Raises:
        NotSignedInError: If there is none, or if the request is meant for another.
    """
    member = find_member(request, session)
    if member is None or request.headers.get(OWNER_HEADER, member.owner) != member.owner:
        raise NotSignedInError
    request.state.member = member
    return member


CurrentMember = Annotated[Member, Depends(get_member, scope="function")]


def get_member_in_person(request: Request, member: CurrentMember) -> Member:
    """Give the member who signed in with a password, for what no program does in its own right.

    A token that could make tokens would outlive its revocation.

    Raises:
        ForbiddenError: If the request came with an access token.
    """
    if "authorization" in request.headers:
        raise ForbiddenError
    return member


def get_visitor(request: Request, session: DbSession) -> Member | None:
    """Give the member behind a request, or None: for pages that everybody may open."""
    request.state.member = find_member(request, session)
    member: Member | None = request.state.member
    return member


def reload_member(request: Request) -> None:
    """Find the member for an error page: the request's own session, if any, was rolled back."""
    request.state.member = None
    try:
        with Session(request.app.state.engine, expire_on_commit=False) as session:
            request.state.member = find_member(request, session)
            session.expunge_all()
    except Exception:
        # Whatever is broken, telling about it must not break as well.
        logger.warning("the error page does not know who is asking", exc_info=True)


MemberInPerson = Annotated[Member, Depends(get_member_in_person, scope="function")]
Visitor = Annotated[Member | None, Depends(get_visitor, scope="function")]
CurrentSettings = Annotated[Settings, Depends(get_settings)]
CurrentPhotoStore = Annotated[PhotoStore, Depends(get_photo_store)]
