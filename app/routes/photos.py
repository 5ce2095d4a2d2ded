"""Photos, cards and notes' pictures, and their thumbnails."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from app.db import DbSession
from app.deps import CurrentMember, CurrentPhotoStore
from app.errors import NotFoundError, wants_json
from app.models import Photo
from app.scans import get_photo
from app.thumbnails import Thumbnails, Width

router = APIRouter()

# What an address shows never changes, and nobody but its owner may see it.
_KEEP = "private, max-age=31536000, immutable"


DAMAGED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="376" viewBox="0 0 640 376">'
    '<rect x="3" y="3" width="634" height="370" rx="14" fill="#8d8577" fill-opacity=".08" '
    'stroke="#8d8577" stroke-width="3" stroke-dasharray="12 10"/>'
    '<g fill="none" stroke="#8d8577" stroke-width="6" stroke-linecap="round" '
    'stroke-linejoin="round"><path d="M268 146h34l12-18h32l12 18h14M392 156v78H268v-62"/>'
    '<circle cx="326" cy="188" r="24"/><path d="m256 118 148 140"/></g></svg>'
)
"""Stands where a photo is too damaged to be shown: the outline of a card, a camera struck out."""


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
    """Show a picture at one of the widths of Width, as a JPEG."""
    headers = {"ETag": f'"{photo.sha256}-{w.value}"', "Cache-Control": _KEEP}
    if _is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    thumbnails: Thumbnails = request.app.state.thumbnails
    try:
        made = thumbnails.get(photo.sha256, w)
    except NotFoundError:
        if wants_json(request):
            raise
        # A browser shows the picture of a 404 like any other: a calm one, and not its own.
        return Response(DAMAGED, 404, {"Cache-Control": "no-store"}, "image/svg+xml")
    return Response(made, media_type="image/jpeg", headers=headers)


def _is_known(request: Request, tag: str) -> bool:
    return tag in request.headers.get("if-none-match", "")
