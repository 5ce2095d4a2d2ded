"""What makes Verso installable: the manifest, the service worker and the offline page."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.assets import STYLE_SHEET, Assets
from app.i18n import translate
from app.render import language_of, render

router = APIRouter()

OFFLINE_PAGE = "/offline"
SHELL = (STYLE_SHEET, "vendor/htmx.min.js", "js/service-worker.js", "icons/icon.svg")
"""What the offline page and the first paint of every screen need. Nothing private."""


@router.get("/manifest.webmanifest")
def show_manifest(request: Request) -> Response:
    """Describe the application to the browser that installs it."""
    language = language_of(request)
    assets: Assets = request.app.state.assets
    manifest = {
        "id": "/",
        "name": "Verso",
        "short_name": "Verso",
        "description": translate(language, "Cards read on your own machine, people you keep."),
        "lang": language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fffdf9",
        "theme_color": "#fffdf9",
        "color_scheme_dark": {"background_color": "#1a1917", "theme_color": "#1a1917"},
        "categories": ["business", "productivity"],
        "icons": [
            _icon(assets, "icons/icon-192.png", 192, "any"),
            _icon(assets, "icons/icon-512.png", 512, "any"),
            _icon(assets, "icons/icon-maskable-192.png", 192, "maskable"),
            _icon(assets, "icons/icon-maskable-512.png", 512, "maskable"),
        ],
        "shortcuts": [
            {"name": translate(language, "Scan"), "url": "/scan"},
            {"name": translate(language, "Follow-ups"), "url": "/follow-ups"},
        ],
    }
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    return JSONResponse(manifest, headers=headers, media_type="application/manifest+json")


def _icon(assets: Assets, path: str, size_px: int, purpose: str) -> dict[str, str]:
    sizes = f"{size_px}x{size_px}"
    return {"src": assets.url(path), "sizes": sizes, "type": "image/png", "purpose": purpose}


@router.get("/sw.js")
def show_service_worker(request: Request) -> Response:
    """Give the service worker, told which shell is the current one.

    The list is part of its bytes, so that a new version of any static file makes a new worker.
    """
    assets: Assets = request.app.state.assets
    shell = {
        "version": assets.version,
        "offline": OFFLINE_PAGE,
        "addresses": [OFFLINE_PAGE, *(assets.url(path) for path in SHELL)],
    }
    source = (assets.folder / "js" / "shell-worker.js").read_text(encoding="utf-8")
    script = f"const SHELL = {json.dumps(shell)}\n\n{source}"
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get(OFFLINE_PAGE)
def show_offline(request: Request) -> Response:
    """Show what the service worker answers with when the server cannot be reached."""
    return render(request, "offline.html")
