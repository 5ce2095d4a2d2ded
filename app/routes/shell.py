"""The service worker, and the pages that it keeps on the device: nobody's, in a language."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.assets import Assets
from app.deps import Visitor
from app.follow_ups import KIND_NAMES
from app.places import PlaceCounts
from app.render import render
from app.shell import (
    OFFLINE_PAGE,
    PEOPLE_PAGE,
    SCAN_PAGE,
    list_files,
    shell_version,
    write_worker,
)

router = APIRouter()

TEMPLATES = {
    OFFLINE_PAGE: "offline.html",
    SCAN_PAGE: "scan/show.html",
    PEOPLE_PAGE: "shell/people.html",
}
VERSION_HEADER = "Verso-Shell"
"""Which shell a page belongs to: a worker keeps only pages of its own."""


@router.get("/sw.js")
def show_service_worker(request: Request, classic: str | None = None) -> Response:
    """Give the service worker, told which shell is the current one.

    Args:
        request: For the pages it keeps.
        classic: Given, even empty (/sw.js?classic), by a browser that runs no module as a worker.
    """
    assets: Assets = request.app.state.assets
    pages = [bytes(_render_page(request, path).body).decode() for path in TEMPLATES]
    script = write_worker(assets, list_files(assets, pages), is_module=classic is None)
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get(OFFLINE_PAGE)
def show_offline(request: Request, visitor: Visitor) -> Response:
    """Show what the service worker answers with when the server cannot be reached."""
    return _render_page(request, OFFLINE_PAGE)


@router.get(SCAN_PAGE)
def show_scan_shell(request: Request, visitor: Visitor) -> Response:
    """Show the scan screen that a device keeps: it learns from the device whose it is."""
    return _render_page(request, SCAN_PAGE)


@router.get(PEOPLE_PAGE)
def show_people_shell(request: Request, visitor: Visitor) -> Response:
    """Show people and follow-ups as the device holds them, for when there is no network."""
    return _render_page(request, PEOPLE_PAGE)


def _render_page(request: Request, path: str) -> Response:
    # The visitor decides the language, and nothing else: no name, no figure of theirs is written.
    nobody = {"member": None, "place_counts": PlaceCounts, "current_path": path}
    response = render(request, TEMPLATES[path], nobody | {"kinds": KIND_NAMES})
    response.headers[VERSION_HEADER] = shell_version(request.app.state.assets)
    return response
