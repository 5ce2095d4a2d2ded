"""What the pages do with scans: send photos, add a verso, swap, retry, discard, restore.

Programs on the page ask for JSON by Accept and get the API's form of the scan; plain forms are led
to the next page. The pages themselves (scan, inbox, review) are in modules of their own.
"""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from app import intake, photo_cards, scans
from app.api.scans import ScanInPath, SideInPath, read_upload, tell_scan
from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore, CurrentSettings
from app.errors import wants_json
from app.models import Scan

router = APIRouter()


def _answer(request: Request, scan: Scan, target: str, status_code: int = 200) -> Response:
    if wants_json(request):
        return JSONResponse(tell_scan(scan).model_dump(mode="json"), status_code=status_code)
    return RedirectResponse(target, status_code=303)


def optional_upload(verso: Annotated[UploadFile | str | None, File()] = None) -> UploadFile | None:
    """Give an uploaded file; a form whose file field was left empty sends an empty name."""
    if verso is None or isinstance(verso, str):
        return None
    return verso if verso.filename or verso.size else None


@router.post("/scans")
def create_scan(
    request: Request,
    session: DbSession,
    member: CurrentMember,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    recto: Annotated[UploadFile, File()],
    verso: Annotated[UploadFile | None, Depends(optional_upload)],
    client_key: Annotated[str, Form()] = "",
    taken_at: Annotated[str, Form()] = "",
    event_key: Annotated[str, Form()] = "",
    retake: Annotated[str, Form()] = "",
) -> Response:
    """Take the photos of one card in."""
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
    return _answer(request, scan, "/inbox", status_code=201 if is_new else 200)


@router.post("/scans/{scan_id}/sides")
def add_verso(
    request: Request,
    session: DbSession,
    scan: ScanInPath,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    verso: Annotated[UploadFile, File()],
    retake: Annotated[str, Form()] = "",
) -> Response:
    """Add the back of a card."""
    limit_bytes = settings.photo_limit_bytes
    photo = read_upload(verso, limit_bytes)
    is_retake = retake == "1"
    intake.add_verso(
        session, store, scan, photo, is_retake=is_retake, photo_limit_bytes=limit_bytes
    )
    return _answer(request, scan, f"/scans/{scan.id}")


@router.post("/scans/{scan_id}/sides/{side}/restorations")
def restore_photo(
    request: Request,
    session: DbSession,
    scan: ScanInPath,
    side: SideInPath,
    photo_id: Annotated[int | None, Form()] = None,
) -> Response:
    """Bring back the photo of a side that was taken again."""
    intake.restore_photo(session, scan, side, photo_id)
    return _answer(request, scan, f"/scans/{scan.id}")


@router.post("/scans/{scan_id}/restorations")
def restore_scan(request: Request, session: DbSession, scan: ScanInPath) -> Response:
    """Bring a discarded scan back to the inbox."""
    scans.restore_scan(session, scan)
    return _answer(request, scan, "/inbox")


@router.post("/scans/{scan_id}/joins")
def join_cards(request: Request, session: DbSession, scan: ScanInPath) -> Response:
    """Read what was taken for several cards of one photo as one card."""
    joined = photo_cards.join_cards(session, scan)
    return _answer(request, joined, f"/scans/{joined.id}")


@router.post("/scans/{scan_id}/searches")
def find_cards_again(request: Request, session: DbSession, scan: ScanInPath) -> Response:
    """Look for several cards in the photo again, after they were joined."""
    photo_cards.find_cards_again(session, scan)
    return _answer(request, scan, f"/scans/{scan.id}")
