"""The start page, and the page that shows every component."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.deps import Visitor
from app.render import render

router = APIRouter()


@router.get("/")
def show_start() -> Response:
    """Open on the camera: that is what a phone is taken out for."""
    return RedirectResponse("/scan", status_code=303)


@router.get("/patterns")
def show_patterns(request: Request, visitor: Visitor) -> Response:
    """Show each component in its states, to whoever works on the screens."""
    return render(request, "patterns.html")
