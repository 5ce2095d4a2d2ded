"""The list of what is due, and what is done with a follow-up there and on a contact's page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from app import follow_ups
from app.api.contacts import ContactInPath
from app.contact_form import PostedForm, read_follow_up, text_of
from app.db import DbSession
from app.deps import CurrentMember
from app.follow_ups import InvalidDayError, NewFollowUp
from app.history import list_changes
from app.models import FollowUp
from app.render import render
from app.routes.accounts import safe_target
from app.routes.contacts import next_step_choices
from app.vcard_files import card_side_of

router = APIRouter()


def find_follow_up(follow_up_id: int, session: DbSession, member: CurrentMember) -> FollowUp:
    """Give the follow-up in the path, if it is in the member's book."""
    return follow_ups.get_follow_up(session, member.book_id, follow_up_id)


FollowUpInPath = Annotated[FollowUp, Depends(find_follow_up, scope="function")]


@router.get("/follow-ups")
def list_follow_ups(
    request: Request, session: DbSession, member: CurrentMember, done: int | None = None
) -> Response:
    """Show what is due: late, today, this week, later."""
    found = follow_ups.list_follow_ups(session, member.book_id)
    context = {
        "groups": follow_ups.group_by_due(found, member.today()),
        "is_empty": not found,
        "done": done,
        "card_side_of": card_side_of,
        **next_step_choices(member),
    }
    return render(request, "follow_ups/list.html", context)


@router.post("/contacts/{contact_id:int}/follow-ups")
def add_follow_up(
    session: DbSession, member: CurrentMember, contact: ContactInPath, form: PostedForm
) -> Response:
    """Add a next step to a contact."""
    new = read_follow_up(form, member.today())
    if new is None:
        raise InvalidDayError("Choose a day for the next step.", code="day_missing")
    follow_ups.add_follow_up(session, contact, new, account_id=member.account.id)
    return RedirectResponse(f"/contacts/{contact.id}#next-steps", status_code=303)


@router.post("/follow-ups/{follow_up_id:int}/completions")
def complete_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath, form: PostedForm
) -> Response:
    """Mark a follow-up as done; the page offers to take that back."""
    follow_ups.complete_follow_up(session, follow_up, account_id=member.account.id)
    return _back(form, f"?done={follow_up.id}")


@router.post("/follow-ups/{follow_up_id:int}/reopenings")
def reopen_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath, form: PostedForm
) -> Response:
    """Take back that a follow-up was done."""
    follow_ups.reopen_follow_up(session, follow_up, account_id=member.account.id)
    return _back(form)


@router.post("/follow-ups/{follow_up_id:int}/postponements")
def postpone_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath, form: PostedForm
) -> Response:
    """Move a follow-up to another day."""
    day = follow_ups.choose_day(text_of(form, "next_step"), text_of(form, "due_on"), member.today())
    if day is None:
        raise InvalidDayError("Choose a day for the next step.", code="day_missing")
    new = NewFollowUp(due_on=day, kind=follow_up.kind, text=follow_up.text)
    follow_ups.move_follow_up(session, follow_up, new, account_id=member.account.id)
    return _back(form)


@router.post("/follow-ups/{follow_up_id:int}/deletions")
def delete_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath, form: PostedForm
) -> Response:
    """Remove a follow-up that was never meant; the page offers to bring it back."""
    contact = follow_up.contact
    follow_ups.delete_follow_up(session, follow_up, account_id=member.account.id)
    removed = list_changes(session, contact, limit=1)[0]
    return _back(form, f"?removed={removed.id}")


def _back(form: PostedForm, query: str = "") -> Response:
    target = safe_target(text_of(form, "next") or "/follow-ups")
    return RedirectResponse(f"{target}{query}", status_code=303)
