"""The scan screen: the page alone. The cards that it shows are the device's own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.deps import CurrentMember
from app.follow_ups import KIND_NAMES
from app.render import render

router = APIRouter()


@router.get("/scan")
def show_scan_screen(request: Request, member: CurrentMember) -> Response:
    """Show the shutter, to somebody who is signed in."""
    return render(request, "scan/show.html", {"kinds": KIND_NAMES})
