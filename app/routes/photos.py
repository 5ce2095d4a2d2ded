"""Photos, cards and notes' pictures, and their thumbnails."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore
from app.models import Photo
from app.scans import get_photo
from app.thumbnails import Thumbnails, Width

router = APIRouter()

# What an address shows never changes, and nobody but its owner may see it.
_KEEP = "private, max-age=31536000, immutable"


def find_photo(photo_id: int, session: DbSession, member: CurrentMember) -> Photo:
    """Give the picture in the path, if it is in the member's book."""
    return get_photo(session, member.book_id, photo_id)


PhotoInPath = Annotated[Photo, Depends(find_photo, scope="function")]


@router.get("/photos/{photo_id}")
def show_photo(request: Request, photo: PhotoInPath, store: CurrentPhotoStore) -> Response:
    """Show a picture as it was stored."""
    headers = {"ETag": f'"{photo.sha256}"', "Cache-Control": _KEEP}
    if _is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(store.get(photo.sha256), media_type=photo.media_type, headers=headers)


@router.get("/photos/{photo_id}/thumbnail")
def show_thumbnail(
    request: Request, photo: PhotoInPath, w: Annotated[Width, Query()] = Width.MEDIUM
) -> Response:
    """Show a picture at one of three widths, as a JPEG."""
    headers = {"ETag": f'"{photo.sha256}-{w.value}"', "Cache-Control": _KEEP}
    if _is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    thumbnails: Thumbnails = request.app.state.thumbnails
    return Response(thumbnails.get(photo.sha256, w), media_type="image/jpeg", headers=headers)


def _is_known(request: Request, tag: str) -> bool:
    return tag in request.headers.get("if-none-match", "")
