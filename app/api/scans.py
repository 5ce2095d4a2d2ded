"""Scans over the API: send photos, follow their reading, see what was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, Field

from app import draft_saving, intake, photo_cards, scans
from app.api.follow_ups import FollowUpIn
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, CurrentSettings
from app.drafts import Draft, draft_of
from app.errors import NotFoundError, PhotoTooLargeError
from app.events import find_stamp
from app.failures import failure_hint
from app.follow_ups import NewFollowUp, check_day
from app.models import FollowUpKind, Scan, ScanState
from ocr.types import Side

router = APIRouter(tags=["scans"])


class ErrorOut(BaseModel):
    """Why something did not work: a code for programs, a hint for people."""

    code: str
    hint: str


class SideOut(BaseModel):
    """One side of a scan: addresses of its pictures."""

    side: Side
    photo: str
    card: str | None = Field(description="The flattened card, once it is read.")
    sent_as: Side = Field(description="Which side its sender took it for.")
    replaced_photo: str | None = Field(description="The photo that was taken again, if any.")


class DraftStep(BaseModel):
    """The next step of a draft."""

    kind: FollowUpKind
    due_on: date
    text: str


class DraftOut(BaseModel):
    """What its owner said about a card after the shot."""

    tags: list[str]
    follow_up: DraftStep | None
    has_spare_card: bool


class DraftIn(BaseModel):
    """What its owner says about a card: all of it, in place of what was said before."""

    tags: list[str] = []
    follow_up: FollowUpIn | None = None
    has_spare_card: bool = False
    event_key: str | None = Field(
        default=None, description="Of the event; null for none. Left out, the event stays."
    )


class ScanOut(BaseModel):
    """A scan, without what was read."""

    id: int
    client_key: str
    state: ScanState
    taken_at: datetime
    sides: list[SideOut]
    error: ErrorOut | None
    contact_id: int | None
    card_number: int = Field(description="Counts the cards that were found in one photo from 1.")
    card_count: int = Field(description="How many cards were found in the photo.")
    split_from_id: int | None = Field(
        description="The scan that was sent, when this card was found beside others in its photo."
    )
    event_key: str | None = Field(description="Of the event where the card was given.")
    set_aside_at: datetime | None = Field(
        description="Set while its owner wants to see the other cards first."
    )
    doubt_count: int | None = Field(
        description="How much of what was read needs a look; null until it is read."
    )
    draft: DraftOut


class ScanWithReading(ScanOut):
    """A scan with its reading, in the form that `verso read --format json` prints."""

    reading: dict[str, Any] | None


class ScanList(BaseModel):
    """Scans, the newest first."""

    scans: list[ScanOut]


def tell_scan(scan: Scan) -> ScanOut:
    """Put a scan into the API's form."""
    return ScanOut(**_values(scan))


def _values(scan: Scan) -> dict[str, Any]:
    code = scan.error_code
    return {
        "id": scan.id,
        "client_key": scan.client_key,
        "state": scan.state,
        "taken_at": scan.taken_at,
        "error": ErrorOut(code=code, hint=failure_hint(code)) if code else None,
        "contact_id": scan.contact_id,
        "card_number": scan.card_number,
        "card_count": scan.card_count,
        "split_from_id": scan.split_from_id,
        "event_key": scan.event.client_key if scan.event else None,
        "set_aside_at": scan.set_aside_at,
        "doubt_count": scan.doubt_count,
        "draft": DraftOut.model_validate(draft_of(scan.draft), from_attributes=True),
        "sides": [
            SideOut(
                side=side.side,
                photo=f"/photos/{side.photo_id}",
                card=f"/photos/{side.card_id}" if side.card_id else None,
                sent_as=side.sent_as,
                replaced_photo=(
                    f"/photos/{side.replaced_photo_id}" if side.replaced_photo_id else None
                ),
            )
            for side in scan.sides
        ],
    }


def find_scan(scan_id: int, session: DbSession, member: CurrentMember) -> Scan:
    """Give the scan in the path, if it is in the member's book."""
    return scans.get_scan(session, member.book_id, scan_id)


ScanInPath = Annotated[Scan, Depends(find_scan, scope="function")]


def read_upload(upload: UploadFile, limit_bytes: int) -> bytes:
    """Give the bytes of an uploaded photo.

    Raises:
        PhotoTooLargeError: If they are more than the limit; they are not read into memory then.
    """
    if upload.size is not None and upload.size > limit_bytes:
        raise PhotoTooLargeError
    return upload.file.read()


