"""The review over the API: accept what was read of a card, corrected, as a contact."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app import review
from app.api.contact_shapes import ContactIn, ContactOut, tell_contact
from app.api.follow_ups import FollowUpIn
from app.api.scans import ScanInPath, ScanOut, tell_scan
from app.contacts import get_contact
from app.db import DbSession
from app.deps import CurrentMember, CurrentSettings, Member
from app.drafts import Draft, draft_of
from app.follow_ups import NewFollowUp, check_day
from app.merged_values import Choice, ChosenPart
from app.models import LARGEST_ID
from app.same_person import SameHow, SamePerson

router = APIRouter(tags=["scans"])


class NoteIn(BaseModel):
    """A handwritten note to keep."""

    picture_id: int = Field(description='One of the reading\'s "note_pictures".')
    text: str


class ReviewIn(BaseModel):
    """What a person accepts of a card; tags and next steps left out are those of its draft."""

    contact: ContactIn
    tags: list[str] = []
    notes: list[NoteIn] = []
    follow_up: FollowUpIn | None = None
    follow_ups: list[FollowUpIn] = Field(default=[], description="Further next steps.")
    version: int | None = Field(
        default=None, description="Of the contact, when the card was accepted before."
    )
    same_as: int | None = Field(
        default=None, description="The known contact that the card is of; none for somebody new."
    )
    same_how: SameHow = Field(
        default=SameHow.MERGE, description="new_card: the card of a new position."
    )
    choices: dict[ChosenPart, Choice] = Field(
        default={}, description='Whose value: "kept" is the known contact\'s, "gone" the card\'s.'
    )
    distinct: list[int] = Field(
        default=[], description="Contacts that look like the person and are somebody else."
    )


@router.post("/scans/{scan_id}/reviews", status_code=201)
def accept_review(
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    scan: ScanInPath,
    accepted: ReviewIn,
) -> ContactOut:
    """Accept a card as a contact; the same again gives the same contact."""
    contact = review.accept_review(
        session,
        scan,
        _as_review(accepted, draft_of(scan.draft), member),
        account_id=member.account.id,
        region=settings.default_region,
    )
    return tell_contact(get_contact(session, member.book_id, contact.id))


def _as_review(accepted: ReviewIn, draft: Draft, member: Member) -> review.Review:
    """Put what was sent into a review; what it does not name is as its owner said in the draft."""
    # A card that was accepted before has what was said: it is with the contact.
    is_first, named = accepted.version is None, accepted.model_fields_set
    values = accepted.contact.values()
    if is_first and "has_spare_card" not in accepted.contact.model_fields_set:
        values = replace(values, has_spare_card=draft.has_spare_card)
    steps = [*([accepted.follow_up] if accepted.follow_up else []), *accepted.follow_ups]
    follow_ups = [
        NewFollowUp(check_day(one.due_on, member.today()), one.kind, one.text) for one in steps
    ]
    if is_first and draft.follow_up and not named & {"follow_up", "follow_ups"}:
        follow_ups = [draft.follow_up]
    return review.Review(
        values=values,
        tags=draft.tags if is_first and "tags" not in named else tuple(accepted.tags),
        notes=tuple((note.picture_id, note.text) for note in accepted.notes),
        follow_ups=tuple(follow_ups),
        version=accepted.version,
        same=SamePerson(accepted.same_as, accepted.same_how, accepted.choices)
        if accepted.same_as is not None
        else None,
        distinct=tuple(one for one in accepted.distinct if 0 < one <= LARGEST_ID),
    )


@router.post("/scans/{scan_id}/reopenings")
def reopen_review(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Bring an accepted card back to the review; its contact stays as it is."""
    review.reopen_review(session, scan)
    return tell_scan(scan)
