"""The inbox: every card that waits for its reading or for its owner."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from app.db import DbSession
from app.deps import CurrentMember, Member
from app.inbox import PENDING_STATES, describe_scan
from app.models import ScanState
from app.render import render
from app.review_queue import first_to_review, read_filter
from app.scans import INBOX_STATES, count_scans, list_scans

router = APIRouter()

PAGE_LENGTH = 60


@router.get("/inbox")
def show_inbox(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    before: int | None = None,
    discarded: int | None = None,
) -> Response:
    """Show the cards, the newest first.

    Args:
        request: For the language.
        session: Where the scans are.
        member: Whose inbox.
        before: Only cards older than this scan: the next page.
        discarded: A scan that was just discarded, to offer bringing it back.
    """
    context = _cards(session, member, before) | {"discarded": discarded}
    return render(request, "inbox/show.html", context)


@router.get("/review")
def start_review(session: DbSession, member: CurrentMember, event: str = "") -> Response:
    """Lead to the card that a review begins with; to the inbox when nothing is ready.

    Args:
        session: Where the scans are.
        member: Whose.
        event: Of which event, as app.review_queue.read_filter takes it; kept in the address.
    """
    wanted = read_filter(event=event)
    first_id = first_to_review(session, member.book_id, wanted)
    page = "/inbox" if first_id is None else f"/scans/{first_id}"
    return RedirectResponse(f"{page}{wanted.to_query()}", status_code=303)


@router.get("/inbox/rows")
def show_rows(
    request: Request, session: DbSession, member: CurrentMember, before: int | None = None
) -> Response:
    """Show the cards alone: the page asks for them while one is on its way."""
    return render(request, "inbox/_rows.html", _cards(session, member, before))


def _cards(session: Session, member: Member, before: int | None) -> dict[str, Any]:
    found = list_scans(
        session, member.book_id, INBOX_STATES, limit=PAGE_LENGTH + 1, before_id=before
    )
    counts = count_scans(session, member.book_id)
    cards = [describe_scan(scan) for scan in found[:PAGE_LENGTH]]
    return {
        "cards": cards,
        "before": before,
        "next_before": cards[-1].id if len(found) > PAGE_LENGTH else None,
        "pending": sum(counts[state] for state in PENDING_STATES),
        "ready": counts[ScanState.READY],
        "failed": counts[ScanState.FAILED],
    }
