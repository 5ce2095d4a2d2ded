"""The scan screen: one shutter, and a strip of what was sent."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.db import DbSession
from app.deps import CurrentMember, Member
from app.inbox import describe_scan
from app.models import ScanState
from app.render import render
from app.scans import list_scans

router = APIRouter()

STRIP_LENGTH = 12
SHOWN_STATES = [state for state in ScanState if state is not ScanState.DISCARDED]


@router.get("/scan")
def show_scan_screen(request: Request, session: DbSession, member: CurrentMember) -> Response:
    """Show the shutter."""
    return render(request, "scan/show.html", _strip(session, member))


@router.get("/scan/strip")
def show_strip(request: Request, session: DbSession, member: CurrentMember) -> Response:
    """Show the strip alone: the page asks for it while a card is on its way."""
    return render(request, "scan/_strip.html", _strip(session, member))


def _strip(session: Session, member: Member) -> dict[str, Any]:
    found = list_scans(session, member.book_id, SHOWN_STATES, limit=STRIP_LENGTH)
    return {"cards": [describe_scan(scan) for scan in found]}
