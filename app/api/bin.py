"""The archive, the bin and the history of people over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app import bin as waste
from app import history
from app.api.contact_shapes import ContactOut, tell_contact
from app.api.contacts import AnyContactInPath, ContactInPath
from app.db import DbSession
from app.deps import CurrentMember
from app.history_steps import StepAct
from app.models import FollowUpKind

router = APIRouter(tags=["contacts"])

_PAGE_SIZE = 50


class ArchiveIn(BaseModel):
    """Whether a contact is to be kept out of sight."""

    is_archived: bool


class BinnedContact(BaseModel):
    """A contact that can be brought back."""

    id: int
    name: str
    organization: str
    deleted_at: datetime


class BinPage(BaseModel):
    """One page of what is in the bin, the one deleted last first."""

    contacts: list[BinnedContact]
    total: int
    kept_days: int = Field(description="How long a deleted contact can be brought back.")


class PartChangeOut(BaseModel):
    """What a change did to one part, as text."""

    part: str
    before: str
    after: str


class StepChangeOut(BaseModel):
    """What a change did to a next step."""

    act: StepAct
    kind: FollowUpKind
    due_on: date
    text: str
    was_due_on: date | None = Field(description="The day that it was moved from.")


class ChangeOut(BaseModel):
    """A change of a contact."""

    id: int
    made_at: datetime
    made_by: str = Field(description='"" when the account is gone.')
    is_creation: bool
    is_undoable: bool = Field(description="False once the same values were changed again.")
    parts: list[PartChangeOut]
    steps: list[StepChangeOut] = Field(description="One by one what became of next steps.")


class ChangeList(BaseModel):
    """The history of a contact, the newest first, at most 100."""

    changes: list[ChangeOut]


@router.put("/contacts/{contact_id}/archive")
def archive_contact(
    session: DbSession, member: CurrentMember, contact: ContactInPath, wanted: ArchiveIn
) -> ContactOut:
    """Take a contact out of sight, or bring it back into the list."""
    act = waste.archive_contact if wanted.is_archived else waste.unarchive_contact
    act(session, contact, account_id=member.account.id)
    return tell_contact(contact)


@router.get("/bin")
def list_bin(
    session: DbSession,
    member: CurrentMember,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> BinPage:
    """List the contacts in the bin, fifty at a time."""
    offset = (page - 1) * _PAGE_SIZE
    found = waste.list_bin(session, member.book_id, limit=_PAGE_SIZE, offset=offset)
    return BinPage(
        contacts=[
            BinnedContact(
                id=one.id,
                name=one.shown_name,
                organization=one.organization,
                deleted_at=one.deleted_at,
            )
            for one in found
            if one.deleted_at is not None
        ],
        total=waste.count_bin(session, member.book_id),
        kept_days=waste.KEPT_FOR.days,
    )


@router.post("/contacts/{contact_id}/restorations")
def restore_contact(
    session: DbSession, member: CurrentMember, contact: AnyContactInPath
) -> ContactOut:
    """Bring a contact back from the bin."""
    waste.restore_contact(session, contact, account_id=member.account.id)
    return tell_contact(contact)


@router.get("/contacts/{contact_id}/changes")
def list_changes(session: DbSession, contact: AnyContactInPath) -> ChangeList:
    """List what was changed of a contact, by whom and when; undos takes a change back."""
    found = history.list_changes(session, contact)
    return ChangeList(
        changes=[ChangeOut.model_validate(one, from_attributes=True) for one in found]
    )
