"""What makes Verso installable: the manifest. Its service worker is in app.routes.shell."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.assets import Assets
from app.i18n import translate
from app.render import language_of
from app.routes.share import SHARE_ADDRESS, SHARED_FIELD

router = APIRouter()


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
        "start_url": "/scan",
        "scope": "/",
        "display": "standalone",
        "launch_handler": {"client_mode": ["navigate-existing", "auto"]},
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
            {
                "name": translate(language, "Scan"),
                "url": "/scan",
                "icons": [_icon(assets, "icons/shortcut-scan.png", 96, "any")],
            },
            {
                "name": translate(language, "Follow-ups"),
                "url": "/follow-ups",
                "icons": [_icon(assets, "icons/shortcut-follow-ups.png", 96, "any")],
            },
        ],
        "screenshots": [
            _screenshot(assets, "contacts-narrow", "780x1688", "narrow"),
            _screenshot(assets, "contact-narrow", "780x1688", "narrow"),
            _screenshot(assets, "review-wide", "1440x900", "wide"),
        ],
        "share_target": {
            "action": SHARE_ADDRESS,
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": SHARED_FIELD, "accept": ["image/*"]}]},
        },
    }
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    return JSONResponse(manifest, headers=headers, media_type="application/manifest+json")


def _icon(assets: Assets, path: str, size_px: int, purpose: str) -> dict[str, str]:
    sizes = f"{size_px}x{size_px}"
    return {"src": assets.url(path), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _screenshot(assets: Assets, name: str, sizes: str, form_factor: str) -> dict[str, str]:
    src = assets.url(f"screenshots/{name}.webp")
    return {"src": src, "sizes": sizes, "type": "image/webp", "form_factor": form_factor}
