"""Follow-ups over the API: what is due, adding, moving, completing."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from app import follow_ups
from app.api.contact_shapes import FollowUpOut, tell_follow_up
from app.api.contacts import ContactInPath
from app.db import DbSession
from app.deps import CurrentMember
from app.follow_ups import NewFollowUp
from app.models import FollowUp, FollowUpKind

router = APIRouter(tags=["follow-ups"])


class FollowUpIn(BaseModel):
    """A next step to add."""

    due_on: date
    kind: FollowUpKind = FollowUpKind.CALL
    text: str = Field(default="", max_length=follow_ups.TEXT_LIMIT)


class FollowUpChange(BaseModel):
    """What to change of a follow-up; what is not named stays."""

    due_on: date | None = None
    kind: FollowUpKind | None = None
    text: str | None = Field(default=None, max_length=follow_ups.TEXT_LIMIT)


class FollowUpList(BaseModel):
    """Open follow-ups, the soonest first."""

    follow_ups: list[FollowUpOut]


def find_follow_up(follow_up_id: int, session: DbSession, member: CurrentMember) -> FollowUp:
    """Give the follow-up in the path, if it is in the member's book."""
    return follow_ups.get_follow_up(session, member.book_id, follow_up_id)


FollowUpInPath = Annotated[FollowUp, Depends(find_follow_up, scope="function")]


@router.get("/follow-ups")
def list_follow_ups(session: DbSession, member: CurrentMember) -> FollowUpList:
    """List the open follow-ups."""
    found = follow_ups.list_follow_ups(session, member.book_id)
    return FollowUpList(follow_ups=[tell_follow_up(one) for one in found])


@router.post("/contacts/{contact_id}/follow-ups", status_code=201)
def add_follow_up(
    session: DbSession, member: CurrentMember, contact: ContactInPath, new: FollowUpIn
) -> FollowUpOut:
    """Add a next step to a contact."""
    day = follow_ups.check_day(new.due_on, member.today())
    step = NewFollowUp(day, new.kind, new.text)
    added = follow_ups.add_follow_up(session, contact, step, account_id=member.account.id)
    return tell_follow_up(added)


@router.patch("/follow-ups/{follow_up_id}")
def change_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath, change: FollowUpChange
) -> FollowUpOut:
    """Change a follow-up's day, kind or text."""
    due_on = follow_up.due_on
    if change.due_on is not None:
        due_on = follow_ups.check_day(change.due_on, member.today())
    new = NewFollowUp(
        due_on=due_on,
        kind=change.kind or follow_up.kind,
        text=follow_up.text if change.text is None else change.text,
    )
    follow_ups.move_follow_up(session, follow_up, new, account_id=member.account.id)
    return tell_follow_up(follow_up)


@router.delete("/follow-ups/{follow_up_id}", status_code=204)
def delete_follow_up(session: DbSession, member: CurrentMember, follow_up: FollowUpInPath) -> None:
    """Remove a follow-up that was never meant."""
    follow_ups.delete_follow_up(session, follow_up, account_id=member.account.id)


@router.post("/follow-ups/{follow_up_id}/completions")
def complete_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath
) -> FollowUpOut:
    """Mark a follow-up as done."""
    follow_ups.complete_follow_up(session, follow_up, account_id=member.account.id)
    return tell_follow_up(follow_up)


@router.post("/follow-ups/{follow_up_id}/reopenings")
def reopen_follow_up(
    session: DbSession, member: CurrentMember, follow_up: FollowUpInPath
) -> FollowUpOut:
    """Take back that a follow-up was done."""
    follow_ups.reopen_follow_up(session, follow_up, account_id=member.account.id)
    return tell_follow_up(follow_up)
