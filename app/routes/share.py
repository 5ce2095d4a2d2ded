"""Photos shared from another app. The service worker takes them in where there is one."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, File, UploadFile
from starlette.responses import RedirectResponse, Response

from app import intake
from app.api.scans import read_upload
from app.db import DbSession
from app.deps import CurrentPhotoStore, CurrentSettings, Visitor
from app.errors import AppError, PhotoTooLargeError
from ocr.errors import PhotoError

router = APIRouter()

SHARE_ADDRESS = "/share"
SHARED_FIELD = "photos"
MOST_SHARED = 50
"""More at once is a mistake of the hand that chose them."""


@router.post(SHARE_ADDRESS)
def take_share(
    session: DbSession,
    member: Visitor,
    store: CurrentPhotoStore,
    settings: CurrentSettings,
    photos: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Take each photo in as the recto of a card; what is no photo is left out.

    Somebody who is not signed in is told that nothing was kept: there is nobody to keep it for.

    Raises:
        PhotoError: If there is no photo among what was shared. PhotoTooLargeError likewise.
    """
    if member is None:
        return RedirectResponse("/sign-in?next=/scan&unsent=shared", status_code=303)
    limit_bytes = settings.photo_limit_bytes
    refused: AppError | PhotoError | None = None
    taken = 0
    for photo in (photos or [])[:MOST_SHARED]:
        try:
            intake.create_scan(
                session,
                store,
                member.book_id,
                client_key=uuid4().hex,
                recto=read_upload(photo, limit_bytes),
                photo_limit_bytes=limit_bytes,
            )
            taken += 1
        except (PhotoError, PhotoTooLargeError) as error:
            refused = error
    if refused is not None and not taken:
        raise refused
    return RedirectResponse("/inbox" if taken else "/scan", status_code=303)
