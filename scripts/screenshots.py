"""Takes the pictures of docs/screenshots, and those that a browser shows when it installs Verso.

Usage: python -m scripts.screenshots [--all FOLDER]

All are of the demo, whose cards are drawn. Without --all, the few that are committed. With it,
every screen in both sizes, themes and languages into a folder, to be looked at after a change of
the styles.
"""

from __future__ import annotations

import argparse
from base64 import b64encode
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from scripts.demo_server import Demo, find_chromium, serve_demo
from tests.browser.windows import DESK, PAIRS, PHONE, Window

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
QUALITY = 82


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen in one window."""

    name: str
    path: str
    window: Window


FRENCH_PHONE = replace(PHONE, language="fr")
COMMITTED = (
    Picture("scan", "/scan", FRENCH_PHONE),
    Picture("contacts", "/contacts", FRENCH_PHONE),
    Picture("contact-dark", "/contacts/{contact}", replace(FRENCH_PHONE, theme="dark")),
    Picture("follow-ups", "/follow-ups", PHONE),
    Picture("review", "/scans/{scan}", DESK),
    Picture("inbox-dark", "/inbox", replace(DESK, theme="dark")),
)
INSTALL_FOLDER = ROOT / "web" / "static" / "screenshots"
INSTALL = (
    Picture("contacts-narrow", "/contacts", PHONE),
    Picture("contact-narrow", "/contacts/{contact}", PHONE),
    Picture("review-wide", "/scans/{scan}", DESK),
)
"""What app.routes.pwa names in the manifest."""
SCREENS = {
    "scan": "/scan",
    "inbox": "/inbox",
    "review": "/scans/{scan}",
    "contacts": "/contacts",
    "contact": "/contacts/{contact}",
    "edit": "/contacts/{contact}/edit",
    "follow-ups": "/follow-ups",
    "settings": "/settings",
    "not-found": "/nothing",
}


FONTS = {
    "Roboto": ("roboto", "normal", (400, 500, 600, 700)),
    "Source Serif 4": ("source-serif-4", "normal", (400, 600)),
    "Source Serif 4 Italic": ("source-serif-4", "italic", (400, 500)),
}


def phone_fonts() -> str:
    """Give the fonts of a phone as styles: Verso uses the system's, and a server has few."""
    faces = []
    for family, (package, style, weights) in FONTS.items():
        name = family.removesuffix(" Italic")
        for weight in weights:
            file = f"{package}-latin-{weight}-{style}.woff2"
            data = ROOT / "node_modules" / "@fontsource" / package / "files" / file
            source = f"url(data:font/woff2;base64,{b64encode(data.read_bytes()).decode()})"
            faces.append(
                f"@font-face {{ font-family: '{name}'; font-weight: {weight}; "
                f"font-style: {style}; src: {source}; }}"
            )
    return "\n".join([*faces, ":root { --sans: Roboto; --serif: 'Source Serif 4'; }"])


def every_picture() -> tuple[Picture, ...]:
    """Name every screen in windows that pair each size, theme and language."""
    return tuple(
        Picture(f"{name}-{window.name}", path, window)
        for name, path in SCREENS.items()
        for window in PAIRS
    )


def take_pictures(
    demo: Demo, browser: Browser, pictures: tuple[Picture, ...], folder: Path
) -> None:
    """Write each picture as a WebP file."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = phone_fonts()
    for picture in pictures:
        options = picture.window.options() | {"device_scale_factor": 2}
        context = browser.new_context(**options, reduced_motion="reduce", bypass_csp=True)
        context.add_cookies([{"name": "verso", "value": demo.sign_in, "url": demo.address}])
        page = context.new_page()
        path = picture.path.format(scan=demo.scan_id, contact=demo.contact_id)
        page.goto(demo.address + path, wait_until="networkidle")
        page.add_style_tag(content=fonts)
        page.evaluate("document.fonts.ready")
        with Image.open(BytesIO(page.screenshot())) as shot:
            if not picture.window.is_phone:
                shot.thumbnail((picture.window.width_px, picture.window.height_px))
            shot.save(folder / f"{picture.name}.webp", quality=QUALITY, method=6)
        context.close()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of the screens.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, into this folder")
    arguments = parser.parse_args()
    pictures = every_picture() if arguments.all else COMMITTED
    chromium = find_chromium()
    with serve_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take_pictures(demo, browser, pictures, arguments.all or FOLDER)
        if not arguments.all:
            take_pictures(demo, browser, INSTALL, INSTALL_FOLDER)
        browser.close()


if __name__ == "__main__":
    main()
