"""The steps of a review: what the desk does to a card, and undoing it.

Each leads to the card to show next, and keeps the event that is reviewed in its address. Programs
ask for JSON by Accept and get the API's form of the scan.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, RedirectResponse, Response

from app import card_corners, card_sides, desk_steps, review_steps
from app.api.desk_steps import WorkIn
from app.api.scans import ScanInPath, tell_scan
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, Member
from app.errors import answer_error, wants_json
from app.models import Scan
from app.review_queue import next_to_review, read_filter
from app.review_work import save_work
from ocr.types import Side

router = APIRouter()


def answer_step(request: Request, scan: Scan, event: str, page: str | None = None) -> Response:
    """Answer a step: programs with the scan, people with the page to see next.

    Args:
        request: Who asks.
        scan: What was changed.
        event: The event that is reviewed, kept in the address.
        page: Where to go; default: the scan.
    """
    if wants_json(request):
        return JSONResponse(tell_scan(scan).model_dump(mode="json"))
    address = f"{page or f'/scans/{scan.id}'}{read_filter(event=event).to_query()}"
    return RedirectResponse(address, status_code=303)


def _next_page(session: Session, member: Member, scan: Scan, event: str) -> str | None:
    wanted = read_filter(event=event)
    next_id = next_to_review(session, member.book_id, scan.id, wanted)
    return None if next_id is None else f"/scans/{next_id}"


@router.post("/scans/{scan_id}/set-asides")
def set_aside(
    request: Request, session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = ""
) -> Response:
    """Show a card after all the others; the next one is shown."""
    page = _next_page(session, member, scan, event)
    desk_steps.set_aside(session, scan, member.account.id)
    return answer_step(request, scan, event, page or "/inbox")


@router.post("/scans/{scan_id}/take-ups")
def take_up(
    request: Request, session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = ""
) -> Response:
    """Put a card that was set aside back in its place."""
    desk_steps.take_up(session, scan, member.account.id)
    return answer_step(request, scan, event)


@router.post("/scans/{scan_id}/discards")
def discard(
    request: Request, session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = ""
) -> Response:
    """Take a card out of the inbox; the next one is shown, or the inbox with a way back."""
    page = _next_page(session, member, scan, event)
    desk_steps.discard(session, scan, member.account.id)
    if page is None and not wants_json(request):
        return RedirectResponse(f"/inbox?discarded={scan.id}", status_code=303)
    return answer_step(request, scan, event, page)


@router.post("/scans/{scan_id}/swaps")
def swap(
    request: Request, session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = ""
) -> Response:
    """Make the recto the verso and the other way round."""
    desk_steps.swap(session, scan, member.account.id)
    return answer_step(request, scan, event)


@router.post("/scans/{scan_id}/retries")
def read_again(
    request: Request, session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = ""
) -> Response:
    """Read a card once more."""
    desk_steps.read_card_again(session, scan, member.account.id)
    return answer_step(request, scan, event)


@router.post("/scans/{scan_id}/cuts")
def cut(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    scan: ScanInPath,
    side: Annotated[Side, Form()],
    quad: Annotated[str, Form()],
    event: str = "",
) -> Response:
    """Cut a side out of its photo where a person says it lies, and read it."""
    corners = card_corners.read_quad(quad)
    card_corners.cut(session, scan, side, corners, member.account.id)
    return answer_step(request, scan, event)


@router.post("/scans/{scan_id}/turns")
def turn(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    store: CurrentPhotoStore,
    scan: ScanInPath,
    side: Annotated[Side, Form()],
    quarters: Annotated[int, Form()] = 1,
    event: str = "",
) -> Response:
    """Turn a side by quarters, clockwise, and read it."""
    card_corners.turn(session, store, scan, side, quarters, member.account.id)
    return answer_step(request, scan, event)


@router.post("/scans/{scan_id}/separations")
def separate(
    request: Request, session: DbSession, member: CurrentMember, scan: ScanInPath, event: str = ""
) -> Response:
    """Make the verso a card of its own."""
    card_sides.separate(session, scan, member.account.id)
    return answer_step(request, scan, event)


@router.post("/scans/{scan_id}/joins-with")
def join_with(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    scan: ScanInPath,
    other_id: Annotated[int, Form()],
    event: str = "",
) -> Response:
    """Make another card of the inbox the verso of this one."""
    card_sides.join_with(session, scan, other_id, member.account.id)
    return answer_step(request, scan, event)


@router.post("/steps/undo")
def undo(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    step_id: Annotated[int | None, Form()] = None,
    event: str = "",
) -> Response:
    """Take back the last step, or the one that is named, and show its card."""
    try:
        scan = review_steps.undo_last(session, member.book_id, member.account.id, step_id)
    except review_steps.StepOvertakenError as error:
        # Said once: the next undo goes on to the step before it. Nothing else was changed.
        review_steps.give_up_step(session, error.step_id)
        return answer_error(request, error)
    return answer_step(request, scan, event)


@router.put("/scans/{scan_id}/work")
def keep_work(session: DbSession, scan: ScanInPath, work: WorkIn) -> Response:
    """Keep what a person types while they type it."""
    save_work(session, scan, work.as_work(), seen=work.seen)
    return Response(status_code=204)
