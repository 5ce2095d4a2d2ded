"""Scans over the API: send photos, follow their reading, see what was read."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, Field

from app import photo_cards, scans
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, CurrentSettings
from app.errors import PhotoTooLargeError
from app.failures import failure_hint
from app.models import Scan, ScanState
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
        "sides": [
            SideOut(
                side=side.side,
                photo=f"/photos/{side.photo_id}",
                card=f"/photos/{side.card_id}" if side.card_id else None,
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
) -> ScanOut:
    """Send the photos of one card: 201 when the scan is new, 200 when it was there already."""
    limit_bytes = settings.photo_limit_bytes
    scan, is_new = scans.create_scan(
        session,
        store,
        member.book_id,
        client_key=client_key or uuid4().hex,
        recto=read_upload(recto, limit_bytes),
        verso=read_upload(verso, limit_bytes) if verso is not None else None,
        taken_at=scans.parse_moment(taken_at),
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
) -> ScanOut:
    """Add the back of a card; both sides are read again, together."""
    limit_bytes = settings.photo_limit_bytes
    photo = read_upload(verso, limit_bytes)
    scans.add_verso(session, store, scan, photo, photo_limit_bytes=limit_bytes)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/swaps")
def swap_sides(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Make the recto the verso and the other way round; the card is read again."""
    scans.swap_sides(session, scan)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/retries")
def retry_scan(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Read a card once more."""
    scans.retry_scan(session, scan)
    return tell_scan(scan)


@router.post("/scans/{scan_id}/discards")
def discard_scan(session: DbSession, scan: ScanInPath) -> ScanOut:
    """Take a scan out of the inbox."""
    scans.discard_scan(session, scan)
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
