"""What a device keeps at hand: for the scan screen, and of people when there is no network."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from app import offline_copy
from app.api.contact_shapes import PhoneOut
from app.api.events import EventOut, tell_latest_events
from app.api.scan_states import WaitingCounts, tell_counts
from app.db import DbSession
from app.deps import CurrentMember
from app.encounters import last_encounter
from app.events import list_deleted
from app.models import Contact, FollowUp, FollowUpKind, now
from app.render import language_of
from app.tags import list_recent_tags

router = APIRouter(tags=["device"])

_EVENTS_SHOWN = 20
_DELETED_TOLD = 100
_TAGS_SHOWN = 24


class Desk(BaseModel):
    """Everything that the scan screen shows but the cards themselves."""

    owner: str = Field(description="Names the account and its book, for what the device keeps.")
    display_name: str
    language: str
    book: str
    events: list[EventOut] = Field(description="The latest day first, at most 20.")
    deleted_events: list[str] = Field(
        description="Keys of events that were deleted, the last first, at most 100."
    )
    tags: list[str] = Field(description="Those given lately first, at most 24.")
    counts: WaitingCounts


class OfflineContact(BaseModel):
    """A person in the copy that a device keeps."""

    id: int
    name: str
    organization: str
    title: str
    phones: list[PhoneOut]
    emails: list[str]
    tags: list[str]
    event: str = Field(description='Name of the event of the last encounter; "" for none.')
    met_on: date | None = Field(description="Day of the last encounter.")


class OfflineFollowUp(BaseModel):
    """A next step that is due, in the copy that a device keeps."""

    id: int
    contact_id: int
    name: str
    kind: FollowUpKind
    due_on: date
    text: str


class OfflineCopy(BaseModel):
    """The people changed last, and what is due: what a device shows without a network."""

    made_at: datetime
    contacts: list[OfflineContact] = Field(
        description="At most 200, the one changed last first; and those of the follow-ups."
    )
    follow_ups: list[OfflineFollowUp] = Field(description="Today's and earlier ones.")


@router.get("/desk")
def show_desk(request: Request, session: DbSession, member: CurrentMember) -> Desk:
    """Give what the scan screen needs to know."""
    return Desk(
        owner=member.owner,
        display_name=member.account.display_name,
        language=language_of(request),
        book=member.book.name,
        events=tell_latest_events(session, member.book_id, _EVENTS_SHOWN),
        deleted_events=list_deleted(session, member.book_id, _DELETED_TOLD),
        tags=list_recent_tags(session, member.book_id, _TAGS_SHOWN),
        counts=tell_counts(session, member),
    )


@router.get("/offline-copy")
def show_offline_copy(session: DbSession, member: CurrentMember) -> OfflineCopy:
    """Give the people and follow-ups that a device may keep, if its owner wants it to."""
    copy = offline_copy.make_copy(session, member.book_id, member.today())
    return OfflineCopy(
        made_at=now(),
        contacts=[_tell_contact(contact) for contact in copy.contacts],
        follow_ups=[_tell_follow_up(one) for one in copy.follow_ups],
    )


def _tell_contact(contact: Contact) -> OfflineContact:
    met = last_encounter(contact)
    return OfflineContact(
        id=contact.id,
        name=contact.shown_name,
        organization=contact.organization,
        title=contact.title,
        phones=[PhoneOut.model_validate(one, from_attributes=True) for one in contact.phones],
        emails=[email.value for email in contact.emails],
        tags=[tag.name for tag in contact.tags],
        event=met.event.name if met and met.event else "",
        met_on=met.met_on if met else None,
    )


def _tell_follow_up(follow_up: FollowUp) -> OfflineFollowUp:
    return OfflineFollowUp(
        id=follow_up.id,
        contact_id=follow_up.contact_id,
        name=follow_up.contact.shown_name,
        kind=follow_up.kind,
        due_on=follow_up.due_on,
        text=follow_up.text,
    )