@router.get("/scans")
def list_scans(
    session: DbSession,
    member: CurrentMember,
    state: Annotated[list[ScanState] | None, Query()] = None,
    before_id: int | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ScanList:
    """List scans, the newest first; by default those of the inbox."""
    states = state or scans.INBOX_STATES
    found = scans.list_scans(session, member.book_id, states, limit=limit, before_id=before_id)
    return ScanList(scans=[tell_scan(scan) for scan in found])


@router.post("/scans", status_code=201, responses={200: {"model": ScanOut}})
def create_scan(
    response: Response,
    session: DbSession,
    member: CurrentMember,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    recto: Annotated[UploadFile, File(description="Photo of the front.")],
    verso: Annotated[UploadFile | None, File(description="Photo of the back.")] = None,
    client_key: Annotated[
        str, Form(description="Chosen by the sender: the same key twice is one scan.")
    ] = "",
    taken_at: Annotated[str, Form(description="ISO 8601; UTC when it names no zone.")] = "",
    event_key: Annotated[
        str, Form(description="Of the event where the card was given: 409 if it is not known.")
    ] = "",
    retake: Annotated[
        str, Form(description='"1": the front was taken again, and stands in for the one before.')
    ] = "",
) -> ScanOut:
    """Send the photos of one card: 201 when the scan is new, 200 when it was there already."""
    limit_bytes = settings.photo_limit_bytes
    scan, is_new = intake.create_scan(
        session,
        store,
        member.book_id,
        client_key=client_key or uuid4().hex,
        recto=read_upload(recto, limit_bytes),
        verso=read_upload(verso, limit_bytes) if verso is not None else None,
        taken_at=scans.parse_moment(taken_at),
        event_key=event_key,
        is_retake=retake == "1",
        photo_limit_bytes=limit_bytes,
    )
    response.status_code = 201 if is_new else 200
    return tell_scan(scan)


@router.get("/scans/{scan_id}")
def show_scan(scan: ScanInPath) -> ScanWithReading:
    """Show a scan with its reading."""
    return ScanWithReading(**_values(scan), reading=scan.reading)


@router.post("/scans/{scan_id}/sides")
def add_verso(
    session: DbSession,
    scan: ScanInPath,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    verso: Annotated[UploadFile, File(description="Photo of the back.")],
    retake: Annotated[
        str, Form(description='"1": the back was taken again, and stands in for the one before.')
    ] = "",
) -> ScanOut:
    """Add the back of a card; both sides are read again, together."""
    limit_bytes = settings.photo_limit_bytes
    photo = read_upload(verso, limit_bytes)
    is_retake = retake == "1"
    intake.add_verso(
        session, store, scan, photo, is_retake=is_retake, photo_limit_bytes=limit_bytes
    )
    return tell_scan(scan)


def side_in_path(side: str, scan: ScanInPath) -> Side:
    """Give the side in the path, if the scan has it.

    Raises:
        NotFoundError: If it has not.
    """
    found = next((each.side for each in scan.sides if each.side.value == side), None)
    if found is None:
        raise NotFoundError
    return found


SideInPath = Annotated[Side, Depends(side_in_path, scope="function")]


@router.post("/scans/{scan_id}/sides/{side}/restorations")
def restore_photo(
    session: DbSession,
    scan: ScanInPath,
    side: SideInPath,
    photo_id: Annotated[
        int | None, Form(description="The photo to bring back; default: the one before.")
    ] = None,
) -> ScanOut:
    """Bring back the photo of a side that was taken again; the card is read again."""
    intake.restore_photo(session, scan, side, photo_id)
    return tell_scan(scan)


@router.put("/scans/{scan_id}/draft")
def save_draft(
    session: DbSession,
    member: CurrentMember,
    settings: CurrentSettings,
    scan: ScanInPath,
    said: DraftIn,
) -> ScanOut:
    """Say what is known about a card before its review, which starts from it.

    Of a card that was reviewed meanwhile, what is new goes to its contact.
    """
    step = said.follow_up
    draft = Draft(
        tags=tuple(said.tags),
        follow_up=NewFollowUp(check_day(step.due_on, member.today()), step.kind, step.text)
        if step
        else None,
        has_spare_card=said.has_spare_card,
    )
    if "event_key" in said.model_fields_set:
        event = find_stamp(session, member.book_id, said.event_key or "")
        event_id = event.id if event else None
        draft_saving.stamp_scan(session, scan, event_id, account_id=member.account.id)
    draft_saving.save_draft(
        session, scan, draft, account_id=member.account.id, region=settings.default_region
    )
    return tell_scan(scan)


@router.post("/scans/{scan_id}/restorations")
def restore_scan(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Bring a discarded scan back to the inbox."""
    scans.restore_scan(session, scan)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/joins")
def join_cards(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Read what was taken for several cards of one photo as one card.

    The scan that was sent is given back; those that were found beside it are gone.
    """
    return tell_scan(photo_cards.join_cards(session, scan))


@router.post("/scans/{scan_id}/searches")
def find_cards_again(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Look for several cards in the photo again, after they were joined."""
    photo_cards.find_cards_again(session, scan)
    return tell_scan(scan)
