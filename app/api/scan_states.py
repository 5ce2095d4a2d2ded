"""How the scans of a phone's strip are doing: asked again and again while cards are read."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from app.db import DbSession
from app.deps import CurrentMember, Member
from app.errors import InvalidError
from app.i18n import translate
from app.inbox import describe_scan
from app.models import ScanState
from app.places import count_places
from app.render import language_of
from app.scans import find_scans

router = APIRouter(tags=["scans"])

MOST_IDS = 100
_ID = re.compile(r"[0-9]{1,100}")
"""Python refuses to read a number of thousands of digits."""


class ScanStatus(BaseModel):
    """A scan in a few words."""

    id: int
    client_key: str
    state: ScanState
    needs_look: bool = Field(
        description="It could not be read; or it was, with a value less sure than 0.9, a flaw of "
        "the photo, or no name."
    )
    name: str = Field(description="Of the person, else of the organization; else empty.")
    organization: str = Field(description='"" when it stands in for the name.')
    flaw_hint: str = Field(description="What to do better in another photo; for people.")
    failure_hint: str = Field(description="Why it could not be read; for people.")
    card_count: int
    contact_id: int | None
    has_verso: bool
    thumbnail: str = Field(description="Address of a picture 320 pixels wide.")


class WaitingCounts(BaseModel):
    """What waits for a person."""

    to_review: int
    due: int = Field(description="Follow-ups whose day is today or past.")


class ScanStates(BaseModel):
    """The scans that were asked for and are there, in the order of asking."""

    scans: list[ScanStatus]
    counts: WaitingCounts


@router.get("/scans/states")
def list_states(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    ids: Annotated[str, Query(description="Up to 100, separated by commas.")] = "",
) -> ScanStates:
    """Say how scans are doing; those that the book lacks are left out."""
    language = language_of(request)
    found = find_scans(session, member.book_id, read_ids(ids))
    cards = [(scan, describe_scan(scan)) for scan in found]
    return ScanStates(
        scans=[
            ScanStatus(
                id=card.id,
                client_key=scan.client_key,
                state=card.state,
                needs_look=card.needs_look,
                name=card.name,
                organization=card.organization,
                flaw_hint=translate(language, card.flaw_hint),
                failure_hint=translate(language, card.failure),
                card_count=card.card_count,
                contact_id=scan.contact_id,
                has_verso=card.has_verso,
                thumbnail=f"/photos/{card.picture_id}/thumbnail?w=320",
            )
            for scan, card in cards
        ],
        counts=tell_counts(session, member),
    )


def tell_counts(session: Session, member: Member) -> WaitingCounts:
    """Say what waits for a member."""
    counts = count_places(session, member.book_id, member.today())
    return WaitingCounts(to_review=counts.to_review, due=counts.due)


def read_ids(text: str) -> list[int]:
    """Read numbers separated by commas; each once.

    Raises:
        InvalidError: If they are too many, or something else.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > MOST_IDS or not all(_ID.fullmatch(part) for part in parts):
        raise InvalidError
    return list(dict.fromkeys(map(int, parts)))
