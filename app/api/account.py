"""Who the API's caller is."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from app.db import DbSession
from app.deps import CurrentMember
from app.models import ScanState
from app.scans import count_scans

router = APIRouter(tags=["account"])


class AccountOut(BaseModel):
    """The account and book that an access token stands for."""

    email: str
    display_name: str
    timezone: str
    language: str | None
    book: str
    scans: dict[ScanState, int]


@router.get("/account")
def show_account(session: DbSession, member: CurrentMember) -> AccountOut:
    """Say who is calling, and how many scans are in which state."""
    return AccountOut(
        email=member.account.email,
        display_name=member.account.display_name,
        timezone=member.account.timezone,
        language=member.account.language,
        book=member.book.name,
        scans=count_scans(session, member.book_id),
    )
